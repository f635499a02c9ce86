namespace VpsOrg.PowerShell.Commands;

/// <summary>Deletes servers for good. This cannot be undone.</summary>
[Cmdlet(VerbsCommon.Remove, "VpsServer", DefaultParameterSetName = ByInputObject, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, HelpUri = HelpPages.Root + "Remove-VpsServer.md")]
public sealed class RemoveVpsServerCommand : ServerReferenceCmdlet
{
    private const string ActionName = "Delete server for good";

    /// <summary>Deletes servers, one after another unless told otherwise.</summary>
    public RemoveVpsServerCommand()
        : base(WritesAtOnce)
    {
    }

    /// <summary>Deletes without asking. An explicit <c>-Confirm</c> or <c>-WhatIf</c> takes precedence.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override string Activity => "Deleting servers";

    private protected override bool ShouldRun(ServerTarget target)
    {
        var confirmation = new Confirmation(this, Pump, Force ? ConfirmImpact.None : ConfirmImpact.High);
        if (!Force || IsBound("Confirm") || confirmation.IsWhatIf)
        {
            return confirmation.Ask(target, WriteVerb.Delete, ActionName, Read);
        }

        if (confirmation.IsTextShown)
        {
            target.Server ??= Read(target);
        }

        WriteVerbose($"{ActionName}: {target}.");
        return true;
    }

    private protected override async Task<VpsServer?> RunAsync(ServerTarget target, ICallTrace trace, CancellationToken cancellationToken)
    {
        await target.Session.Client.Writes.DeleteAsync(target.Identity, trace, cancellationToken).ConfigureAwait(false);
        return null;
    }
}
