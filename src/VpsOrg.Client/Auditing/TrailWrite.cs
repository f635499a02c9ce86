namespace VpsOrg.Client;

/// <summary>A write, as far as the lines of a trail tell of it.</summary>
/// <param name="Id">What its lines have in common.</param>
/// <param name="Line">The number of the first of them.</param>
internal sealed record TrailWrite(string Id, long Line)
{
    /// <summary>Fields of a server in the order in which they are shown.</summary>
    private static readonly string[] Fields = ["name", "hostname", "backups_enabled", "plan_id", "os_id", "location", "ssh_key_id", "ip_address", "description"];

    private static readonly TimeSpan LongestCall = TimeSpan.FromDays(1);

    public TrailLine? Begin { get; init; }

    public TrailLine? End { get; init; }

    /// <summary>The line that says later what became of it.</summary>
    public TrailLine? Settled { get; init; }

    /// <summary>
    /// Whether a later line may say what became of it: of an order whose answer was lost, or that was refused as one whose name is taken,
    /// and of a start that is still owed.
    /// </summary>
    public bool MayBeSettled => Settled is null && End is { } end && Verb switch
    {
        "create" => end.Text("outcome") is "unknown" or "cancelled" || end.Number("status") is 400 or 409 or 422,
        "start-owed" => end.Text("outcome") == "owed",
        _ => false,
    };

    private string Verb => Text("verb")!;

    /// <param name="path">The file that tells of it.</param>
    /// <param name="now">What is under way is so for a day at most: no call takes longer.</param>
    public VpsTrailRecord ToRecord(string path, DateTimeOffset now)
    {
        var (begun, ended) = (Begin?.Time("time"), (Settled ?? End)?.Time("time"));
        var time = begun ?? ended!.Value;
        var changes = ChangesOf(Begin).ToArray();
        var (outcome, isDoubtful, detail) = Judge(now);
        return new VpsTrailRecord
        {
            Time = time.LocalDateTime,
            TimeUtc = TrailEntry.Shown(time),
            Action = ActionOf(Verb),
            ServerId = (Settled?.Id("id") ?? End?.Id("id") ?? Begin?.Id("id"))?.Value,
            ServerName = Text("name"),
            SnapshotId = (End?.Id("snapshot") ?? Begin?.Id("snapshot"))?.Value,
            SnapshotName = Text("snapshot_name"),
            Outcome = outcome,
            IsDoubtful = isDoubtful,
            Changes = InWords(changes),
            ChangeList = changes,
            Latest = ended ?? time,
            Detail = detail,
            EndedAt = ended?.LocalDateTime,
            DurationMs = ended >= begun ? (long)(ended - begun).Value.TotalMilliseconds : null,
            Host = Text("host"),
            Account = Text("account"),
            Method = Text("method"),
            Path = Text("path"),
            StatusCode = Small(End?.Number("status")),
            RequestId = End?.Text("request_id"),
            Attempts = Small(End?.Number("attempts")),
            Machine = Begin?.Text("machine"),
            ProcessId = Small((Begin ?? End ?? Settled)?.Number("process")),
            WriteId = Id,
            TrailPath = path,
            Line = Line,
        };
    }

    private (string Outcome, bool IsDoubtful, string? Detail) Judge(DateTimeOffset now) => (Settled ?? End)?.Text("outcome") switch
    {
        "made" => ("Done", false, "Its answer was lost. The server was found later."),
        "absent" => ("Failed", false, "Its answer was lost. No server came of it."),
        "paid" => ("Done", false, Settled?.Text("reason")),
        "owed" => ("Owed", true, Reason),
        "done" => ("Done", false, Reason),
        "failed" => ("Failed", false, Reason),
        "cancelled" when Begin is null || Begin.Text("machine") is not null => ("Cancelled", false, Reason),
        "cancelled" => ("Unknown", true, "The version that wrote it said 'cancelled' also of what may have been carried out."),
        "unknown" => ("Unknown", true, Reason ?? "Nobody knows whether it was carried out."),
        null => JudgeOpen(now),
        { } other => (other, true, Reason),
    };

    private (string Outcome, bool IsDoubtful, string? Detail) JudgeOpen(DateTimeOffset now)
    {
        var line = Begin ?? End ?? Settled!;
        var owner = line.Owner;
        var who = FormattableString.Invariant($"Process {owner.Process} on {owner.Machine ?? "a machine that it does not tell"}");
        return owner.Lives switch
        {
            true when now - line.Time("time") < LongestCall => ("UnderWay", false, $"{who} has not told its outcome yet."),
            false => ("Unknown", true, $"{who} ended before it told the outcome."),
            _ => ("Unknown", true, $"{who} has not told its outcome."),
        };
    }

    /// <summary>Why it ended as it did, as far as the trail says.</summary>
    private string? Reason => End?.Text("reason") ?? Unread;

    private string? Unread => Begin?.Text("unread") is { } why ? $"The server could not be read before: {why}" : null;

    /// <summary>What other columns do not say: of an order and of a snapshot the server stands elsewhere.</summary>
    private string? InWords(IEnumerable<VpsTrailChange> changes)
    {
        var words = string.Join("; ", changes.Where(change => !(change.Field == WireNames.Name && Verb == "create") && !(change.Field == WireNames.ServerId && Verb == "snapshot")));
        return words.Length == 0 ? null : words;
    }

    private string? Text(string name) => Begin?.Text(name) ?? End?.Text(name) ?? Settled?.Text(name);

    private static IEnumerable<VpsTrailChange> ChangesOf(TrailLine? begin)
    {
        if (begin is null)
        {
            return [];
        }

        var (old, sent) = (begin.Within("old"), begin.Within("new"));
        return sent.Keys.Union(old.Keys)
            .OrderBy(field => Array.IndexOf(Fields, field) is >= 0 and var place ? place : Fields.Length)
            .Select(field => new VpsTrailChange(field, old.TryGetValue(field, out var before), Plain(before), sent.TryGetValue(field, out var after), Plain(after)));
    }

    private static string ActionOf(string verb) => verb switch
    {
        "create" => "Order",
        "update" or "replace" => "Change",
        "reboot" => "Restart",
        _ => string.Concat(verb.Split(['-'], StringSplitOptions.RemoveEmptyEntries).Select(word => char.ToUpperInvariant(word[0]) + word.Substring(1))),
    };

    /// <summary>A number as scripts write it: only one that does not fit is a long.</summary>
    private static object? Plain(object? value) => value is long number and >= int.MinValue and <= int.MaxValue ? (int)number : value;

    private static int? Small(long? number) => number <= int.MaxValue ? (int?)number : null;
}
