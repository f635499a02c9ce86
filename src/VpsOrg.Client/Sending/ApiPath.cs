using System.Globalization;
using System.Text.RegularExpressions;

namespace VpsOrg.Client;

/// <summary>A path that a user gave, resolved as it will be sent: what it is about is told by that, not by its text.</summary>
internal sealed class ApiPath
{
    private ApiPath(string path) => Path = path;

    /// <summary>The path below the base address, with its query.</summary>
    public string Path { get; }

    /// <summary>The server that it is about, where it is about one.</summary>
    public long? ServerId => Segments(Path) is { Length: >= 2 } segments && IsServers(segments[0])
        && long.TryParse(segments[1], NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    /// <summary>Whether a POST there does nothing but start a server.</summary>
    public bool IsStart => Segments(Path) is { Length: 3 } segments && IsServers(segments[0]) && segments[2] == "start";

    /// <summary>Whether it asks for a page of a list itself.</summary>
    public bool AsksForPage => Regex.IsMatch(Path, @"[?&]page(_size)?=", RegexOptions.CultureInvariant);

    /// <summary>Whether a path names one of the servers, or something else where a server's id belongs.</summary>
    public static bool IsBelowServers(string path) => Segments(path) is { Length: >= 2 } segments && IsServers(segments[0]);

    /// <exception cref="ArgumentException">It leads away from the API.</exception>
    public static ApiPath Of(Uri baseAddress, string path)
    {
        var trimmed = (path ?? string.Empty).Trim();
        if (trimmed.Length > 0 && Uri.TryCreate(baseAddress, trimmed.TrimStart('/'), out var address) && Origin.AreSame(address, baseAddress)
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
            $"'{TextCleaner.Shorten(TextCleaner.Neutralize(TokenLookAlikes.HideInAddress(trimmed)), 80)}' is not a path of this API: give one below {baseAddress}, e.g. account/me/ or servers/12345/snapshots/.");
    }

    private static bool IsServers(string segment) => string.Equals(segment, "servers", StringComparison.OrdinalIgnoreCase);

    private static string[] Segments(string path) => Uri.UnescapeDataString(path.Split('?')[0]).Split(['/'], StringSplitOptions.RemoveEmptyEntries);
}
