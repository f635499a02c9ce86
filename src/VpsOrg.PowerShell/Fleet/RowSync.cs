namespace VpsOrg.PowerShell;

/// <summary>What is done for a row, one after another.</summary>
internal enum SyncStep
{
    /// <summary>Its server is ordered.</summary>
    Order,

    /// <summary>The server that was ordered becomes active.</summary>
    Wait,

    /// <summary>Fields of its server are changed.</summary>
    Change,

    /// <summary>Its server is started or stopped.</summary>
    Power,
}

/// <summary>One row on its way to what it wants: what is to be done, what was done, and how it ended. Pipeline thread only.</summary>
/// <param name="row">The row.</param>
/// <param name="input">The same as it was piped.</param>
internal sealed class RowSync(FleetRow row, PSObject? input)
{
    private readonly Queue<SyncStep> _steps = new();
    private readonly List<string> _done = [];
    private bool _isDeclined;
    private TimeSpan _seenAt;

    /// <summary>The row.</summary>
    public FleetRow Row { get; } = row;

    /// <summary>Why the row is not touched; null where it is.</summary>
    public Exception? Fault { get; init; }

    /// <summary>What is ordered; null where nothing is.</summary>
    public CreateServerRequest? Order { get; init; }

    /// <summary>What is changed; null where nothing is.</summary>
    public ServerChange? Change { get; init; }

    /// <summary>The status that its server is brought to; null where it is left as it is.</summary>
    public string? Status { get; init; }

    /// <summary>Its server as it was last seen; null before it is ordered.</summary>
    public VpsServer? Server { get; private set; }

    /// <summary>Whether its server was ordered here.</summary>
    public bool IsMade { get; set; }

    /// <summary>Whether a step failed.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>Whether everything that was to be done was done, or nothing was.</summary>
    public bool IsAsWanted => Fault is null && !HasFailed && !_isDeclined && _steps.Count == 0;

    /// <summary>Whether anything is to be done at all.</summary>
    public bool HasWork => Order is not null || Change is not null || Status is not null;

    /// <summary>What is done next; null where nothing is left.</summary>
    public SyncStep? Next => _steps.Count == 0 ? null : _steps.Peek();

    /// <summary>Plans a step.</summary>
    public void Plan(SyncStep step) => _steps.Enqueue(step);

    /// <summary>A step was done.</summary>
    /// <param name="what">What was done, in words; null where nothing is to be told.</param>
    public void Done(string? what = null)
    {
        _steps.Dequeue();
        if (what is not null)
        {
            _done.Add(what);
        }
    }

    /// <summary>Takes note of its server as it is now.</summary>
    public void See(VpsServer server, VpsSession session) => (Server, _seenAt) = (server, session.Clock.Elapsed);

    /// <summary>Its server as the target of a write: it must still have the name that it was seen with.</summary>
    public ServerTarget Target(VpsSession session) =>
        new(session, Server!.Key, Server, (object?)input ?? Row) { FoundBy = (Server.Name ?? string.Empty, _seenAt), NewName = Row.Name, IsOrdered = IsMade };

    /// <summary>A step was not wanted: nor is what needs it, but in a rehearsal, which tells it all.</summary>
    public void Decline(bool isRehearsal)
    {
        _isDeclined = true;
        if (_steps.Dequeue() == SyncStep.Order && !isRehearsal)
        {
            _steps.Clear();
        }
    }

    /// <summary>A step failed: no further one is tried.</summary>
    public void Fail()
    {
        HasFailed = true;
        _steps.Clear();
    }

    /// <summary>The row as the subject of an error.</summary>
    public ErrorSubject Subject(AccountPlace place)
    {
        var subject = new ErrorSubject(input, place);
        return Server is { } server ? subject.WithServer(server.Key, server.Name) : Row.Name is { } name ? subject.WithServer(name) : subject;
    }

    /// <summary>What became of it.</summary>
    public VpsSyncResult Result => new()
    {
        Name = Row.Name ?? Server?.Name,
        Key = Server?.Key ?? Row.Id,
        Outcome = Outcome,
        Changes = _done.Count == 0 ? null : string.Join("; ", _done),
    };

    private string Outcome =>
        Fault is not null ? VpsSyncOutcome.Refused
        : HasFailed ? VpsSyncOutcome.Failed
        : IsMade ? VpsSyncOutcome.Ordered
        : _done.Count > 0 ? VpsSyncOutcome.Changed
        : _isDeclined ? VpsSyncOutcome.Declined
        : VpsSyncOutcome.Unchanged;
}
