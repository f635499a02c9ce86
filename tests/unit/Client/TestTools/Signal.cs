namespace VpsOrg.Client.Tests;

/// <summary>Lets a test wait for a condition without sleeping: it is looked at again whenever something changed.</summary>
internal sealed class Signal
{
    private readonly object _gate = new();
    private TaskCompletionSource _next = New();

    public void Raise()
    {
        TaskCompletionSource raised;
        lock (_gate)
        {
            raised = _next;
            _next = New();
        }

        raised.TrySetResult();
    }

    public async Task UntilAsync(Func<bool> condition)
    {
        using var watchdog = new CancellationTokenSource(Watchdog.Time);
        while (true)
        {
            Task next;
            lock (_gate)
            {
                next = _next.Task;
            }

            if (condition())
            {
                return;
            }

            await next.WaitAsync(watchdog.Token);
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
