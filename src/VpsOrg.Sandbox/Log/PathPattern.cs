using System.Globalization;

namespace VpsOrg.Sandbox;

/// <summary>A path relative to the API's root in which <c>{id}</c> stands for any integer.</summary>
internal sealed class PathPattern(string pattern)
{
    private const string Id = "{id}";

    private readonly string[] _segments = pattern.TrimStart('/').Split('/');

    /// <summary>The path with every id in it replaced by <c>{id}</c>.</summary>
    public static string Fold(string path) =>
        string.Join("/", path.Split('/').Select(segment => IsInteger(segment) ? Id : segment));

    public bool Matches(string path)
    {
        var segments = path.Split('/');
        return segments.Length == _segments.Length && segments.Zip(_segments, SegmentMatches).All(matches => matches);
    }

    /// <summary>The first id in a path; -1, which no server has, when it has none or one beyond all bounds.</summary>
    public static long IdOf(string path) =>
        long.TryParse(path.Split('/').FirstOrDefault(IsInteger), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : -1;

    private static bool SegmentMatches(string segment, string pattern) => pattern == Id ? IsInteger(segment) : segment == pattern;

    private static bool IsInteger(string segment) => segment.Length > 0 && segment.All(digit => digit is >= '0' and <= '9');
}
