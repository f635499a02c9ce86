using System.Net.Http.Headers;

namespace VpsOrg.Sandbox;

/// <summary>A header as it was sent.</summary>
internal static class HeaderText
{
    public static string? Of(HttpHeaders? headers, string name) =>
        headers != null && headers.TryGetValues(name, out var values) ? string.Join(SeparatorOf(name), values) : null;

    /// <summary>System.Net.Http takes a header apart; the parts of a user agent stand side by side.</summary>
    private static string SeparatorOf(string name) => name == "User-Agent" ? " " : ", ";
}
