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
    /// <param name="verb">What is done.</param>
    /// <param name="action">The same as <c>-WhatIf</c> and the prompt say it.</param>
    /// <param name="read">Reads a server of which only the id is known, so that the text can name it.</param>
    /// <exception cref="VpsGuardException">The session would refuse it.</exception>
    public bool Ask(ServerTarget target, WriteVerb verb, string action, Func<ServerTarget, VpsServer> read)
    {
        RefuseGuarded(target, verb);
        if (IsTextShown)
        {
            target.Server ??= read(target);
        }

        return cmdlet.ShouldProcess(target.ToString(), action);
    }

    /// <summary>Asks about the change of a server, field by field. The text compares with the server as it is now, not with an object that may be old.</summary>
    /// <param name="target">The server.</param>
    /// <param name="verb">What is done.</param>
    /// <param name="action">The same as <c>-WhatIf</c> and the prompt say it.</param>
    /// <param name="change">What is changed.</param>
    /// <param name="read">Reads the server.</param>
    /// <exception cref="VpsGuardException">The session would refuse it.</exception>
    public bool AskToChange(ServerTarget target, WriteVerb verb, string action, ServerChange change, Func<ServerTarget, VpsServer> read)
    {
        RefuseGuarded(target, verb);
        if (IsTextShown)
        {
            target.Server = read(target);
        }

        var text = $"{action} {target}: {ServerChanges.Describe(target.Server, change.Fields)}";
        return cmdlet.ShouldProcess(text, text + "?", "Confirm");
    }

    /// <summary>Asks about the order of a server.</summary>
    /// <exception cref="VpsGuardException">The session would refuse it.</exception>
    public bool AskToOrder(string order, VpsSession session)
    {
        RefuseGuarded(session.Client.Guards.CheckOrderAsync);
        return cmdlet.ShouldProcess($"{order} at {session.Place}", "Order server");
    }

    /// <summary>Refuses a write by its path that the session would refuse, before anybody reads that it would be done.</summary>
    /// <exception cref="VpsGuardException">The session would refuse it.</exception>
    public void RefuseGuarded(string method, string path, VpsSession session) =>
        RefuseGuarded((trace, token) => session.Client.CheckInvokeAsync(method, path, trace, token));

    /// <summary>Refuses a write that the session would refuse, before anybody reads that it would be done.</summary>
    /// <exception cref="VpsGuardException">The session would refuse it.</exception>
    public void RefuseGuarded(ServerTarget target, WriteVerb verb) =>
        RefuseGuarded((trace, token) => target.Session.Client.Guards.CheckAsync(verb, target.Id, trace, token));

    /// <summary>Refuses what would be done with a snapshot and the session would refuse, before anybody reads that it would be done.</summary>
    /// <exception cref="VpsGuardException">The session would refuse it.</exception>
    public void RefuseGuarded(SnapshotTarget target, WriteVerb verb)
    {
        var guards = target.Session.Client.Guards;
        RefuseGuarded((trace, token) => verb == WriteVerb.Restore
            ? guards.CheckRestoreAsync(target.Identity, trace, token)
            : guards.CheckDeleteAsync(target.Identity, trace, token));
    }

    /// <summary>The same for a snapshot that is to be taken of a server.</summary>
    /// <exception cref="VpsGuardException">The session would refuse it.</exception>
    public void RefuseGuardedSnapshot(ServerTarget target) =>
        RefuseGuarded((trace, token) => target.Session.Client.Guards.CheckSnapshotAsync(target.Id, trace, token));

    private void RefuseGuarded(Func<ICallTrace, CancellationToken, Task> check)
    {
        if (IsWhatIf || IsPromptShown)
        {
            pump.Await(async (trace, token) =>
            {
                await check(trace, token).ConfigureAwait(false);
                return true;
            });
        }
    }

    private bool IsOn(string parameter, string preference) =>
        LanguagePrimitives.IsTrue(cmdlet.MyInvocation.BoundParameters.TryGetValue(parameter, out var bound) ? bound : cmdlet.GetVariableValue(preference));
}
