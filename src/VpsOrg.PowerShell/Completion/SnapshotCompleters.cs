using System.Collections;
using System.Globalization;
using System.Management.Automation.Language;

namespace VpsOrg.PowerShell;

/// <summary>
/// What the completers of snapshots do: take the session's snapshots, keep those of the servers that were typed, and let the leaf
/// say what they suggest. Never fails and never writes.
/// </summary>
public abstract class SnapshotCompleter : IArgumentCompleter
{
    private protected SnapshotCompleter()
    {
    }

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var all = RecentLists.Snapshots(fakeBoundParameters);
        var servers = Texts(fakeBoundParameters?["Server"]).ToLookup(text => text, StringComparer.OrdinalIgnoreCase);
        var ofThese = all.Where(snapshot => servers.Contains(snapshot.ServerName ?? string.Empty) || servers.Contains(snapshot.ServerKey?.ToString() ?? string.Empty)).ToArray();
        return ServerCompleter.Complete(wordToComplete, Suggest(ofThese.Length > 0 ? ofThese : all));
    }

    /// <summary>What the snapshots suggest.</summary>
    private protected abstract IEnumerable<ServerCompleter.Suggestion> Suggest(IReadOnlyList<VpsSnapshot> snapshots);

    /// <summary>What a snapshot is, for a tool tip.</summary>
    private protected static string Words(VpsSnapshot snapshot) => string.Join(
        ", ", new[] { snapshot.ServerName, snapshot.Status, SnapshotText.Age(snapshot) }.Where(part => !string.IsNullOrEmpty(part)));

    private static IEnumerable<string> Texts(object? given) => given switch
    {
        null => [],
        PSObject wrapped => Texts(wrapped.BaseObject),
        string text => [text],
        IEnumerable several => several.Cast<object?>().SelectMany(Texts),
        _ => [Convert.ToString(given, CultureInfo.InvariantCulture) ?? string.Empty],
    };
}

/// <summary>Completes names of snapshots.</summary>
public sealed class SnapshotNameCompleter : SnapshotCompleter
{
    private protected override IEnumerable<ServerCompleter.Suggestion> Suggest(IReadOnlyList<VpsSnapshot> snapshots) =>
        from snapshot in snapshots
        where !string.IsNullOrEmpty(snapshot.Name)
        select new ServerCompleter.Suggestion(snapshot.Name!, FormattableString.Invariant($"{snapshot.Id}, {Words(snapshot)}"));
}

/// <summary>Completes ids of snapshots, but those that a command would not read as ids; shows their names.</summary>
public sealed class SnapshotIdCompleter : SnapshotCompleter
{
    private protected override IEnumerable<ServerCompleter.Suggestion> Suggest(IReadOnlyList<VpsSnapshot> snapshots) =>
        from snapshot in snapshots
        where snapshot.Key.CanBeTyped
        let id = snapshot.Key.ToString()
        select new ServerCompleter.Suggestion(id, $"{snapshot}, {Words(snapshot)}", $"{id} {snapshot}");
}

/// <summary>Completes statuses of snapshots: the known ones, and whatever else the account's are in.</summary>
public sealed class SnapshotStatusCompleter : SnapshotCompleter
{
    private protected override IEnumerable<ServerCompleter.Suggestion> Suggest(IReadOnlyList<VpsSnapshot> snapshots)
    {
        var counts = snapshots.Where(snapshot => !string.IsNullOrEmpty(snapshot.Status)).ToLookup(snapshot => snapshot.Status!);
        return from status in VpsSnapshotStatus.Known.Concat(counts.Select(same => same.Key))
               let count = counts[status].Count()
               select new ServerCompleter.Suggestion(status, FormattableString.Invariant($"{status}: {count} snapshot{(count == 1 ? string.Empty : "s")}"));
    }
}
