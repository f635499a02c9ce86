namespace VpsOrg.Client;

/// <summary>
/// Which snapshots of a server a run that keeps the newest of its own may delete. Its own are those of this server that are
/// completed, whose name the template gave at a real time, and whose description ends with the mark. Everything else is never
/// touched, and neither is what cannot be told.
/// </summary>
/// <param name="template">What gives its snapshots their names.</param>
/// <param name="server">The server.</param>
/// <param name="serverName">The server's name, where it is part of the template.</param>
/// <param name="keep">How many of its own are left, that of this run included.</param>
internal sealed class Rotation(SnapshotTemplate template, VpsId server, string? serverName, int keep)
{
    /// <summary>What the description of its own ends with.</summary>
    public const string Mark = "[rotated by VpsOrg]";

    private static readonly IComparer<VpsId> ById = Comparer<VpsId>.Create(Compare);

    /// <summary>A description that ends with the mark.</summary>
    public static string Marked(string? description) => string.IsNullOrWhiteSpace(description) ? Mark : $"{description!.TrimEnd()} {Mark}";

    /// <summary>Whether the snapshot of this run shows all that a deletion of others rests on.</summary>
    /// <param name="all">A list that was read just now.</param>
    /// <param name="mine">The snapshot of this run.</param>
    public bool IsSound(IReadOnlyList<VpsSnapshot> all, VpsId mine) => Find(all, mine) is not null;

    /// <summary>What may go, the oldest first. Nothing, unless the snapshot of this run is there, completed and of a size.</summary>
    /// <param name="all">A list that was read just now.</param>
    /// <param name="mine">The snapshot of this run.</param>
    public IReadOnlyList<VpsSnapshot> Surplus(IReadOnlyList<VpsSnapshot> all, VpsId mine)
    {
        if (Find(all, mine) is not { } newest)
        {
            return [];
        }

        var older = Own(all).Where(one => IsOlder(one, newest)).ToArray();
        return [.. older.Take(older.Length - (keep - 1))];
    }

    /// <summary>What will go once a run has taken one more, as far as a list shows by now; the oldest first.</summary>
    public IReadOnlyList<VpsSnapshot> SurplusAfterOneMore(IReadOnlyList<VpsSnapshot> all)
    {
        var own = Own(all);
        return [.. own.Take(own.Length - (keep - 1))];
    }

    private static int Compare(VpsId left, VpsId right) => left.Number is { } number && right.Number is { } other
        ? number.CompareTo(other)
        : string.CompareOrdinal(left.ToString(), right.ToString());

    /// <summary>By the time at which it was taken, then by id; and by the time in its name nothing is older that was taken later.</summary>
    private bool IsOlder(VpsSnapshot one, VpsSnapshot newest) =>
        one.Key != newest.Key && DateOf(one) <= DateOf(newest)
        && (one.Created < newest.Created || (one.Created == newest.Created && Compare(one.Key, newest.Key) < 0));

    private VpsSnapshot? Find(IReadOnlyList<VpsSnapshot> all, VpsId mine) => Own(all).SingleOrDefault(one => one.Key == mine && one.SizeMB > 0);

    /// <summary>Its own, the oldest first.</summary>
    private VpsSnapshot[] Own(IReadOnlyList<VpsSnapshot> all) => [.. all.Where(IsOwn).OrderBy(one => one.Created).ThenBy(one => one.Key, ById)];

    private bool IsOwn(VpsSnapshot one) =>
        one.ServerKey == server
        && one.IsCompleted
        && one.Created is not null
        && one.Description?.EndsWith(Mark, StringComparison.Ordinal) == true
        && DateOf(one) is not null;

    private DateTimeOffset? DateOf(VpsSnapshot one) => template.DateIn(one.Name, serverName);
}
