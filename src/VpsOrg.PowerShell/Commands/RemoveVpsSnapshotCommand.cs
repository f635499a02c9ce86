namespace VpsOrg.PowerShell.Commands;

/// <summary>Deletes snapshots for good. This cannot be undone.</summary>
[Cmdlet(VerbsCommon.Remove, "VpsSnapshot", DefaultParameterSetName = ByInputObject, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, HelpUri = HelpPages.Root + "Remove-VpsSnapshot.md")]
public sealed class RemoveVpsSnapshotCommand : SnapshotReferenceCmdlet
{
    private protected override string Activity => "Deleting snapshots";

    private protected override WriteVerb Verb => WriteVerb.DeleteSnapshot;

    /// <summary>Deletes what the input names, one after another.</summary>
    private protected override void ProcessInput() => Input()(target =>
    {
        if (Confirms(target, _ => (target.ToString(), Describe(target.Snapshot))))
        {
            Delete(target);
        }
    });

    private static string Describe(VpsSnapshot snapshot) => "Delete snapshot for good" + (SnapshotText.Age(snapshot) is { } age ? $", taken {age} ago" : string.Empty);

    private void Delete(SnapshotTarget target)
    {
        var sent = new SentSnapshot(target.ToString(), target.Subject.LookWith!);
        Run(
            () => target.Subject,
            async (trace, token) =>
            {
                sent.Begin();
                await target.Session.Client.Snapshots.DeleteAsync(target.Identity, trace, token).ConfigureAwait(false);
                return () => { };
            },
            sent.Tell);
    }
}
