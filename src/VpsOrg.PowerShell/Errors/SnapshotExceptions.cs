using System.Globalization;

namespace VpsOrg.PowerShell;

/// <summary>There is no such snapshot.</summary>
internal sealed class SnapshotNotFoundException : VpsNotFoundException
{
    internal SnapshotNotFoundException(VpsId id, AccountPlace place)
        : base($"No snapshot has the id {id} at {place}.{SandboxIds.Remark(id, "snapshot", place)}", new FailureContext())
    {
    }

    internal SnapshotNotFoundException(string name, string where)
        : base($"No snapshot of {where} is named '{TextCleaner.Shorten(TextCleaner.Neutralize(name), 80)}'.", new FailureContext())
    {
    }
}

/// <summary>Several snapshots of a server have the name that was given. Which one is meant is never guessed.</summary>
internal sealed class AmbiguousSnapshotNameException : VpsException
{
    internal AmbiguousSnapshotNameException(string name, string server, IReadOnlyList<VpsSnapshot> snapshots)
        : base(FormattableString.Invariant($"{snapshots.Count} snapshots of {server} are named '{name}': ids {string.Join(", ", snapshots.Select(one => one.Id))}."), new FailureContext())
    {
    }
}

/// <summary>A snapshot is not what was said of it beside its id.</summary>
internal sealed class SnapshotMismatchException : VpsException
{
    internal SnapshotMismatchException(VpsSnapshot found, VpsId? server, string? name)
        : base($"Snapshot {found.Id} was given as {Words(name, server?.Value)}, but here it is {Words(found.Name, found.ServerId)}.", new FailureContext())
    {
    }

    private static string Words(string? name, object? server) => string.Join(
        " ",
        name is null ? "a snapshot" : $"'{TextCleaner.Shorten(TextCleaner.Neutralize(name), 80)}'",
        server is null ? "of a server that is not named" : string.Format(CultureInfo.InvariantCulture, "of server {0}", server));
}

/// <summary>A snapshot is not complete, so nothing can be restored from it.</summary>
internal sealed class SnapshotNotCompletedException : VpsException
{
    internal SnapshotNotCompletedException(VpsSnapshot snapshot)
        : base($"Snapshot {snapshot.Id} ('{snapshot}') is '{snapshot.Status}': a server can be restored from a completed one only.", new FailureContext())
    {
    }
}

/// <summary>A server has as many snapshots as VPS.org keeps of one.</summary>
internal sealed class SnapshotLimitException : VpsException
{
    internal SnapshotLimitException(string server, int most, IReadOnlyCollection<string> snapshots)
        : base(FormattableString.Invariant($"{server} has {snapshots.Count} snapshots, and VPS.org keeps {most} of a server: {string.Join("; ", snapshots)}."), new FailureContext())
    {
    }
}

/// <summary>A command names several snapshots of one server to restore it from.</summary>
internal sealed class SnapshotsOfOneServerException : VpsException
{
    internal SnapshotsOfOneServerException(string server, IEnumerable<VpsSnapshot> snapshots)
        : base($"This command names several snapshots of {server}: {string.Join(", ", snapshots.Select(one => FormattableString.Invariant($"{one.Id} ('{one}')")))}. A server can be restored from one only, so nothing was restored.", new FailureContext())
    {
    }
}

/// <summary>A wait for a snapshot ended, because nobody knows whether its status ever ends in a completed one, or because it is gone.</summary>
internal sealed class SnapshotWaitException : VpsException
{
    internal SnapshotWaitException(VpsSnapshot snapshot, string what)
        : base(FormattableString.Invariant($"Snapshot {snapshot.Id} ('{snapshot}') {what}."), new FailureContext())
    {
    }
}

/// <summary>A restore has ended, and the status of the server does not say how.</summary>
internal sealed class RestoreUnconfirmedException : VpsException
{
    internal RestoreUnconfirmedException(VpsServer server)
        : base($"Server {server.Id} ('{server}') is no longer being restored and is '{server.Status}': that does not say whether the restore succeeded.", new FailureContext())
    {
    }
}
