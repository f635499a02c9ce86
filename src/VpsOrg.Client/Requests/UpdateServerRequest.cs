namespace VpsOrg.Client;

/// <summary>The body of <c>PATCH servers/{id}/</c>: only the fields that are set are sent; null is sent as null.</summary>
public sealed class UpdateServerRequest
{
    /// <summary>A new name: letters, digits and hyphens.</summary>
    /// <exception cref="ArgumentException">It is not a valid server name.</exception>
    public Optional<string> Name
    {
        get;
        init => field = value.IsSet ? RequestRules.ServerName(value.Value, nameof(Name)) : value;
    }

    /// <summary>A new fully qualified host name; null clears it.</summary>
    /// <exception cref="ArgumentException">It is not a valid host name.</exception>
    public Optional<string?> Hostname
    {
        get;
        init => field = value is { IsSet: true, Value: { } text } ? RequestRules.Hostname(text, nameof(Hostname)) : value;
    }

    /// <summary>Automatic backups.</summary>
    public Optional<bool> BackupsEnabled { get; init; }

    /// <summary>Whether no field is set: such a request would change nothing.</summary>
    public bool IsEmpty => !Name.IsSet && !Hostname.IsSet && !BackupsEnabled.IsSet;

    /// <summary>Whether a server has the values that are set.</summary>
    internal bool IsShownBy(VpsServer server) =>
        (!Name.IsSet || server.Name == Name.Value)
        && (!Hostname.IsSet || string.Equals(server.Hostname ?? string.Empty, Hostname.Value ?? string.Empty, StringComparison.OrdinalIgnoreCase))
        && (!BackupsEnabled.IsSet || server.BackupsEnabled == BackupsEnabled.Value);
}
