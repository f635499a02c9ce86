namespace VpsOrg.PowerShell.Commands;

/// <summary>Gets servers: all of the account, or those named by id, name or object.</summary>
[Cmdlet(VerbsCommon.Get, "VpsServer", DefaultParameterSetName = ByInputObject)]
[OutputType(typeof(VpsServer))]
public sealed class GetVpsServerCommand : FanOutCmdlet
{
    private bool _anythingNamed;

    /// <summary>Gets servers.</summary>
    public GetVpsServerCommand()
        : base(ReadsAtOnce)
    {
    }

    /// <summary>Which servers: ids, names (wildcards allowed), servers, or rows with a property Id or Name.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ParameterSetName = ByInputObject)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ServerReferenceCompleter))]
    public PSObject[]? InputObject { get; set; }

    /// <summary>Which servers, by id.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ById)]
    [ValidateNotNullOrEmpty]
    [ServerIds]
    [ArgumentCompleter(typeof(ServerIdCompleter))]
    public VpsId[]? Id { get; set; }

    /// <summary>Which servers, by name; wildcards allowed.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByName)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ServerNameCompleter))]
    public string[]? Name { get; set; }

    /// <summary>Only servers in one of these statuses.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(StatusCompleter))]
    public string[]? Status { get; set; }

    /// <summary>Only servers in one of these locations.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(LocationCompleter))]
    public string[]? Location { get; set; }

    /// <summary>Reads each server's detail: IPv6 address, backups, bandwidth and resource usage, which a list leaves out.</summary>
    [Parameter]
    public SwitchParameter Detailed { get; set; }

    private protected override string Activity => "Reading servers";

    private protected override bool AllowsWildcards => true;

    private ServerFilter Filter => new() { Statuses = Status ?? [], Locations = Location ?? [] };

    /// <summary>Warns of a status that looks like a typing mistake.</summary>
    protected override void BeginProcessing() => WarnOfUnknownStatus(Status ?? [], "searching");

    /// <summary>Gets the servers that the input names, or all of them.</summary>
    private protected override void ProcessInput()
    {
        _anythingNamed |= InputObject is not null || Id is not null || Name is not null;
        if (_anythingNamed)
        {
            ForEachServer(ServerReference.All(InputObject, Id, Name), target => Run(target, (trace, token) => ReadAsync(target, trace, token)));
        }
        else
        {
            GetAll();
        }
    }

    private void GetAll()
    {
        var subject = new ErrorSubject();
        try
        {
            var session = Sessions.Own;
            subject = subject with { Place = session.Place };
            foreach (var server in Await((trace, token) => session.Client.GetServersAsync(Filter, trace, token)))
            {
                if (Detailed)
                {
                    Run(new ServerTarget(session, server.Key, server, server), async (trace, token) =>
                        await session.Client.GetServerAsync(server.Key, trace, token).ConfigureAwait(false));
                }
                else
                {
                    Write(server, session);
                }
            }
        }
        catch (Exception exception) when (ErrorRecords.Knows(exception))
        {
            Fail(exception, subject);
        }
    }

    /// <summary>A server that a name has found was read just now, unless its detail is asked for.</summary>
    private async Task<VpsServer?> ReadAsync(ServerTarget target, ICallTrace trace, CancellationToken cancellationToken)
    {
        var server = target.Server is { } found && !target.WasPiped && !Detailed
            ? found
            : await target.Session.Client.GetServerAsync(target.Id, trace, cancellationToken).ConfigureAwait(false);
        return Filter.Matches(server) ? server : null;
    }
}
