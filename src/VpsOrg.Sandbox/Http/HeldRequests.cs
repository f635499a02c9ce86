namespace VpsOrg.Sandbox;

/// <summary>The requests that wait until a test lets them go, or for ever, oldest first. Thread safe.</summary>
internal sealed class HeldRequests
{
    private readonly StateGuard _guard = new();
    private readonly List<Held> _held = [];

    public int Count => _guard.Read(() => _held.Count);

    /// <summary>Holds a request until it is released.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up first.</exception>
    public Task HoldAsync(SandboxRequest request, CancellationToken cancellationToken) => WaitAsync(new Held(request, canGo: true), cancellationToken);

    /// <summary>Holds a request until its caller gives up.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public Task HangAsync(SandboxRequest request, CancellationToken cancellationToken) => WaitAsync(new Held(request, canGo: false), cancellationToken);

    /// <summary>Lets the oldest that fit go, and says how many those were.</summary>
    public int Release(Func<SandboxRequest, bool> fits, int count) => _guard.Change(() =>
    {
        var released = _held.Where(held => held.CanGo && fits(held.Request)).Take(count).ToList();
        foreach (var held in released)
        {
            _held.Remove(held);
            held.Released.TrySetResult(true);
        }

        return released.Count;
    });

    public Task WaitForAsync(int count, CancellationToken cancellationToken) => _guard.UntilAsync(() => _held.Count >= count, cancellationToken);

    private async Task WaitAsync(Held held, CancellationToken cancellationToken)
    {
        _guard.Change(() => _held.Add(held));
        using (cancellationToken.Register(() => Abandon(held, cancellationToken)))
        {
            await held.Released.Task.ConfigureAwait(false);
        }
    }

    private void Abandon(Held held, CancellationToken cancellationToken)
    {
        _guard.Change(() => _held.Remove(held));
        held.Released.TrySetCanceled(cancellationToken);
    }

    private sealed class Held(SandboxRequest request, bool canGo)
    {
        public SandboxRequest Request { get; } = request;

        public bool CanGo { get; } = canGo;

        public TaskCompletionSource<bool> Released { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
