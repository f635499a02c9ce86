namespace VpsOrg.PowerShell.Commands;

/// <summary>Gets servers: all of the account, or those named by id, name or object.</summary>
[Cmdlet(VerbsCommon.Get, "VpsServer", DefaultParameterSetName = ByInputObject, HelpUri = HelpPages.Root + "Get-VpsServer.md")]
[OutputType(typeof(VpsServer))]
public sealed class GetVpsServerCommand : FanOutCmdlet
{
    private bool? _backupsEnabled;
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
    [Parameter(Mandatory = true, ParameterSetName = ById, HelpMessage = "Which servers, by id, e.g. 12345.")]
    [ValidateNotNullOrEmpty]
    [ServerIds]
    [ArgumentCompleter(typeof(ServerIdCompleter))]
    public VpsId[]? Id { get; set; }

    /// <summary>Which servers, by name; wildcards allowed.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByName, HelpMessage = "Which servers, by name; wildcards are allowed, e.g. web-*.")]
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

    /// <summary>Only servers whose automatic backups are on (<c>true</c>), or off (<c>false</c>). Reads each server's detail.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(FlagCompleter))]
    public string? BackupsEnabled { get; set; }

    /// <summary>Only servers whose disk is at least so full, in percent. Reads each server's detail.</summary>
    [Parameter]
    [ValidateRange(0.0, 100.0)]
    public double MinimumDiskPercent { get; set; }

    private protected override string Activity => "Reading servers";

    private protected override bool AllowsWildcards => true;

    private ServerFilter Filter => new() { Statuses = Status ?? [], Locations = Location ?? [] };

    private bool ReadsDetails => Detailed || DetailFilter.IsSet;

    private DetailFilter DetailFilter => new(_backupsEnabled, IsBound(nameof(MinimumDiskPercent)) ? MinimumDiskPercent : null);

    /// <summary>Refuses what is no flag, and warns of a status that looks like a typing mistake.</summary>
    protected override void BeginProcessing()
    {
        try
        {
            _backupsEnabled = BackupsEnabled is { } text ? RowForm.Flag(nameof(BackupsEnabled), text) : null;
        }
        catch (ArgumentException exception)
        {
            Fail(exception);
        }

        foreach (var remark in SeenStatuses.Remarks(Status ?? [], "searching"))
        {
            WriteWarning(remark);
        }
    }

    /// <summary>Gets the servers that the input names, or all of them.</summary>
    private protected override void ProcessInput()
    {
        _anythingNamed |= InputObject is not null || Id is not null || Name is not null;
        if (_anythingNamed)
        {
            ForEachServer(ServerReference.All(InputObject, Id, Name), target => Run(target, (trace, token) => ReadAsync(target, trace, token)));
            if ((Session ?? RunspaceSessions.Current.Default) is { } session)
            {
                WarnOfUnknownLocations(session, []);
            }
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
            var servers = Listed(session);
            WarnOfUnknownLocations(session, servers);
            Expect(ReadsDetails ? servers.Count : 0);
            foreach (var server in servers)
            {
                if (ReadsDetails)
                {
                    var target = new ServerTarget(session, server.Key, server, server);
                    Run(target, (trace, token) => ReadDetailAsync(target, trace, token));
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

    /// <summary>The servers that pass the filter: out of all of them where the API is not asked to filter.</summary>
    private IReadOnlyList<VpsServer> Listed(VpsSession session)
    {
        var filter = Filter;
        return filter.SentLocation is null && filter.SentStatus is null
            ? Servers(session).Where(filter.Matches).ToArray()
            : Await((trace, token) => session.Client.GetServersAsync(filter, trace, token));
    }

    /// <summary>
    /// Warns of a location that nothing was found in and that no list has shown: the set is open, but a typing mistake
    /// would otherwise search in silence. Nothing is read for it.
    /// </summary>
    private void WarnOfUnknownLocations(VpsSession session, IReadOnlyList<VpsServer> found)
    {
        var seen = SeenLocations.Of(session);
        foreach (var location in (Location ?? []).Except(found.Select(server => server.Location ?? string.Empty), StringComparer.OrdinalIgnoreCase))
        {
            if (seen.Remark(location, "searching") is { } remark)
            {
                WriteWarning(remark);
            }
            else if (seen.IsEmpty && !_anythingNamed && Status is null)
            {
                WriteWarning($"No server of this account is in location '{TextCleaner.Neutralize(location)}'.");
            }
        }
    }

    /// <summary>A server that an id or an exact name means is its detail; one of many that a pattern found was read just now.</summary>
    private async Task<VpsServer?> ReadAsync(ServerTarget target, ICallTrace trace, CancellationToken cancellationToken)
    {
        var isListed = target.Server is not null && !target.WasPiped && target.FoundBy is null;
        var server = isListed && !ReadsDetails ? target.Server : await ReadDetailAsync(target, trace, cancellationToken).ConfigureAwait(false);
        return server is not null && Filter.Matches(server) ? server : null;
    }

    /// <summary>A server's detail, where it is one of those that are looked for.</summary>
    private async Task<VpsServer?> ReadDetailAsync(ServerTarget target, ICallTrace trace, CancellationToken cancellationToken)
    {
        var detail = await target.Session.Client.GetServerAsync(target.Id, trace, cancellationToken).ConfigureAwait(false);
        if (target.Server is { } listed)
        {
            CommonFields.Keep(listed, detail);
        }

        return DetailFilter.Matches(detail) ? detail : null;
    }
}
