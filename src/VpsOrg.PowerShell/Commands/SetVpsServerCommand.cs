namespace VpsOrg.PowerShell.Commands;

/// <summary>Changes a server's name, host name or backups: only what is given, unless <c>-Replace</c> sends all of it.</summary>
[Cmdlet(VerbsCommon.Set, "VpsServer", DefaultParameterSetName = ByName, SupportsShouldProcess = true, HelpUri = HelpPages.Root + "Set-VpsServer.md")]
[OutputType(typeof(VpsServer))]
public sealed class SetVpsServerCommand : FanOutCmdlet
{
    private const string Nothing = "There is nothing to change: give -NewName, -Hostname, -ClearHostname or -BackupsEnabled; what is empty is not given.";

    private readonly HashSet<string> _typed = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _newNames = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<Func<ServerReference>> _held = [];
    private bool _givesTooLittle;
    private bool _givesOneName;

    /// <summary>Changes servers, one after another unless told otherwise.</summary>
    public SetVpsServerCommand()
        : base(WritesAtOnce)
    {
    }

    /// <summary>Which servers: ids, exact names, servers, or rows with a property Id or Name. A row's other cells say what to change.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = ByInputObject, HelpMessage = "Which servers: ids, exact names, servers, or rows.")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ServerReferenceCompleter))]
    public PSObject[]? InputObject { get; set; }

    /// <summary>Which servers, by id.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ById, HelpMessage = "Which servers, by id, e.g. 12345.")]
    [ValidateNotNullOrEmpty]
    [ServerIds]
    [ArgumentCompleter(typeof(ServerIdCompleter))]
    public VpsId[]? Id { get; set; }

    /// <summary>Which servers, by exact name; the new name is <c>-NewName</c>. Taken beside the others only to say so.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByName, HelpMessage = "Which servers, by exact name, e.g. web-01.")]
    [Parameter(ParameterSetName = ById, DontShow = true)]
    [Parameter(ParameterSetName = ByInputObject, DontShow = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ServerNameCompleter))]
    public string[]? Name { get; set; }

    /// <summary>The server's new name: letters, digits and hyphens.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [AllowEmptyString]
    public string? NewName { get; set; }

    /// <summary>The new fully qualified host name.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [AllowEmptyString]
    public string? Hostname { get; set; }

    /// <summary>Takes the host name away.</summary>
    [Parameter]
    public SwitchParameter ClearHostname { get; set; }

    /// <summary>Automatic backups: <c>true</c> or <c>false</c>.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(FlagCompleter))]
    public string? BackupsEnabled { get; set; }

    /// <summary>Replaces the whole configuration (PUT): all three values are required.</summary>
    [Parameter]
    public SwitchParameter Replace { get; set; }

    private protected override string Activity => "Changing servers";

    private string ActionName => Replace ? "Replace configuration" : "Change server";

    /// <summary>Judges what was typed, so that bad values are refused before anything is sent.</summary>
    protected override void BeginProcessing()
    {
        _typed.UnionWith(MyInvocation.BoundParameters.Keys);
        try
        {
            if (ClearHostname && Replace)
            {
                throw new ArgumentException("-Replace needs a host name, and -ClearHostname takes it away: leave out one of them.");
            }

            var typed = ReadChange(row: null);
            typed.ToUpdate();
            _givesTooLittle = !typed.IsWhole(Replace);
            _givesOneName = typed.Name is not null; // A script block has no value yet: it gives each server a name of its own.
        }
        catch (ArgumentException exception)
        {
            Fail(exception);
        }
    }

    /// <summary>A name is given to one server: it waits until it is known to be the only one.</summary>
    private protected override void ProcessInput()
    {
        if (IsBound(nameof(Name)) && (IsBound(nameof(InputObject)) || IsBound(nameof(Id))))
        {
            Fail(new ArgumentException("-Name says which server to change, and another parameter says so, too. To rename a server, use -NewName."));
        }

        if (_givesTooLittle && InputObject is null)
        {
            Fail(new ArgumentException(Replace ? ServerChange.HalfReplacement : Nothing));
        }

        var references = ServerReference.All(InputObject, Id, Name);
        if (!_givesOneName)
        {
            ForEachServer(references, Change);
            return;
        }

        _held.AddRange(references);
        if (_held.Count > 1)
        {
            Fail(new ArgumentException("-NewName gives a name to one server, and this command names several: nothing was changed. Pipe rows with a property NewName to rename several."));
        }
    }

    /// <summary>Changes the server that waited.</summary>
    protected override void EndProcessing()
    {
        EndEarlyWhere(() => ForEachServer(_held, Change));
        base.EndProcessing();
    }

    private void Change(ServerTarget target)
    {
        var row = ServerRow.Of(target.Reference);
        var change = ReadChange(row);
        if (row is null && !change.IsWhole(Replace))
        {
            Fail(new ArgumentException(Replace ? ServerChange.HalfReplacement : Nothing)); // It is the same for every server.
        }

        target.NewName = change.Name;
        var send = Sending(target, change);
        if (ShouldChange(target, change))
        {
            Run(target, async (trace, token) => await target.Session.Client.NotedAsync(send(trace, token)).ConfigureAwait(false));
        }
    }

    private ServerChange ReadChange(ServerRow? row) =>
        new ChangeValues(NewName, Hostname, ClearHostname, BackupsEnabled).Read(new RowForm(_typed, row));

    /// <summary>The request of a change, judged before anybody is asked about it.</summary>
    /// <exception cref="ArgumentException">It changes nothing, or cannot be sent.</exception>
    private Func<ICallTrace, CancellationToken, Task<VpsServer>> Sending(ServerTarget target, ServerChange change)
    {
        if (!change.IsWhole(replaces: false))
        {
            throw new ArgumentException("The row changes nothing: its cells NewName, Hostname and BackupsEnabled are empty or missing.");
        }

        if (change.Name is { } name && !_newNames.Add(name))
        {
            throw new ArgumentException($"The name '{name}' is given to another server of this command already.");
        }

        var writes = target.Session.Client.Writes;
        if (Replace)
        {
            var replacement = change.ToReplacement();
            return (trace, token) => writes.ReplaceAsync(target.Identity, replacement, trace, token);
        }

        var update = change.ToUpdate();
        return (trace, token) => writes.UpdateAsync(target.Identity, update, trace, token);
    }

    private bool ShouldChange(ServerTarget target, ServerChange change) =>
        new Confirmation(this, Pump, ConfirmImpact.Medium).AskToChange(target, Replace ? WriteVerb.Replace : WriteVerb.Update, ActionName, change, Read);
}
