namespace VpsOrg.PowerShell.Commands;

/// <summary>Gets backups: all of the account, or those of named servers.</summary>
[Cmdlet(VerbsCommon.Get, "VpsBackup", HelpUri = HelpPages.Root + "Get-VpsBackup.md")]
[OutputType(typeof(VpsBackup))]
public sealed class GetVpsBackupCommand : BelongingsCmdlet
{
    /// <summary>Only backups of this type: <c>automatic</c> or <c>manual</c>.</summary>
    [Parameter]
    [ValidateSet("automatic", "manual")]
    public string? Type { get; set; }

    private protected override string Activity => "Reading backups";

    private protected override string ListNoun => "backups";

    private protected override async Task<IReadOnlyList<Belonging>> ListAsync(VpsSession session, VpsId? server, ICallTrace trace, CancellationToken cancellationToken)
    {
        var backups = await session.Client.GetBackupsAsync(server, Type?.ToLowerInvariant(), trace, cancellationToken).ConfigureAwait(false);
        return backups.Select(backup => new Belonging(backup.ServerKey, () => Write(backup, session))).ToArray();
    }

    private void Write(VpsBackup backup, VpsSession session)
    {
        backup.Session = session;
        WriteObject(SnapshotNotes.Of(backup));
    }
}
