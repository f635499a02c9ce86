using Newtonsoft.Json.Linq;

namespace VpsOrg.Sandbox.Tests;

/// <summary>An account on a manual clock, with the documentation's ids, and a client of it.</summary>
internal sealed class SandboxFixture : IDisposable
{
    public const string Order = """{"name":"web-server-02","plan_id":1,"os_id":5,"location":"us-west"}""";

    public SandboxFixture(Action<SandboxOptions>? configure = null)
    {
        var options = new SandboxOptions { Clock = Clock.Clock, FirstServerId = 12345, FirstSnapshotId = 798, FirstBackupId = 495 };
        configure?.Invoke(options);
        Account = new SandboxAccount(options);
        Client = new ApiClient(Account.CreateHandler(), Account.BaseAddress);
    }

    public ManualClock Clock { get; } = new();

    public SandboxAccount Account { get; }

    public ApiClient Client { get; }

    public async Task<JObject> ShowAsync(object id) => (await Client.GetAsync($"servers/{id}/")).Json;

    public async Task<string> StatusOfAsync(object id) => (string)(await ShowAsync(id))["status"]!;

    public Task<Reply> TakeSnapshotAsync(string name, long serverId = 12345) =>
        Client.PostAsync("snapshots/", $$"""{"server_id":{{serverId}},"name":"{{name}}"}""");

    /// <summary>Name and status of every snapshot in the list.</summary>
    public async Task<string[]> SnapshotsAsync() =>
        [.. (await Client.GetAsync("snapshots/")).Results.Select(snapshot => $"{snapshot["name"]} {snapshot["status"]}")];

    public void Dispose() => Client.Dispose();
}
