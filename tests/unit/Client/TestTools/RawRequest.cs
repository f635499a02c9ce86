using System.Text;

namespace VpsOrg.Client.Tests;

/// <summary>One request exactly as it came over the wire.</summary>
internal sealed record RawRequest(int Connection, string Line, IReadOnlyList<(string Name, string Value)> Headers, byte[] BodyBytes)
{
    public string Method => Line.Split(' ')[0];

    public string Target => Line.Split(' ')[1];

    public string Path => Target.Split('?')[0];

    public string Query => Target.Contains('?') ? Target[(Target.IndexOf('?') + 1)..] : string.Empty;

    public string Body => Encoding.UTF8.GetString(BodyBytes);

    public string? Header(string name) =>
        Headers.Where(header => string.Equals(header.Name, name, StringComparison.OrdinalIgnoreCase)).Select(header => header.Value).SingleOrDefault();

    /// <summary>A value of the query, or null.</summary>
    public string? Asked(string key) =>
        Query.Split('&').Where(pair => pair.StartsWith(key + "=", StringComparison.Ordinal)).Select(pair => pair[(key.Length + 1)..]).SingleOrDefault();
}
