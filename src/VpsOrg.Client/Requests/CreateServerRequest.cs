namespace VpsOrg.Client;

/// <summary>The body of <c>POST servers/</c>: a server to deploy.</summary>
public sealed class CreateServerRequest
{
    /// <summary>A server to deploy.</summary>
    /// <param name="name">Letters, digits and hyphens.</param>
    /// <param name="planId">The plan's id.</param>
    /// <param name="osId">The operating system's id.</param>
    /// <param name="location">The data centre's code.</param>
    /// <exception cref="ArgumentException">A value is outside what the API documents; the message says what is allowed.</exception>
    public CreateServerRequest(string name, VpsId planId, VpsId osId, string location)
    {
        Name = RequestRules.ServerName(name, nameof(name));
        PlanId = RequestRules.Id(planId, nameof(planId));
        OsId = RequestRules.Id(osId, nameof(osId));
        Location = RequestRules.Location(location, nameof(location));
    }

    /// <summary>Letters, digits and hyphens.</summary>
    public string Name { get; }

    /// <summary>The plan's id.</summary>
    public VpsId PlanId { get; }

    /// <summary>The operating system's id.</summary>
    public VpsId OsId { get; }

    /// <summary>The data centre's code.</summary>
    public string Location { get; }

    /// <summary>The fully qualified host name; null leaves the field out.</summary>
    /// <exception cref="ArgumentException">It is not a valid host name.</exception>
    public string? Hostname
    {
        get;
        init => field = value is null ? null : RequestRules.Hostname(value, nameof(Hostname));
    }

    /// <summary>The id of the SSH key to install; null leaves the field out.</summary>
    /// <exception cref="ArgumentException">It is below 1.</exception>
    public long? SshKeyId
    {
        get;
        init => field = value is { } id ? RequestRules.Id(id, nameof(SshKeyId)).Number : null;
    }

    /// <summary>Automatic backups; null leaves the field out, which means off.</summary>
    public bool? BackupsEnabled { get; init; }
}
