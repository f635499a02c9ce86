using System.Text.RegularExpressions;

namespace VpsOrg.PowerShell.Commands;

/// <summary>
/// Calls any endpoint of the API that has no cmdlet of its own, with the session's token, retries, guards and redaction.
/// </summary>
[Cmdlet(VerbsLifecycle.Invoke, "VpsApi", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, HelpUri = HelpPages.Root + "Invoke-VpsApi.md")]
[OutputType(typeof(PSObject))]
public sealed class InvokeVpsApiCommand : VpsCmdlet
{
    /// <summary>The path below the session's address, with its query: <c>account/me/</c>.</summary>
    [Parameter(Mandatory = true, Position = 0, HelpMessage = "The path below the session's address, e.g. account/me/ or domains/.")]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = string.Empty;

    /// <summary>The HTTP method; default GET.</summary>
    [Parameter(Position = 1)]
    [ValidateSet("GET", "POST", "PUT", "PATCH", "DELETE")]
    public string Method { get; set; } = "GET";

    /// <summary>The body: a hashtable, an object, or JSON text.</summary>
    [Parameter(Position = 2)]
    [ValidateNotNull]
    public object? Body { get; set; }

    /// <summary>Deletes without asking. An explicit <c>-Confirm</c> or <c>-WhatIf</c> takes precedence.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>The session to use, from <c>Connect-Vps</c>, or its name. Without it: the runspace's default.</summary>
    [Parameter]
    [SessionArgument]
    [ArgumentCompleter(typeof(SessionNameCompleter))]
    public VpsSession? Session { get; set; }

    private protected override string Activity => $"{Method} {RedactAddress(Path)}";

    /// <summary>Calls the endpoint and writes what it answers: each item of a list, or the one object.</summary>
    protected override void EndProcessing()
    {
        var subject = new ErrorSubject(RedactAddress(Path));
        try
        {
            InvocationRecord.Conceal(MyInvocation, TokenLookAlikes.HideInAddress);
            var session = Choose(Session).Own;
            subject = new ErrorSubject(RedactAddress(Path), session.Place);
            var method = Method.ToUpperInvariant();
            var body = PlainObjects.FromPowerShell(Body);
            if (method == "GET" || ShouldSend(method, session))
            {
                Write(Await((trace, token) => session.Client.InvokeAsync(method, Path, body, trace, token)));
            }
        }
        catch (Exception exception) when (ErrorRecords.Knows(exception))
        {
            Fail(exception, subject);
        }

        RemoveProgress();
    }

    /// <summary>Asks before a DELETE as <c>Remove-VpsServer</c> does, before other writes as the cmdlets do that can be undone.</summary>
    private bool ShouldSend(string method, VpsSession session)
    {
        var impact = method != "DELETE" ? ConfirmImpact.Medium : Force && !IsBound("Confirm") ? ConfirmImpact.None : ConfirmImpact.High;
        var confirmation = new Confirmation(this, Pump, impact);
        confirmation.RefuseGuarded(method, Path, session);
        var (target, action) = Described(method, session, confirmation);
        if (confirmation.IsWhatIf || confirmation.IsPromptShown)
        {
            return ShouldProcess(target, action);
        }

        WriteVerbose($"{action}: {target}.");
        return true;
    }

    /// <summary>What is sent in words: a server that is deleted by its name, where anybody reads it.</summary>
    private (string Target, string Action) Described(string method, VpsSession session, Confirmation confirmation)
    {
        var path = ApiPath.Of(session.Client.BaseAddress, Path);
        return method == "DELETE" && confirmation.IsTextShown && path.ServerId is { } id && Regex.IsMatch(path.Path, "^[^/]+/[^/?]+/?$", RegexOptions.CultureInvariant)
            ? (new ServerTarget(session, id, Await((trace, token) => session.Client.GetServerAsync(id, trace, token)), Path).ToString(), "Delete server for good")
            : ($"{RedactAddress(Path)} at {session.Place}", method);
    }

    private void Write(object? answer)
    {
        if (answer is not null)
        {
            WriteObject(PlainObjects.ToPowerShell(answer), enumerateCollection: true);
        }
    }
}
