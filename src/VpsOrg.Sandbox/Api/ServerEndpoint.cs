namespace VpsOrg.Sandbox;

/// <summary>One server: shows it, changes its configuration, deletes it.</summary>
internal sealed class ServerEndpoint(Fleet fleet)
{
    public Answer Get(ApiCall call)
    {
        var server = Find(call);
        return server == null ? Answer.NotFound : Show(server);
    }

    public Answer Put(ApiCall call) => Configure(call, fields => fields.Require("name", "hostname", "backups_enabled"));

    public Answer Patch(ApiCall call) => Configure(call, fields => fields.RequireAny());

    public Answer Delete(ApiCall call)
    {
        var server = Find(call);
        if (server == null)
        {
            return Answer.NotFound;
        }

        fleet.Remove(server);
        return Answer.Json(204, []);
    }

    private static Answer Show(ServerRecord server) => Answer.Json(200, JsonBytes.Write(writer => ServerJson.WriteDetail(writer, server)));

    private ServerRecord? Find(ApiCall call) => fleet.Find(PathPattern.IdOf(call.Path));

    private Answer Configure(ApiCall call, Action<FieldReader> check)
    {
        var server = Find(call);
        if (server == null)
        {
            return Answer.NotFound;
        }

        var fields = FieldReader.Parse(call.Body, out var badBody);
        if (fields == null)
        {
            return badBody!;
        }

        check(fields);
        return Apply(server, fields, call.Now);
    }

    private Answer Apply(ServerRecord server, FieldReader fields, DateTimeOffset now)
    {
        fields.AllowOnly("name", "hostname", "backups_enabled");
        var name = fields.Text("name", FieldRules.Name);
        var hostname = fields.NullableText("hostname", FieldRules.Hostname);
        var backups = fields.Boolean("backups_enabled");
        if (fields.HasErrors)
        {
            return fields.ToAnswer();
        }

        fleet.Change(server, changed =>
        {
            changed.Name = name ?? changed.Name;
            changed.Hostname = fields.Has("hostname") ? hostname : changed.Hostname;
            changed.BackupsEnabled = backups ?? changed.BackupsEnabled;
        }, now);
        return Show(server);
    }
}
