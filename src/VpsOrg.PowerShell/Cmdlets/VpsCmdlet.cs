namespace VpsOrg.PowerShell;

/// <summary>
/// What every cmdlet here has: one cancellation for Ctrl-C and for a pipeline that ends early, and one pump that
/// writes what request tasks have to say on the pipeline thread.
/// </summary>
public abstract class VpsCmdlet : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource _cancellation = new();
    private PipelinePump? _pump;

    /// <summary>Cancelled by <see cref="StopProcessing"/> and by <see cref="Dispose()"/>.</summary>
    private protected CancellationToken Cancellation => _cancellation.Token;

    /// <summary>Writes on the pipeline thread what tasks have to say.</summary>
    private protected PipelinePump Pump => _pump ??= new PipelinePump(this, StreamWishes.Of(this), Cancellation);

    /// <summary>The default session of this runspace and its like.</summary>
    private protected static RunspaceSessions Sessions => RunspaceSessions.Current;

    /// <summary>Ctrl-C: called by the engine on another thread.</summary>
    protected sealed override void StopProcessing() => Cancel();

    /// <summary>
    /// The end of the pipeline, early or not: <c>Select-Object -First</c>, a <c>throw</c> or a <c>break</c> further down
    /// call only this. The cancellation source is not disposed of: tasks that are still ending look at it.
    /// </summary>
    public void Dispose()
    {
        Cancel();
        GC.SuppressFinalize(this);
    }

    /// <summary>Does asynchronous work, writing what it reports meanwhile.</summary>
    private protected T Await<T>(Func<ICallTrace, CancellationToken, Task<T>> work) => Pump.Await(work);

    /// <summary>Ends the command with the error that an exception means.</summary>
    private protected void Fail(Exception exception, object? target = null, VpsSession? session = null)
    {
        Pump.Progress?.Remove(this);
        ThrowTerminatingError(ErrorRecords.Of(exception, target, session));
    }

    /// <summary>Whether a parameter was typed on the command line or bound from the pipeline.</summary>
    private protected bool IsBound(string parameter) => MyInvocation.BoundParameters.ContainsKey(parameter);

    /// <summary>Shows a bar for what takes longer than a second; costs nothing where progress is silenced.</summary>
    private protected void ShowProgress(string activity)
    {
        if (Pump.Progress is null && Pump.WantsProgress)
        {
            Pump.Progress = new ProgressBoard(activity);
        }
    }

    /// <summary>
    /// Warns of a status that was never seen: the API's set is open, so it is taken, but a typing mistake would
    /// otherwise wait or search in silence.
    /// </summary>
    private protected void WarnOfUnknownStatus(IEnumerable<string> statuses)
    {
        foreach (var status in statuses.Where(status => !VpsServerStatus.Known.Contains(status, StringComparer.OrdinalIgnoreCase)))
        {
            WriteWarning($"'{TextCleaner.Neutralize(status)}' is none of the statuses known so far ({string.Join(", ", VpsServerStatus.Known)}); it is looked for all the same.");
        }
    }

    private void Cancel()
    {
        // Callbacks dispose of responses: one that fails must not keep the others from being called.
        try
        {
            _cancellation.Cancel();
        }
        catch (AggregateException exception)
        {
            exception.Handle(inner => inner is ObjectDisposedException or InvalidOperationException or IOException);
        }
    }
}
