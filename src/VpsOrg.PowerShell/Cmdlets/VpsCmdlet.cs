namespace VpsOrg.PowerShell;

/// <summary>
/// What every cmdlet here has: one cancellation for Ctrl-C and for a pipeline that ends early, and one pump that
/// writes what request tasks have to say on the pipeline thread.
/// </summary>
public abstract class VpsCmdlet : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource _cancellation = new();
    private PipelinePump? _pump;

    /// <summary>Time as a parameter, for tests; a session that is made here keeps it.</summary>
    internal Clock Clock { get; set; } = Clock.System;

    /// <summary>Cancelled by <see cref="StopProcessing"/> and by <see cref="Dispose()"/>.</summary>
    private protected CancellationToken Cancellation => _cancellation.Token;

    /// <summary>Writes on the pipeline thread what tasks have to say.</summary>
    private protected PipelinePump Pump => _pump ??= MakePump();

    /// <summary>What the bar says is being done, where it takes longer than a second; null shows none.</summary>
    private protected virtual string? Activity => null;

    /// <summary>Ctrl-C: called by the engine on another thread.</summary>
    protected sealed override void StopProcessing() => Cancel();

    /// <summary>
    /// The end of the pipeline, early or not: <c>Select-Object -First</c>, a <c>throw</c> or a <c>break</c> further down
    /// call only this. The cancellation source is not disposed of: tasks that are still ending look at it.
    /// </summary>
    public void Dispose()
    {
        Cancel();
        _pump?.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Does asynchronous work, writing what it reports meanwhile.</summary>
    private protected T Await<T>(Func<ICallTrace, CancellationToken, Task<T>> work) => Pump.Await(work);

    /// <summary>Ends the command with the error that an exception means.</summary>
    private protected void Fail(Exception exception, ErrorSubject? subject = null)
    {
        RemoveProgress();
        ThrowTerminatingError(ErrorRecords.Of(exception, subject ?? new ErrorSubject()));
    }

    /// <summary>Takes the bar away where it was shown.</summary>
    private protected void RemoveProgress() => _pump?.Progress?.Remove(this);

    /// <summary>Whether a parameter was typed on the command line or bound from the pipeline.</summary>
    private protected bool IsBound(string parameter) => MyInvocation.BoundParameters.ContainsKey(parameter);

    private PipelinePump MakePump()
    {
        var preferences = StreamPreferences.Of(this);
        var progress = preferences.Progress && Activity is { } activity ? new ProgressBoard(activity, Clock) : null;
        return new PipelinePump(this, preferences, progress, Cancellation);
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
