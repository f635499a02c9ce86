namespace VpsOrg.PowerShell;

/// <summary>Which servers to keep by what only their details say. What a detail does not say is an error, never a no.</summary>
/// <param name="backupsEnabled">Keeps those with backups, or those without; null keeps both.</param>
/// <param name="minimumDiskPercent">Keeps those whose disk is at least that full; null keeps all.</param>
internal sealed class DetailFilter(bool? backupsEnabled, double? minimumDiskPercent)
{
    /// <summary>Whether there is anything to look for, so that details must be read.</summary>
    public bool IsSet => backupsEnabled is not null || minimumDiskPercent is not null;

    /// <summary>Whether a server passes, by its detail.</summary>
    /// <exception cref="VpsDetailUnknownException">Nothing that the detail says rules it out, and it does not say everything.</exception>
    public bool Matches(VpsServer server)
    {
        var (backups, disk) = (HasBackups(server), HasFullDisk(server));
        if (backups is false || disk is false)
        {
            return false;
        }

        return (backups, disk) switch
        {
            (null, _) => throw new VpsDetailUnknownException(server, "whether its backups are on"),
            (_, null) => throw new VpsDetailUnknownException(server, "how full its disk is"),
            _ => true,
        };
    }

    private bool? HasBackups(VpsServer server) =>
        backupsEnabled is not { } wanted ? true : server.BackupsEnabled is { } on ? on == wanted : null;

    private bool? HasFullDisk(VpsServer server) =>
        minimumDiskPercent is not { } wanted ? true : ServerMembers.DiskPercent(server) is { } percent ? percent >= wanted : null;
}
