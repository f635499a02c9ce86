namespace VpsOrg.Sandbox;

/// <summary>Starts, stops and reboots servers.</summary>
internal sealed class PowerEndpoint(Fleet fleet)
{
    public Answer Start(ApiRequest request) => Act(request, ServerStatus.Stopped, ServerStatus.Starting, ServerStatus.Active);

    public Answer Stop(ApiRequest request) => Act(request, ServerStatus.Active, ServerStatus.Stopping, ServerStatus.Stopped);

    public Answer Reboot(ApiRequest request) => Act(request, ServerStatus.Active, ServerStatus.Rebooting, ServerStatus.Active);

    private Answer Act(ApiRequest request, string required, string passing, string target)
    {
        if (fleet.Find(PathPattern.IdOf(request.Path)) is not { } server)
        {
            return Answer.NotFound;
        }

        return FieldReader.ReadNothing(
            request.Body,
            () => server.Status == required ? Pass(server, passing, target, request.Now) : Refuse(server, required));
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

    private Answer Pass(ServerRecord server, string passing, string target, DateTimeOffset now)
    {
        fleet.Begin(server, passing, target, now);
        return new Answer(200, JsonBytes.Write(writer => ServerJson.WriteAction(writer, server)));
    }
}
