namespace VpsOrg.Sandbox;

/// <summary>Guards some state: whoever reads or changes it does so in here, and whoever waits for it to be reached is told.</summary>
internal sealed class StateGuard
{
    private readonly object _gate = new();
    private readonly List<Waiter> _waiters = [];

    public T Read<T>(Func<T> read)
    {
        lock (_gate)
        {
            return read();
        }
    }

    public T Change<T>(Func<T> change)
    {
        lock (_gate)
        {
            var result = change();
            TellWaiters();
            return result;
        }
    }

    public void Change(Action change) => Change(() =>
    {
        change();
        return true;
    });

    /// <summary>Waits until the state is as it should be, at once where it is so already.</summary>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    public async Task UntilAsync(Func<bool> isReached, CancellationToken cancellationToken)
    {
        var waiter = new Waiter(isReached);
        using (cancellationToken.Register(() => waiter.Reached.TrySetCanceled(cancellationToken)))
        {
            Change(() => _waiters.Add(waiter));
            await waiter.Reached.Task.ConfigureAwait(false);
        }
    }

    private void TellWaiters() => _waiters.RemoveAll(waiter =>
        waiter.Reached.Task.IsCompleted || (waiter.IsReached() && waiter.Reached.TrySetResult(true)));

    private sealed class Waiter(Func<bool> isReached)
    {
        public Func<bool> IsReached { get; } = isReached;

        public TaskCompletionSource<bool> Reached { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
