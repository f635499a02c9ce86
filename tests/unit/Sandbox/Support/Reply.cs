using System.Net;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace VpsOrg.Sandbox.Tests;

/// <summary>An answer, taken whole.</summary>
internal sealed class Reply(HttpResponseMessage response, string text)
{
    private readonly Lazy<JObject> _json = new(() => ParseJson(text));

    public int Status => (int)response.StatusCode;

    public HttpStatusCode Code => response.StatusCode;

    public string Text { get; } = text;

    public JObject Json => _json.Value;

    public JArray Results => (JArray)Json["results"]!;

    public long[] Ids => [.. Results.Select(server => (long)server["id"]!)];

    public static JObject ParseJson(string text)
    {
        using var reader = new JsonTextReader(new StringReader(text)) { DateParseHandling = DateParseHandling.None };
        return JObject.Load(reader);
    }

    public static async Task<Reply> TakeAsync(Task<HttpResponseMessage> sending)
    {
        var response = await sending;
        return new Reply(response, await response.Content.ReadAsStringAsync());
    }

    public string? Header(string name) =>
        response.Headers.NonValidated.TryGetValues(name, out var values) || response.Content.Headers.NonValidated.TryGetValues(name, out values)
            ? values.ToString()
            : null;
}
