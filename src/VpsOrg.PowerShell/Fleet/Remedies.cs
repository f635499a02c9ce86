namespace VpsOrg.PowerShell;

/// <summary>What can be done about a difference. Following it never buys a server twice, and never replaces one.</summary>
internal static class Remedies
{
    /// <summary>The remedy of a difference, in a sentence or two.</summary>
    public static string Of(VpsServerDifference difference)
    {
        var said = difference.Why is { } why ? why + " " : string.Empty;
        return said + (difference.Kind switch
        {
            VpsDifferenceKind.Missing when difference.Key is { } id => $"No server has the id {id}. To order one, take the id out of the row.",
            VpsDifferenceKind.Missing when difference.Perhaps is not null => "If it is, give its id in the row; if not, the row needs another host name.",
            VpsDifferenceKind.Missing => difference.Why is null ? "Pipe the row to New-VpsServer -IfNotExists, or all rows to Sync-VpsServer." : "Complete the row, or take it out.",
            VpsDifferenceKind.Renamed when difference.Why is not null => "Correct the row, or rename one of them.",
            VpsDifferenceKind.Renamed => $"Set-VpsServer {Named(difference)} -NewName {Quoted(difference.Desired)}, or correct the row.",
            VpsDifferenceKind.Different => Change(difference),
            VpsDifferenceKind.CannotChange => "The API cannot change this: only a new server would do.",
            VpsDifferenceKind.Ambiguous => "Give the id of the server that the row means, once.",
            VpsDifferenceKind.Extra => $"Add a row for it, or look at it with Get-VpsServer {Named(difference)}.",
            _ => Unread(difference),
        });
    }

    private static string Change(VpsServerDifference difference) => difference.Property switch
    {
        FleetColumns.Status when VpsServerStatus.AreSame(difference.Actual as string, VpsServerStatus.Suspended) => "Ask VPS.org why the server is suspended.",
        FleetColumns.Status when difference.Desired is VpsServerStatus.Active => $"Start-VpsServer {Named(difference)}.",
        FleetColumns.Status => $"Stop-VpsServer {Named(difference)}.",
        FleetColumns.BackupsEnabled => $"Set-VpsServer {Named(difference)} -BackupsEnabled {ServerChanges.Text(difference.Desired as bool?)}.",
        _ => $"Set-VpsServer {Named(difference)} -Hostname {Quoted(difference.Desired)}.",
    };

    private static string Unread(VpsServerDifference difference) =>
        difference.Cause is { } cause && ErrorKind.Of(cause, Subject(difference)) is { Advice: var advice } ? advice
        : difference.Key is not null && difference.Property is not null ? $"Look at it with Get-VpsServer {Named(difference)}."
        : "Correct the row, and compare again.";

    private static ErrorSubject Subject(VpsServerDifference difference) =>
        difference.Key is { } id ? new ErrorSubject(id.Value).WithServer(id, difference.Name) : new ErrorSubject(difference.Name);

    /// <summary>How a command names the server; nothing where nobody could type it.</summary>
    private static string? Named(VpsServerDifference difference) => Subject(difference).Server;

    private static string Quoted(object? text) => $"'{(text as string)?.Replace("'", "''")}'";
}
