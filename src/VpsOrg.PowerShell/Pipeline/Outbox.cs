namespace VpsOrg.PowerShell;

/// <summary>
/// What tasks have to say, from any thread, until the pipeline thread takes it out; and the one event that wakes that
/// thread: a line, whatever it waits for besides, or Ctrl-C. It costs a call that says nothing a lock and no queue.
/// </summary>
internal sealed class Outbox
{
    private readonly object _gate = new();
    private Queue<Action<PSCmdlet>>? _lines;
    private bool _isWoken;

    /// <summary>Leaves a line.</summary>
    public void Add(Action<PSCmdlet> line)
    {
        lock (_gate)
        {
            (_lines ??= new()).Enqueue(line);
            Monitor.Pulse(_gate);
        }
    }

    /// <summary>Ends a wait for the next line: this one, or else the next.</summary>
    public void Wake()
    {
        lock (_gate)
        {
            _isWoken = true;
            Monitor.Pulse(_gate);
        }
    }

    /// <summary>The next line; null where there is none.</summary>
    public Action<PSCmdlet>? TryTake()
    {
        lock (_gate)
        {
            return _lines is { Count: > 0 } ? _lines.Dequeue() : null;
        }
    }

    /// <summary>Waits for the next line. Pipeline thread only.</summary>
    /// <returns>The line; null where the wait was ended.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public Action<PSCmdlet>? Take(CancellationToken cancellationToken)
    {
        using var stop = cancellationToken.Register(Wake);
        lock (_gate)
        {
            while (!_isWoken && _lines is not { Count: > 0 })
            {
                Monitor.Wait(_gate);
            }

            _isWoken = false;
            cancellationToken.ThrowIfCancellationRequested();
            return TryTake();
        }
    }
}
