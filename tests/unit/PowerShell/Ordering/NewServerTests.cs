namespace VpsOrg.PowerShell.Tests;

public abstract class NewServerTests(SandboxServerIds ids)
{
    [Fact]
    public async Task An_order_sends_what_was_typed_and_writes_the_new_server()
    {
        var rehearsal = await Rehearsal.StartAsync(delaySec: 3600, ids: ids);

        var server = Assert.Single(await rehearsal.ServersAsync<NewVpsServerCommand>(new
        {
            Name = "web-03",
            PlanId = 2,
            OsId = 3,
            Location = "eu-central",
            Hostname = "web03.example.com",
            SshKeyId = 7,
            BackupsEnabled = true,
        }));

        var request = Assert.Single(rehearsal.Account.Requests, request => request.Method == "POST");
        Assert.Equal(("POST", "servers/"), (request.Method, request.Path));
        Assert.Equal("""{"name":"web-03","plan_id":2,"os_id":3,"location":"eu-central","hostname":"web03.example.com","ssh_key_id":7,"backups_enabled":true}""", request.BodyText);
        Assert.Equal(("web-03", "provisioning"), (server.Name, server.Status));
        Assert.Contains("2-5 minutes", server.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_not_typed_is_not_sent()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);

        await rehearsal.ServersAsync<NewVpsServerCommand>(new { Name = "web-03", PlanId = 1, OsId = 1, Location = "us-west" });

        Assert.Equal("""{"name":"web-03","plan_id":1,"os_id":1,"location":"us-west"}""", Assert.Single(rehearsal.Account.Requests, request => request.Method == "POST").BodyText);
    }

    [Fact]
    public async Task Waiting_gives_the_server_when_it_is_active()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);

        var server = Assert.Single(await rehearsal.ServersAsync<NewVpsServerCommand>(new { Name = "web-03", PlanId = 1, OsId = 1, Location = "us-west", Wait = true }));

        Assert.Equal("active", server.Status);
        Assert.NotNull(server.IPAddress);
    }

    [Fact]
    public async Task A_server_that_was_bought_is_written_whatever_the_wait_says()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);
        rehearsal.Account.FailNext("GET", "servers/{id}/", SandboxFaultKind.Status, status: 403);

        var result = await rehearsal.RunAsync<NewVpsServerCommand>(new { Name = "web-03", PlanId = 1, OsId = 1, Location = "us-west", Wait = true });

        Assert.Equal("web-03", Assert.Single(result.Servers()).Name);
        result.OnlyError("PermissionDenied");
    }

    [Fact]
    public async Task The_text_of_WhatIf_says_what_would_be_ordered_and_where()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);

        var result = await rehearsal.RunAsync<NewVpsServerCommand>(new { Name = "web-03", PlanId = 1, OsId = 2, Location = "us-west", WhatIf = true });

        Assert.Equal("Order server: web-03 (plan 1, OS 2, us-west) at the sandbox, account sandbox@example.com", Assert.Single(result.Questions).Text);
        Assert.Empty(rehearsal.Writes);
    }

    [Fact]
    public async Task Without_credits_nothing_is_ordered()
    {
        var rehearsal = await Rehearsal.StartAsync(credits: 5, ids: ids);

        var record = (await rehearsal.RunAsync<NewVpsServerCommand>(new { Name = "web-03", PlanId = 1, OsId = 2, Location = "us-west" })).OnlyError("InsufficientCredits");

        Assert.Equal(ErrorCategory.QuotaExceeded, record.CategoryInfo.Category);
        Assert.Equal("web-03", record.TargetObject);
    }

    [Fact]
    public async Task A_time_out_without_a_wait_is_refused()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);

        var result = await rehearsal.RunAsync<NewVpsServerCommand>(new { Name = "a", PlanId = 1, OsId = 2, Location = "us-west", TimeoutSec = 5 });

        result.Terminating("InvalidParameter");
        Assert.Empty(rehearsal.Sent);
    }

    /// <summary>Where the API's ids are whole numbers.</summary>
    public sealed class OnNumbers() : NewServerTests(SandboxServerIds.Integer);

    /// <summary>Where they are text.</summary>
    public sealed class OnUuids() : NewServerTests(SandboxServerIds.Uuid);
}
