using VpsOrg.Sandbox;

namespace VpsOrg.Client.Tests;

/// <summary>What is restored or deleted is the snapshot that was meant, of the server that was meant, and never a protected server's.</summary>
public abstract class SnapshotIdentityTests(SandboxServerIds ids)
{
    private const string Name = "web-server-01";

    public static TheoryData<string> Spellings =>
        ["POST snapshots/{id}/restore/", "POST snapshots/{id}/restore", "POST SNAPSHOTS/{id}/Restore/", "POST snapshots//{id}//restore/", "DELETE snapshots/{id}/", "DELETE snapshots/{id}",
        "DELETE snapshots/{encoded}/", "DELETE snapshots/%20{id}/", "PUT snapshots/{id}/", "DELETE snapshots/{id}/?force=1"];

    private VpsId Server => Ids.Of(ids, 1);

    [Theory]
    [InlineData("restore")]
    [InlineData("delete")]
    public async Task A_snapshot_that_is_now_of_another_server_or_name_or_gone_is_left_alone(string write)
    {
        await using var api = new SnapshotApi(ids) { IgnoresFilter = true };
        using var client = For(api);

        var renamed = await Assert.ThrowsAsync<VpsGuardException>(() => SendAsync(client, write, new SnapshotIdentity(api.Id(801), "weekly", new ServerIdentity(Server))).Guarded());
        var foreign = await Assert.ThrowsAsync<VpsNotFoundException>(() => SendAsync(client, write, new SnapshotIdentity(api.Id(777), "of-another", new ServerIdentity(Server))).Guarded());
        var gone = await Assert.ThrowsAsync<VpsNotFoundException>(() => SendAsync(client, write, new SnapshotIdentity(api.Id(55), Name: null, new ServerIdentity(Server))).Guarded());
        var renamedServer = await Assert.ThrowsAsync<VpsGuardException>(
            () => SendAsync(client, write, new SnapshotIdentity(api.Id(801), "pre-migration", new ServerIdentity(Server, "db-01"))).Guarded());

        Assert.Equal(VpsGuard.Identity, renamed.Guard);
        Assert.Contains("'weekly'", renamed.Message, StringComparison.Ordinal);
        Assert.Equal($"Server {Server} has no snapshot {api.Id(777)}.", foreign.Message);
        Assert.Equal($"Server {Server} has no snapshot {api.Id(55)}.", gone.Message);
        Assert.Equal(VpsGuard.Identity, renamedServer.Guard);
        Assert.Empty(api.Writes);
    }

    [Theory]
    [InlineData("restore", true)]
    [InlineData("delete", true)]
    [InlineData("create", false)]
    public async Task A_protected_server_is_not_restored_and_loses_no_snapshot_but_one_may_be_taken(string write, bool isRefused)
    {
        await using var api = new SnapshotApi(ids);
        using var client = For(api, isProtected: true);
        var snapshot = new SnapshotIdentity(api.Id(801), "pre-migration", new ServerIdentity(Server));

        var exception = await Record.ExceptionAsync(() => SendAsync(client, write, snapshot).Guarded());

        Assert.Equal(isRefused, exception is VpsGuardException { Guard: VpsGuard.Protected });
        Assert.Equal(isRefused, exception is not null);
        Assert.Equal(isRefused ? 0 : 1, api.Writes.Count());
        Assert.Equal(isRefused, await Record.ExceptionAsync(() => PreviewAsync(client, write, snapshot).Guarded()) is VpsGuardException);
    }

    [Theory]
    [InlineData("restore")]
    [InlineData("delete")]
    [InlineData("create")]
    public async Task A_read_only_session_sends_nothing_of_them_and_reads_nothing_for_them(string write)
    {
        await using var api = new SnapshotApi(ids);
        using var client = For(api, isReadOnly: true);
        var snapshot = new SnapshotIdentity(api.Id(801), "pre-migration", new ServerIdentity(Server));

        var sent = await Assert.ThrowsAsync<VpsGuardException>(() => SendAsync(client, write, snapshot).Guarded());
        var preview = await Assert.ThrowsAsync<VpsGuardException>(() => PreviewAsync(client, write, snapshot).Guarded());

        Assert.Equal((VpsGuard.ReadOnly, VpsGuard.ReadOnly), (sent.Guard, preview.Guard));
        Assert.Empty(api.Server.Requests);
    }

    [Theory]
    [MemberData(nameof(Spellings))]
    public async Task A_path_that_names_a_protected_server_s_snapshot_is_refused_however_it_is_spelt(string spelling)
    {
        await using var api = new SnapshotApi(ids);
        using var client = For(api, isProtected: true);

        var exception = await Assert.ThrowsAsync<VpsGuardException>(() => InvokeAsync(client, Spelt(spelling, api.Id(801))).Guarded());

        Assert.Equal(VpsGuard.Protected, exception.Guard);
        Assert.Contains($"('{Name}') is protected", exception.Message, StringComparison.Ordinal);
        Assert.Empty(api.Writes);
    }

    [Theory]
    [InlineData("DELETE snapshots/999/")]
    [InlineData("DELETE snapshots/+{id}/")]
    [InlineData("DELETE snapshots/{{id}}/")]
    [InlineData("DELETE snapshots/{id},{id}/")]
    [InlineData("DELETE snapshots/pre-migration/")]
    [InlineData("DELETE snapshots/")]
    [InlineData("POST snapshots/restore/")]
    [InlineData("PUT snapshots/")]
    [InlineData("DELETE backups/501/")]
    public async Task A_path_of_which_nobody_can_tell_whose_snapshot_it_names_is_refused(string spelling)
    {
        await using var api = new SnapshotApi(ids) { ServerName = "free" };
        using var client = For(api, isProtected: true);

        var exception = await Assert.ThrowsAsync<VpsGuardException>(() => InvokeAsync(client, Spelt(spelling, api.Id(801))).Guarded());

        Assert.Equal(VpsGuard.Protected, exception.Guard);
        Assert.Empty(api.Writes);
    }

    [Fact]
    public async Task A_restore_by_its_path_is_refused_where_its_body_may_name_another_server()
    {
        await using var api = new SnapshotApi(ids) { ServerName = "free" };
        using var client = For(api, isProtected: true);

        await Assert.ThrowsAsync<VpsGuardException>(
            () => client.InvokeAsync(HttpMethod.Post, $"snapshots/{api.Id(801)}/restore/", new Dictionary<string, object?> { ["server_id"] = 2 }).Guarded());

        Assert.Empty(api.Writes);
    }

    [Fact]
    public async Task A_path_is_refused_where_the_list_of_snapshots_cannot_be_read()
    {
        await using var server = new RawServer(_ => RawAnswer.Status(500));
        using var client = Clients.For(server.BaseAddress, isProtected: name => name == Name);

        var exception = await Assert.ThrowsAsync<VpsGuardException>(() => client.InvokeAsync(HttpMethod.Delete, $"snapshots/{Ids.Of(ids, 801)}/").Guarded());

        Assert.Equal(VpsGuard.Protected, exception.Guard);
        Assert.All(server.Requests, request => Assert.Equal("GET", request.Method));
    }

    [Fact]
    public async Task Another_server_s_snapshot_takes_the_write_by_its_path_and_a_new_one_needs_no_look()
    {
        await using var api = new SnapshotApi(ids) { ServerName = "free" };
        using var client = For(api, isProtected: true);

        await client.InvokeAsync(HttpMethod.Post, $"snapshots/{api.Id(801)}/restore/").Guarded();
        await client.InvokeAsync(HttpMethod.Post, "snapshots/", new Dictionary<string, object?> { ["server_id"] = 1, ["name"] = "x" }).Guarded();

        Assert.Equal(
            ["GET /api/v1/snapshots/", $"GET /api/v1/servers/{Server}/", $"POST /api/v1/snapshots/{api.Id(801)}/restore/", "POST /api/v1/snapshots/"],
            api.Server.Lines);
    }

    private static Task SendAsync(VpsClient client, string write, SnapshotIdentity snapshot) => write switch
    {
        "restore" => client.Snapshots.RestoreAsync(snapshot, null, CancellationToken.None),
        "delete" => client.Snapshots.DeleteAsync(snapshot, null, CancellationToken.None),
        _ => client.Snapshots.CreateAsync(snapshot.Server, "nightly", null, null, CancellationToken.None),
    };

    private static Task PreviewAsync(VpsClient client, string write, SnapshotIdentity snapshot) => write switch
    {
        "restore" => client.Guards.CheckRestoreAsync(snapshot, null, CancellationToken.None),
        "delete" => client.Guards.CheckDeleteAsync(snapshot, null, CancellationToken.None),
        _ => client.Guards.CheckSnapshotAsync(snapshot.Server.Id, null, CancellationToken.None),
    };

    private static Task<object?> InvokeAsync(VpsClient client, string spelt) => client.InvokeAsync(new HttpMethod(spelt.Split(' ')[0]), spelt[(spelt.IndexOf(' ') + 1)..]);

    private static string Spelt(string spelling, VpsId id) => spelling
        .Replace("{id}", id.ToString(), StringComparison.Ordinal)
        .Replace("{encoded}", Uri.HexEscape(id.ToString()[0]) + id.ToString()[1..], StringComparison.Ordinal);

    private static VpsClient For(SnapshotApi api, bool isProtected = false, bool isReadOnly = false) => new(new VpsClientOptions
    {
        BaseAddress = api.Server.BaseAddress,
        Token = new VpsToken(Clients.Canary),
        MaximumRetryCount = 0,
        IsProtected = isProtected ? name => name == Name : null,
        ReadOnly = isReadOnly,
        Clock = api.Clock,
    });

    /// <summary>Where the API's ids are whole numbers.</summary>
    public sealed class OnNumbers() : SnapshotIdentityTests(SandboxServerIds.Integer);

    /// <summary>Where they are text.</summary>
    public sealed class OnUuids() : SnapshotIdentityTests(SandboxServerIds.Uuid);
}
