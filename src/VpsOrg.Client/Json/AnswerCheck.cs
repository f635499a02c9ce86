using System.Globalization;

namespace VpsOrg.Client;

/// <summary>
/// What an answer with a status of success must not say: that it is about another server than the one that was asked
/// for, or that nothing came of it. Both have been seen of APIs, and of proxies before them.
/// </summary>
internal static class AnswerCheck
{
    private const int LongestQuote = 120;

    private static readonly string[] ServerFields = [WireNames.Id, "server_id", "server_uuid"];

    private static readonly string[] VerdictFields = [WireNames.Status, "result", "state"];

    private static readonly string[] FlagFields = ["success", "ok", "successful"];

    private static readonly string[] ComplaintFields =
        [WireNames.Error, "errors", WireNames.Detail, WireNames.NonFieldErrors, "error_message", "error_code", "exception"];

    private static readonly string[] NoComplaints = ["", "0", "NONE", "NULL", "FALSE", "OK"];

    private static readonly string[] NegativeWords = ["error", "fail", "reject", "refus", "denied", "deny", "invalid", "forbid", "unauthor"];

    /// <summary>Refuses the id of another server. Text, where ids are numbers, is no server's: it tells nothing, and is not believed.</summary>
    /// <exception cref="UnreadableBodyException">The answer is about another server, or about none.</exception>
    public static void RefuseOther(VpsId id, VpsId asked)
    {
        if (id != asked)
        {
            throw id.Number is null && asked.Number is not null
                ? new UnreadableBodyException($"its id is '{id}', which is not that of server {asked}")
                : No($"is about server {id}, not about server {asked}");
        }
    }

    /// <summary>Refuses an answer that names another server.</summary>
    /// <exception cref="UnreadableBodyException">It does.</exception>
    public static void RefuseOther(IReadOnlyDictionary<string, object?> fields, VpsId asked)
    {
        foreach (var name in ServerFields.Where(fields.ContainsKey))
        {
            RefuseOther(Id(fields[name], asked) ?? asked, asked);
        }

        if (fields.TryGetValue(WireNames.Server, out var server))
        {
            RefuseOther((server is IReadOnlyDictionary<string, object?> described ? OwnId(described, asked) : Id(server, asked)) ?? asked, asked);
        }
    }

    /// <summary>Refuses what describes another snapshot.</summary>
    /// <exception cref="UnreadableBodyException">It does.</exception>
    public static void RefuseOtherSnapshot(IReadOnlyDictionary<string, object?> fields, SnapshotIdentity asked)
    {
        var id = fields.TryGetValue(WireNames.Id, out var value) ? VpsId.Of(value) : null;
        var name = fields.TryGetValue(WireNames.Name, out var text) ? text as string : null;
        if ((id is not null && id != asked.Id) || (name is not null && asked.Name is not null && !string.Equals(name, asked.Name, StringComparison.OrdinalIgnoreCase)))
        {
            throw No($"is about snapshot {id} ({Quote(name)}), not about snapshot {asked.Id} ({Quote(asked.Name)})");
        }
    }

    /// <summary>Refuses an answer to a write that names another server, or says no in any of the usual ways.</summary>
    /// <param name="fields">The answer's fields.</param>
    /// <param name="asked">The server's id.</param>
    /// <param name="describesServer">Whether the fields are those of a server: then a status is the server's, no verdict.</param>
    /// <exception cref="UnreadableBodyException">It does.</exception>
    public static void RefuseNo(IReadOnlyDictionary<string, object?> fields, VpsId asked, bool describesServer = false)
    {
        RefuseNo(fields, describesServer);
        RefuseOther(fields, asked);
    }

    /// <summary>Refuses an answer to a write that says no in any of the usual ways.</summary>
    /// <param name="fields">The answer's fields.</param>
    /// <param name="describesSomething">Whether the fields are those of what was asked for: then a status is its own, no verdict.</param>
    /// <exception cref="UnreadableBodyException">It does.</exception>
    public static void RefuseNo(IReadOnlyDictionary<string, object?> fields, bool describesSomething)
    {
        var no = (describesSomething ? [] : VerdictFields).FirstOrDefault(name => fields.TryGetValue(name, out var value) && IsNegative(value))
            ?? FlagFields.FirstOrDefault(name => fields.TryGetValue(name, out var value) && IsFalse(value))
            ?? ComplaintFields.FirstOrDefault(name => fields.TryGetValue(name, out var value) && IsComplaint(value));
        if (no is not null)
        {
            var words = fields.TryGetValue(WireNames.Message, out var message) && message is string { Length: > 0 } ? $", {Quote(message)}" : string.Empty;
            throw No($"says no ({no}: {Quote(fields[no])}{words})");
        }
    }

    /// <summary>Whether a status is a word, a code or a flag for failure.</summary>
    public static bool IsNegative(object? verdict) => verdict switch
    {
        false => true,
        long code => code >= 400,
        string text => IsFalse(text) || NegativeWords.Any(word => text.TrimStart().StartsWith(word, StringComparison.OrdinalIgnoreCase))
            || (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var code) && code >= 400),
        _ => false,
    };

    private static VpsId? OwnId(IReadOnlyDictionary<string, object?> server, VpsId asked) =>
        ServerFields.Select(name => server.TryGetValue(name, out var id) ? id : null).FirstOrDefault(id => id is not null) is { } own ? Id(own, asked) : null;

    /// <summary>The id that a field has. Text, where ids are numbers, is the id of something else, a task perhaps, and tells nothing.</summary>
    private static VpsId? Id(object? value, VpsId asked) => VpsId.Of(value) is { } id && (id.Number is not null || asked.Number is null) ? id : null;

    private static bool IsFalse(object? flag) =>
        flag is false or 0L || (flag is string text && (text.Trim() is "0" || string.Equals(text.Trim(), "false", StringComparison.OrdinalIgnoreCase)));

    /// <summary>Many APIs have these fields in every answer, and leave them empty where there is nothing to complain of.</summary>
    private static bool IsComplaint(object? value) => value switch
    {
        null or false or 0L => false,
        string text => Array.IndexOf(NoComplaints, text.Trim().ToUpperInvariant()) < 0,
        object?[] items => items.Length > 0,
        IReadOnlyDictionary<string, object?> fields => fields.Count > 0,
        _ => true,
    };

    private static string Quote(object? value) => value switch
    {
        string text => $"'{TextCleaner.Shorten(text, LongestQuote)}'",
        bool flag => flag ? "true" : "false",
        object?[] items => string.Join(" ", items.Take(1).Select(Quote)),
        IReadOnlyDictionary<string, object?> fields => string.Join(" ", fields.Take(1).Select(field => $"{TextCleaner.Shorten(field.Key, LongestQuote)}: {Quote(field.Value)}")),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? string.Empty,
    };

    private static UnreadableBodyException No(string verdict) => new(verdict) { SaysNo = true };
}
