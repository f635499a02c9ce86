namespace VpsOrg.PowerShell;

/// <summary>
/// A cmdlet that works on named servers only: never on all of them by leaving the names out. The leaf says what to do
/// with one.
/// </summary>
public abstract class ServerReferenceCmdlet : FanOutCmdlet
{
    private protected ServerReferenceCmdlet(int throttleLimit)
        : base(throttleLimit)
    {
    }

    /// <summary>Which servers: ids, exact names, servers, or rows with a property Id or Name.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = ByInputObject, HelpMessage = "Which servers: ids, exact names, servers, or rows with a property Id or Name.")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ServerReferenceCompleter))]
    public PSObject[]? InputObject { get; set; }

    /// <summary>Which servers, by id.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ById, HelpMessage = "Which servers, by id, e.g. 12345.")]
    [ValidateNotNullOrEmpty]
    [ServerIds]
    [ArgumentCompleter(typeof(ServerIdCompleter))]
    public VpsId[]? Id { get; set; }

    /// <summary>Which servers, by exact name.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByName, HelpMessage = "Which servers, by exact name, e.g. web-01.")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ServerNameCompleter))]
    public string[]? Name { get; set; }

    /// <summary>What the bar says is being done.</summary>
    private protected abstract override string Activity { get; }

    /// <summary>Whether anything was given at all, on the command line or by the pipeline.</summary>
    private protected bool HadInput { get; private set; }

    /// <summary>Works on each server that the input names.</summary>
    private protected sealed override void ProcessInput()
    {
        HadInput = true;
        ForEachServer(ServerReference.All(InputObject, Id, Name), target =>
        {
            if (ShouldRun(target))
            {
                Run(target, (trace, token) => RunAsync(target, trace, token));
            }
            else
            {
                Skip();
            }
        });
    }

    /// <summary>Asks whether to go on with a server; on the pipeline thread.</summary>
    private protected virtual bool ShouldRun(ServerTarget target) => true;

    /// <summary>The work on one server; away from the pipeline thread. Its result is written, null writes nothing.</summary>
    private protected abstract Task<VpsServer?> RunAsync(ServerTarget target, ICallTrace trace, CancellationToken cancellationToken);
}
