namespace VpsOrg.Demo;

/// <summary>A snapshot before a change, and the way back to it.</summary>
internal static class WayBack
{
    public static async Task PlayAsync(Stage stage)
    {
        await LookAsync(stage).ConfigureAwait(false);
        var name = stage.Name("web-server-01");
        var snapshot = await TakeAsync(stage, name).ConfigureAwait(false);
        await RestoreAsync(stage, name, snapshot).ConfigureAwait(false);

        var removed = await stage.RunAsync<RemoveVpsSnapshotCommand>(new { Force = true }, [snapshot], "$snapshot").ConfigureAwait(false);
        var left = await stage.RunAsync<GetVpsSnapshotCommand>().ConfigureAwait(false);
        stage.Checks.That("the snapshot is gone", removed.IsClean() && left.IsClean() && left.Objects.Count == 0);
    }

    private static async Task LookAsync(Stage stage)
    {
        var account = await stage.RunAsync<GetVpsAccountCommand>().ConfigureAwait(false);
        stage.Checks.That("the account is the sandbox's", account.IsClean() && account.Objects is [VpsAccount { Email: "sandbox@example.com" }]);

        var backups = await stage.RunAsync<GetVpsBackupCommand>(new { Type = "manual" }).ConfigureAwait(false);
        stage.Checks.That("the manual backup never expires", backups.IsClean() && backups.Objects is [VpsBackup { ServerId: 900000001, ExpiresAt: null }]);
    }

    private static async Task<VpsSnapshot> TakeAsync(Stage stage, string name)
    {
        Stage.Say("$vps.Sandbox.FailNext('POST', 'snapshots/', 'CutAfterActing')   # the snapshot is begun, the answer is lost");
        stage.Sandbox.FailNext("POST", "snapshots/", SandboxFaultKind.CutAfterActing);

        var taken = await stage.RunAsync<NewVpsSnapshotCommand>(
            new { Name = "before-update", Wait = true }, [name], $"'{name}'", "$snapshot").ConfigureAwait(false);
        stage.Checks.That("the lost answer gives one completed snapshot", taken is { Errors.Count: 0, Objects: [VpsSnapshot { Status: "completed", Name: "before-update", SizeMB: > 0 }] });
        stage.Checks.That("the snapshot was asked for once", stage.Sandbox.CountRequests("POST", "snapshots/") == 1);
        return (VpsSnapshot)taken.Objects.Single()!;
    }

    private static async Task RestoreAsync(Stage stage, string name, VpsSnapshot snapshot)
    {
        var shown = await stage.RunAsync<RestoreVpsSnapshotCommand>(new { WhatIf = true }, [snapshot], "$snapshot").ConfigureAwait(false);
        stage.Checks.That(
            "-WhatIf says what would be lost and restores nothing",
            shown.Questions is [var question] && question.Text.Contains(name, StringComparison.Ordinal) && stage.Sandbox.CountRequests("POST", "snapshots/{id}/restore/") == 0);

        var restored = await stage.RunAsync<RestoreVpsSnapshotCommand>(new { Wait = true, Force = true }, [snapshot], "$snapshot").ConfigureAwait(false);
        stage.Checks.That("the server is back, and stopped", restored.IsJust(900000001) && restored.Servers()[0].Status == "stopped");

        var started = await stage.RunAsync<StartVpsServerCommand>(new { Name = name, Wait = true, PassThru = true }).ConfigureAwait(false);
        stage.Checks.That("the server runs again", started.IsJust(900000001) && started.Servers()[0].Status == "active");
    }
}
