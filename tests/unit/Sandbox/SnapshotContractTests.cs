using Newtonsoft.Json.Linq;

namespace VpsOrg.Sandbox.Tests;

/// <summary>Snapshots, backups and the account, key for key as the documentation shows them.</summary>
public abstract class SnapshotContractTests : IAsyncLifetime
{
    private readonly ManualClock _clock = new();
    private SandboxAccount _account = null!;
    private ApiClient _client = null!;
    private IAsyncDisposable? _host;

    public async Task InitializeAsync()
    {
        (_account, _client, _host) = await OpenAsync(new SandboxOptions
        {
            Clock = _clock.Clock,
            FirstServerId = 12345,
            FirstSnapshotId = 798,
            FirstBackupId = 495,
        });
        _account.AddSnapshot("12345", "weekly-snapshot-2025-01-08", createdAt: new(2025, 1, 8, 12, 0, 0, TimeSpan.Zero), description: "Weekly snapshot");
        _account.AddSnapshot("12346", "of-another-server");
        _account.AddSnapshot("12346", "of-another-server");
        _account.AddSnapshot("12345", "pre-migration-snapshot", createdAt: new(2025, 1, 15, 18, 30, 0, TimeSpan.Zero), description: "Before major migration");
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await (_host?.DisposeAsync() ?? default);
    }

    [Theory]
    [InlineData("snapshots/?server_id=12345")]
    [InlineData("snapshots/?server_id=12345&colour=blue")]
    public async Task The_list_of_a_server_s_snapshots_is_the_documented_one_but_for_the_size_of_the_older(string path)
    {
        var documented = Documentation.Read("snapshots");
        documented["results"]![1]!["size_mb"] = 5120;

        var list = await _client.GetAsync(path);

        AssertIs(200, documented, list);
    }

    [Fact]
    public async Task A_created_snapshot_is_the_documented_one_but_for_its_time()
    {
        var documented = Documentation.Read("snapshot");
        documented["created_at"] = "2025-01-17T12:00:00Z";

        var created = await _client.PostAsync("snapshots/", """
            {"server_id":12345,"name":"before-update-snapshot","description":"Snapshot before system update"}
            """);

        AssertIs(201, documented, created);
    }

    [Fact]
    public async Task A_restore_answers_as_documented() =>
        AssertIs(200, Documentation.Read("restore"), await _client.PostAsync("snapshots/801/restore/"));

    [Fact]
    public async Task A_deletion_has_no_body()
    {
        var deleted = await _client.DeleteAsync("snapshots/801/");

        Assert.Equal(204, deleted.Status);
        Assert.Empty(deleted.Text);
    }

    [Fact]
    public async Task The_list_of_backups_is_the_documented_one()
    {
        AssertIs(200, Documentation.Read("backups"), await _client.GetAsync("backups/?server_id=12345"));
        AssertIs(200, Documentation.Read("backups"), await _client.GetAsync("backups/"));
    }

    [Fact]
    public async Task The_account_has_the_documented_keys_and_a_day_for_its_beginning()
    {
        var me = await _client.GetAsync("account/me/");

        Assert.Equal(
            ["account", "account.email", "account.first_name", "account.last_name", "account.company_name", "account.created_at", "token", "token.name", "token.permissions"],
            me.Json.SelectTokens("$..*").Where(token => token.Parent is JProperty).Select(token => token.Path));
        Assert.Matches(@"^\d{4}-\d\d-\d\d$", (string?)me.Json["account"]!["created_at"]);
    }

    [Fact]
    public async Task Every_snapshot_has_the_documented_keys_whatever_its_state()
    {
        _account.AddSnapshot("12345", "failed", "failed");
        await _client.PostAsync("snapshots/", """{"server_id":12346,"name":"without-description"}""");

        var list = await _client.GetAsync("snapshots/");

        var keys = Keys(Documentation.Read("snapshots")["results"]![0]!);
        Assert.Equal(6, list.Results.Count);
        Assert.All(list.Results, snapshot => Assert.Equal(keys, Keys(snapshot)));
    }

    private protected abstract Task<(SandboxAccount Account, ApiClient Client, IAsyncDisposable? Host)> OpenAsync(SandboxOptions options);

    private static void AssertIs(int status, JObject body, Reply answer)
    {
        Assert.Equal(status, answer.Status);
        Assert.Equal(body.ToString(), answer.Json.ToString());
    }

    private static IEnumerable<string> Keys(JToken item) => item.SelectTokens("$..*").Select(token => token.Path.Substring(item.Path.Length));

    public sealed class InProcess : SnapshotContractTests
    {
        private protected override Task<(SandboxAccount Account, ApiClient Client, IAsyncDisposable? Host)> OpenAsync(SandboxOptions options)
        {
            var account = new SandboxAccount(options);
            return Task.FromResult((account, new ApiClient(account.CreateHandler(), account.BaseAddress), (IAsyncDisposable?)null));
        }
    }

    public sealed class OverSockets : SnapshotContractTests
    {
        private protected override async Task<(SandboxAccount Account, ApiClient Client, IAsyncDisposable? Host)> OpenAsync(SandboxOptions options)
        {
            var sandbox = await ServerFixture.StartAsync(options);
            return (sandbox.Server.Account, sandbox.Client, (IAsyncDisposable?)sandbox);
        }
    }
}
