using System.Globalization;

namespace VpsOrg.Client.Tests;

/// <summary>The documentation's payloads, and shorter ones in their likeness.</summary>
internal static class Payloads
{
    public static string Account => Read("account");

    public static string Create => Read("create");

    public static string Get => Read("get");

    public static string List => Read("list");

    public static string Reboot => Read("reboot");

    public static string Start => Read("start");

    public static string Stop => Read("stop");

    public static string Server(VpsId id, string status = "active", string? updatedAt = null) => string.Create(
        CultureInfo.InvariantCulture,
        $$"""{"id":{{Json(id)}},"name":"server-{{id}}","status":"{{status}}","updated_at":"{{updatedAt ?? "2025-01-16T15:00:00Z"}}"}""");

    /// <summary>An id as an answer holds it.</summary>
    public static string Json(VpsId id) => id.Number is null ? $"\"{id}\"" : id.ToString();

    public static string Page(long? count, IEnumerable<long> ids, string? next = null)
    {
        var servers = string.Join(",", ids.Select(id => Server(id)));
        var counted = count is null ? string.Empty : string.Create(CultureInfo.InvariantCulture, $"\"count\":{count},");
        return $$"""{{{counted}}"next":{{(next is null ? "null" : $"\"{next}\"")}},"results":[{{servers}}]}""";
    }

    private static string Read(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Contract", name + ".json"));
}
