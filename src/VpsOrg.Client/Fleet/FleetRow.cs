namespace VpsOrg.Client;

/// <summary>What one row of a file wants of one server. What is null is not given, and is not compared.</summary>
internal sealed record FleetRow
{
    /// <summary>The server that the row means, where it says so by an id.</summary>
    public VpsId? Id { get; init; }

    /// <summary>The server's name: which server the row means where it gives no id, else how that server is to be named.</summary>
    public string? Name { get; init; }

    /// <summary>The plan.</summary>
    public DesiredPart? Plan { get; init; }

    /// <summary>The operating system.</summary>
    public DesiredPart? System { get; init; }

    /// <summary>The code of the data centre.</summary>
    public string? Location { get; init; }

    /// <summary>The host name.</summary>
    public string? Hostname { get; init; }

    /// <summary>The SSH key. The API documents it for orders alone: it is compared only where a server shows it.</summary>
    public long? SshKeyId { get; init; }

    /// <summary>Automatic backups.</summary>
    public bool? BackupsEnabled { get; init; }

    /// <summary>The status; only <c>active</c> and <c>stopped</c> are compared.</summary>
    public string? Status { get; init; }

    /// <summary>Why the row cannot be read; null where it can.</summary>
    public RowFault? Fault { get; init; }

    /// <summary>The status, where it is one that a server can be brought to.</summary>
    public string? ComparedStatus =>
        VpsServerStatus.AreSame(Status, VpsServerStatus.Active) ? VpsServerStatus.Active
        : VpsServerStatus.AreSame(Status, VpsServerStatus.Stopped) ? VpsServerStatus.Stopped
        : null;

    /// <summary>Whether a list leaves open what the row asks of a server: then its detail is read.</summary>
    public bool AsksMoreThan(VpsServer listed) =>
        BackupsEnabled is not null
        || (Plan is not null && !Plan.CanBeJudged(listed.PlanKey, listed.Plan))
        || (System is not null && !System.CanBeJudged(listed.OSKey, listed.OS))
        || (Location is not null && string.IsNullOrEmpty(listed.Location))
        || (Hostname is not null && string.IsNullOrEmpty(listed.Hostname))
        || (ComparedStatus is not null && string.IsNullOrEmpty(listed.Status));
}

/// <summary>What cannot be read of a row.</summary>
/// <param name="Property">The column; null where the row as a whole is none.</param>
/// <param name="Why">Why not.</param>
internal sealed record RowFault(string? Property, string Why);

/// <summary>What a row gives for a plan or an operating system: an id or a name.</summary>
/// <param name="Text">As the row has it.</param>
/// <param name="Id">The id that it is; null where it is a name, or an id that nobody could tell from one.</param>
internal sealed record DesiredPart(string Text, VpsId? Id)
{
    /// <summary>The same as a difference shows it.</summary>
    public object Value => Id?.Value ?? Text;

    /// <summary>Whether what is known of a server's suffices for a judgement.</summary>
    public bool CanBeJudged(VpsId? id, string? name) => id is { } known && (Id is not null || !string.IsNullOrEmpty(name) || Means(known, name));

    /// <summary>Whether this is meant. An id is meant to the letter, too: a text that a server shows as its own is that, also where it looks like another.</summary>
    public bool Means(VpsId id, string? name) =>
        id == Id || id.ToString() == Text || (Id is null && name is not null && string.Equals(name.Trim(), Text, StringComparison.OrdinalIgnoreCase));
}
