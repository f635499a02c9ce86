namespace VpsOrg.PowerShell.Tests;

public abstract class RemoveServerTests(SandboxServerIds ids)
{
    [Fact]
    public async Task It_deletes_for_good_and_writes_nothing()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);

        var result = await rehearsal.RunAsync<RemoveVpsServerCommand>(new { Name = "db-server-01" });

        Assert.Empty(result.Objects);
        Assert.Equal([$"DELETE servers/{Db}/"], rehearsal.Writes);
        Assert.Equal([Web], (await rehearsal.ServersAsync<GetVpsServerCommand>()).Select(server => server.Id));
    }

    [Fact]
    public async Task It_asks_once_a_server()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);

        var result = await rehearsal.RunAsync<RemoveVpsServerCommand>(input: [Web, Db]);

        Assert.Equal(2, result.Questions.Count);
    }

    [Fact]
    public async Task Force_asks_nothing()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);

        var result = await rehearsal.RunAsync<RemoveVpsServerCommand>(new { Id = Web, Force = true });

        Assert.Empty(result.Questions);
        Assert.Equal([$"DELETE servers/{Web}/"], rehearsal.Sent);
    }

    [Theory]
    [InlineData("Confirm")]
    [InlineData("WhatIf")]
    public async Task An_explicit_Confirm_or_WhatIf_beats_Force(string explicitly)
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);
        var run = rehearsal.Shell.Prepare<RemoveVpsServerCommand>(new { Id = Web, Force = true }, answer: _ => false);
        run.Parameters.Add(explicitly, new SwitchParameter(true));

        var result = await run.RunAsync().Guarded();

        Assert.Single(result.Questions);
        Assert.Empty(rehearsal.Writes);
    }

    [Fact]
    public async Task A_server_that_is_gone_already_is_an_error()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);

        var result = await rehearsal.RunAsync<RemoveVpsServerCommand>(new { Force = true }, input: [Gone, Web]);

        Assert.Equal(Gone, result.OnlyError("ServerNotFound").TargetObject);
        Assert.Equal([$"DELETE servers/{Gone}/", $"DELETE servers/{Web}/"], rehearsal.Writes);
    }

    [Fact]
    public async Task A_delete_whose_answer_was_lost_and_that_is_then_not_found_has_succeeded()
    {
        var rehearsal = await Rehearsal.StartOnQuickTimeAsync(retries: 2, ids: ids);
        rehearsal.Account.FailNext("DELETE", "servers/{id}/", SandboxFaultKind.CutAfterActing);

        var result = await rehearsal.RunAsync<RemoveVpsServerCommand>(new { Id = Web, Force = true });

        Assert.Empty(result.Errors);
        Assert.Equal([$"DELETE servers/{Web}/", $"DELETE servers/{Web}/"], rehearsal.Writes);
    }

    private object Web => TestIds.Of(ids, 1);

    private object Db => TestIds.Of(ids, 2);

    private object Gone => TestIds.Of(ids, 9);

    /// <summary>Where the API's ids are whole numbers.</summary>
    public sealed class OnNumbers() : RemoveServerTests(SandboxServerIds.Integer);

    /// <summary>Where they are text.</summary>
    public sealed class OnUuids() : RemoveServerTests(SandboxServerIds.Uuid);
}
