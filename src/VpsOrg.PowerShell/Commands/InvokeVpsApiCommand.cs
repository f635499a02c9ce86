namespace VpsOrg.PowerShell.Commands;

/// <summary>
/// Calls any endpoint of the API that has no cmdlet of its own, with the session's token, retries, guards and redaction.
/// </summary>
[Cmdlet(VerbsLifecycle.Invoke, "VpsApi", SupportsShouldProcess = true)]
[OutputType(typeof(PSObject))]
public sealed class InvokeVpsApiCommand : VpsSessionCmdlet
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

    /// <summary>Calls the endpoint and writes what it answers: each item of a list, or the one object.</summary>
    protected override void EndProcessing()
    {
        ShowProgress($"{Method} {Path}");
        VpsSession? session = null;
        try
        {
            session = OwnSession;
            var method = Method.ToUpperInvariant();
            var body = PlainObjects.FromPowerShell(Body);
            if (method == "GET" || ShouldProcess($"{Path} at {session.Place}", method))
            {
                var answer = Await((trace, token) => session.Client.InvokeAsync(method, Path, body, trace, token));
                Write(answer);
            }
        }
        catch (Exception exception) when (ErrorRecords.Knows(exception))
        {
            Fail(exception, Path, session);
        }

        Pump.Progress?.Remove(this);
    }

    private void Write(object? answer)
    {
        if (answer is not null)
        {
            WriteObject(PlainObjects.ToPowerShell(answer), enumerateCollection: true);
        }
    }
}
