namespace VpsOrg.PowerShell;

/// <summary>Asks before a change, and tells whether anybody will read the question.</summary>
/// <param name="cmdlet">Who asks.</param>
/// <param name="pump">Knows whether somebody reads verbose lines: the question is one.</param>
/// <param name="impact">How grave the change is: what <c>$ConfirmPreference</c> is compared with.</param>
internal readonly struct Confirmation(VpsCmdlet cmdlet, PipelinePump pump, ConfirmImpact impact)
{
    /// <summary>Whether <c>-WhatIf</c> is on: then nothing is written, and the text is shown.</summary>
    public bool IsWhatIf => IsOn("WhatIf", "WhatIfPreference");

    /// <summary>Whether <c>ShouldProcess</c> will show a text: only then is a server read just for its name.</summary>
    public bool IsTextShown => IsWhatIf || IsPromptShown || pump.Wants(TraceLevel.Verbose);

    /// <summary>Whether the user is asked.</summary>
    public bool IsPromptShown => cmdlet.MyInvocation.BoundParameters.TryGetValue("Confirm", out var bound)
        ? LanguagePrimitives.IsTrue(bound)
        : cmdlet.GetVariableValue("ConfirmPreference") is { } preference
            && LanguagePrimitives.TryConvertTo<ConfirmImpact>(preference, out var threshold)
            && threshold != ConfirmImpact.None && threshold <= impact;

    /// <summary>Asks about one server, or only says what would be done with it.</summary>
    /// <param name="target">The server.</param>
    /// <param name="action">What is done, as <c>-WhatIf</c> and the prompt say it.</param>
    /// <param name="read">Reads a server of which only the id is known, so that the text can name it.</param>
    public bool Ask(ServerTarget target, string action, Func<ServerTarget, VpsServer> read)
    {
        if (IsTextShown)
        {
            target.Server ??= read(target);
        }

        return cmdlet.ShouldProcess(target.ToString(), action);
    }

    private bool IsOn(string parameter, string preference) =>
        LanguagePrimitives.IsTrue(cmdlet.MyInvocation.BoundParameters.TryGetValue(parameter, out var bound) ? bound : cmdlet.GetVariableValue(preference));
}
