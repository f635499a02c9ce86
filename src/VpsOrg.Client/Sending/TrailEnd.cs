namespace VpsOrg.Client;

/// <summary>How a write ended, as the trail says it.</summary>
/// <param name="Outcome">In a word: <c>done</c>, <c>failed</c>, <c>unknown</c>, <c>cancelled</c>.</param>
/// <param name="Attempts">How often it was sent.</param>
internal sealed record TrailEnd(string Outcome, int Attempts)
{
    /// <summary>What is known of an end before there is one.</summary>
    public static TrailEnd None { get; } = new(string.Empty, 0);

    public int? Status { get; init; }

    public string? RequestId { get; init; }

    /// <summary>The server that an order made.</summary>
    public VpsId? Made { get; init; }

    /// <summary>The snapshot that was taken.</summary>
    public VpsId? Snapshot { get; init; }

    /// <summary>The server's name, where the answer tells it and it is not what the write has changed.</summary>
    public string? Name { get; init; }

    /// <summary>Why it is not known to be done.</summary>
    public string? Reason { get; init; }

    public static TrailEnd Of<T>(ApiAnswer<T> answer, int attempts) => new("done", attempts)
    {
        Status = answer.StatusCode,
        RequestId = answer.RequestId,
        Made = (answer.Value as VpsServer)?.Key,
        Snapshot = (answer.Value as VpsSnapshot)?.Key,
        Name = (answer.Value as VpsServerAction)?.ServerName,
    };

    public static TrailEnd Of(VpsException exception, int attempts) => new(exception.MayHaveActed ? "unknown" : "failed", attempts)
    {
        Status = exception.Context.StatusCode,
        RequestId = exception.Context.RequestId,
        Reason = exception.Message,
    };

    public static TrailEnd GivenUp(CallContext call) => new(call.Departure.HasLeft ? "unknown" : "cancelled", call.Attempts)
    {
        Reason = call.Departure.HasLeft ? "It was given up before its answer came." : "It was given up before it was sent.",
    };
}
