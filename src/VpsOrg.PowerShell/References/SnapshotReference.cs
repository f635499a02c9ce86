namespace VpsOrg.PowerShell;

/// <summary>
/// What names a snapshot: a snapshot, its id, or a row that says whose it is. Numbers of servers and of snapshots look alike, so
/// nothing that may be a server names one, and what an object says besides its id must be so when it comes to a change.
/// </summary>
internal sealed class SnapshotReference
{
    private const string Instead = "give the snapshot's id itself, or the output of Get-VpsSnapshot";

    private SnapshotReference(VpsId id, object original)
    {
        Id = id;
        Original = original;
    }

    /// <summary>What the user gave: the target of an error.</summary>
    public object Original { get; }

    /// <summary>The snapshot itself, where one was given.</summary>
    public VpsSnapshot? Snapshot { get; private init; }

    /// <summary>Its id.</summary>
    public VpsId Id { get; }

    /// <summary>The server that it must be of; null where the id alone counts.</summary>
    public VpsId? ClaimedServer { get; private init; }

    /// <summary>The name that it must have; null where the id alone counts.</summary>
    public string? ClaimedName { get; private init; }

    /// <summary>The reference as the subject of an error.</summary>
    public ErrorSubject Subject => new ErrorSubject(Original).WithSnapshot(Id);

    /// <summary>The references that the two ways of naming snapshots make; each is read when its turn comes, because it may be wrong.</summary>
    public static IEnumerable<Func<SnapshotReference>> All(PSObject[]? inputObject, VpsId[]? id) =>
        (inputObject ?? []).Select(one => (Func<SnapshotReference>)(() => Of(one))).Concat((id ?? []).Select(one => (Func<SnapshotReference>)(() => OfId(one))));

    /// <exception cref="ArgumentException">The object names no snapshot; the message says what does.</exception>
    public static SnapshotReference Of(object? given)
    {
        var value = given is PSObject wrapped ? wrapped.BaseObject : given;
        return value switch
        {
            VpsSnapshot snapshot => new(snapshot.Key, snapshot) { Snapshot = snapshot, ClaimedServer = snapshot.ServerKey, ClaimedName = snapshot.Name },
            VpsServer server => throw new ArgumentException(
                $"Server {server.Id} ('{server}') is a server and no snapshot: pipe what Get-VpsSnapshot writes of it, or give -Server and -Name."),
            string text when IdValue.Of(given) is null => throw new ArgumentException(
                $"{ServerReference.Describe(text)} is not the id of a snapshot: its name needs the server beside it, with -Server and -Name."),
            _ when IdValue.Of(given) is { } id => OfId(id),
            _ => FromRow(given, value) ?? throw new ArgumentException(
                $"{ServerReference.Describe(value)} does not name a snapshot: give an id, a snapshot, or a row with the properties Id and ServerId."),
        };
    }

    /// <exception cref="ArgumentException">The number is no id.</exception>
    public static SnapshotReference OfId(VpsId id) => id.IsValid
        ? new SnapshotReference(id, id.Value)
        : throw new ArgumentException($"{id} is not a valid snapshot id: {IdValue.Rule}");

    private static SnapshotReference? FromRow(object? given, object? value)
    {
        if (ServerRow.Of(given, typeof(VpsSnapshot), "snapshot", Instead) is not { } row)
        {
            return null;
        }

        var id = Read(row, "Id") ?? throw new ArgumentException($"The object has no property Id, so it names no snapshot: {Instead}.");
        var server = Read(row, "ServerId");
        if (!row.IsTyped && (server is null || server == id))
        {
            // Rows of servers have an Id, too, and one of the same number may be anybody's snapshot.
            throw new ArgumentException($"The object's property ServerId does not say which server {id} is a snapshot of, so it may be a server itself: {Instead}.");
        }

        return new SnapshotReference(id, value is PSCustomObject ? given! : value!) { ClaimedServer = server, ClaimedName = row.Name };
    }

    private static VpsId? Read(ServerRow row, string property) => row.Cell(property) is not { } value ? null
        : (row.IsTyped ? IdValue.OfServer(value) : IdValue.Of(value)) is { IsValid: true } id ? id
        : throw new ArgumentException($"The property {property} of the object is {ServerReference.Describe(value)}, which is not a valid id: {IdValue.Rule}");
}
