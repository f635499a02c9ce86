namespace VpsOrg.Sandbox;

/// <content>The ways back that a test prepares: snapshots and backups, and what shall not end well.</content>
public sealed partial class SandboxAccount
{
    /// <summary>The ids of the snapshots in the order in which they came, as they stand in a path.</summary>
    public IReadOnlyList<string> SnapshotIds
    {
        get
        {
            lock (_state.Gate)
            {
                return [.. _state.Snapshots.All.Select(snapshot => snapshot.Id)];
            }
        }
    }

    /// <summary>Adds one snapshot. Its name and status, and the number of snapshots of its server, may be ones that the API would not take.</summary>
    /// <param name="serverId">Its server.</param>
    /// <param name="name">Its name.</param>
    /// <param name="status">Its status, which stays.</param>
    /// <param name="createdAt">When it was made; null for now.</param>
    /// <param name="description">Its description, if any.</param>
    /// <returns>Its id, as it stands in a path.</returns>
    /// <exception cref="KeyNotFoundException">There is no such server.</exception>
    public string AddSnapshot(string serverId, string name, string status = SnapshotStatus.Completed, DateTimeOffset? createdAt = null, string? description = null)
    {
        lock (_state.Gate)
        {
            var snapshot = _state.Snapshots.Add(ServerOf(serverId), name, description, createdAt ?? _state.Now);
            _state.Snapshots.SetStatus(snapshot, status);
            return snapshot.Id;
        }
    }

    /// <summary>Puts a snapshot into any status, known to the API or not, where it stays.</summary>
    /// <param name="id">The snapshot.</param>
    /// <param name="status">Its new status.</param>
    /// <exception cref="KeyNotFoundException">There is no such snapshot.</exception>
    public void SetSnapshotStatus(string id, string status)
    {
        lock (_state.Gate)
        {
            _state.Settle(_state.Now);
            var snapshot = _state.Snapshots.Find(id) ?? throw new KeyNotFoundException($"There is no snapshot {id}.");
            _state.Snapshots.SetStatus(snapshot, status);
        }
    }

    /// <summary>Lets the next snapshot that is made end in a status other than <c>completed</c>. Which one the API gives is documented nowhere.</summary>
    /// <param name="status">The status in which it ends and stays.</param>
    public void FailSnapshot(string status = "failed")
    {
        lock (_state.Gate)
        {
            _state.Snapshots.FailNext(status);
        }
    }

    /// <summary>Lets the next restore leave its server in a status other than <see cref="SandboxOptions.StatusAfterRestore"/>.</summary>
    /// <param name="status">The status in which the server ends and stays until a request changes it.</param>
    public void FailRestore(string status = "error")
    {
        lock (_state.Gate)
        {
            _state.Fleet.FailNextRestore(status);
        }
    }

    /// <summary>Adds one backup. It stays as it is until its server is deleted.</summary>
    /// <param name="serverId">Its server.</param>
    /// <param name="type">Its type; the API knows <c>automatic</c> and <c>manual</c>.</param>
    /// <param name="status">Its status.</param>
    /// <param name="createdAt">When it was made; null for now.</param>
    /// <param name="expiresAt">When it expires; null for never.</param>
    /// <param name="description">Its description, if any.</param>
    /// <returns>Its id.</returns>
    /// <exception cref="KeyNotFoundException">There is no such server.</exception>
    public string AddBackup(
        string serverId,
        string type = BackupType.Automatic,
        string status = SnapshotStatus.Completed,
        DateTimeOffset? createdAt = null,
        DateTimeOffset? expiresAt = null,
        string? description = null)
    {
        lock (_state.Gate)
        {
            var server = ServerOf(serverId);
            var backup = new BackupRecord(_state.Backups.TakeKey(), server, type, createdAt ?? _state.Now)
            {
                Status = status,
                SizeMB = status == SnapshotStatus.Completed ? BackupRecord.UsualSizeMB(server) : null,
                ExpiresAt = expiresAt,
                Description = description,
            };
            _state.Backups.Add(backup);
            return backup.Key.Id;
        }
    }

    private ServerRecord ServerOf(string id) => _state.Fleet.Find(id) ?? throw new KeyNotFoundException($"There is no server {id}.");
}
