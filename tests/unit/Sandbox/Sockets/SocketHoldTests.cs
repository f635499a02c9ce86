using Newtonsoft.Json.Linq;

namespace VpsOrg.Sandbox.Tests;

public sealed class SocketHoldTests
{
    [Fact]
    public async Task Requests_are_held_and_released_by_the_control_endpoints()
    {
        await using var sandbox = await ServerFixture.StartAsync();
        await sandbox.Client.PostAsync("/sandbox/faults", """{"kind":"Hold","times":3,"pathPattern":"servers/{id}/"}""");
        var held = sandbox.Client.GetAsync("/sandbox/held?count=3");
        var asking = new[] { 12345, 12346, 12345 }.Select(id => sandbox.Client.GetAsync($"servers/{id}/")).ToArray();

        Assert.Equal("""{"held":3}""", (await held).Text);
        Assert.Equal("""{"released":1}""", (await sandbox.Client.PostAsync("/sandbox/release?method=GET&path=servers/12346/")).Text);
        Assert.Equal(12346, (long)(await asking[1]).Json["id"]!);
        Assert.Equal("""{"released":1}""", (await sandbox.Client.PostAsync("/sandbox/release?count=1")).Text);
        Assert.Equal("""{"released":1}""", (await sandbox.Client.PostAsync("/sandbox/release")).Text);
        Assert.All(await Task.WhenAll(asking), answer => Assert.Equal(200, answer.Status));
        Assert.Equal("""{"held":0}""", (await sandbox.Client.GetAsync("/sandbox/held")).Text);
    }

    [Fact]
    public async Task A_client_that_leaves_is_reported_when_it_leaves()
    {
        await using var sandbox = await ServerFixture.StartAsync();
        sandbox.Server.Account.FailNext("DELETE", "servers/{id}/", SandboxFaultKind.HoldAfterActing);
        using var cancellation = new CancellationTokenSource();
        var deleting = sandbox.Client.StartAsync("DELETE", "servers/12345/", cancellationToken: cancellation.Token);
        await sandbox.Client.GetAsync("/sandbox/held?count=1");
        var log = sandbox.Client.GetAsync("/sandbox/requests?count=1&aborted=1&idle");

        await cancellation.CancelAsync();

        var request = JArray.Parse((await log).Text).Single();
        Assert.True((bool)request["aborted"]!);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => deleting);
        var left = await sandbox.Client.GetAsync("servers/");
        Assert.Equal([12346], left.Ids);
    }

    [Theory]
    [InlineData("GET", "/sandbox/held?count=many")]
    [InlineData("GET", "/sandbox/requests?aborted=-1")]
    [InlineData("POST", "/sandbox/release?path=servers/")]
    public async Task What_makes_no_sense_is_refused(string method, string path)
    {
        await using var sandbox = await ServerFixture.StartAsync();

        var answer = await sandbox.Client.SendAsync(method, path, null);

        Assert.Equal(400, answer.Status);
        Assert.NotEmpty((string)answer.Json["error"]!);
    }
}
