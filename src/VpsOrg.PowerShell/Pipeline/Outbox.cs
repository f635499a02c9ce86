namespace VpsOrg.PowerShell;

/// <summary>
/// What tasks have to say, from any thread, until the pipeline thread takes it out; and the one event that wakes that
/// thread: a line, whatever it waits for besides, or Ctrl-C. A call that says nothing has no queue.
/// </summary>
#pragma warning disable CA1001 // Never disposed of: tasks that are still ending go on adding to it.
internal sealed class Outbox
#pragma warning restore CA1001
{
    private readonly SemaphoreSlim _event = new(0); // It spins before it sleeps, as a monitor does not: answers often follow each other closely.
    private readonly object _gate = new();
    private Queue<Action<PSCmdlet>>? _lines;

    /// <summary>Leaves a line.</summary>
    public void Add(Action<PSCmdlet> line)
    {
        lock (_gate)
        {
            (_lines ??= new()).Enqueue(line);
        }

        Wake();
    }

    /// <summary>Ends a wait for the next line: this one, or else the next.</summary>
    public void Wake() => _event.Release();

    /// <summary>The next line; null where there is none.</summary>
    public Action<PSCmdlet>? TryTake()
    {
        lock (_gate)
        {
            return _lines is { Count: > 0 } ? _lines.Dequeue() : null;
        }
    }

    /// <summary>Waits for the next line, or until it is woken. Pipeline thread only.</summary>
    /// <returns>The line; null where the wait was ended, or where the line was taken without a wait.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public Action<PSCmdlet>? Take(CancellationToken cancellationToken)
    {
        _event.Wait(cancellationToken);
        return TryTake();
    }
}
