namespace VpsOrg.PowerShell;

/// <summary>A server that was stopped for its snapshot was not started again.</summary>
internal sealed class ServerLeftStoppedException : VpsException
{
    internal ServerLeftStoppedException(VpsId id, string? name, string why)
        : base(FormattableString.Invariant($"Server {id} ('{name}') was stopped for a snapshot and was not started again: {why.TrimEnd('.')}."), new FailureContext()) =>
        (Key, ServerName) = (id, name);

    /// <summary>The server's id.</summary>
    public object ServerId => Key.Value;

    /// <summary>The server's name.</summary>
    public string? ServerName { get; }

    /// <summary><see cref="ServerId"/> as requests need it.</summary>
    internal VpsId Key { get; }
}

/// <summary>A server was not stopped, or not in time, so no snapshot of it was taken.</summary>
internal sealed class ServerNotStoppedException : VpsException
{
    internal ServerNotStoppedException(string target, string why)
        : base($"No snapshot was taken of {target}: {why.TrimEnd('.')}.", new FailureContext())
    {
    }
}

/// <summary>More old snapshots would go than a run may delete unless it is told how many.</summary>
internal sealed class TooManyToRemoveException : VpsException
{
    internal TooManyToRemoveException(string target, IReadOnlyCollection<VpsSnapshot> surplus, int most)
        : base(FormattableString.Invariant($"{surplus.Count} old snapshots of {target} would be deleted, and this run may delete {most}: {SnapshotWords.List(surplus)}."), new FailureContext()) =>
        Surplus = surplus.Count;

    /// <summary>How many would go.</summary>
    public int Surplus { get; }
}

/// <summary>No old snapshot was deleted, because the new one does not show that it is whole.</summary>
internal sealed class RotationStoppedException : VpsException
{
    internal RotationStoppedException(string target, VpsSnapshot mine)
        : base(FormattableString.Invariant($"No old snapshot of {target} was deleted: the list does not show the new one, {mine.Id} ('{mine}'), as completed, with a size, a time and its description."), new FailureContext())
    {
    }
}
