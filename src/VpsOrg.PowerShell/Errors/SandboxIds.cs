using System.Text.RegularExpressions;
using VpsOrg.Sandbox;

namespace VpsOrg.PowerShell;

/// <summary>Ids of the built-in sandbox, recognized where they turn up on an account: in what is left over from a rehearsal.</summary>
internal static class SandboxIds
{
    private const long End = 1_000_000_000;

    /// <summary>What a 404 for such an id most likely means; empty for any other id, and in the sandbox.</summary>
    public static string Remark(VpsNotFoundException missing, AccountPlace place)
    {
        var id = Regex.Match(missing.Context.Path ?? string.Empty, "^servers/([^/]+)/");
        return id.Success && VpsId.TryParse(id.Groups[1].Value, out var asked) ? Remark(asked, "server", place) : string.Empty;
    }

    /// <summary>The same of an id that no list shows.</summary>
    /// <param name="asked">The id.</param>
    /// <param name="of">What has such ids, in a word.</param>
    /// <param name="place">Where it was asked for.</param>
    public static string Remark(VpsId asked, string of, AccountPlace place) => !place.IsSandbox && IsOwn(asked)
        ? $" This looks like the id of a sandbox {of}, and this is no sandbox session."
        : string.Empty;

    private static bool IsOwn(VpsId id) => id.Number is { } number
        ? number is >= SandboxOptions.DefaultFirstServerId and < End
        : id.ToString().IndexOf(SandboxOptions.MiddleOfUuids, StringComparison.OrdinalIgnoreCase) > 0;
}
