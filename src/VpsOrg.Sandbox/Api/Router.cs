namespace VpsOrg.Sandbox;

/// <summary>Every path of the API, once.</summary>
internal sealed class Router
{
    private readonly List<ApiResource> _resources;

    public Router(SandboxOptions options, AccountState state)
    {
        var list = new ServerListEndpoint(state.Fleet, options);
        var deployment = new DeploymentEndpoint(state);
        var server = new ServerEndpoint(state);
        var power = new PowerEndpoint(state.Fleet);
        var serverId = new ServerIdField(options.ServerIds);
        var snapshots = new SnapshotListEndpoint(state, options, serverId);
        var snapshot = new SnapshotEndpoint(state);
        var backups = new BackupListEndpoint(state.Backups, options, serverId);
        _resources =
        [
            Resource("servers/", ("GET", list.Get), ("POST", deployment.Post)),
            Resource("servers/{id}/", ("GET", server.Get), ("PUT", server.Put), ("PATCH", server.Patch), ("DELETE", server.Delete)),
            Resource("servers/{id}/start/", ("POST", power.Start)),
            Resource("servers/{id}/stop/", ("POST", power.Stop)),
            Resource("servers/{id}/reboot/", ("POST", power.Reboot)),
            Resource("snapshots/", ("GET", snapshots.Get), ("POST", snapshots.Post)),
            Resource("snapshots/{id}/", ("DELETE", snapshot.Delete)),
            Resource("snapshots/{id}/restore/", ("POST", snapshot.Restore)),
            Resource("backups/", ("GET", backups.Get)),
        ];
        if (options.HasAccountEndpoint)
        {
            _resources.Add(Resource("account/me/", ("GET", _ => new Answer(200, AccountJson.Of(options.AccountEmail)))));
        }
    }

    public Answer Route(ApiRequest request) => _resources.Find(resource => resource.IsAt(request.Path))?.Invoke(request) ?? Answer.NotFound;

    private static ApiResource Resource(string pattern, params (string Name, Func<ApiRequest, Answer> Act)[] methods) =>
        new(pattern, methods.ToDictionary(method => method.Name, method => method.Act, StringComparer.Ordinal));
}
