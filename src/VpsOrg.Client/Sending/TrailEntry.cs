using System.Globalization;
using Newtonsoft.Json;

namespace VpsOrg.Client;

/// <summary>
/// The lines of the audit trail about one write. All carry the same <c>write</c>, so that a first line without a second can be found.
/// They hold no header, and of a body what the API documents, so no secret.
/// </summary>
internal sealed class TrailEntry(ApiRequest request, string host, string? account, TrailLook look, TextCleaner cleaner)
{
    private const int LongestReason = 300;

    /// <summary>What tells this write from all others.</summary>
    public string Write { get; } = request.WriteId ?? NewWrite();

    public static string NewWrite() => Guid.NewGuid().ToString("N");

    /// <summary>The line before the write: what is sent, and what the server has before.</summary>
    /// <param name="time">When it begins.</param>
    /// <param name="due">By when it has surely ended, where that is more than a call.</param>
    public string Begun(DateTimeOffset time, DateTimeOffset? due = null) => Line(time, "begin", TrailEnd.None, json =>
    {
        var sent = SentFieldsReader.Read(request.Body, cleaner);
        Field(json, "machine", TrailOwner.Own.Machine);
        Field(json, "process_start", TrailOwner.Own.Start is { } start ? Shown(start) : null);
        Field(json, "due", due is { } end ? Shown(end) : null);
        Field(json, "unread", Reason(look.Failure));
        Fields(json, "old", look.Before(request, sent.Keys));
        Fields(json, "new", sent);
    });

    /// <summary>The line after the write.</summary>
    public string Ended(DateTimeOffset time, TrailEnd end) => Line(time, "end", end, json => WriteEnd(json, end));

    /// <summary>A later line about a write of another process.</summary>
    public string SettledLater(DateTimeOffset time, string outcome, string reason) =>
        Line(time, "settled", TrailEnd.None, json => WriteEnd(json, new TrailEnd(outcome, 0) { Reason = reason }));

    private void WriteEnd(JsonTextWriter json, TrailEnd end)
    {
        Field(json, "outcome", end.Outcome);
        Field(json, "status", end.Status);
        Field(json, "request_id", end.RequestId);
        Field(json, "attempts", end.Attempts);
        Field(json, "reason", Reason(end.Reason));
    }

    /// <summary>A later line about a write whose outcome was unknown.</summary>
    /// <param name="time">When it became known.</param>
    /// <param name="write">The write.</param>
    /// <param name="host">The host that it went to.</param>
    /// <param name="name">The server that was ordered.</param>
    /// <param name="made">The server that came of it; null where none did.</param>
    public static string Settled(DateTimeOffset time, string write, string host, string name, VpsId? made) => Text(json =>
    {
        Field(json, "time", Shown(time));
        Field(json, "phase", "settled");
        Field(json, "write", write);
        Field(json, "process", TrailOwner.Own.Process);
        Field(json, "host", host);
        Field(json, "verb", "create");
        Field(json, "id", made?.Value);
        Field(json, "name", name);
        Field(json, "outcome", made is null ? "absent" : "made");
    });

    private string Line(DateTimeOffset time, string phase, TrailEnd known, Action<JsonTextWriter> rest) => Text(json =>
    {
        Field(json, "time", Shown(time));
        Field(json, "phase", phase);
        Field(json, "write", Write);
        Field(json, "process", TrailOwner.Own.Process);
        Field(json, "host", host);
        Field(json, "account", account);
        Field(json, "verb", request.Verb!.Value.Word());
        Field(json, "method", request.Method.Method);
        Field(json, "path", request.BarePath);
        Field(json, "id", (request.ServerId ?? known.Made)?.Value);
        Field(json, "name", request.ServerName ?? look.Name ?? known.Name);
        Field(json, "snapshot", (request.SnapshotId ?? known.Snapshot)?.Value);
        Field(json, "snapshot_name", request.SnapshotName);
        rest(json);
    });

    private string? Reason(string? text) => text is null ? null : TextCleaner.Shorten(cleaner.Clean(text), LongestReason);

    private static string Text(Action<JsonTextWriter> fields)
    {
        var text = new StringWriter(CultureInfo.InvariantCulture);
        using (var json = new JsonTextWriter(text))
        {
            json.WriteStartObject();
            fields(json);
            json.WriteEndObject();
        }

        return text.ToString();
    }

    /// <summary>A moment as the trail writes it.</summary>
    public static string Shown(DateTimeOffset time) => time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static void Fields(JsonTextWriter json, string name, IReadOnlyDictionary<string, object?> fields)
    {
        if (fields.Count == 0)
        {
            return;
        }

        json.WritePropertyName(name);
        json.WriteStartObject();
        foreach (var field in fields)
        {
            json.WritePropertyName(field.Key);
            json.WriteValue(field.Value);
        }

        json.WriteEndObject();
    }

    private static void Field(JsonTextWriter json, string name, object? value)
    {
        if (value is not null)
        {
            json.WritePropertyName(name);
            json.WriteValue(value);
        }
    }
}
