namespace VpsOrg.PowerShell;

/// <summary>
/// The one bridge between request tasks and the pipeline. Tasks put what they have to say into the outbox, from any
/// thread; only the pipeline thread takes it out and writes it. A task never touches the cmdlet.
/// </summary>
internal sealed class PipelinePump : ICallTrace, IDisposable
{
    private readonly Outbox _said = new();
    private readonly PSCmdlet _cmdlet;
    private readonly Func<string, string> _redact;
    private readonly StreamPreferences _preferences;
    private readonly CancellationToken _cancellation;
    private readonly IDisposable? _reminders;
    private int _isReminded;

    /// <summary>The pump of one invocation.</summary>
    /// <param name="cmdlet">Who writes.</param>
    /// <param name="redact">Takes secrets out of a text; called on the pipeline thread.</param>
    /// <param name="preferences">Which streams somebody reads.</param>
    /// <param name="progress">What is shown while something takes long; null shows nothing.</param>
    /// <param name="cancellation">Ends every wait.</param>
    public PipelinePump(PSCmdlet cmdlet, Func<string, string> redact, StreamPreferences preferences, ProgressBoard? progress, CancellationToken cancellation)
    {
        _cmdlet = cmdlet;
        _redact = redact;
        _preferences = preferences;
        _cancellation = cancellation;
        Progress = progress;
        _reminders = progress?.Remind(AskForProgress);
    }

    /// <summary>What is shown while something takes long; null shows nothing.</summary>
    public ProgressBoard? Progress { get; }

    /// <summary>Whether Ctrl-C was pressed: the engine takes nothing more as soon as it is stopping, and calls <c>StopProcessing</c> later. Pipeline thread only.</summary>
    public bool IsStopping => _cmdlet.Stopping;

    public bool Wants(TraceLevel level) => level switch
    {
        TraceLevel.Verbose => _preferences.Verbose,
        TraceLevel.Debug => _preferences.Debug,
        _ => true,
    };

    public void Write(TraceLevel level, string text)
    {
        if (Wants(level))
        {
            _said.Add(Line(level, text));
        }
    }

    /// <summary>Shows a line in the host, and in transcripts, whatever becomes of the command; it is no output, and a redirection of stream 6 takes it.</summary>
    public void Show(string text) =>
        _said.Add(to => to.WriteInformation(new HostInformationMessage { Message = _redact(text) }, ["PSHOST"]));

    public void Report(int received, long expected) => Progress?.ReportList(received, expected);

    /// <summary>Runs work away from the pipeline thread and writes here what it says, until it ends.</summary>
    /// <exception cref="PipelineStoppedException">The pipeline was stopped.</exception>
    public T Await<T>(Func<ICallTrace, CancellationToken, Task<T>> work)
    {
        var task = Task.Run(() => work(this, _cancellation), _cancellation);
        WriteUntil(task);
        return Result(task);
    }

    /// <summary>Writes what tasks say until a task ends; the task's own failure is not looked at.</summary>
    /// <exception cref="PipelineStoppedException">The pipeline was stopped.</exception>
    public void WriteUntil(Task task)
    {
        if (!task.IsCompleted)
        {
            _ = task.ContinueWith(_ => Wake(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }

        while (!task.IsCompleted)
        {
            WriteNext();
        }

        WriteSaid();
    }

    /// <summary>Writes what has been said so far.</summary>
    public void WriteSaid()
    {
        while (_said.TryTake() is { } write)
        {
            write(_cmdlet);
        }
    }

    /// <summary>Writes the next line of a command that is ending; what it does not take any more is not said.</summary>
    public void SayNext(CancellationToken cancellationToken)
    {
        try
        {
            if (_said.Take(cancellationToken) is { } write)
            {
                Say(write);
            }
        }
        catch (OperationCanceledException)
        {
            // The time is over, or the pipeline was stopped.
        }
    }

    /// <summary>The same for all lines that there are.</summary>
    public void SayRest()
    {
        while (_said.TryTake() is { } write)
        {
            Say(write);
        }
    }

    /// <summary>Ends a wait for the next line.</summary>
    public void Wake() => _said.Wake();

    /// <summary>The result of an ended task. A cancelled one means that the pipeline was stopped.</summary>
    /// <exception cref="PipelineStoppedException">The pipeline was stopped.</exception>
    public T Result<T>(Task<T> task)
    {
        try
        {
            return task.GetAwaiter().GetResult();
        }
        catch (OperationCanceledException) when (_cancellation.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
    }

    /// <summary>Ends the reminders to show progress.</summary>
    public void Dispose() => _reminders?.Dispose();

    private Action<PSCmdlet> Line(TraceLevel level, string text) => level switch
    {
        TraceLevel.Verbose => to => to.WriteVerbose(_redact(text)),
        TraceLevel.Debug => to => to.WriteDebug(_redact(text)),
        _ => to => to.WriteWarning(_redact(text)),
    };

    /// <summary>What an ending pipeline does not take is not said.</summary>
    private void Say(Action<PSCmdlet> write)
    {
        try
        {
            write(_cmdlet);
        }
        catch (PipelineStoppedException)
        {
            // The command has ended already: what is left to do is to tell of the orders.
        }
    }

    private void WriteNext()
    {
        try
        {
            _said.Take(_cancellation)?.Invoke(_cmdlet);
        }
        catch (OperationCanceledException) when (_cancellation.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
    }

    /// <summary>One reminder in the queue is enough, however long the pipeline is busy elsewhere.</summary>
    private void AskForProgress()
    {
        if (Interlocked.Exchange(ref _isReminded, 1) == 0)
        {
            _said.Add(ShowProgress);
        }
    }

    private void ShowProgress(PSCmdlet cmdlet)
    {
        Progress?.Show(cmdlet);
        Volatile.Write(ref _isReminded, 0); // Not before: where a host takes long to show it, the queue would never be empty.
    }
}
