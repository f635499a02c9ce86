using System.Diagnostics;
using System.Globalization;
using Newtonsoft.Json;

namespace VpsOrg.Client;

/// <summary>
/// The two lines of the audit trail about one write. Both carry the same <c>write</c>, so that a first line without a second can be found.
/// They hold no body and no header, so no secret.
/// </summary>
internal sealed class TrailEntry(ApiRequest request, string host, string? account)
{
    private static readonly int ProcessId = Process.GetCurrentProcess().Id;

    private readonly string _write = Guid.NewGuid().ToString("N");

    public string Begun(DateTimeOffset time) => Line(time, "begin", _ => { });

    public string Ended(DateTimeOffset time, string outcome, int? status, string? requestId, int attempts) => Line(time, "end", json =>
    {
        Field(json, "outcome", outcome);
        Field(json, "status", status);
        Field(json, "request_id", requestId);
        Field(json, "attempts", attempts);
    });

    private string Line(DateTimeOffset time, string phase, Action<JsonTextWriter> rest)
    {
        var text = new StringWriter(CultureInfo.InvariantCulture);
        using (var json = new JsonTextWriter(text))
        {
            json.WriteStartObject();
            Field(json, "time", time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
            Field(json, "phase", phase);
            Field(json, "write", _write);
            Field(json, "process", ProcessId);
            Field(json, "host", host);
            Field(json, "account", account);
            Field(json, "verb", request.Verb!.Value.ToString().ToLowerInvariant());
            Field(json, "method", request.Method.Method);
            Field(json, "path", request.BarePath);
            Field(json, "id", request.ServerId);
            Field(json, "name", request.ServerName);
            rest(json);
            json.WriteEndObject();
        }

        return text.ToString();
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
