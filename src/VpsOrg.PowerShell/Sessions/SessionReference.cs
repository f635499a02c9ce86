using System.Collections;

namespace VpsOrg.PowerShell;

/// <summary>What names a session: a session, or the exact name of one of this runspace. Anything else names none, and never the default.</summary>
internal static class SessionReference
{
    private const string CopyOf = "VpsOrg.PowerShell.VpsSession";

    /// <summary>The session that an argument names, or one that is refused where it is used. Never throws.</summary>
    public static VpsSession Of(object? given) => (given is PSObject wrapped ? wrapped.BaseObject : given) switch
    {
        VpsSession session => session,
        string text => Named(text.Trim()),
        null => VpsSession.Refused(new ArgumentException(
            "-Session is null, which names no session: give one from Connect-Vps, or its name. ForEach-Object -Parallel and jobs know the variables of their caller only as $using:vps.")),
        _ when IsCopy(given) => VpsSession.Refused(new SessionDeserializedException()),
        { } other => VpsSession.Refused(new ArgumentException($"{Described(other)} names no session: give one session from Connect-Vps, or its name.")),
    };

    private static VpsSession Named(string name)
    {
        var sessions = RunspaceSessions.Current;
        return name.Length == 0
            ? VpsSession.Refused(new ArgumentException("The name of the session is empty: give a session from Connect-Vps, or its name."))
            : sessions.Find(name) ?? VpsSession.Refused(new SessionNotFoundException(SessionName.Shown(name), [.. sessions.All.Select(session => session.Name)]));
    }

    private static string Described(object other) => other switch
    {
        PSCustomObject => "A row",
        IList list => FormattableString.Invariant($"A list of {list.Count}"),
        _ => $"An object of type {other.GetType().Name}",
    };

    /// <summary>Whether it was a session before it went through a file, a job, or <c>Select-Object</c>.</summary>
    private static bool IsCopy(object? given) =>
        given is PSObject { BaseObject: PSCustomObject } row && row.TypeNames.Count > 0 && row.TypeNames[0].EndsWith("." + CopyOf, StringComparison.Ordinal);
}
