using Microsoft.AspNetCore.Connections;

namespace VpsOrg.Sandbox.Hosting;

/// <summary>Counts the TCP connections of a server. Thread safe.</summary>
internal sealed class ConnectionCounter
{
    private readonly object _gate = new();
    private readonly List<(int Most, TaskCompletionSource Reached)> _waiters = [];
    private int _open;
    private int _accepted;

    public int Open => Volatile.Read(ref _open);

    public int Accepted => Volatile.Read(ref _accepted);

    public ConnectionDelegate Watch(ConnectionDelegate next) => async connection =>
    {
        Interlocked.Increment(ref _accepted);
        Interlocked.Increment(ref _open);
        try
        {
            await next(connection).ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Decrement(ref _open);
            TellWaiters();
        }
    };

    /// <summary>Waits until so many connections are open at most.</summary>
    public async Task UntilOpenAsync(int most, CancellationToken cancellationToken)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            _waiters.Add((most, reached));
        }

        TellWaiters();
        await reached.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    private void TellWaiters()
    {
        lock (_gate)
        {
            foreach (var waiter in _waiters.Where(waiter => Open <= waiter.Most))
            {
                waiter.Reached.TrySetResult();
            }

            _waiters.RemoveAll(waiter => waiter.Reached.Task.IsCompleted);
        }
    }
}
