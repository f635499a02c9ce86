namespace VpsOrg.Sandbox.Tests;

public sealed class BackupTests
{
    [Theory]
    [InlineData("backups/", new long[] { 503, 502, 501, 499, 495 })]
    [InlineData("backups/?server_id=12345", new long[] { 503, 501, 499, 495 })]
    [InlineData("backups/?server_id=1", new long[0])]
    [InlineData("backups/?backup_type=manual", new long[] { 503, 499 })]
    [InlineData("backups/?backup_type=automatic&server_id=12345", new long[] { 501, 495 })]
    [InlineData("backups/?page=2&page_size=4", new long[] { 495 })]
    public async Task The_list_is_filtered_by_server_and_type_and_comes_in_pages(string path, long[] ids)
    {
        using var sandbox = new SandboxFixture();
        sandbox.Account.AddBackup("12346");
        sandbox.Account.AddBackup("12345", "manual", "in_progress");

        var list = await sandbox.Client.GetAsync(path);

        Assert.Equal(200, list.Status);
        Assert.Equal(ids, list.Ids);
    }

    [Theory]
    [InlineData("backups/?backup_type=weekly", """{"backup_type":["Select a valid choice. weekly is not one of the available choices."]}""")]
    [InlineData("backups/?backup_type=Manual", """{"backup_type":["Select a valid choice. Manual is not one of the available choices."]}""")]
    [InlineData("backups/?server_id=x", """{"server_id":["A valid integer is required."]}""")]
    public async Task A_filter_that_makes_no_sense_is_refused(string path, string complaint)
    {
        using var sandbox = new SandboxFixture();

        var list = await sandbox.Client.GetAsync(path);

        Assert.Equal(400, list.Status);
        Assert.Equal(complaint, list.Text);
    }

    [Fact]
    public async Task An_added_backup_is_shown_as_it_was_added()
    {
        using var sandbox = new SandboxFixture();
        var time = new DateTimeOffset(2025, 1, 2, 3, 4, 5, TimeSpan.FromHours(1));

        var id = sandbox.Account.AddBackup("12346", "manual", "in_progress", time, time.AddDays(9), "By hand");
        var list = await sandbox.Client.GetAsync("backups/?server_id=12346");

        Assert.Equal(
            $$"""{"count":1,"results":[{"id":{{id}},"server":{"id":12346,"name":"db-server-01"},"backup_type":"manual","status":"in_progress","size_mb":null,"created_at":"2025-01-02T02:04:05Z","expires_at":"2025-01-11T02:04:05Z","description":"By hand"}]}""",
            list.Text);
        Assert.Throws<KeyNotFoundException>(() => sandbox.Account.AddBackup("1"));
    }

    [Fact]
    public async Task Every_generated_server_with_backups_has_one_and_no_other_has()
    {
        using var sandbox = new SandboxFixture(options => options.ServerCount = 20);
        var wanted = new List<string>();
        foreach (var id in sandbox.Account.ServerIds)
        {
            if ((bool)(await sandbox.ShowAsync(id))["backups_enabled"]!)
            {
                wanted.Add(id);
            }
        }

        var list = await sandbox.Client.GetAsync("backups/");

        Assert.Equal(wanted, list.Results.Select(backup => (string)backup["server"]!["id"]!).Distinct().Reverse());
        Assert.True(wanted.Count is > 5 and < 20);
    }
}
