namespace VpsOrg.Client;

/// <summary>The body of <c>PUT servers/{id}/</c>: the whole configuration, every field required.</summary>
public sealed class ReplaceServerRequest
{
    /// <summary>The whole configuration of a server.</summary>
    /// <param name="name">Letters, digits and hyphens.</param>
    /// <param name="hostname">The fully qualified host name.</param>
    /// <param name="backupsEnabled">Automatic backups.</param>
    /// <exception cref="ArgumentException">A value is outside what the API documents; the message says what is allowed.</exception>
    public ReplaceServerRequest(string name, string hostname, bool backupsEnabled)
    {
        Name = RequestRules.ServerName(name, nameof(name));
        Hostname = RequestRules.Hostname(hostname, nameof(hostname));
        BackupsEnabled = backupsEnabled;
    }

    /// <summary>Letters, digits and hyphens.</summary>
    public string Name { get; }

    /// <summary>The fully qualified host name.</summary>
    public string Hostname { get; }

    /// <summary>Automatic backups.</summary>
    public bool BackupsEnabled { get; }

    /// <summary>Whether a server has this configuration.</summary>
    internal bool IsShownBy(VpsServer server) =>
        server.Name == Name && string.Equals(server.Hostname, Hostname, StringComparison.OrdinalIgnoreCase) && server.BackupsEnabled == BackupsEnabled;
}
