namespace VpsOrg.PowerShell.Commands;

/// <summary>Deletes servers for good. This cannot be undone.</summary>
[Cmdlet(VerbsCommon.Remove, "VpsServer", DefaultParameterSetName = ByInputObject, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
public sealed class RemoveVpsServerCommand : WriteServerCmdlet
{
    /// <summary>Deletes without asking. An explicit <c>-Confirm</c> or <c>-WhatIf</c> beats it.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override string ActionName => "Delete server for good";

    private protected override ConfirmImpact Impact => Force ? ConfirmImpact.None : ConfirmImpact.High;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        ShowProgress("Deleting servers");
        base.ProcessRecord();
    }

    private protected override bool Ask(ServerTarget target)
    {
        if (!Force || IsBound("Confirm") || IsWhatIf)
        {
            return base.Ask(target);
        }

        WriteVerbose($"{ActionName}: {target}.");
        return true;
    }

    private protected override async Task<object?> RunAsync(ServerTarget target, ICallTrace trace, CancellationToken cancellationToken)
    {
        await target.Session.Client.DeleteServerAsync(target.Id, trace, cancellationToken).ConfigureAwait(false);
        return null;
    }
}
