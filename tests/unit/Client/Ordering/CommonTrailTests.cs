using System.Text.Json;
using VpsOrg.Sandbox;

namespace VpsOrg.Client.Tests;

/// <summary>
/// Processes that keep a common trail do not buy a server twice. A process is a ledger of its own here; what a dead one leaves
/// behind is written as it writes it.
/// </summary>
public abstract class CommonTrailTests : IDisposable
{
    private static readonly CreateServerRequest Order = new("web-02", 1, 5, "us-west");
    private static readonly VpsOrderOptions Remembering = new() { UnlessRemembered = true };

    private readonly string _folder = Directory.CreateTempSubdirectory("vps-trail-").FullName;
    private readonly ManualClock _clock = new();
    private readonly SandboxAccount _account;

    private readonly SandboxServerIds _ids;

    protected CommonTrailTests(SandboxServerIds ids)
    {
        _ids = ids;
        _account = new SandboxAccount(new SandboxOptions { ServerIds = ids, Clock = new SandboxClock(() => _clock.UtcNow, _clock.Delay), ListLag = TimeSpan.FromSeconds(20) });
    }

    /// <summary>An order that was acted on and whose answer is held.</summary>
    private async Task<Task<VpsServer>> HeldOrderAsync(VpsClient client)
    {
        _account.FailNext("POST", "servers/", SandboxFaultKind.HoldAfterActing);
        var order = client.CreateServerAsync(Order, Remembering);
        await _account.WaitForHeldAsync(1).Guarded();
        return order;
    }

    private VpsId Id(int number) => Sandboxes.Id(_ids, number);

    private string LogPath => Path.Combine(_folder, "trail.jsonl");

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Two_processes_at_once_buy_one_server()
    {
        using var one = Process();
        using var other = Process();
        var first = await HeldOrderAsync(one);

        var second = other.CreateServerAsync(Order, Remembering);
        await _clock.UntilAskedAsync(TimeSpan.FromSeconds(1));
        _account.ReleaseHeld();
        Assert.Equal(Id(3), (await first.Guarded()).Key);
        await _clock.PassAsync(TimeSpan.FromSeconds(1));

        Assert.Equal(Id(3), (await second.Guarded()).Key);
        Assert.Equal(1, _account.CountRequests("POST", "servers/"));
    }

    [Fact]
    public async Task A_process_that_looked_before_another_began_does_not_begin_after_it()
    {
        using var one = Process();
        using var other = Process();
        _account.FailNext("GET", "servers/", SandboxFaultKind.Hold);
        var looked = other.CreateServerAsync(Order, Remembering); // It has read the trail, and waits for the list.
        await _account.WaitForHeldAsync(1).Guarded();

        await one.CreateServerAsync(Order, Remembering).Guarded();
        _account.ReleaseHeld();

        Assert.Equal(Id(3), (await looked.Guarded()).Key);
        Assert.Equal(1, _account.CountRequests("POST", "servers/"));
    }

    [Fact]
    public async Task A_process_that_lives_and_does_not_answer_is_waited_for_half_a_minute_and_is_then_a_doubt()
    {
        using var one = Process();
        using var other = Process();
        var first = await HeldOrderAsync(one);

        var second = other.CreateServerAsync(Order, Remembering);
        for (var waited = 0; waited < 30; waited++)
        {
            await _clock.PassAsync(TimeSpan.FromSeconds(1));
        }

        // The list shows the server by now, whose order has not been answered.
        Assert.Equal(Id(3), (await second.Guarded()).Key);
        _account.ReleaseHeld();
        await first.Guarded();
        Assert.Equal(1, _account.CountRequests("POST", "servers/"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_a_dead_process_left_open_is_a_doubt_at_once(bool plain)
    {
        await LeaveAsync(Dead());
        using var client = Process();

        var exception = await Assert.ThrowsAsync<VpsOrderInDoubtException>(() => client.CreateServerAsync(Order, plain ? null : Remembering).Guarded());

        Assert.Contains("ended before its answer came", exception.Message, StringComparison.Ordinal);
        Assert.Empty(_clock.Delays);
        Assert.Equal(0, _account.CountRequests("POST", "servers/"));
    }

    [Fact]
    public async Task What_a_dead_process_bought_is_found_by_the_list()
    {
        await LeaveAsync(Dead());
        _account.AddServer("web-02", planId: 1, osId: 5);
        _clock.Advance(TimeSpan.FromSeconds(20));
        using var client = Process();

        Assert.Equal(Id(3), (await client.CreateServerAsync(Order, Remembering).Guarded()).Key);
        Assert.Equal(0, _account.CountRequests("POST", "servers/"));
    }

    [Fact]
    public async Task An_outcome_that_another_process_does_not_know_is_a_doubt_here_too_until_it_is_settled()
    {
        using var one = Process(new ManualClock { MovesByItself = true });
        using var other = Process();
        _account.FailNext("POST", "servers/", SandboxFaultKind.CutBeforeActing);
        await Assert.ThrowsAsync<VpsCreateOutcomeUnknownException>(() => one.CreateServerAsync(Order).Guarded());

        await Assert.ThrowsAsync<VpsOrderInDoubtException>(() => other.CreateServerAsync(Order).Guarded());
        _clock.Advance(TimeSpan.FromMinutes(10));
        var ordered = other.CreateServerAsync(Order);
        await _clock.PassAsync(TimeSpan.FromSeconds(5));

        Assert.Equal("web-02", (await ordered.Guarded()).Name);
        using var third = Process();
        Assert.Equal("absent", Lines().Single(line => Text(line, "phase") == "settled").GetProperty("outcome").GetString());
        Assert.Equal(Id(3), (await third.RememberedServerAsync("web-02", false, new RecordingTrace(), default).Guarded())!.Key);
    }

    [Fact]
    public async Task DespiteDoubt_overrules_the_trail()
    {
        await LeaveAsync(Dead());
        using var client = Process();

        Assert.Equal(Id(3), (await client.CreateServerAsync(Order, new VpsOrderOptions { DespiteDoubt = true }).Guarded()).Key);
    }

    [Theory]
    [InlineData("web-03", null, null)]
    [InlineData("web-02", "other.example.com", null)]
    [InlineData("web-02", null, "other@example.com")]
    public async Task Another_name_host_or_account_is_no_doubt(string name, string? host, string? account)
    {
        await LeaveAsync(Dead(), name, host, account);
        using var client = Process();
        await client.GetAccountAsync().Guarded();

        Assert.Equal(Id(3), (await client.CreateServerAsync(Order).Guarded()).Key);
    }

    [Fact]
    public async Task What_another_process_deleted_is_ordered_again()
    {
        using var one = Process();
        using var other = Process();
        await one.CreateServerAsync(Order).Guarded();
        await one.DeleteServerAsync(Id(3)).Guarded();

        Assert.Equal(Id(4), (await other.CreateServerAsync(Order, Remembering).Guarded()).Key);
    }

    [Fact]
    public async Task A_line_of_anybody_s_hand_does_no_harm()
    {
        await File.WriteAllTextAsync(LogPath, """
            {"phase":"begin","verb":"create","write":
            "create"
            {"phase":"begin","verb":"create","write":"a","host":"sandbox.invalid","name":"web-02","time":"yesterday"}
            {"phase":"begin","verb":"create","write":["a",{"create":1}],"host":7,"name":null,"process":"99999999999999999999"}
            """);
        using var client = Process();

        Assert.Equal(Id(3), (await client.CreateServerAsync(Order, Remembering).Guarded()).Key);
    }

    [Fact]
    public async Task A_trail_that_cannot_be_read_back_is_told_once_and_excludes_nobody()
    {
        if (OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess)
        {
            return; // There the owner may always read.
        }

        await File.WriteAllTextAsync(LogPath, string.Empty);
        File.SetUnixFileMode(LogPath, UnixFileMode.UserWrite);
        using var client = Process();
        var trace = new RecordingTrace();

        await client.CreateServerAsync(Order, trace).Guarded();
        await client.CreateServerAsync(new CreateServerRequest("web-03", 1, 5, "us-west"), trace).Guarded();

        Assert.Contains("cannot be locked or read back", Assert.Single(trace.Warnings), StringComparison.Ordinal);
    }

    /// <summary>A client as another process has it: nothing in common but account and trail.</summary>
    private VpsClient Process(ManualClock? clock = null) => Clients.For(
        _account.BaseAddress, clock ?? _clock, handler: _account.CreateHandler, token: new SandboxOptions().Token, logPath: LogPath);

    /// <summary>A process that is no more: no system gives out such a number.</summary>
    private static TrailOwner Dead() => new(Environment.MachineName, int.MaxValue, ManualClock.Start);

    /// <summary>Leaves the first line of an order, as a process does that is killed before the answer.</summary>
    private async Task LeaveAsync(TrailOwner owner, string name = "web-02", string? host = null, string? account = null) =>
        await File.AppendAllTextAsync(LogPath, JsonSerializer.Serialize(new Dictionary<string, object?>
        {
            ["time"] = _clock.UtcNow.ToString("O"),
            ["phase"] = "begin",
            ["write"] = Guid.NewGuid().ToString("N"),
            ["process"] = owner.Process,
            ["host"] = host ?? _account.BaseAddress.Authority,
            ["account"] = account ?? "sandbox@example.com",
            ["verb"] = "create",
            ["method"] = "POST",
            ["path"] = "servers/",
            ["name"] = name,
            ["machine"] = owner.Machine,
            ["process_start"] = owner.Start!.Value.ToUniversalTime().ToString("O"),
        }) + "\n");

    private List<JsonElement> Lines() => [.. File.ReadAllLines(LogPath).Select(line => JsonDocument.Parse(line).RootElement)];

    private static string? Text(JsonElement line, string name) => line.GetProperty(name).GetString();

    /// <summary>Where the API's ids are whole numbers.</summary>
    public sealed class OnNumbers() : CommonTrailTests(SandboxServerIds.Integer);

    /// <summary>Where they are text.</summary>
    public sealed class OnUuids() : CommonTrailTests(SandboxServerIds.Uuid);
}
