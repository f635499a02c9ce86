namespace VpsOrg.Demo;

/// <summary>Stop, start, a rolling restart, and the end of a server.</summary>
internal static class Powering
{
    public static async Task PlayAsync(Stage stage)
    {
        var name = stage.Name("web-02");
        var stopped = await stage.RunAsync<StopVpsServerCommand>(new { Name = name, Wait = true, PassThru = true }).ConfigureAwait(false);
        stage.Checks.That("the server is stopped", stopped.IsClean() && stopped.Servers() is [{ Status: "stopped" }]);

        var refused = await stage.RunAsync<RestartVpsServerCommand>(new { Name = name }).ConfigureAwait(false);
        stage.Checks.That("a stopped server cannot be restarted", refused.IsError("ServerStopped"));

        var started = await stage.RunAsync<StartVpsServerCommand>(new { Name = name }).ConfigureAwait(false);
        var active = await stage.RunAsync<WaitVpsServerCommand>(new { Name = name, Status = "active" }).ConfigureAwait(false);
        stage.Checks.That("the server is active again", started.IsClean() && active.Servers() is [{ Status: "active" }]);

        await RestartAsync(stage).ConfigureAwait(false);
        await RemoveAsync(stage, name).ConfigureAwait(false);
    }

    private static async Task RestartAsync(Stage stage)
    {
        var web = await stage.RunAsync<GetVpsServerCommand>(new { Name = stage.Name("web-*") }, assignTo: "$web").ConfigureAwait(false);
        var before = stage.Sandbox.Requests.Count;
        var restarted = await stage.RunAsync<RestartVpsServerCommand>(new { Wait = true, PassThru = true }, web.Objects, "$web").ConfigureAwait(false);
        stage.Checks.That("both are active after the restart", restarted.IsClean() && restarted.Servers().Count == 2 && restarted.Servers().All(server => server.Status == "active"));

        var (first, second) = (web.Servers()[0].Id, web.Servers()[1].Id);
        var paths = stage.Sandbox.Requests.Skip(before).Select(request => request.Path).ToList();
        var turn = paths.FindIndex(path => path == $"servers/{second}/reboot/");
        stage.Checks.That("it is rolling: the second goes when the first is back", turn > paths.FindLastIndex(path => path.StartsWith($"servers/{first}/", StringComparison.Ordinal)));
    }

    private static async Task RemoveAsync(Stage stage, string name)
    {
        var removed = await stage.RunAsync<RemoveVpsServerCommand>(new { Name = name, Force = true }).ConfigureAwait(false);
        var gone = await stage.RunAsync<GetVpsServerCommand>(new { Name = name }).ConfigureAwait(false);
        stage.Checks.That("the server is gone", removed.IsClean() && gone.IsError("ServerNotFound"));
    }
}
