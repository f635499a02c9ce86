namespace VpsOrg.Client;

/// <summary>A backup of a server, as the API's list describes it.</summary>
public sealed class VpsBackup : IOpenModel
{
    internal VpsBackup()
    {
    }

    /// <summary>The API's <c>id</c>: an <see cref="int"/> where it fits, a <see cref="long"/> beyond, or text.</summary>
    public object Id => Key.Value;

    /// <summary>The id of the server that it was made of; null where the API does not say.</summary>
    public object? ServerId => ServerKey?.Value;

    /// <summary>The name of that server, as the API gives it beside the backup.</summary>
    public string? ServerName { get; internal set; }

    /// <summary>The API's <c>backup_type</c>, unchanged: <c>automatic</c> or <c>manual</c>.</summary>
    public string? Type { get; internal set; }

    /// <summary>The API's <c>status</c>, unchanged: <c>completed</c> is the only one that its page shows.</summary>
    public string? Status { get; internal set; }

    /// <summary>Its size in MB.</summary>
    public long? SizeMB { get; internal set; }

    /// <summary>When it was made, in local time; null where the API's text is no time.</summary>
    public DateTime? CreatedAt => Created?.LocalDateTime;

    /// <summary>When the API deletes it, in local time; null where it does not expire by itself, or the API's text is no time.</summary>
    public DateTime? ExpiresAt => Expires?.LocalDateTime;

    /// <summary>When it was made, in UTC, as ISO 8601 text; the API's own text where that is no time.</summary>
    public string? CreatedAtUtc { get; internal set; }

    /// <summary>When the API deletes it, in UTC, as ISO 8601 text; the API's own text where that is no time.</summary>
    public string? ExpiresAtUtc { get; internal set; }

    /// <summary>What it is, in the API's words or in those of whoever made it.</summary>
    public string? Description { get; internal set; }

    /// <summary>When it was made; null where the API's text is no time.</summary>
    internal DateTimeOffset? Created { get; set; }

    /// <summary>When it expires; null where it does not, or the API's text is no time.</summary>
    internal DateTimeOffset? Expires { get; set; }

    /// <summary>How many days ago it was made, by the clock of the client that read it.</summary>
    internal double? AgeDays => (Clock.UtcNow - Created)?.TotalDays;

    /// <summary><see cref="Id"/>, as it is compared.</summary>
    internal VpsId Key { get; set; }

    /// <summary><see cref="ServerId"/> as requests need it.</summary>
    internal VpsId? ServerKey { get; set; }

    /// <summary>The clock that <see cref="AgeDays"/> goes by: that of the client which read the backup.</summary>
    internal Clock Clock { get; set; } = Clock.System;

    /// <summary>The session that it came from. Internal, so that no serializer and no view ever sees it.</summary>
    internal object? Session { get; set; }

    /// <summary>Fields of the answer that no property knows, by their wire names, as plain .NET values.</summary>
    internal IReadOnlyDictionary<string, object?> AdditionalProperties { get; set; } = NoProperties.Instance;

    IReadOnlyDictionary<string, object?> IOpenModel.AdditionalProperties
    {
        get => AdditionalProperties;
        set => AdditionalProperties = value;
    }

    /// <summary>The backup's id.</summary>
    public override string ToString() => Key.ToString();
}
