namespace VpsOrg.Client;

/// <summary>
/// A write as the trail tells of it: its first line and its last, joined. The properties are flat, so that it can be exported.
/// </summary>
public sealed class VpsTrailRecord
{
    internal VpsTrailRecord()
    {
    }

    /// <summary>When it began, in local time; of a write whose first line is missing, when its last was written.</summary>
    public DateTime Time { get; internal init; }

    /// <summary>The same moment in UTC, as the trail has it: ISO 8601.</summary>
    public string TimeUtc { get; internal init; } = string.Empty;

    /// <summary>
    /// What it did: <c>Order</c>, <c>Change</c>, <c>Delete</c>, <c>Start</c>, <c>Stop</c>, <c>Restart</c>, <c>Snapshot</c>,
    /// <c>Restore</c>, <c>DeleteSnapshot</c>, <c>StartOwed</c> (it noted that a server that it stopped is to be started again), or <c>Invoke</c> for an endpoint that was called by its path.
    /// </summary>
    public string Action { get; internal init; } = string.Empty;

    /// <summary>The server's id, as a whole number or as text; null where none is known, as of an order that failed.</summary>
    public object? ServerId { get; internal init; }

    /// <summary>The server's name before the write, or the name that was ordered; null where it could not be read.</summary>
    public string? ServerName { get; internal init; }

    /// <summary>
    /// How it ended: <c>Done</c>, <c>Failed</c> (it did nothing), <c>Cancelled</c> (it was not sent), <c>Unknown</c> (nobody knows),
    /// <c>UnderWay</c> (its process lives and has not said), <c>Owed</c> (the server was stopped for a while and was not started again).
    /// The set is open.
    /// </summary>
    public string Outcome { get; internal init; } = string.Empty;

    /// <summary>Whether it may or may not have been carried out: somebody has to look.</summary>
    public bool IsDoubtful { get; internal init; }

    /// <summary>What was sent, field by field, with what the server had before: <c>hostname: a.example.com -> b.example.com</c>. Null where it had no fields.</summary>
    public string? Changes { get; internal init; }

    /// <summary>Why it failed, or what is in doubt, in a sentence.</summary>
    public string? Detail { get; internal init; }

    /// <summary>When its outcome was known, in local time; null while it is not.</summary>
    public DateTime? EndedAt { get; internal init; }

    /// <summary>From its beginning to its end, in milliseconds.</summary>
    public long? DurationMs { get; internal init; }

    /// <summary>The host of the API; that of the built-in sandbox is <c>sandbox.invalid</c>.</summary>
    public string? Host { get; internal init; }

    /// <summary>The e-mail address of the account; null where it was not known.</summary>
    public string? Account { get; internal init; }

    /// <summary>The HTTP method.</summary>
    public string? Method { get; internal init; }

    /// <summary>The path below the API's root, without its query.</summary>
    public string? Path { get; internal init; }

    /// <summary>The HTTP status of the answer; null where none came.</summary>
    public int? StatusCode { get; internal init; }

    /// <summary>The id that the API gave the request.</summary>
    public string? RequestId { get; internal init; }

    /// <summary>How often it was sent.</summary>
    public int? Attempts { get; internal init; }

    /// <summary>The machine that it was sent from.</summary>
    public string? Machine { get; internal init; }

    /// <summary>The process there.</summary>
    public int? ProcessId { get; internal init; }

    /// <summary>What tells this write from all others: the <c>write</c> of its lines.</summary>
    public string WriteId { get; internal init; } = string.Empty;

    /// <summary>The file that tells of it.</summary>
    public string TrailPath { get; internal init; } = string.Empty;

    /// <summary>The line there that tells of its beginning, or of its end where that is missing; the first is 1.</summary>
    public long Line { get; internal init; }

    /// <summary>The id of the snapshot that it took, restored or deleted; null where it is about none, or its id was never known.</summary>
    public object? SnapshotId { get; internal init; }

    /// <summary>The name of that snapshot.</summary>
    public string? SnapshotName { get; internal init; }

    /// <summary>The last that is known of it.</summary>
    internal DateTimeOffset Latest { get; init; }

    /// <summary>What was sent, field by field.</summary>
    internal IReadOnlyList<VpsTrailChange> ChangeList { get; init; } = [];

    /// <summary>The names that the server has had by what this tells: before it, and of a renaming afterwards.</summary>
    internal IEnumerable<string> ServerNames =>
        ChangeList.Where(change => change.Field == WireNames.Name && IsOfServers).Select(change => change.New).OfType<string>().Concat(ServerName is null ? [] : [ServerName]);

    /// <summary>Whether the fields that it sent are a server's, and not a snapshot's.</summary>
    private bool IsOfServers => Path?.StartsWith(Routes.Snapshots, StringComparison.OrdinalIgnoreCase) != true;

    /// <summary>The fields of <see cref="Changes"/> one by one. A method, because a list is no column of an export.</summary>
    public IReadOnlyList<VpsTrailChange> GetFieldChanges() => ChangeList;

    /// <summary>The write in one line: <c>Stop web-01 (12345): Done</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"{Action} {ServerName ?? Path}{(ServerId is null ? null : $" ({ServerId})")}: {Outcome}");
}

/// <summary>One field of a write.</summary>
public sealed class VpsTrailChange
{
    internal VpsTrailChange(string field, bool isOldKnown, object? old, bool isSent, object? sent)
    {
        Field = field;
        IsOldKnown = isOldKnown;
        Old = old;
        IsSent = isSent;
        New = sent;
    }

    /// <summary>The field's name in the API.</summary>
    public string Field { get; }

    /// <summary>Whether the server was read before the write: where it was not, <see cref="Old"/> says nothing.</summary>
    public bool IsOldKnown { get; }

    /// <summary>What the server had before: text, a whole number, a flag, or null.</summary>
    public object? Old { get; }

    /// <summary>Whether the write sent it; what a deleted server had was not sent.</summary>
    public bool IsSent { get; }

    /// <summary>What was sent: text, a whole number, a flag, or null.</summary>
    public object? New { get; }

    /// <summary>The change in words: <c>hostname: a.example.com -> b.example.com</c>.</summary>
    public override string ToString()
    {
        var (before, after) = (Shown(Old), Shown(New));
        return !IsSent ? $"{Field}: {before} (before)"
            : !IsOldKnown ? $"{Field}: {after}"
            : before == after ? $"{Field}: {after} (unchanged)"
            : $"{Field}: {before} -> {after}";
    }

    private static string Shown(object? value) => value switch
    {
        null or "" => "(none)",
        true => "true",
        false => "false",
        _ => Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)!,
    };
}
