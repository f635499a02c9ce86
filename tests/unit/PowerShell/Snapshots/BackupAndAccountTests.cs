namespace VpsOrg.PowerShell.Tests;

public abstract class BackupAndAccountTests(SandboxServerIds ids)
{
    [Fact]
    public async Task Backups_come_from_one_list_with_their_expiry()
    {
        var rehearsal = await Rehearsal.StartAsync(servers: 1, ids: ids);

        var backups = await rehearsal.Shell.GetAsync<GetVpsBackupCommand, VpsBackup>();

        Assert.Equal(["automatic", "manual", "automatic"], backups.Select(one => one.Type));
        Assert.Equal("2025-02-16T03:00:00Z", backups[0].ExpiresAtUtc);
        Assert.Equal(new DateTimeOffset(2025, 2, 16, 3, 0, 0, TimeSpan.Zero), new DateTimeOffset(backups[0].ExpiresAt!.Value));
        Assert.Null(backups[1].ExpiresAt);
        Assert.All(backups, one => Assert.Equal((Web, "web-server-01", "completed"), (one.ServerId, one.ServerName, one.Status)));
        Assert.Equal(["GET backups/"], rehearsal.Sent);
    }

    [Fact]
    public async Task They_are_chosen_by_server_and_type()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);
        var mine = rehearsal.Account.AddBackup($"{Db}", "manual");

        var result = await rehearsal.RunAsync<GetVpsBackupCommand>(new { Type = "Manual" }, ["db-*"]);

        Assert.Equal(mine, $"{Assert.IsType<VpsBackup>(Assert.Single(result.Objects)).Id}");
        Assert.Contains("backup_type=manual", rehearsal.Account.Requests[^1].Query, StringComparison.Ordinal);
    }

    [Fact]
    public async Task That_a_server_has_none_is_nothing_and_that_there_is_no_server_is_an_error()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);

        var result = await rehearsal.RunAsync<GetVpsBackupCommand>(new { Type = "manual" }, [Db, TestIds.Of(ids, 99)]);

        result.OnlyError("ServerNotFound");
        Assert.Empty(result.Objects);
    }

    [Fact]
    public async Task The_account_says_who_it_is_and_what_the_token_may_do()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);

        var account = Assert.Single(await rehearsal.Shell.GetAsync<GetVpsAccountCommand, VpsAccount>());

        Assert.Equal(rehearsal.Session.Account, account.Email);
        Assert.Equal(rehearsal.Session.Permissions, account.Permissions);
        Assert.Equal("2025-01-02", account.CreatedAt);
        Assert.Equal(["GET account/me/"], rehearsal.Sent);
    }

    [Fact]
    public async Task A_host_that_does_not_tell_is_an_error()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids);
        rehearsal.Account.FailNext("GET", "account/me/", SandboxFaultKind.Status, status: 404);

        (await rehearsal.RunAsync<GetVpsAccountCommand>()).Terminating("NotFound");
    }

    private object Web => TestIds.Of(ids, 1);

    private object Db => TestIds.Of(ids, 2);

    /// <summary>Where the API's ids are whole numbers.</summary>
    public sealed class OnNumbers() : BackupAndAccountTests(SandboxServerIds.Integer);

    /// <summary>Where they are text.</summary>
    public sealed class OnUuids() : BackupAndAccountTests(SandboxServerIds.Uuid);
}
