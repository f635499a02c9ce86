namespace VpsOrg.Sandbox;

/// <summary>
/// The backups of all servers, in the order in which they came. Invented: none is made and none expires by itself, so that lists stay the
/// same. Not thread safe: the account's lock guards it.
/// </summary>
internal sealed class Backups(SandboxOptions options)
{
    /// <summary>So many numbers are those of the documentation's own backups, whether they are there or not.</summary>
    private const int Documented = 7;

    private readonly List<BackupRecord> _all = [];
    private int _lastNumber = Documented;

    public ItemKey KeyOf(int number) => ItemKey.OfBackup(number, options);

    public ItemKey TakeKey() => KeyOf(++_lastNumber);

    public void Add(BackupRecord backup) => _all.Add(backup);

    public void RemoveAllOf(ServerRecord server) => _all.RemoveAll(backup => backup.Server == server);

    /// <summary>The backups that fit, the latest first, as the documentation has them.</summary>
    public IReadOnlyList<BackupRecord> Listed(string? serverId, string? type)
    {
        var listed = _all.FindAll(backup => (serverId is null || backup.Server.Id == serverId) && (type is null || backup.Type == type));
        listed.Reverse();
        return listed;
    }
}
