namespace VpsOrg.Sandbox;

/// <summary>The faults that still wait for their requests, oldest first. Thread safe.</summary>
internal sealed class FaultQueue
{
    private readonly List<SandboxFault> _waiting = [];

    public void Add(SandboxFault fault)
    {
        var copy = fault.CheckedCopy();
        JsonEdits.Check(copy.Edits);
        lock (_waiting)
        {
            _waiting.Add(copy);
        }
    }

    public void Clear()
    {
        lock (_waiting)
        {
            _waiting.Clear();
        }
    }

    /// <summary>The fault that strikes this request, used up by one; null when the request is spared.</summary>
    public SandboxFault? Take(string method, string path)
    {
        lock (_waiting)
        {
            var fault = _waiting.Find(candidate => Strikes(candidate, method, path));
            if (fault is not null && --fault.Times == 0)
            {
                _waiting.Remove(fault);
            }

            return fault;
        }
    }

    private static bool Strikes(SandboxFault fault, string method, string path) =>
        (fault.Method is null || string.Equals(fault.Method, method, StringComparison.OrdinalIgnoreCase))
        && (fault.PathPattern is null || new PathPattern(fault.PathPattern).Matches(path));
}
