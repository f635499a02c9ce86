namespace VpsOrg.Sandbox;

/// <summary>The query of an address. Of a key that stands there twice the last counts, as in Django.</summary>
internal sealed class QueryText(Uri uri)
{
    private readonly List<string> _parts = [.. uri.Query.TrimStart('?').Split('&').Where(part => part.Length > 0)];

    /// <summary>The decoded value; null when it is absent or empty.</summary>
    public string? this[string key]
    {
        get
        {
            var value = ValueOf(_parts.FindLast(part => KeyOf(part) == key) ?? "");
            return value.Length == 0 ? null : value;
        }
    }

    /// <summary>The same address with one value exchanged.</summary>
    public string AddressWith(string key, string value)
    {
        var parts = _parts.Where(part => KeyOf(part) != key).Concat([$"{key}={value}"]);
        return $"{uri.GetLeftPart(UriPartial.Path)}?{string.Join("&", parts)}";
    }

    private static string KeyOf(string part) => Decode(part.Split('=')[0]);

    private static string ValueOf(string part) => Decode(string.Join("=", part.Split('=').Skip(1)));

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
