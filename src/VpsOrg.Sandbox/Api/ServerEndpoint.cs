namespace VpsOrg.Sandbox;

/// <summary>One server: shows it, changes its configuration, deletes it.</summary>
internal sealed class ServerEndpoint(AccountState state)
{
    public Answer Get(ApiRequest request) => Find(request) is { } server && server.ShownAt <= request.Now ? Show(server) : Answer.NotFound;

    public Answer Put(ApiRequest request) => Configure(request, fields => fields.Require("name", "hostname", "backups_enabled"));

    public Answer Patch(ApiRequest request) => Configure(request, fields => fields.RequireAny());

    public Answer Delete(ApiRequest request)
    {
        if (Find(request) is not { } server)
        {
            return Answer.NotFound;
        }

        state.Remove(server);
        return new Answer(204, []);
    }

    private static Answer Show(ServerRecord server) => new(200, JsonBytes.Write(writer => ServerJson.WriteDetail(writer, server)));

    private ServerRecord? Find(ApiRequest request) => state.Fleet.Find(PathPattern.IdOf(request.Path));

    private Answer Configure(ApiRequest request, Action<FieldReader> check)
    {
        if (Find(request) is not { } server)
        {
            return Answer.NotFound;
        }

        return FieldReader.Read(request.Body, fields =>
        {
            check(fields);
            return Apply(server, fields, request.Now);
        });
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

        state.Fleet.Change(server, changed =>
        {
            changed.Name = name ?? changed.Name;
            changed.Hostname = fields.Has("hostname") ? hostname : changed.Hostname;
            changed.BackupsEnabled = backups ?? changed.BackupsEnabled;
        }, now);
        return Show(server);
    }
}
