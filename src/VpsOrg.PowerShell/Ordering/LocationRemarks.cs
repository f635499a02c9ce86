namespace VpsOrg.PowerShell;

/// <summary>Says, once a command for each, that a location is none of those that the account's servers are in.</summary>
internal sealed class LocationRemarks
{
    private readonly HashSet<(VpsSession Session, string Location)> _made = [];

    /// <summary>Says it of the location of an order, where there is anything to say.</summary>
    public void Tell(string location, VpsSession session, Action<string> warn)
    {
        if (SeenLocations.Of(session).Remark(location, "ordering") is { } remark && _made.Add((session, location.ToUpperInvariant())))
        {
            warn(remark);
        }
    }
}
