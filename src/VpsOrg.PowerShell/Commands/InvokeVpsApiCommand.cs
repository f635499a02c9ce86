namespace VpsOrg.PowerShell.Commands;

/// <summary>
/// Calls any endpoint of the API that has no cmdlet of its own, with the session's token, retries, guards and redaction.
/// </summary>
[Cmdlet(VerbsLifecycle.Invoke, "VpsApi", SupportsShouldProcess = true, HelpUri = HelpPages.Root + "Invoke-VpsApi.md")]
[OutputType(typeof(PSObject))]
public sealed class InvokeVpsApiCommand : VpsCmdlet
{
    /// <summary>The path below the session's address, with its query: <c>account/me/</c>.</summary>
    [Parameter(Mandatory = true, Position = 0)]
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

    /// <summary>The session to use, from <c>Connect-Vps</c>. Without it: the runspace's default.</summary>
    [Parameter]
    [ValidateNotNull]
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
            if (method == "GET" || ShouldProcess($"{RedactAddress(Path)} at {session.Place}", method))
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

    private void Write(object? answer)
    {
        if (answer is not null)
        {
            WriteObject(PlainObjects.ToPowerShell(answer), enumerateCollection: true);
        }
    }
}
