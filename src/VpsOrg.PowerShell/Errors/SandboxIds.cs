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
        return !place.IsSandbox && id.Success && VpsId.TryParse(id.Groups[1].Value, out var asked) && IsOwn(asked)
            ? " This looks like the id of a sandbox server, and this is no sandbox session."
            : string.Empty;
    }

    private static bool IsOwn(VpsId id) => id.Number is { } number
        ? number is >= SandboxOptions.DefaultFirstServerId and < End
        : id.ToString().IndexOf(SandboxOptions.MiddleOfUuids, StringComparison.OrdinalIgnoreCase) > 0;
}
