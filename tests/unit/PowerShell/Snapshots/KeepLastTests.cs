using System.Globalization;

namespace VpsOrg.PowerShell.Tests;

/// <summary>A rotation deletes the oldest of its own once the new one is whole, one after another, and nothing that somebody else has made.</summary>
public abstract class KeepLastTests(SandboxServerIds ids)
{
    private const string Template = "{server}-nightly-{date}";

    private object First => TestIds.Of(ids, 1);

    [Fact]
    public async Task The_oldest_beyond_go_when_the_new_one_is_completed()
    {
        var rehearsal = await StartAsync();
        var (oldest, older, old) = (Own(rehearsal, 3), Own(rehearsal, 2), Own(rehearsal, 1));

        var result = await rehearsal.RunAsync<NewVpsSnapshotCommand>(Call(keep: 2));

        Assert.Empty(result.Errors);
        var made = Assert.IsType<VpsSnapshot>(Assert.Single(result.Objects));
        Assert.Equal(("web-server-01-nightly-20250116-154500", "completed"), (made.Name, made.Status));
        Assert.EndsWith("each night [rotated by VpsOrg]", made.Description, StringComparison.Ordinal);
        Assert.Equal(["POST snapshots/", $"DELETE snapshots/{oldest}/", $"DELETE snapshots/{older}/"], rehearsal.Writes);
        Assert.Equal([old, $"{made.Id}"], rehearsal.Account.SnapshotIds);
    }

    [Fact]
    public async Task The_list_is_read_anew_before_each_deletion()
    {
        var rehearsal = await StartAsync();
        Own(rehearsal, 3);
        Own(rehearsal, 2);

        await rehearsal.RunAsync<NewVpsSnapshotCommand>(Call(keep: 1));

        var deletions = rehearsal.Sent.Select((line, at) => (line, at)).Where(one => one.line.StartsWith("DELETE", StringComparison.Ordinal)).ToArray();
        Assert.Equal(2, deletions.Length);
        Assert.All(deletions, one => Assert.StartsWith("GET snapshots/", rehearsal.Sent[one.at - 1], StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_hand_made_snapshot_whose_name_fits_stays_for_ever()
    {
        var rehearsal = await StartAsync();
        var handMade = rehearsal.Account.AddSnapshot($"{First}", Named(9), createdAt: At(9), description: "Before the upgrade");
        var own = Own(rehearsal, 1);

        var result = await rehearsal.RunAsync<NewVpsSnapshotCommand>(Call(keep: 1));

        Assert.Empty(result.Errors);
        Assert.Contains(handMade, rehearsal.Account.SnapshotIds);
        Assert.DoesNotContain(own, rehearsal.Account.SnapshotIds);
    }

    [Fact]
    public async Task Without_KeepLast_nothing_is_marked_and_nothing_goes()
    {
        var rehearsal = await StartAsync();
        var own = Own(rehearsal, 1);

        var result = await rehearsal.RunAsync<NewVpsSnapshotCommand>(new { Server = First, Name = Template, Wait = true });

        Assert.Null(Assert.IsType<VpsSnapshot>(Assert.Single(result.Objects)).Description);
        Assert.Contains(own, rehearsal.Account.SnapshotIds);
    }

    [Fact]
    public async Task More_than_two_are_refused_before_anything_is_sent_unless_the_number_is_given()
    {
        var rehearsal = await StartAsync();
        var own = new[] { Own(rehearsal, 4), Own(rehearsal, 3), Own(rehearsal, 2) };

        var refused = await rehearsal.RunAsync<NewVpsSnapshotCommand>(new { Server = First, Name = Template, KeepLast = 1, StopServer = true });
        Assert.Empty(rehearsal.Writes);
        var done = await rehearsal.RunAsync<NewVpsSnapshotCommand>(new { Server = First, Name = Template, KeepLast = 1, RemoveAtMost = 3 });

        Assert.Contains("give -RemoveAtMost 3", refused.OnlyError("TooManyToRemove").ErrorDetails!.RecommendedAction, StringComparison.Ordinal);
        Assert.Empty(done.Errors);
        Assert.DoesNotContain(rehearsal.Account.SnapshotIds, own.Contains);
    }

    [Theory]
    [InlineData("fails")]
    [InlineData("is refused")]
    [InlineData("is lost")]
    public async Task No_old_one_goes_where_the_new_one_does_not_come_whole(string what)
    {
        var rehearsal = await StartAsync();
        var own = Own(rehearsal, 2);
        Action prepare = what switch
        {
            "fails" => () => rehearsal.Account.FailSnapshot(),
            "is refused" => () => rehearsal.Account.FailNext("POST", "snapshots/", SandboxFaultKind.Status, status: 400),
            _ => () => rehearsal.Account.InjectFault(new SandboxFault { Kind = SandboxFaultKind.Status, Status = 401, Method = "POST", PathPattern = "snapshots/", Times = 2 }),
        };
        prepare();

        var result = await rehearsal.RunAsync<NewVpsSnapshotCommand>(Call(keep: 1));

        Assert.True(result.Errors.Count + (result.TerminatingError is null ? 0 : 1) == 1);
        Assert.Contains(own, rehearsal.Account.SnapshotIds);
        Assert.DoesNotContain(rehearsal.Writes, write => write.StartsWith("DELETE", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Another_process_that_takes_and_deletes_meanwhile_loses_nothing_of_its_own()
    {
        var rehearsal = await StartAsync();
        var (oldest, older) = (Own(rehearsal, 3), Own(rehearsal, 2));
        rehearsal.Hold("snapshots/{id}/", "DELETE");
        var ending = rehearsal.Shell.RunAsync<NewVpsSnapshotCommand>(Call(keep: 1));
        await rehearsal.PassUntilAsync(rehearsal.Account.WaitForHeldAsync(1));

        // While the first deletion is on its way, another process rotates with the same template, and somebody takes one by hand.
        using var other = new HttpClient(rehearsal.Account.CreateHandler()) { BaseAddress = rehearsal.Account.BaseAddress };
        other.DefaultRequestHeaders.Authorization = new("Bearer", new SandboxOptions().Token);
        using var gone = await other.DeleteAsync(new Uri($"snapshots/{older}/", UriKind.Relative));
        var theirs = rehearsal.Account.AddSnapshot($"{First}", Named(-1), createdAt: At(-1), description: "[rotated by VpsOrg]");
        var byHand = rehearsal.Account.AddSnapshot($"{First}", "by-hand", createdAt: At(-1));
        rehearsal.Account.ReleaseHeld();

        var result = await rehearsal.FinishAsync(ending);

        Assert.Empty(result.Errors);
        Assert.Contains(theirs, rehearsal.Account.SnapshotIds);
        Assert.Contains(byHand, rehearsal.Account.SnapshotIds);
        Assert.DoesNotContain(oldest, rehearsal.Account.SnapshotIds);
        Assert.Contains($"{Assert.IsType<VpsSnapshot>(Assert.Single(result.Objects)).Id}", rehearsal.Account.SnapshotIds);
    }

    [Fact]
    public async Task One_that_is_gone_when_its_turn_comes_is_no_error()
    {
        var rehearsal = await StartAsync();
        Own(rehearsal, 3);
        Own(rehearsal, 2);
        rehearsal.Account.FailNext("DELETE", "snapshots/{id}/", SandboxFaultKind.Status, status: 404);

        var result = await rehearsal.RunAsync<NewVpsSnapshotCommand>(Call(keep: 1));

        Assert.Empty(result.Errors);
        Assert.Equal(2, rehearsal.Writes.Count(write => write.StartsWith("DELETE", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_deletion_that_fails_is_told_and_the_new_one_is_written()
    {
        var rehearsal = await StartAsync();
        var own = Own(rehearsal, 2);
        rehearsal.Account.FailNext("DELETE", "snapshots/{id}/", SandboxFaultKind.Status, status: 403);

        var result = await rehearsal.RunAsync<NewVpsSnapshotCommand>(Call(keep: 1));

        result.OnlyError("PermissionDenied");
        Assert.Single(result.Objects);
        Assert.Contains(own, rehearsal.Account.SnapshotIds);
    }

    [Fact]
    public async Task The_server_runs_again_before_anything_is_deleted()
    {
        var rehearsal = await StartAsync();
        var own = Own(rehearsal, 2);

        await rehearsal.RunAsync<NewVpsSnapshotCommand>(new { Server = First, Name = Template, KeepLast = 1, StopServer = true });

        Assert.Equal([$"POST servers/{First}/stop/", "POST snapshots/", $"POST servers/{First}/start/", $"DELETE snapshots/{own}/"], rehearsal.Writes);
    }

    [Fact]
    public async Task A_protected_server_is_refused_before_anything_is_sent()
    {
        var rehearsal = await Rehearsal.StartAsync(ids: ids, protect: "web-*");

        var result = await rehearsal.RunAsync<NewVpsSnapshotCommand>(Call(keep: 1));

        result.OnlyError("ServerProtected");
        Assert.Empty(rehearsal.Writes);
    }

    [Theory]
    [InlineData("nightly", 1, null, "-KeepLast needs {date} in -Name")]
    [InlineData("nightly-{date}", 0, 3, "-RemoveAtMost has an effect only with -KeepLast")]
    public async Task What_could_not_be_told_apart_is_refused(string name, int keep, int? most, string message)
    {
        var rehearsal = await StartAsync();

        var result = await (most is { } number
            ? rehearsal.RunAsync<NewVpsSnapshotCommand>(new { Server = First, Name = name, RemoveAtMost = number })
            : rehearsal.RunAsync<NewVpsSnapshotCommand>(new { Server = First, Name = name, KeepLast = keep }));

        Assert.Contains(message, result.Terminating("InvalidParameter").ToString(), StringComparison.Ordinal);
        Assert.Empty(rehearsal.Sent);
    }

    [Fact]
    public async Task What_if_names_what_would_be_deleted()
    {
        var rehearsal = await StartAsync();
        var own = Own(rehearsal, 2);
        Own(rehearsal, 1);

        var result = await rehearsal.RunAsync<NewVpsSnapshotCommand>(new { Server = First, Name = Template, KeepLast = 2, WhatIf = true });

        Assert.Contains($"then delete its old snapshots '{Named(2)}' ({own})", Assert.Single(result.Questions).Text, StringComparison.Ordinal);
        Assert.Empty(rehearsal.Writes);
    }

    private Task<Rehearsal> StartAsync() => Rehearsal.StartAsync(ids: ids);

    private object Call(int keep) => new { Server = First, Name = Template, Description = "each night", KeepLast = keep };

    private string Own(Rehearsal rehearsal, int daysAgo) =>
        rehearsal.Account.AddSnapshot($"{First}", Named(daysAgo), createdAt: At(daysAgo), description: "each night [rotated by VpsOrg]");

    private static DateTimeOffset At(int daysAgo) => ManualClock.Start.AddDays(-daysAgo);

    private static string Named(int daysAgo) => "web-server-01-nightly-" + At(daysAgo).ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture);

    /// <summary>Where the API's ids are whole numbers.</summary>
    public sealed class OnNumbers() : KeepLastTests(SandboxServerIds.Integer);

    /// <summary>Where they are text.</summary>
    public sealed class OnUuids() : KeepLastTests(SandboxServerIds.Uuid);
}
