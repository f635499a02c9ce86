namespace VpsOrg.Client;

/// <summary>How a write proves itself where its answer is a success that the API does not document.</summary>
/// <param name="ServerId">The server that it is about.</param>
/// <param name="IsDocumented">Whether the answer is proof enough.</param>
/// <param name="Find">
/// What the write comes to; null where the server does not show it. Asked with the answer, where it could be read, and
/// the server as it is now, null where it is gone.
/// </param>
internal sealed record ReadBack<T>(VpsId ServerId, Func<ApiAnswer<T>, bool> IsDocumented, Func<T?, VpsServer?, T?> Find)
{
    /// <summary>Whether the server need not show that the write was done: a reboot may be over before anybody looks.</summary>
    public bool MayLeaveNoTrace { get; init; }
}
