namespace VpsOrg.PowerShell;

/// <summary>A cmdlet that changes servers: it says what it will do to which one, and asks where it should.</summary>
public abstract class WriteServerCmdlet : ServerReferenceCmdlet
{
    private const int WritesAtOnce = 1;

    private protected WriteServerCmdlet()
        : base(WritesAtOnce)
    {
    }

    /// <summary>What is done, as <c>-WhatIf</c> and the prompt say it.</summary>
    private protected abstract string ActionName { get; }

    /// <summary>Whether <c>-WhatIf</c> is on: then nothing is written, and the text is shown.</summary>
    private protected bool IsWhatIf => StreamWishes.IsOn(this, "WhatIf", "WhatIfPreference");

    /// <summary>How grave the change is: what <c>$ConfirmPreference</c> is compared with.</summary>
    private protected virtual ConfirmImpact Impact => ConfirmImpact.Medium;

    /// <inheritdoc/>
    private protected override bool ShouldRun(ServerTarget target)
    {
        if (IsTextShown)
        {
            Introduce(target);
        }

        return Ask(target);
    }

    /// <summary>Asks, or only says what would be done.</summary>
    private protected virtual bool Ask(ServerTarget target) => ShouldProcess(target.ToString(), ActionName);

    /// <summary>Reads a server of which only the id is known, so that the text can name it.</summary>
    private protected virtual void Introduce(ServerTarget target) =>
        target.Server ??= Await((trace, token) => target.Session.Client.GetServerAsync(target.Id, trace, token));

    /// <summary>Whether <c>ShouldProcess</c> will show a text: only then is a server read just for its name.</summary>
    private protected bool IsTextShown => IsWhatIf || IsPromptShown || Pump.Wants(TraceLevel.Verbose);

    private bool IsPromptShown => MyInvocation.BoundParameters.TryGetValue("Confirm", out var bound)
        ? LanguagePrimitives.IsTrue(bound)
        : GetVariableValue("ConfirmPreference") is { } preference
            && LanguagePrimitives.TryConvertTo<ConfirmImpact>(preference, out var threshold)
            && threshold != ConfirmImpact.None && threshold <= Impact;
}
