namespace VpsOrg.Client.Tests;

/// <summary>The platform's own handler, and word of each answer whose head has arrived.</summary>
internal sealed class WatchedHandler() : DelegatingHandler(PlatformHandler.Make(new VpsClientOptions()))
{
    private readonly Signal _changed = new();
    private int _heads;

    /// <summary>Waits until the heads of so many answers have arrived: from then on a call can only wait for a body.</summary>
    public Task UntilHeadsAsync(int count) => _changed.UntilAsync(() => Volatile.Read(ref _heads) >= count);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        Interlocked.Increment(ref _heads);
        _changed.Raise();
        return response;
    }
}
