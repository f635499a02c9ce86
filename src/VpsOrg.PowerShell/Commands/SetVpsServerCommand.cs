namespace VpsOrg.PowerShell.Commands;

/// <summary>Changes a server's name, host name or backups: only what is given, unless <c>-Replace</c> sends all of it.</summary>
[Cmdlet(VerbsCommon.Set, "VpsServer", DefaultParameterSetName = ByInputObject, SupportsShouldProcess = true, HelpUri = HelpPages.Root + "Set-VpsServer.md")]
[OutputType(typeof(VpsServer))]
public sealed class SetVpsServerCommand : ServerReferenceCmdlet
{
    private UpdateServerRequest? _change;
    private ReplaceServerRequest? _replacement;
    private bool _renamed;

    /// <summary>Changes servers, one after another unless told otherwise.</summary>
    public SetVpsServerCommand()
        : base(WritesAtOnce)
    {
    }

    /// <summary>The server's new name: letters, digits and hyphens.</summary>
    [Parameter]
    public string? NewName { get; set; }

    /// <summary>The new fully qualified host name; an empty text clears it.</summary>
    [Parameter]
    [AllowNull]
    [AllowEmptyString]
    public string? Hostname { get; set; }

    /// <summary>Automatic backups: <c>$true</c> or <c>$false</c>.</summary>
    [Parameter]
    public bool BackupsEnabled { get; set; }

    /// <summary>Replaces the whole configuration (PUT): all three values are required.</summary>
    [Parameter]
    public SwitchParameter Replace { get; set; }

    private protected override string Activity => "Changing servers";

    private string ActionName => Replace ? "Replace configuration" : "Change server";

    /// <summary>Makes the request once, so that bad values are refused before anything is sent.</summary>
    protected override void BeginProcessing()
    {
        try
        {
            if (Replace)
            {
                _replacement = Replacement();
            }
            else
            {
                _change = Change();
            }
        }
        catch (ArgumentException exception)
        {
            Fail(exception);
        }
    }

    private protected override bool ShouldRun(ServerTarget target)
    {
        if (IsBound(nameof(NewName)) && _renamed)
        {
            throw new ArgumentException("-NewName can rename only one server per command: rename them one by one.");
        }

        var confirmation = new Confirmation(this, Pump, ConfirmImpact.Medium);
        confirmation.RefuseGuarded(target, Replace ? WriteVerb.Replace : WriteVerb.Update);
        if (confirmation.IsTextShown)
        {
            target.Server = Read(target); // The text compares with the server as it is now, not with an object that may be old.
        }

        var text = $"{ActionName} {target}: {ServerChanges.Describe(target.Server, Fields())}";
        var go = ShouldProcess(text, text + "?", "Confirm");
        _renamed |= go && IsBound(nameof(NewName));
        return go;
    }

    private protected override async Task<VpsServer?> RunAsync(ServerTarget target, ICallTrace trace, CancellationToken cancellationToken)
    {
        var client = target.Session.Client;
        return await client.NotedAsync(_replacement is not null
            ? client.Writes.ReplaceAsync(target.Identity, _replacement, trace, cancellationToken)
            : client.Writes.UpdateAsync(target.Identity, _change!, trace, cancellationToken)).ConfigureAwait(false);
    }

    private ServerChanges.Field[] Fields() =>
    [
        new("name", IsBound(nameof(NewName)), server => server.Name, NewName),
        new("hostname", IsBound(nameof(Hostname)), server => server.Hostname, Hostname),
        new("backups_enabled", IsBound(nameof(BackupsEnabled)), server => ServerChanges.Text(server.BackupsEnabled), ServerChanges.Text(BackupsEnabled)),
    ];

    private UpdateServerRequest Change()
    {
        var change = new UpdateServerRequest
        {
            Name = IsBound(nameof(NewName)) ? NewName! : default(Optional<string>),
            Hostname = IsBound(nameof(Hostname)) ? new Optional<string?>(string.IsNullOrEmpty(Hostname) ? null : Hostname) : default,
            BackupsEnabled = IsBound(nameof(BackupsEnabled)) ? BackupsEnabled : default(Optional<bool>),
        };
        return change.IsEmpty
            ? throw new ArgumentException("There is nothing to change: give -NewName, -Hostname or -BackupsEnabled.")
            : change;
    }

    private ReplaceServerRequest Replacement() =>
        IsBound(nameof(NewName)) && IsBound(nameof(Hostname)) && IsBound(nameof(BackupsEnabled))
            ? new ReplaceServerRequest(NewName!, Hostname!, BackupsEnabled)
            : throw new ArgumentException("-Replace sends the whole configuration: give -NewName, -Hostname and -BackupsEnabled.");
}
