namespace VpsOrg.PowerShell.Commands;

/// <summary>Orders servers. None is bought twice: an order whose answer is lost is looked for and never sent again.</summary>
[Cmdlet(VerbsCommon.New, "VpsServer", DefaultParameterSetName = ByName, SupportsShouldProcess = true, HelpUri = HelpPages.Root + "New-VpsServer.md")]
[OutputType(typeof(VpsServer))]
public sealed class NewVpsServerCommand : OrderCmdlet
{
    private const string PlanHelp = "The plan: its id, or the name of a plan that one of your servers has.";
    private const string SystemHelp = "The operating system: its id, or the name of one that one of your servers has.";
    private const string LocationHelp = "The code of the data centre, for example us-west.";

    private readonly PortChoice _ports = new();
    private readonly HashSet<string> _typed = new(StringComparer.OrdinalIgnoreCase);
    private bool _computesNames;
    private OrderForm? _form;

    /// <summary>The servers' names: letters, digits and hyphens.</summary>
    [Parameter(Position = 0, ParameterSetName = ByName)]
    [Parameter(Position = 0, ParameterSetName = ByInputObject, ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [AllowEmptyString]
    public string[]? Name { get; set; }

    /// <summary>The plan: its id, or its name as the account's servers show it.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByName, HelpMessage = PlanHelp)]
    [Parameter(ParameterSetName = ByInputObject, ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(PlanIdCompleter))]
    public string? PlanId { get; set; }

    /// <summary>The operating system: its id, or its name as the account's servers show it.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByName, HelpMessage = SystemHelp)]
    [Parameter(ParameterSetName = ByInputObject, ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(OsIdCompleter))]
    public string? OsId { get; set; }

    /// <summary>The code of the data centre, e.g. <c>us-west</c>.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByName, HelpMessage = LocationHelp)]
    [Parameter(ParameterSetName = ByInputObject, ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(LocationCompleter))]
    public string? Location { get; set; }

    /// <summary>The fully qualified host name.</summary>
    [Parameter(ParameterSetName = ByName)]
    [Parameter(ParameterSetName = ByInputObject, ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [AllowEmptyString]
    public string? Hostname { get; set; }

    /// <summary>The id of the SSH key to install.</summary>
    [Parameter(ParameterSetName = ByName)]
    [Parameter(ParameterSetName = ByInputObject, ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [AllowEmptyString]
    public string? SshKeyId { get; set; }

    /// <summary>Automatic backups, <c>true</c> or <c>false</c>; off by default.</summary>
    [Parameter(ParameterSetName = ByName)]
    [Parameter(ParameterSetName = ByInputObject, ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(FlagCompleter))]
    public string? BackupsEnabled { get; set; }

    /// <summary>A name, a row (e.g. from <c>Import-Csv</c>) or a server: it fills in what the command line leaves out.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByInputObject, ValueFromPipeline = true, HelpMessage = "A name, a row or a server.")]
    [AllowNull]
    public PSObject? InputObject { get; set; }

    /// <summary>With <c>-Wait</c>: the ports that are to be open as well, e.g. 22, which is to speak SSH.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ValidateRange(1, 65535)]
    [ArgumentCompleter(typeof(PortCompleter))]
    public int[]? TcpPort
    {
        get => _ports.Numbers;
        set => _ports.Numbers = value;
    }

    /// <summary>With <c>-TcpPort</c>: at which of the server's addresses; default the IPv4 address.</summary>
    [Parameter]
    public VpsAddressKind Address
    {
        get => _ports.Address;
        set => _ports.Address = value;
    }

    private protected override WantedPorts? Ports => _ports.Wanted;

    /// <summary>Notes what was typed: that beats the rows.</summary>
    protected override void BeginProcessing()
    {
        var typed = MyInvocation.BoundParameters;
        _typed.UnionWith(typed.Keys);
        _computesNames = typed.TryGetValue(nameof(Name), out var name) && name is not (null or string[]); // A script block, which runs for each object.
        base.BeginProcessing();
    }

    /// <summary>Orders what the pipeline brings, or one server a name that was typed.</summary>
    private protected override void ProcessInput()
    {
        var subject = new ErrorSubject(InputObject ?? (Name?.Length == 1 ? Name[0] : (object?)Name));
        try
        {
            var session = Sessions.Own;
            subject = subject with { Place = session.Place };
            foreach (var order in ReadOrders(session))
            {
                Place(order, session);
            }
        }
        catch (Exception exception) when (ErrorRecords.Knows(exception))
        {
            Report(exception, subject);
        }
    }

    private IReadOnlyList<CreateServerRequest> ReadOrders(VpsSession session)
    {
        _form ??= new OrderForm(_typed, () => Existing(session))
        {
            ComputesNames = _computesNames,
            AllowsNamesTwice = IfNotExists || AllowDuplicateName,
        };
        var values = new OrderValues(Name, PlanId, OsId, Location, Hostname, SshKeyId, BackupsEnabled);
        return IsBound(nameof(InputObject)) ? _form.Read(values, InputObject) : _form.Read(values);
    }
}
