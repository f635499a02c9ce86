namespace VpsOrg.PowerShell;

/// <summary>A server of the name exists, and it is not the one that was asked for.</summary>
public sealed class ServerDiffersException : InvalidOperationException
{
    internal ServerDiffersException(VpsServer existing, IEnumerable<string> differences)
        : base($"Server {existing.Id} is named '{existing}' already, but differs: {string.Join(", ", differences)}. Nothing was ordered.")
    {
    }
}
