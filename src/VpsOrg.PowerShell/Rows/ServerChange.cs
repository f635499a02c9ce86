namespace VpsOrg.PowerShell;

/// <summary>The values that the command line of a change gives.</summary>
internal sealed record ChangeValues(string? NewName, string? Hostname, bool ClearHostname, string? BackupsEnabled)
{
    /// <summary>What is to be changed of one server.</summary>
    /// <exception cref="ArgumentException">A value cannot be read, or contradicts another.</exception>
    public ServerChange Read(RowForm form)
    {
        if (ClearHostname && !string.IsNullOrWhiteSpace(Hostname) && form.IsTyped(nameof(Hostname)))
        {
            throw new ArgumentException("-ClearHostname takes the host name away, and -Hostname gives one: leave out one of them.");
        }

        return new ServerChange(
            form.Text(nameof(NewName), NewName),
            ClearHostname ? null : form.Text(nameof(Hostname), Hostname),
            ClearHostname,
            form.Flag(nameof(BackupsEnabled), BackupsEnabled));
    }
}

/// <summary>What is to be changed of one server: what is null is left as it is.</summary>
/// <param name="Name">The new name.</param>
/// <param name="Hostname">The new host name.</param>
/// <param name="ClearsHostname">Whether the host name is taken away.</param>
/// <param name="BackupsEnabled">Automatic backups.</param>
internal sealed record ServerChange(string? Name, string? Hostname, bool ClearsHostname, bool? BackupsEnabled)
{
    /// <summary>What is said of a replacement that lacks a value.</summary>
    public const string HalfReplacement = "-Replace sends the whole configuration: give NewName, Hostname and BackupsEnabled.";

    /// <summary>Whether it holds all that it needs: one value, or all of them.</summary>
    /// <param name="replaces">Whether it replaces the whole configuration.</param>
    public bool IsWhole(bool replaces) => replaces
        ? Name is not null && Hostname is not null && BackupsEnabled is not null
        : Name is not null || Hostname is not null || ClearsHostname || BackupsEnabled is not null;

    /// <summary>It field by field, for prompts.</summary>
    public IEnumerable<ServerChanges.Field> Fields =>
    [
        new("name", Name is not null, server => server.Name, Name),
        new("hostname", Hostname is not null || ClearsHostname, server => server.Hostname, Hostname),
        new("backups_enabled", BackupsEnabled is not null, server => ServerChanges.Text(server.BackupsEnabled), ServerChanges.Text(BackupsEnabled)),
    ];

    /// <summary>The fields to send.</summary>
    /// <exception cref="ArgumentException">A value is outside what the API documents.</exception>
    public UpdateServerRequest ToUpdate() => new()
    {
        Name = Name is { } name ? name : default(Optional<string>),
        Hostname = Hostname is not null || ClearsHostname ? new Optional<string?>(Hostname) : default,
        BackupsEnabled = BackupsEnabled is { } flag ? flag : default(Optional<bool>),
    };

    /// <summary>The whole configuration to send.</summary>
    /// <exception cref="ArgumentException">A value is missing, or outside what the API documents.</exception>
    public ReplaceServerRequest ToReplacement() => Name is not null && Hostname is not null && BackupsEnabled is { } flag
        ? new ReplaceServerRequest(Name, Hostname, flag)
        : throw new ArgumentException(HalfReplacement);
}
