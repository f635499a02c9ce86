namespace VpsOrg.PowerShell.Tests;

/// <summary>What an admin sees where the answer to a snapshot, a restore or a deletion is lost: nothing is sent twice, and no advice makes anybody do so.</summary>
public sealed class LostSnapshotAnswerTests
{
    private const string Restored = "POST snapshots/910000001/restore/";

    [Fact]
    public async Task A_snapshot_that_was_begun_is_found_and_written_with_a_warning()
    {
        var rehearsal = await Rehearsal.StartOnQuickTimeAsync(retries: 2);
        rehearsal.Account.FailNext("POST", "snapshots/", SandboxFaultKind.CutAfterActing);

        var result = await rehearsal.RunAsync<NewVpsSnapshotCommand>(new { Server = 12345, Name = "a" });

        Assert.Empty(result.Errors);
        Assert.Equal("a", Assert.Single(result.Snapshots()).Name);
        Assert.Single(result.Warnings);
        Assert.Equal(["POST snapshots/"], rehearsal.Writes);
    }

    [Fact]
    public async Task A_snapshot_that_is_not_found_is_unknown_and_is_to_be_looked_for()
    {
        var rehearsal = await Rehearsal.StartOnQuickTimeAsync(retries: 2);
        rehearsal.Account.FailNext("POST", "snapshots/", SandboxFaultKind.CutBeforeActing);

        var result = await rehearsal.RunAsync<NewVpsSnapshotCommand>(new { Name = "a" }, [12345, 12346]);

        var record = result.OnlyError("SnapshotOutcomeUnknown");
        Assert.Contains("Get-VpsSnapshot 12345", record.ErrorDetails!.RecommendedAction, StringComparison.Ordinal);
        Assert.DoesNotContain("again", record.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal([12346], result.Snapshots().Select(one => one.ServerId));
        Assert.Equal(["POST snapshots/", "POST snapshots/"], rehearsal.Writes); // One a server.
    }

    [Fact]
    public async Task A_restore_that_was_begun_is_told_by_the_server_and_never_sent_again()
    {
        var rehearsal = await Rehearsal.StartAsync(retries: 2);
        rehearsal.AddSnapshot(12345, "a");
        rehearsal.Account.FailNext("POST", "snapshots/{id}/restore/", SandboxFaultKind.CutAfterActing);

        var result = await rehearsal.RunAsync<RestoreVpsSnapshotCommand>(new { Id = 910000001, Wait = true, Force = true });

        Assert.Empty(result.Errors);
        Assert.Equal("stopped", Assert.Single(result.Servers()).Status);
        Assert.Equal([Restored], rehearsal.Writes);
    }

    [Fact]
    public async Task A_restore_that_does_not_show_is_unknown_and_the_advice_looks_at_the_server()
    {
        var rehearsal = await Rehearsal.StartOnQuickTimeAsync(retries: 2);
        rehearsal.AddSnapshot(12345, "a");
        rehearsal.Account.FailNext("POST", "snapshots/{id}/restore/", SandboxFaultKind.CutBeforeActing);

        var record = (await rehearsal.RunAsync<RestoreVpsSnapshotCommand>(new { Id = 910000001, Wait = true, Force = true })).OnlyError("RestoreOutcomeUnknown");

        Assert.Equal(
            "Look at it with Get-VpsServer 12345: a server that is being restored is 'restoring'. A second restore would overwrite what was written since.",
            record.ErrorDetails!.RecommendedAction);
        Assert.Equal([Restored], rehearsal.Writes);
    }

    [Theory]
    [InlineData(400, "InvalidRequest")]
    [InlineData(403, "PermissionDenied")]
    [InlineData(404, "SnapshotNotFound")]
    [InlineData(409, "Conflict")]
    public async Task A_refused_restore_is_what_it_says_and_the_rest_goes_on(int status, string id)
    {
        var rehearsal = await Rehearsal.StartAsync();
        rehearsal.AddSnapshot(12345, "a");
        rehearsal.AddSnapshot(12346, "b");
        rehearsal.Account.FailNext("POST", "snapshots/910000001/restore/", SandboxFaultKind.Status, status: status);

        var result = await rehearsal.RunAsync<RestoreVpsSnapshotCommand>(new { Force = true }, [910000001, 910000002]);

        result.OnlyError(id);
        Assert.Equal([Restored, "POST snapshots/910000002/restore/"], rehearsal.Writes);
    }

    [Fact]
    public async Task A_limit_that_only_the_API_knows_is_its_own_words()
    {
        var rehearsal = await Rehearsal.StartAsync();
        rehearsal.Account.FailNext("POST", "snapshots/", SandboxFaultKind.Status, status: 400);

        (await rehearsal.RunAsync<NewVpsSnapshotCommand>(new { Server = 12345, Name = "a" })).OnlyError("InvalidRequest");
    }

    [Fact]
    public async Task A_deletion_whose_answer_is_lost_is_done_where_the_snapshot_is_gone()
    {
        var rehearsal = await Rehearsal.StartOnQuickTimeAsync(retries: 2);
        rehearsal.AddSnapshot(12345, "a");
        rehearsal.Account.FailNext("DELETE", "snapshots/{id}/", SandboxFaultKind.CutAfterActing);

        Assert.Empty((await rehearsal.RunAsync<RemoveVpsSnapshotCommand>(new { Id = 910000001, Force = true })).Errors);

        Assert.Empty(rehearsal.SnapshotsLeft());
    }

    [Theory]
    [InlineData("New")]
    [InlineData("Restore")]
    public async Task A_stop_while_the_answer_is_under_way_tells_that_it_may_have_been_carried_out(string command)
    {
        var rehearsal = await Rehearsal.StartAsync();
        rehearsal.AddSnapshot(12345, "a");
        rehearsal.Account.FailNext("POST", command == "New" ? "snapshots/" : "snapshots/{id}/restore/", SandboxFaultKind.HoldAfterActing);
        var host = new RecordingHost();
        var run = command == "New"
            ? rehearsal.Shell.Prepare<NewVpsSnapshotCommand>(new { Server = 12345, Name = "b" }, host: host)
            : rehearsal.Shell.Prepare<RestoreVpsSnapshotCommand>(new { Id = 910000001, Force = true }, host: host);
        var ending = run.RunAsync();
        await rehearsal.Account.WaitForHeldAsync(1).Guarded();

        run.Stop();

        await ending.Guarded();
        var warning = Assert.Single(host.Warnings);
        Assert.Contains("may have been sent and carried out", warning, StringComparison.Ordinal);
        Assert.Contains(command == "New" ? "Get-VpsSnapshot 12345" : "Get-VpsServer 12345", warning, StringComparison.Ordinal);
        Assert.Single(rehearsal.Writes);
    }

    [Fact]
    public async Task The_id_of_a_rehearsal_s_snapshot_is_recognized_on_an_account()
    {
        var place = new AccountPlace("admin.vps.org", "a@example.com", []);

        Assert.Contains("sandbox snapshot", new SnapshotNotFoundException(910000001, place).Message, StringComparison.Ordinal);
        Assert.DoesNotContain("sandbox", new SnapshotNotFoundException(801, place).Message, StringComparison.Ordinal);
        Assert.DoesNotContain("looks like", new SnapshotNotFoundException(910000001, (await Rehearsal.StartAsync()).Session.Place).Message, StringComparison.Ordinal);
    }
}
