using System.Text.RegularExpressions;

namespace VpsOrg.Client;

/// <summary>A path that a user gave, resolved as it will be sent: what it is about is told by that, not by its text.</summary>
internal sealed class ApiPath
{
    private const int MostLayers = 4;

    private ApiPath(string path) => Path = path;

    /// <summary>The path below the base address, with its query.</summary>
    public string Path { get; }

    /// <summary>The server that it is about, where it is about one.</summary>
    public VpsId? ServerId => Segments(Path) is { Length: >= 2 } segments && IsServers(segments[0])
        && VpsId.TryParse(segments[1], out var id) ? id : null;

    /// <summary>The server that an answer from there describes: of a server's own path, or of one of its actions.</summary>
    public VpsId? DescribedServer => Segments(Path) is { Length: 2 or 3 } segments && (segments.Length == 2 || segments[2] is "start" or "stop" or "reboot") ? ServerId : null;

    /// <summary>The snapshot that it is about, where it is about one.</summary>
    public VpsId? SnapshotId => Segments(Path) is { Length: >= 2 } segments && IsSnapshots(segments[0])
        && VpsId.TryParse(segments[1], out var id) ? id : null;

    /// <summary>Whether a POST there does nothing but take a snapshot.</summary>
    public bool IsNewSnapshot => Segments(Path) is { Length: 1 } segments && IsSnapshots(segments[0]);

    /// <summary>Whether a POST there does nothing but start a server.</summary>
    public bool IsStart => Segments(Path) is { Length: 3 } segments && IsServers(segments[0]) && segments[2] == "start";

    /// <summary>Whether it asks for a page of a list itself.</summary>
    public bool AsksForPage => Regex.IsMatch(Path, @"[?&]page(_size)?=", RegexOptions.CultureInvariant);

    /// <exception cref="ArgumentException">It leads away from the API.</exception>
    public static ApiPath Of(Uri baseAddress, string path)
    {
        var trimmed = (path ?? string.Empty).Trim();
        if (trimmed.Length > 0 && IsPlain(trimmed.Split('?')[0]) && Uri.TryCreate(baseAddress, trimmed.TrimStart('/'), out var address) && Origin.AreSame(address, baseAddress)
            && address.AbsolutePath.StartsWith(baseAddress.AbsolutePath, StringComparison.Ordinal)
            && address.AbsolutePath.Length > baseAddress.AbsolutePath.Length)
        {
            var relative = address.PathAndQuery.Substring(baseAddress.AbsolutePath.Length);
            if (Uri.TryCreate(baseAddress, relative, out var again) && again.PathAndQuery == address.PathAndQuery && Origin.AreSame(again, baseAddress))
            {
                return new ApiPath(relative);
            }
        }

        throw new ArgumentException(
            $"'{TextCleaner.Shorten(TextCleaner.Neutralize(TokenLookAlikes.HideInAddress(trimmed)), 80)}' is not a path of this API: give one below {baseAddress}, e.g. account/me/ or servers/12345/snapshots/, "
            + "without dots for folders, semicolons, backslashes or encoded slashes.");
    }

    /// <summary>
    /// Whether every server and proxy on the way takes a path for the same one: none of its segments is a step up, however
    /// often it is encoded, and nothing in it is a separator for some and a character for others.
    /// </summary>
    private static bool IsPlain(string path)
    {
        for (var layer = 0; layer < MostLayers; layer++)
        {
            var decoded = Uri.UnescapeDataString(path);
            if (decoded.Any(IsAmbiguous) || decoded.Count(c => c == '/') != path.Count(c => c == '/')
                || decoded.Split('/').Any(segment => segment.Trim() is "." or ".."))
            {
                return false;
            }

            if (decoded == path)
            {
                return path.IndexOf('%') < 0; // What is left is no character in UTF-8: each server makes its own of it.
            }

            path = decoded;
        }

        return false;
    }

    /// <summary>What some take for a slash, a dot or the end of a path's segment, and others do not.</summary>
    private static bool IsAmbiguous(char c) => char.IsControl(c)
        || c is '\\' or ';' or '?' or '#' or '\uff0f' or '\u2044' or '\u2215' or '\uff3c' or '\uff0e' or '\u2024' or '\uff1b';

    private static bool IsServers(string segment) => string.Equals(segment, "servers", StringComparison.OrdinalIgnoreCase);

    private static bool IsSnapshots(string segment) => string.Equals(segment, "snapshots", StringComparison.OrdinalIgnoreCase);

    private static string[] Segments(string path) => Uri.UnescapeDataString(path.Split('?')[0]).Split(['/'], StringSplitOptions.RemoveEmptyEntries);
}
