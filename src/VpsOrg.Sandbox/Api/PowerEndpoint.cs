namespace VpsOrg.Sandbox;

/// <summary>Starts, stops and reboots servers.</summary>
internal sealed class PowerEndpoint(Fleet fleet)
{
    public Answer Start(ApiCall call) => Act(call, ServerStatus.Stopped, ServerStatus.Starting, ServerStatus.Active);

    public Answer Stop(ApiCall call) => Act(call, ServerStatus.Active, ServerStatus.Stopping, ServerStatus.Stopped);

    public Answer Reboot(ApiCall call) => Act(call, ServerStatus.Active, ServerStatus.Rebooting, ServerStatus.Active);

    private Answer Act(ApiCall call, string required, string passing, string target)
    {
        var server = fleet.Find(PathPattern.IdOf(call.Path));
        if (server == null)
        {
            return Answer.NotFound;
        }

        return RefuseBody(call) ?? (server.Status == required ? Begin(server, passing, target, call.Now) : Refuse(server, required));
    }

    /// <summary>An action takes no fields; a body, if there is one, is an empty object.</summary>
    private static Answer? RefuseBody(ApiCall call)
    {
        if (call.Body.Length == 0)
        {
            return null;
        }

        var fields = FieldReader.Parse(call.Body, out var badBody);
        fields?.AllowOnly();
        return fields == null ? badBody : fields.HasErrors ? fields.ToAnswer() : null;
    }

    private static Answer Refuse(ServerRecord server, string required)
    {
        if (server.Status == ServerStatus.Active)
        {
            return Answer.Detail(400, "Server is already running.");
        }

        return server.Status == ServerStatus.Stopped && required == ServerStatus.Active
            ? Answer.Detail(400, "Server is not running.")
            : Answer.Detail(400, $"Server is {server.Status}.");
    }

    private Answer Begin(ServerRecord server, string passing, string target, DateTimeOffset now)
    {
        fleet.Begin(server, passing, target, now);
        return Answer.Json(200, JsonBytes.Write(writer => ServerJson.WriteAction(writer, server)));
    }
}
