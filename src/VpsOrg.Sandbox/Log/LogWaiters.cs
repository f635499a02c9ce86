namespace VpsOrg.Sandbox;

/// <summary>Those who wait for the log to reach some state. Not thread safe: the log's lock guards it.</summary>
internal sealed class LogWaiters
{
    private readonly List<KeyValuePair<Func<bool>, TaskCompletionSource<bool>>> _waiters = [];

    public TaskCompletionSource<bool> Add(Func<bool> isReached)
    {
        var source = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiters.Add(new KeyValuePair<Func<bool>, TaskCompletionSource<bool>>(isReached, source));
        Check();
        return source;
    }

    public void Check() => _waiters.RemoveAll(waiter =>
        waiter.Value.Task.IsCompleted || (waiter.Key() && waiter.Value.TrySetResult(true)));
}
