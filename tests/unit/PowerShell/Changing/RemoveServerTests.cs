namespace VpsOrg.PowerShell.Tests;

public sealed class RemoveServerTests
{
    [Fact]
    public async Task It_deletes_for_good_and_writes_nothing()
    {
        var rehearsal = await Rehearsal.StartAsync();

        var result = await rehearsal.RunAsync<RemoveVpsServerCommand>(new { Name = "db-server-01" });

        Assert.Empty(result.Objects);
        Assert.Equal(["DELETE servers/12346/"], rehearsal.Writes);
        Assert.Equal([12345], (await rehearsal.ServersAsync<GetVpsServerCommand>()).Select(server => server.Id));
    }

    [Fact]
    public async Task It_asks_once_a_server()
    {
        var rehearsal = await Rehearsal.StartAsync();

        var result = await rehearsal.RunAsync<RemoveVpsServerCommand>(input: [12345, 12346]);

        Assert.Equal(2, result.Questions.Count);
    }

    [Fact]
    public async Task Force_asks_nothing()
    {
        var rehearsal = await Rehearsal.StartAsync();

        var result = await rehearsal.RunAsync<RemoveVpsServerCommand>(new { Id = 12345, Force = true });

        Assert.Empty(result.Questions);
        Assert.Equal(["DELETE servers/12345/"], rehearsal.Sent);
    }

    [Theory]
    [InlineData("Confirm")]
    [InlineData("WhatIf")]
    public async Task An_explicit_Confirm_or_WhatIf_beats_Force(string explicitly)
    {
        var rehearsal = await Rehearsal.StartAsync();
        var run = rehearsal.Shell.Prepare<RemoveVpsServerCommand>(new { Id = 12345, Force = true }, answer: _ => false);
        run.Parameters.Add(explicitly, new SwitchParameter(true));

        var result = await run.RunAsync().Guarded();

        Assert.Single(result.Questions);
        Assert.Empty(rehearsal.Writes);
    }

    [Fact]
    public async Task A_server_that_is_gone_already_is_an_error()
    {
        var rehearsal = await Rehearsal.StartAsync();

        var result = await rehearsal.RunAsync<RemoveVpsServerCommand>(new { Force = true }, input: [99999, 12345]);

        Assert.Equal(99999, result.OnlyError("ServerNotFound").TargetObject);
        Assert.Equal(["DELETE servers/99999/", "DELETE servers/12345/"], rehearsal.Writes);
    }

    [Fact]
    public async Task A_delete_whose_answer_was_lost_and_that_is_then_not_found_has_succeeded()
    {
        var rehearsal = await Rehearsal.StartOnQuickTimeAsync(retries: 2);
        rehearsal.Account.FailNext("DELETE", "servers/{id}/", SandboxFaultKind.CutAfterActing);

        var result = await rehearsal.RunAsync<RemoveVpsServerCommand>(new { Id = 12345, Force = true });

        Assert.Empty(result.Errors);
        Assert.Equal(["DELETE servers/12345/", "DELETE servers/12345/"], rehearsal.Writes);
    }
}
