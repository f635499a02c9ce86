namespace VpsOrg.PowerShell;

/// <summary>What is to be changed of one server: what is null is left as it is.</summary>
/// <param name="Name">The new name.</param>
/// <param name="Hostname">The new host name.</param>
/// <param name="ClearsHostname">Whether the host name is taken away.</param>
/// <param name="BackupsEnabled">Automatic backups.</param>
internal sealed record ServerChange(string? Name, string? Hostname, bool ClearsHostname, bool? BackupsEnabled)
{
    /// <summary>Whether it changes nothing.</summary>
    public bool IsEmpty => Name is null && Hostname is null && !ClearsHostname && BackupsEnabled is null;

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
        : throw new ArgumentException("-Replace sends the whole configuration: give NewName, Hostname and BackupsEnabled.");
}
