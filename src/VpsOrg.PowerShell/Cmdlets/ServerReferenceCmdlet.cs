namespace VpsOrg.PowerShell;

/// <summary>A cmdlet that works on named servers only: never on all of them by leaving the names out.</summary>
public abstract class ServerReferenceCmdlet : VpsServerCmdlet
{
    private protected ServerReferenceCmdlet(int throttleLimit)
        : base(throttleLimit)
    {
    }

    /// <summary>Which servers: ids, exact names, servers, or objects with a property Id or Name.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = ByInputObject)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ServerReferenceCompleter))]
    public PSObject[]? InputObject { get; set; }

    /// <summary>Which servers, by id.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ById)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ServerIdCompleter))]
    public long[]? Id { get; set; }

    /// <summary>Which servers, by exact name.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByName)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ServerNameCompleter))]
    public string[]? Name { get; set; }

    private protected override IEnumerable<Func<ServerReference>> References() => References(InputObject, Id, Name);
}
