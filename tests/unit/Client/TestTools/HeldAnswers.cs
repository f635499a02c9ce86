namespace VpsOrg.Client.Tests;

/// <summary>Requests that a handler holds until a test lets them go, the oldest first: so many are in flight at once.</summary>
internal sealed class HeldAnswers
{
    private readonly Lock _gate = new();
    private readonly Queue<(TaskCompletionSource<HttpResponseMessage> Task, HttpResponseMessage Answer)> _held = [];
    private readonly Signal _changed = new();
    private bool _holdsNone;

    /// <summary>How many requests are held now.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _held.Count;
            }
        }
    }

    /// <summary>Holds a request that has just arrived.</summary>
    /// <param name="answer">What it will be answered.</param>
    public Task<HttpResponseMessage> HoldAsync(HttpResponseMessage answer)
    {
        lock (_gate)
        {
            if (_holdsNone)
            {
                return Task.FromResult(answer);
            }

            var held = new TaskCompletionSource<HttpResponseMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
            _held.Enqueue((held, answer));
            _changed.Raise();
            return held.Task;
        }
    }

    public Task UntilHeldAsync(int count) => _changed.UntilAsync(() => Count >= count);

    /// <summary>Answers the request that has been held the longest.</summary>
    public void Release()
    {
        lock (_gate)
        {
            var (task, answer) = _held.Dequeue();
            task.SetResult(answer);
        }
    }

    /// <summary>Answers all that are held, and holds none any more.</summary>
    public void ReleaseAllFromNowOn()
    {
        lock (_gate)
        {
            _holdsNone = true;
        }

        while (Count > 0)
        {
            Release();
        }
    }
}
