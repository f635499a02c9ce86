using System.Text.Json;
using System.Text.Json.Nodes;

namespace VpsOrg.Client.Tests;

/// <summary>A start that is owed stands in the trail before the stop, outlives its process, and is told until it is paid.</summary>
public sealed class StartDebtTests : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    private readonly string _folder = Directory.CreateTempSubdirectory("vps-trail-").FullName;
    private readonly ManualClock _clock = new() { MovesByItself = true };
    private readonly RecordingTrace _trace = new();

    private string LogPath => Path.Combine(_folder, "trail.jsonl");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_debt_of_a_run_that_goes_on_is_nobody_else_s_until_its_time_is_over()
    {
        using var client = For();
        await client.Debts.OweAsync(Server(), Longest, CancellationToken.None).Guarded();

        Assert.Empty(await AbandonedAsync(client));
        _clock.Advance(Longest + TimeSpan.FromSeconds(1));

        var debt = Assert.Single(await AbandonedAsync(client));
        Assert.Equal((12345, "web-01", ManualClock.Start), (debt.Server.Id.Value, debt.Server.Name, debt.Time));
    }

    [Fact]
    public async Task A_debt_of_a_process_that_is_gone_is_abandoned_at_once_and_paid_once()
    {
        using var client = For();
        await client.Debts.OweAsync(Server(), Longest, CancellationToken.None).Guarded();
        Kill();

        var debt = Assert.Single(await AbandonedAsync(client));
        await client.Debts.PaidAsync(debt, "It was started.", _trace).Guarded();

        Assert.Empty(await AbandonedAsync(client));
        var record = Assert.Single(await HistoryAsync());
        Assert.Equal(("StartOwed", 12345, "web-01", "Done", "It was started."), (record.Action, record.ServerId, record.ServerName, record.Outcome, record.Detail));
    }

    [Fact]
    public async Task A_debt_that_was_given_up_is_owed_at_once_also_within_its_own_process()
    {
        using var client = For();
        var own = await client.Debts.OweAsync(Server(), Longest, CancellationToken.None).Guarded();
        await client.Debts.LeaveAsync(own, "It was given up.", _trace).Guarded();

        Assert.Equal(("Owed", true, "It was given up."), (await HistoryAsync()).Select(record => (record.Outcome, record.IsDoubtful, record.Detail)).Single());
        var debt = Assert.Single(await AbandonedAsync(client));
        await client.Debts.PaidAsync(debt, "It was started.", _trace).Guarded();

        Assert.Empty(await AbandonedAsync(client));
        Assert.Equal(("Done", false), (await HistoryAsync()).Select(record => (record.Outcome, record.IsDoubtful)).Single());
    }

    [Fact]
    public async Task A_debt_that_its_own_run_pays_is_closed()
    {
        using var client = For();
        var own = await client.Debts.OweAsync(Server(), Longest, CancellationToken.None).Guarded();
        await client.Debts.PaidAsync(own, "It runs again.", _trace).Guarded();
        Kill();

        Assert.Empty(await AbandonedAsync(client));
    }

    [Theory]
    [InlineData("start", "done", true)]
    [InlineData("delete", "done", true)]
    [InlineData("start", "failed", false)]
    [InlineData("start", "unknown", false)]
    [InlineData("stop", "done", false)]
    public async Task Somebody_s_start_or_the_server_s_deletion_makes_it_void(string verb, string outcome, bool isVoid)
    {
        using var client = For();
        await client.Debts.OweAsync(Server(), Longest, CancellationToken.None).Guarded();
        Kill();
        var host = JsonNode.Parse(File.ReadAllLines(LogPath)[0])!["host"];
        await File.AppendAllTextAsync(LogPath, $$"""{"time":"2025-01-16T16:00:00Z","phase":"end","write":"x","host":"{{host}}","verb":"{{verb}}","id":12345,"outcome":"{{outcome}}"}""" + "\n");

        Assert.Equal(isVoid ? 0 : 1, (await AbandonedAsync(client)).Count);
    }

    [Fact]
    public async Task Another_host_s_debts_are_not_ours()
    {
        using var client = For();
        await client.Debts.OweAsync(Server(), Longest, CancellationToken.None).Guarded();
        Kill();
        using var other = Clients.For(new Uri("https://elsewhere.test/"), _clock, handler: () => new StubHandler(_ => StubHandler.Json("{}")), logPath: LogPath);

        Assert.Empty(await AbandonedAsync(other));
    }

    [Fact]
    public async Task Where_the_line_cannot_be_written_the_server_is_not_to_be_stopped()
    {
        Directory.CreateDirectory(LogPath);
        using var client = For();

        var exception = await Assert.ThrowsAsync<VpsTrailException>(() => client.Debts.OweAsync(Server(), Longest, CancellationToken.None).Guarded());

        Assert.StartsWith("Server 12345 was not stopped: the audit trail", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_trail_nothing_is_kept_and_nothing_fails()
    {
        using var client = Clients.Reading(Payloads.Get);

        var debt = await client.Debts.OweAsync(Server(), Longest, CancellationToken.None).Guarded();
        await client.Debts.LeaveAsync(debt, "x", _trace).Guarded();
        await client.Debts.PaidAsync(debt, "x", _trace).Guarded();

        Assert.Empty(await AbandonedAsync(client));
    }

    [Fact]
    public async Task An_order_s_trail_reads_its_orders_as_before()
    {
        using var client = For();
        await client.Debts.OweAsync(Server(), Longest, CancellationToken.None).Guarded();

        var line = JsonDocument.Parse(Assert.Single(await File.ReadAllLinesAsync(LogPath))).RootElement;

        Assert.Equal(("begin", "start-owed", 12345, "web-01"), (line.GetProperty("phase").GetString(), line.GetProperty("verb").GetString(), line.GetProperty("id").GetInt32(), line.GetProperty("name").GetString()));
        Assert.Empty(_trace.Warnings);
    }

    private static VpsServer Server() => new() { Key = 12345, Name = "web-01", Status = "active" };

    private VpsClient For() => Clients.For(new Uri("https://vps.test/api/v1/"), _clock, handler: () => new StubHandler(_ => StubHandler.Json(Payloads.Get)), logPath: LogPath);

    private Task<IReadOnlyList<StartDebt>> AbandonedAsync(VpsClient client) => client.Debts.AbandonedAsync(_trace, CancellationToken.None).Guarded();

    /// <summary>Has the lines come of a process that lives no more: one that began at another time than the one of its id.</summary>
    private void Kill() => File.WriteAllLines(LogPath, File.ReadAllLines(LogPath).Select(line =>
    {
        var fields = JsonNode.Parse(line)!.AsObject();
        fields["process_start"] = "2001-01-01T00:00:00.000Z";
        return fields.ToJsonString();
    }));

    private async Task<IReadOnlyList<VpsTrailRecord>> HistoryAsync()
    {
        var history = new TrailHistory(LogPath, _clock);
        var records = new List<VpsTrailRecord>();
        while (await history.NextAsync(_trace, CancellationToken.None).Guarded() is { } more)
        {
            records.AddRange(more);
        }

        return records;
    }
}
