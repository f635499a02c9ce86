namespace VpsOrg.Demo;

/// <summary>No server is bought twice, and none by mistake.</summary>
internal static class Ordering
{
    public static async Task PlayAsync(Stage stage)
    {
        var name = stage.Name("web-02");
        Stage.Say("$vps.Sandbox.FailNext('POST', 'servers/', 'CutAfterActing')   # the order arrives, its answer is lost");
        stage.Sandbox.FailNext("POST", "servers/", SandboxFaultKind.CutAfterActing);

        var bought = await stage.RunAsync<NewVpsServerCommand>(new { Name = name, PlanId = 1, OsId = 5, Location = "us-west", Wait = true }).ConfigureAwait(false);
        stage.Checks.That("the lost order gives one server, which is active", bought.Servers() is [{ Status: "active" } only] && only.Name == name);
        stage.Checks.That("the lost order gives one warning and no error", bought is { Warnings.Count: 1, Errors.Count: 0 });
        stage.Checks.That("the order was sent once", stage.Sandbox.RequestSummary.Contains("POST servers/: 1"));
        Console.WriteLine($"   The sandbox saw: {stage.Sandbox.RequestSummary.Single(line => line.StartsWith("POST servers/:", StringComparison.Ordinal))}");

        var again = await stage.RunAsync<NewVpsServerCommand>(new { Name = name, PlanId = 1, OsId = 5, Location = "us-west", IfNotExists = true }).ConfigureAwait(false);
        stage.Checks.That("-IfNotExists returns it", again.IsJust(bought.Servers()[0].Id));

        var row = Rows.Of(new { Name = stage.Name("web-03"), PlanId = "1", OsId = "5", Location = "us-west", SshKeyId = "abc" });
        var refused = await stage.RunAsync<NewVpsServerCommand>(
            input: [row], source: $"[pscustomobject]@{{ Name = '{stage.Name("web-03")}'; PlanId = '1'; OsId = '5'; Location = 'us-west'; SshKeyId = 'abc' }}").ConfigureAwait(false);
        stage.Checks.That("a bad cell is an error for its row", refused.IsError("InvalidParameter"));
        stage.Checks.That("nothing more was ordered", stage.Sandbox.CountRequests("POST", "servers/") == 1);
    }
}
