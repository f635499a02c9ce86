namespace VpsOrg.PowerShell;

/// <summary>
/// Runs up to so many tasks at once and lets the pipeline thread write their outcomes, in the order of the input or of
/// arrival. Everything here runs on the pipeline thread but the work itself.
/// </summary>
/// <param name="pump">Writes what tasks say meanwhile.</param>
/// <param name="throttle">How many tasks run at once.</param>
/// <param name="inOrderOfArrival">Whether outcomes are written as they come.</param>
internal sealed class FanOut(PipelinePump pump, int throttle, bool inOrderOfArrival)
{
    private readonly LinkedList<Item> _open = [];

    /// <summary>While all is waited for: completed when work has ended, or only waits. One for all, or thousands that wait would each be asked whenever one ends.</summary>
    private TaskCompletionSource<bool> _ended = new();

    /// <summary>The item whose outcome is being written.</summary>
    private LinkedListNode<Item>? _written;

    /// <summary>What is said of the item that waits for room.</summary>
    private Func<Task, string?>? _next;

    private static Task NeverBegun { get; } = Task.FromCanceled(new CancellationToken(canceled: true));

    /// <summary>
    /// Starts work when there is room. What is done is written first, so that an error that ends the pipeline
    /// (<c>-ErrorAction Stop</c>) does so before anything more is sent. With a throttle of one it has ended on return, or only
    /// waits.
    /// </summary>
    /// <param name="work">The work; what it returns is called on the pipeline thread to write the outcome.</param>
    /// <param name="fail">Writes a failure that users are told of; on the pipeline thread.</param>
    /// <param name="tell">What is said of it where its outcome is never written; null, or what it gives as null, says nothing.</param>
    /// <param name="waits">Ends when the work from then on only waits, and leaves its room to others; null where it never does.</param>
    public void Add(Func<Task<Action>> work, Action<Exception> fail, Func<Task, string?>? tell, Task? waits = null)
    {
        _next = tell;
        WriteUntilThereIsRoom();
        _next = null;
        pump.Progress?.Note(count => count.Begin());
        var task = Task.Run(() => CountedAsync(work));
        _open.AddLast(new Item(task, waits is null ? task : Task.WhenAny(task, waits), fail, tell));
        if (throttle == 1)
        {
            WriteUntilThereIsRoom();
        }
    }

    /// <summary>Waits for everything and writes it, each as soon as its turn has come.</summary>
    public void Finish()
    {
        foreach (var task in _open.SelectMany(entry => new[] { entry.Work, entry.Busy }).Distinct())
        {
            _ = task.ContinueWith(_ => Volatile.Read(ref _ended).TrySetResult(true), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }

        WriteDone();
        while (_open.Count > 0)
        {
            pump.WriteUntil(_ended.Task);
            Interlocked.Exchange(ref _ended, new()); // Before the look: what ends after it is noted in the new one.
            WriteDone();
        }
    }

    /// <summary>Ends with all open work that somebody is told of.</summary>
    public Task Answers => Task.WhenAll(_open.Where(entry => entry.Tell is not null).Select(entry => entry.Work));

    /// <summary>The outcome that is being written, if any, was seen: an error that ends the command tells of the others from within.</summary>
    public void SeeWritten()
    {
        if (_written is { List: not null } entry)
        {
            _open.Remove(entry);
        }
    }

    /// <summary>Lets go of what was never written.</summary>
    /// <returns>What became of it, as far as somebody should know.</returns>
    public IReadOnlyList<string> TellOpen()
    {
        var told = _open.Select(entry => entry.Tell?.Invoke(entry.Work)).Append(_next?.Invoke(NeverBegun)).OfType<string>().ToArray();
        _open.Clear();
        _next = null;
        return told;
    }

    /// <summary>An item is done when its work has ended, whether or not its turn to be written has come.</summary>
    private async Task<Action> CountedAsync(Func<Task<Action>> work)
    {
        try
        {
            return await work().ConfigureAwait(false);
        }
        finally
        {
            pump.Progress?.Note(count => count.End());
        }
    }

    private void WriteUntilThereIsRoom()
    {
        while (Running() is { Count: > 0 } running && running.Count >= throttle)
        {
            pump.WriteUntil(Task.WhenAny(running));
            WriteDone();
        }

        WriteDone();
        while (_open.Any(entry => entry.Work.IsFaulted))
        {
            pump.WriteUntil(BusyBeforeFailure() ?? Task.CompletedTask); // A failure waits for its turn, and for no more: it may end the pipeline.
            WriteDone();
        }
    }

    private List<Task> Running() =>
        _open.Select(entry => entry.Busy).Where(task => !task.IsCompleted).ToList();

    /// <summary>What the first failure has to wait for; null where its turn has come.</summary>
    private Task? BusyBeforeFailure() =>
        inOrderOfArrival ? null : _open.TakeWhile(entry => !entry.Work.IsFaulted).Select(entry => entry.Busy).FirstOrDefault(task => !task.IsCompleted);

    /// <summary>What is done is written in its order; a failure does not wait for what only waits.</summary>
    private void WriteDone()
    {
        pump.WriteSaid();
        var isBehind = false;
        var entry = _open.First;
        while (entry is not null)
        {
            var next = entry.Next;
            var isBusy = !entry.Value.Busy.IsCompleted; // Read before the work: what ends between the two looks is done, and does not only wait.
            if (entry.Value.Work.IsCompleted && (!isBehind || entry.Value.Work.IsFaulted))
            {
                WriteOutcome(entry);
            }
            else if (!inOrderOfArrival)
            {
                if (isBusy)
                {
                    return;
                }

                isBehind = true;
            }

            entry = next;
        }
    }

    /// <summary>
    /// Writes an item's outcome, and takes the item out. What nobody sees because of Ctrl-C stays open, and is told of; what an error
    /// or a command further down ended has been seen.
    /// </summary>
    private void WriteOutcome(LinkedListNode<Item> entry)
    {
        pump.WriteSaid(); // What it said was said before it ended: it is written before its outcome.
        var write = Outcome(entry.Value.Work, entry.Value.Fail);
        var isSeen = true;
        _written = entry;
        try
        {
            write();
        }
        catch (PipelineStoppedException) when (pump.IsStopping)
        {
            isSeen = false;
            throw;
        }
        finally
        {
            if (isSeen)
            {
                SeeWritten();
            }

            _written = null;
        }
    }

    private Action Outcome(Task<Action> work, Action<Exception> fail)
    {
        try
        {
            return pump.Result(work);
        }
        catch (Exception exception) when (ErrorRecords.Knows(exception))
        {
            return () => fail(exception);
        }
    }

    /// <summary>One that was begun and is not written yet.</summary>
    private sealed record Item(Task<Action> Work, Task Busy, Action<Exception> Fail, Func<Task, string?>? Tell);
}
