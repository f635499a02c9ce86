namespace VpsOrg.Client;

/// <summary>One request before it is sent, as far as the steps of the funnel mind it.</summary>
internal abstract class ApiRequest(HttpMethod method, string path)
{
    public HttpMethod Method { get; } = method;

    /// <summary>The path below the base address, with its query.</summary>
    public string Path { get; } = path;

    /// <summary>What it does; null where it only reads.</summary>
    public WriteVerb? Verb { get; init; }

    /// <summary>The body; null for methods that have none.</summary>
    public byte[]? Body { get; init; }

    /// <summary>The server that the request is about, where it is about one.</summary>
    public VpsId? ServerId { get; init; }

    /// <summary>The name of the server that it orders, where it orders one.</summary>
    public string? ServerName { get; init; }

    /// <summary>The snapshot that it is about, where it is about one that there is.</summary>
    public VpsId? SnapshotId { get; init; }

    /// <summary>The name of the snapshot that it is about, or takes.</summary>
    public string? SnapshotName { get; init; }

    /// <summary>Which server it must be for the request to be sent; null, or without a name, where only its id counts.</summary>
    public ServerIdentity? Expected { get; init; }

    /// <summary>What tells it from other writes in the trail, where somebody minds; null leaves it to the trail.</summary>
    public string? WriteId { get; init; }

    /// <summary>Judges by the orders of the trail whether it may begin now, in one go with its first line there; null may always.</summary>
    public Func<TrailOrders, bool>? MayBegin { get; init; }

    /// <summary>Whether the answer is read while it arrives, as lists are, rather than gathered first.</summary>
    public bool IsStreamed { get; init; }

    /// <summary>What all pages of a list share, where it asks for one of them; null bounds this answer alone.</summary>
    public ByteBudget? Budget { get; init; }

    /// <summary>Whether it only reads.</summary>
    public bool IsRead => Method == HttpMethod.Get;

    /// <summary>Whether sending it twice may do the work twice.</summary>
    public bool IsPost => Method == HttpMethod.Post;

    /// <summary>The path as it may be shown: without what looks like a secret.</summary>
    public string ShownPath { get; init; } = TokenLookAlikes.HideInAddress(path);

    /// <summary>The path without its query, as it may be shown.</summary>
    public string BarePath => ShownPath.Split('?')[0];

    /// <summary>What is known of its failure from the start.</summary>
    public FailureContext Failure(DateTimeOffset? time = null) => new() { Method = Method.Method, Path = BarePath, Time = time };

    public override string ToString() => $"{Method} {ShownPath}";
}

/// <summary>One request before it is sent: rebuilt from this for every attempt.</summary>
/// <typeparam name="T">What its answer is read as.</typeparam>
/// <param name="method">The HTTP method.</param>
/// <param name="path">The path below the base address, with its query.</param>
/// <param name="read">Reads the answer; null where its body is of no interest.</param>
internal sealed class ApiRequest<T>(HttpMethod method, string path, Func<AnswerReader, T>? read) : ApiRequest(method, path)
{
    /// <summary>Reads the answer; null where its body is of no interest.</summary>
    public Func<AnswerReader, T>? Read { get; } = read;

    /// <summary>How a write proves itself where its answer does not; null where the answer is all there is.</summary>
    public ReadBack<T>? ReadBack { get; init; }

    /// <summary>How a write is looked for where its answer is lost; null where whoever sent it does that, or nobody.</summary>
    public Search<T>? Search { get; init; }
}
