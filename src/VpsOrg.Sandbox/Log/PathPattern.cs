namespace VpsOrg.Sandbox;

/// <summary>A path relative to the API's root in which <c>{id}</c> stands for any id: an integer or a UUID.</summary>
internal sealed class PathPattern(string pattern)
{
    private const string Id = "{id}";

    private readonly string[] _segments = pattern.TrimStart('/').Split('/');

    /// <summary>The path with every id in it replaced by <c>{id}</c>.</summary>
    public static string Fold(string path) => string.Join("/", path.Split('/').Select(segment => IsId(segment) ? Id : segment));

    /// <summary>The first id in a path, as it stands there; null when it has none.</summary>
    public static string? IdOf(string path) => path.Split('/').FirstOrDefault(IsId);

    public bool Matches(string path)
    {
        var segments = path.Split('/');
        return segments.Length == _segments.Length && segments.Zip(_segments, SegmentMatches).All(matches => matches);
    }

    private static bool SegmentMatches(string segment, string pattern) => pattern == Id ? IsId(segment) : segment == pattern;

    private static bool IsId(string segment) =>
        (segment.Length > 0 && segment.All(digit => digit is >= '0' and <= '9')) || Guid.TryParseExact(segment, "D", out _);
}
