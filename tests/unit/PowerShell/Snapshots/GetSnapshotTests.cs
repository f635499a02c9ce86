namespace VpsOrg.PowerShell.Tests;

public abstract class GetSnapshotTests(SandboxServerIds ids)
{
    [Fact]
    public async Task Without_a_server_all_of_the_account_come_from_one_list()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);
        var (first, second) = (rehearsal.AddSnapshot(Web, "a", daysAgo: 8), rehearsal.AddSnapshot(Db, "b", "in_progress"));

        var snapshots = (await rehearsal.RunAsync<GetVpsSnapshotCommand>()).Snapshots();

        Assert.Equal([second, first], snapshots.Select(one => one.Id));
        Assert.Equal([("b", Db, "db-server-01", "in_progress"), ("a", Web, "web-server-01", "completed")], snapshots.Select(one => (one.Name, one.ServerId, one.ServerName, one.Status)));
        Assert.Equal([0, 8], snapshots.Select(one => one.AgeDays));
        Assert.Equal(["GET snapshots/"], rehearsal.Sent);
    }

    [Fact]
    public async Task Those_of_a_server_are_asked_for_by_its_id_however_it_is_named()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);
        var mine = rehearsal.AddSnapshot(Web, "a");
        rehearsal.AddSnapshot(Db, "b");
        var piped = await rehearsal.ServerAsync(Web);

        foreach (var server in new object[] { Web, "web-server-01", piped, "web-*", Rows.Of(new { Name = "web-server-01" }) })
        {
            rehearsal.Account.ClearRequests();
            Assert.Equal([mine], (await rehearsal.RunAsync<GetVpsSnapshotCommand>(input: [server])).Snapshots().Select(one => one.Id));
            Assert.Equal($"server_id={Web}", rehearsal.Account.Requests[^1].Query);
        }
    }

    [Fact]
    public async Task Of_more_servers_than_are_read_at_once_one_list_is_read_and_each_has_its_own()
    {
        var rehearsal = await Rehearsal.StartAsync(servers: 12, ids: ids);
        var (last, first) = (rehearsal.AddSnapshot(TestIds.Of(ids, 12), "last"), rehearsal.AddSnapshot(Web, "first"));
        rehearsal.AddSnapshot(Db, "not asked for");
        var servers = (await rehearsal.ServersAsync<GetVpsServerCommand>()).Where(server => !server.Id.Equals(Db)).ToArray();
        rehearsal.Account.ClearRequests();

        var snapshots = (await rehearsal.RunAsync<GetVpsSnapshotCommand>(input: servers)).Snapshots();

        Assert.Equal([first, last], snapshots.Select(one => one.Id));
        Assert.Equal(["GET snapshots/"], rehearsal.Sent);
    }

    [Fact]
    public async Task That_a_server_has_none_is_nothing_and_that_there_is_no_server_is_an_error()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);
        var kept = rehearsal.AddSnapshot(Db, "b");

        var result = await rehearsal.RunAsync<GetVpsSnapshotCommand>(input: [Web, Gone, Db]);

        Assert.Equal(Gone, result.OnlyError("ServerNotFound").TargetObject);
        Assert.Equal([kept], result.Snapshots().Select(one => one.Id));
    }

    [Fact]
    public async Task Ids_names_and_statuses_choose_among_them()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);
        var (old, young, other) = (rehearsal.AddSnapshot(Web, "nightly-1"), rehearsal.AddSnapshot(Web, "nightly-2", "in_progress"), rehearsal.AddSnapshot(Db, "before-update"));

        Assert.Equal([young, old], await IdsAsync(rehearsal, new { Name = "NIGHTLY-*" }));
        Assert.Equal([old], await IdsAsync(rehearsal, new { Name = "nightly-*", Status = "Completed" }));
        Assert.Equal([old], await IdsAsync(rehearsal, new { Id = old }));
        Assert.Equal([other], await IdsAsync(rehearsal, new { Server = Db, Name = new[] { "before-update", "x*" } }));
        Assert.Empty(await IdsAsync(rehearsal, new { Name = "nothing-*" }));
    }

    [Fact]
    public async Task An_id_or_an_exact_name_that_no_snapshot_has_is_an_error_after_all_that_there_are()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);
        var there = rehearsal.AddSnapshot(Web, "a");

        var byId = await rehearsal.RunAsync<GetVpsSnapshotCommand>(new { Id = new[] { Gone, there } });
        var byName = await rehearsal.RunAsync<GetVpsSnapshotCommand>(new { Server = new[] { Web, Db }, Name = new[] { "A", "b" } });

        Assert.Equal(Gone, byId.OnlyError("SnapshotNotFound").TargetObject);
        Assert.Equal("b", byName.OnlyError("SnapshotNotFound").TargetObject);
        Assert.Equal(ErrorCategory.ObjectNotFound, byName.Errors[0].CategoryInfo.Category);
        Assert.Equal([there], byId.Snapshots().Select(one => one.Id));
        Assert.Equal([there], byName.Snapshots().Select(one => one.Id));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(12)]
    public async Task Where_a_list_could_not_be_read_nothing_is_said_to_be_missing(int servers)
    {
        var rehearsal = await Rehearsal.StartAsync(servers: servers, ids: ids);
        var piped = await rehearsal.ServersAsync<GetVpsServerCommand>();
        rehearsal.Account.FailNext("GET", "snapshots/", SandboxFaultKind.Status, status: 500);

        (await rehearsal.RunAsync<GetVpsSnapshotCommand>(new { Name = "a" }, piped)).OnlyError("ApiUnavailable");
    }

    [Fact]
    public async Task One_server_whose_list_fails_does_not_stop_the_rest()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);
        rehearsal.AddSnapshot(Web, "a");
        rehearsal.AddSnapshot(Db, "b");
        rehearsal.Account.FailNext("GET", "snapshots/", SandboxFaultKind.Status, status: 500);

        var result = await rehearsal.RunAsync<GetVpsSnapshotCommand>(input: [Web, "nowhere", Db]);

        Assert.Equal(["ApiUnavailable", "ServerNotFound"], result.Errors.Select(error => error.Id()).Order());
        var failed = result.Errors.Single(error => error.Id() == "ApiUnavailable").TargetObject; // Which of the two is asked first is nobody's promise.
        Assert.NotEqual(failed, Assert.Single(result.Snapshots()).ServerId);
    }

    [Fact]
    public async Task Nothing_is_read_for_an_empty_pipeline()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);

        var result = await rehearsal.RunAsync<GetVpsSnapshotCommand>(new { Id = Gone }, []);

        Assert.Empty(result.Errors);
        Assert.Empty(rehearsal.Sent);
    }

    [Fact]
    public async Task A_status_that_nobody_has_seen_is_warned_of()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);

        var result = await rehearsal.RunAsync<GetVpsSnapshotCommand>(new { Status = "complete" });

        Assert.Contains("'complete' is not one of the known statuses (in_progress, completed)", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_field_that_the_API_adds_is_a_property_of_each()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);
        rehearsal.Account.InjectFault(new SandboxFault { Kind = SandboxFaultKind.Body, PathPattern = "snapshots/", Body = """{"count":1,"results":[{"id":801,"name":"a","region":7,"agedays":8}]}""" });

        var written = Assert.IsType<PSObject>(Assert.Single((await rehearsal.RunAsync<GetVpsSnapshotCommand>()).Objects));

        Assert.Equal(7L, written.Properties["region"]!.Value);
        Assert.DoesNotContain(written.Properties, property => property.Value is 8L);
    }

    [Fact]
    public async Task A_snapshot_remembers_its_session()
    {
        var home = await Rehearsal.StartAsync(ids: ids);
        home.AddSnapshot(Web, "a");
        var snapshot = Assert.Single(await home.ReadSnapshotsAsync());
        var elsewhere = await Rehearsal.StartAsync(ids: ids);

        var mismatch = await elsewhere.RunAsync<RemoveVpsSnapshotCommand>(new { Force = true, elsewhere.Session }, [snapshot]);
        var result = await elsewhere.RunAsync<RemoveVpsSnapshotCommand>(new { Force = true }, [snapshot]);

        Assert.Contains("came from session", mismatch.OnlyError("SessionMismatch").ToString(), StringComparison.Ordinal);
        Assert.Empty(result.Errors);
        Assert.Empty(home.SnapshotsLeft());
        Assert.Empty(elsewhere.Sent);
    }

    private object Web => TestIds.Of(ids, 1);

    private object Db => TestIds.Of(ids, 2);

    private object Gone => TestIds.Of(ids, 99);

    private static async Task<object[]> IdsAsync(Rehearsal rehearsal, object parameters)
    {
        var result = await rehearsal.RunAsync<GetVpsSnapshotCommand>(parameters);
        Assert.Empty(result.Errors);
        return [.. result.Snapshots().Select(one => one.Id)];
    }

    /// <summary>Where the API's ids are whole numbers.</summary>
    public sealed class OnNumbers() : GetSnapshotTests(SandboxServerIds.Integer);

    /// <summary>Where they are text.</summary>
    public sealed class OnUuids() : GetSnapshotTests(SandboxServerIds.Uuid);
}
