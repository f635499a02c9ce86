namespace VpsOrg.Client;

/// <summary>A snapshot of a server's disk, as the API's list and its answer to a new one describe it.</summary>
public sealed class VpsSnapshot : IOpenModel
{
    internal VpsSnapshot()
    {
    }

    /// <summary>The API's <c>id</c>, by which every request names this snapshot: an <see cref="int"/> where it fits, a <see cref="long"/> beyond, or text.</summary>
    public object Id => Key.Value;

    /// <summary>The API's <c>name</c>: letters, digits, hyphens and underscores. Not unique.</summary>
    public string? Name { get; internal set; }

    /// <summary>The id of the server that it was taken of; null where the API does not say.</summary>
    public object? ServerId => ServerKey?.Value;

    /// <summary>The name of that server, as the API gives it beside the snapshot.</summary>
    public string? ServerName { get; internal set; }

    /// <summary>The API's <c>status</c>, unchanged: the set is open. <see cref="VpsSnapshotStatus"/> has those seen.</summary>
    public string? Status { get; internal set; }

    /// <summary>Its size in MB; null while it is being made.</summary>
    public long? SizeMB { get; internal set; }

    /// <summary>When it was taken, in local time; null where the API's text is no time.</summary>
    public DateTime? CreatedAt => Created?.LocalDateTime;

    /// <summary>When it was taken, in UTC, as ISO 8601 text; the API's own text where that is no time.</summary>
    public string? CreatedAtUtc { get; internal set; }

    /// <summary>What whoever took it wrote beside it.</summary>
    public string? Description { get; internal set; }

    /// <summary>What the API said of the request; only in the answer to a new one.</summary>
    internal string? Message { get; set; }

    /// <summary>When it was taken; null where the API's text is no time.</summary>
    internal DateTimeOffset? Created { get; set; }

    /// <summary>How many days ago it was taken, by the clock of the client that read it.</summary>
    internal double? AgeDays => (Clock.UtcNow - Created)?.TotalDays;

    /// <summary>Whether a server can be restored from it.</summary>
    internal bool IsCompleted => VpsSnapshotStatus.AreSame(Status, VpsSnapshotStatus.Completed);

    /// <summary><see cref="Id"/> as requests need it.</summary>
    internal VpsId Key { get; set; }

    /// <summary><see cref="ServerId"/> as requests need it.</summary>
    internal VpsId? ServerKey { get; set; }

    /// <summary>The clock that <see cref="AgeDays"/> goes by: that of the client which read the snapshot.</summary>
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

    /// <summary>The snapshot's name, or its id where it has none.</summary>
    public override string ToString() => string.IsNullOrEmpty(Name) ? Key.ToString() : Name!;
}
