using VpsOrg.Sandbox;

namespace VpsOrg.Client.Tests;

/// <summary>No snapshot is taken twice and no server restored twice: what is lost of an answer is looked for, and never sent again.</summary>
public abstract class LostSnapshotTests(SandboxServerIds ids)
{
    public static TheoryData<string> Losses =>
        ["close", "reset", "body", "408", "500", "502", "503", "504", "garbage", "html", "empty", "no id", "accepted", "time-out", "other server", "other name", "old id"];

    public static TheoryData<string> RestoreLosses => ["close", "reset", "body", "408", "500", "502", "503", "504", "garbage", "empty", "accepted", "time-out"];

    private VpsId Server => Ids.Of(ids, 1);

    [Theory]
    [MemberData(nameof(Losses))]
    public async Task A_snapshot_whose_answer_is_lost_or_is_about_something_else_is_found_in_the_list(string loss)
    {
        await using var api = new SnapshotApi(ids) { Lose = loss, HiddenLooks = 1 };
        using var client = For(api);
        var trace = new RecordingTrace();

        var snapshot = await client.CreateSnapshotAsync(new CreateSnapshotRequest(Server, "nightly"), trace).Guarded();

        Assert.Equal((api.Id(802), "nightly", Server), (snapshot.Key, snapshot.Name, snapshot.ServerKey!.Value));
        Assert.Equal(1, api.Posts);
        Assert.Contains($"Snapshot {api.Id(802)} was found to be the one that was asked for; it was not asked for again.", Assert.Single(trace.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_snapshot_that_the_API_documents_costs_no_look()
    {
        await using var api = new SnapshotApi(ids);
        using var client = For(api);

        var snapshot = await client.CreateSnapshotAsync(new CreateSnapshotRequest(Server, "nightly") { Description = "each night" }).Guarded();

        Assert.Equal((api.Id(802), "in_progress", null), (snapshot.Key, snapshot.Status, snapshot.SizeMB));
        Assert.Equal([$"GET /api/v1/snapshots/?server_id={Server}", "POST /api/v1/snapshots/"], api.Server.Lines);
        Assert.Equal($$"""{"server_id":{{Payloads.Json(Server)}},"name":"nightly","description":"each night"}""", api.Server.Requests[1].Body);
    }

    [Fact]
    public async Task A_snapshot_that_never_shows_is_looked_for_at_0_5_15_and_30_seconds_and_is_then_unknown()
    {
        await using var api = new SnapshotApi(ids) { Lose = "lost before acting" };
        using var client = For(api);

        var exception = await Assert.ThrowsAsync<VpsSnapshotOutcomeUnknownException>(() => client.CreateSnapshotAsync(new CreateSnapshotRequest(Server, "nightly")).Guarded());

        Assert.Equal([5, 10, 15], api.Clock.DelaysInSeconds);
        Assert.Equal(["GET", "POST", "GET", "GET", "GET", "GET"], api.Server.Requests.Select(request => request.Method));
        Assert.True(exception.MayHaveActed);
        Assert.Equal((Server.Value, "nightly", 0), (exception.ServerId, exception.SnapshotName, exception.CandidateIds.Count));
        Assert.Contains("It is not listed yet.", exception.Message, StringComparison.Ordinal);
        Assert.IsType<VpsConnectionException>(exception.InnerException);
    }

    [Fact]
    public async Task A_snapshot_of_that_name_that_was_there_before_is_never_taken_for_the_new_one()
    {
        await using var api = new SnapshotApi(ids) { Lose = "lost before acting" };
        using var client = For(api);

        await Assert.ThrowsAsync<VpsSnapshotOutcomeUnknownException>(() => client.CreateSnapshotAsync(new CreateSnapshotRequest(Server, "pre-migration")).Guarded());
    }

    [Fact]
    public async Task A_snapshot_of_another_server_is_never_taken_for_the_new_one()
    {
        await using var api = new SnapshotApi(ids) { Lose = "lost before acting", IgnoresFilter = true };
        api.Meanwhile = () => api.Add(900, 2, "nightly");
        using var client = For(api);

        await Assert.ThrowsAsync<VpsSnapshotOutcomeUnknownException>(() => client.CreateSnapshotAsync(new CreateSnapshotRequest(Server, "nightly")).Guarded());
    }

    [Fact]
    public async Task A_snapshot_that_is_older_than_the_request_is_never_taken_for_the_new_one_though_the_list_shows_it_late()
    {
        await using var api = new SnapshotApi(ids) { Lose = "lost before acting" };
        api.Meanwhile = () => api.Add(900, 1, "nightly", ManualClock.Start - TimeSpan.FromSeconds(2));
        using var client = For(api);

        var exception = await Assert.ThrowsAsync<VpsSnapshotOutcomeUnknownException>(() => client.CreateSnapshotAsync(new CreateSnapshotRequest(Server, "nightly")).Guarded());

        Assert.Empty(exception.CandidateIds);
    }

    [Fact]
    public async Task Two_new_snapshots_of_that_name_make_it_unknown_at_once_and_both_are_named()
    {
        await using var api = new SnapshotApi(ids) { Lose = "close" };
        api.Meanwhile = () => api.Add(900, 1, "nightly");
        using var client = For(api);

        var exception = await Assert.ThrowsAsync<VpsSnapshotOutcomeUnknownException>(() => client.CreateSnapshotAsync(new CreateSnapshotRequest(Server, "nightly")).Guarded());

        Assert.Equal([api.Id(900).Value, api.Id(802).Value], exception.CandidateIds);
        Assert.Empty(api.Clock.Delays);
    }

    [Fact]
    public async Task The_answer_to_one_request_is_never_taken_for_that_to_another_of_the_same_name()
    {
        await using var api = new SnapshotApi(ids) { Lose = "close once" };
        using var client = For(api);
        Task<VpsSnapshot>? second = null;
        api.Meanwhile = () =>
        {
            api.Meanwhile = () => { };
            second = client.CreateSnapshotAsync(new CreateSnapshotRequest(Server, "nightly"));
            api.LostAfter = second; // Where the first looked for its own before the second knew of its own, either might be either.
        };

        var first = await client.CreateSnapshotAsync(new CreateSnapshotRequest(Server, "nightly")).Guarded();
        var other = await second!.Guarded();

        Assert.NotEqual(first.Key, other.Key);
        Assert.Equal(2, api.Posts);
    }

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(500)]
    public async Task Looks_that_fail_do_not_hide_that_the_outcome_is_unknown(int status)
    {
        await using var api = new SnapshotApi(ids) { Lose = "close", LookStatus = status };
        using var client = For(api);

        var exception = await Assert.ThrowsAsync<VpsSnapshotOutcomeUnknownException>(() => client.CreateSnapshotAsync(new CreateSnapshotRequest(Server, "nightly")).Guarded());

        Assert.True(exception.MayHaveActed);
        Assert.Contains("To look for it failed", exception.Message, StringComparison.Ordinal);
        Assert.Equal(1, api.Posts);
    }

    [Fact]
    public async Task The_limit_is_told_in_the_words_of_the_API_and_nothing_is_looked_for()
    {
        await using var api = new SnapshotApi(ids) { Lose = "limit" };
        using var client = For(api);

        var exception = await Assert.ThrowsAsync<VpsInvalidRequestException>(() => client.CreateSnapshotAsync(new CreateSnapshotRequest(Server, "nightly")).Guarded());

        Assert.Contains("Snapshot limit reached", exception.Message, StringComparison.Ordinal);
        Assert.False(exception.MayHaveActed);
        Assert.Equal(2, api.Server.Requests.Count);
    }

    [Theory]
    [MemberData(nameof(RestoreLosses))]
    public async Task A_restore_whose_answer_is_lost_is_judged_by_the_server_and_not_sent_again(string loss)
    {
        await using var api = new SnapshotApi(ids) { Lose = loss, HiddenLooks = 1 };
        using var client = For(api);
        var trace = new RecordingTrace();

        var action = await client.RestoreSnapshotAsync(api.Id(801), trace).Guarded();

        Assert.Equal(("restoring", Server), (action.ServerStatus, action.ServerKey!.Value));
        Assert.Equal([$"POST /api/v1/snapshots/{api.Id(801)}/restore/"], api.Writes);
        Assert.Contains("The server is being restored, and was not before; the restore was not sent again.", Assert.Single(trace.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_restore_of_which_the_server_shows_nothing_is_unknown()
    {
        await using var api = new SnapshotApi(ids) { Lose = "lost before acting" };
        using var client = For(api);

        var exception = await Assert.ThrowsAsync<VpsRestoreOutcomeUnknownException>(() => client.RestoreSnapshotAsync(api.Id(801)).Guarded());

        Assert.Equal((Server.Value, api.Id(801).Value, true), (exception.ServerId, exception.SnapshotId, exception.MayHaveActed));
        Assert.Contains("status is 'active'", exception.Message, StringComparison.Ordinal);
        Assert.Equal([5, 10, 15], api.Clock.DelaysInSeconds);
        Assert.Single(api.Writes);
    }

    [Fact]
    public async Task A_server_that_was_being_restored_before_proves_nothing()
    {
        await using var api = new SnapshotApi(ids) { Lose = "close", ServerStatus = "restoring" };
        using var client = For(api);

        var exception = await Assert.ThrowsAsync<VpsRestoreOutcomeUnknownException>(() => client.RestoreSnapshotAsync(api.Id(801)).Guarded());

        Assert.Contains("was being restored already", exception.Message, StringComparison.Ordinal);
        Assert.Empty(api.Clock.Delays);
    }

    [Theory]
    [InlineData("other snapshot")]
    [InlineData("other server")]
    [InlineData("no")]
    public async Task A_restore_that_is_answered_of_something_else_or_with_a_no_is_an_error_though_the_server_is_being_restored(string loss)
    {
        await using var api = new SnapshotApi(ids) { Lose = loss };
        using var client = For(api);

        var exception = await Assert.ThrowsAsync<VpsUnreadableAnswerException>(() => client.RestoreSnapshotAsync(api.Id(801)).Guarded());

        Assert.True(exception.MayHaveActed);
        Assert.Single(api.Writes);
    }

    [Theory]
    [InlineData("close")]
    [InlineData("close once")]
    [InlineData("accepted")]
    [InlineData("empty")]
    [InlineData("504")]
    [InlineData("time-out")]
    public async Task A_deletion_whose_answer_is_lost_has_succeeded_where_the_snapshot_is_gone(string loss)
    {
        await using var api = new SnapshotApi(ids) { Lose = loss };
        using var client = For(api, retries: loss == "close once" ? 4 : 0);

        await client.DeleteSnapshotAsync(api.Id(801)).Guarded();

        Assert.DoesNotContain(api.Id(801), api.Shots);
        Assert.Contains(api.Id(777), api.Shots);
    }

    [Theory]
    [InlineData("lost before acting", typeof(VpsConnectionException))]
    [InlineData("no", typeof(VpsUnreadableAnswerException))]
    public async Task A_deletion_is_not_done_where_the_snapshot_is_still_there_or_somebody_says_no(string loss, Type type)
    {
        await using var api = new SnapshotApi(ids) { Lose = loss };
        using var client = For(api);

        var exception = await Assert.ThrowsAnyAsync<VpsException>(() => client.DeleteSnapshotAsync(api.Id(801)).Guarded());

        Assert.IsType(type, exception);
        Assert.True(exception.MayHaveActed);
    }

    private static VpsClient For(SnapshotApi api, int retries = 0) => Clients.For(api.Server.BaseAddress, api.Clock, retries, SnapshotApi.Timeout);

    /// <summary>Where the API's ids are whole numbers.</summary>
    public sealed class OnNumbers() : LostSnapshotTests(SandboxServerIds.Integer);

    /// <summary>Where they are text.</summary>
    public sealed class OnUuids() : LostSnapshotTests(SandboxServerIds.Uuid);
}
