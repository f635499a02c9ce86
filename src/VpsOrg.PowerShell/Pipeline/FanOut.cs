namespace VpsOrg.PowerShell;

/// <summary>
/// Runs up to so many tasks at once and hands their outcomes to the pipeline thread, in the order of the input or of
/// arrival. Everything here runs on the pipeline thread but the work itself.
/// </summary>
internal sealed class FanOut(PipelinePump pump, int throttle, bool inOrderOfArrival, Action<FanOutItem, Task<object?>> write)
{
    private readonly LinkedList<(FanOutItem Item, Task<object?> Task)> _open = [];

    /// <summary>
    /// Starts work when there is room. What is done is written first, so that an error that ends the pipeline
    /// (<c>-ErrorAction Stop</c>) does so before anything more is sent. With a throttle of one it has ended on return.
    /// </summary>
    public void Add(FanOutItem item, Func<Task<object?>> work)
    {
        while (Running() is { Count: > 0 } running && running.Count >= throttle)
        {
            pump.WriteUntil(Task.WhenAny(running));
            WriteDone();
        }

        WriteDone();
        while (_open.Any(entry => entry.Task.IsFaulted))
        {
            pump.WriteUntil(_open.First!.Value.Task); // A failure waits for its turn: it may end the pipeline.
            WriteDone();
        }

        _open.AddLast((item, Task.Run(work)));
        if (throttle == 1)
        {
            Finish();
        }
    }

    /// <summary>Waits for everything and writes it.</summary>
    public void Finish()
    {
        while (_open.First is { } first)
        {
            pump.WriteUntil(inOrderOfArrival ? Task.WhenAny(_open.Select(entry => entry.Task)) : first.Value.Task);
            WriteDone();
        }
    }

    private List<Task<object?>> Running() =>
        _open.Select(entry => entry.Task).Where(task => !task.IsCompleted).ToList();

    private void WriteDone()
    {
        pump.WriteSaid();
        var entry = _open.First;
        while (entry is not null)
        {
            var next = entry.Next;
            if (entry.Value.Task.IsCompleted)
            {
                _open.Remove(entry);
                write(entry.Value.Item, entry.Value.Task);
            }
            else if (!inOrderOfArrival)
            {
                return;
            }

            entry = next;
        }
    }
}
