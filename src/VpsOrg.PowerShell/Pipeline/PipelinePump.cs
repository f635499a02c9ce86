using System.Collections.Concurrent;

namespace VpsOrg.PowerShell;

/// <summary>
/// The one bridge between request tasks and the pipeline. Tasks put what they have to say into a queue, from any
/// thread; only the pipeline thread takes it out and writes it. A task never touches the cmdlet.
/// </summary>
internal sealed class PipelinePump(PSCmdlet cmdlet, StreamWishes wishes, CancellationToken cancellation) : ICallTrace
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(500);

    private readonly BlockingCollection<Action<PSCmdlet>?> _said = [];

    /// <summary>What is shown while something takes long; null shows nothing.</summary>
    public ProgressBoard? Progress { get; set; }

    /// <summary>Whether progress is worth gathering.</summary>
    public bool WantsProgress => wishes.Progress;

    public bool Wants(TraceLevel level) => level switch
    {
        TraceLevel.Verbose => wishes.Verbose,
        TraceLevel.Debug => wishes.Debug,
        _ => true,
    };

    public void Write(TraceLevel level, string text)
    {
        if (Wants(level))
        {
            _said.Add(Line(level, text));
        }
    }

    public void Report(int received, long expected) => Progress?.ReportList(received, expected);

    /// <summary>Runs work away from the pipeline thread and writes here what it says, until it ends.</summary>
    /// <exception cref="PipelineStoppedException">The pipeline was stopped.</exception>
    public T Await<T>(Func<ICallTrace, CancellationToken, Task<T>> work)
    {
        var task = Task.Run(() => work(this, cancellation), cancellation);
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
        while (_said.TryTake(out var line))
        {
            line?.Invoke(cmdlet);
        }
    }

    /// <summary>The result of an ended task. A cancelled one means that the pipeline was stopped.</summary>
    /// <exception cref="PipelineStoppedException">The pipeline was stopped.</exception>
    public T Result<T>(Task<T> task)
    {
        try
        {
            return task.GetAwaiter().GetResult();
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
    }

    private static Action<PSCmdlet> Line(TraceLevel level, string text) => level switch
    {
        TraceLevel.Verbose => to => to.WriteVerbose(text),
        TraceLevel.Debug => to => to.WriteDebug(text),
        _ => to => to.WriteWarning(text),
    };

    private void WriteNext()
    {
        try
        {
            if (_said.TryTake(out var line, (int)Tick.TotalMilliseconds, cancellation))
            {
                line?.Invoke(cmdlet);
            }
            else
            {
                Progress?.Show(cmdlet);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
    }

    private void Wake() => _said.Add(null);
}
