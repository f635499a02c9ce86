using System.Globalization;

namespace VpsOrg.Sandbox;

/// <summary>The list of snapshots, and new ones.</summary>
internal sealed class SnapshotListEndpoint(AccountState state, SandboxOptions options, ServerIdField serverId)
{
    /// <summary>Invented: of a server in any other status no snapshot is made. The documentation speaks of running and of stopped servers.</summary>
    private static readonly string[] Ready = [ServerStatus.Active, ServerStatus.Stopped, ServerStatus.Suspended];

    /// <summary>Invented: a filter by a server that is not there finds nothing.</summary>
    public Answer Get(ApiRequest request)
    {
        var query = new QueryText(request.Uri);
        var (id, refusal) = serverId.Read(query);
        return refusal ?? ListAnswer.Of(state.Snapshots.ListedAt(request.Now, id), query, options, SnapshotJson.WriteListItem);
    }

    /// <summary>Invented: a description may be any text, and is null where none was sent.</summary>
    public Answer Post(ApiRequest request) => FieldReader.Read(request.Body, fields =>
    {
        fields.AllowOnly(ServerIdField.Name, "name", "description");
        fields.Require(ServerIdField.Name, "name");
        var id = serverId.Read(fields);
        var name = fields.Text("name", FieldRules.SnapshotName);
        var description = fields.Text("description", _ => null);
        return fields.HasErrors ? fields.ToAnswer()
            : state.Fleet.Find(id) is { } server ? Refuse(server) ?? Take(server, name!, description, request.Now)
            : Answer.NotFound;
    });

    /// <summary>The limit is documented; its words are invented. Names are as they come: two snapshots may have the same one.</summary>
    private Answer? Refuse(ServerRecord server)
    {
        if (!Ready.Contains(server.Status))
        {
            return Answer.Detail(400, $"Server is {server.Status}.");
        }

        return state.Snapshots.CountOf(server) < Snapshots.MostOfOneServer ? null : Answer.Detail(400, string.Format(
            CultureInfo.InvariantCulture, "Snapshot limit reached: a server can have {0} snapshots.", Snapshots.MostOfOneServer));
    }

    private Answer Take(ServerRecord server, string name, string? description, DateTimeOffset now)
    {
        var snapshot = state.Snapshots.Take(server, name, description, now);
        return new Answer(201, JsonBytes.Write(writer => SnapshotJson.WriteCreated(writer, snapshot)));
    }
}
