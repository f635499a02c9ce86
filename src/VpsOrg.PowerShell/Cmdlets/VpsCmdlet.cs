namespace VpsOrg.PowerShell;

/// <summary>
/// What every cmdlet here has: one cancellation for Ctrl-C and for a pipeline that ends early, and one pump that
/// writes what request tasks have to say on the pipeline thread.
/// </summary>
public abstract class VpsCmdlet : PSCmdlet, IDisposable
{
    /// <summary>How many seconds a wait takes at the most, unless told otherwise.</summary>
    private protected const int DefaultTimeoutSec = 600;

    private readonly CancellationTokenSource _cancellation = new();
    private readonly CancellationTokenSource _ending;
    private readonly TokenShield _shield;
    private PipelinePump? _pump;

    private protected VpsCmdlet()
    {
        _ending = CancellationTokenSource.CreateLinkedTokenSource(_cancellation.Token);
        _shield = new TokenShield(this);
    }

    /// <summary>Time as a parameter, for tests; a session that is made here keeps it.</summary>
    internal Clock Clock { get; set; } = Clock.System;

    /// <summary>Cancelled by <see cref="StopProcessing"/> and by <see cref="Dispose()"/>.</summary>
    private protected CancellationToken Cancellation => _cancellation.Token;

    /// <summary>Cancelled as soon as nothing more is to be sent: with <see cref="Cancellation"/>, or before it where answers are waited for.</summary>
    private protected CancellationToken Ending => _ending.Token;

    /// <summary>Writes on the pipeline thread what tasks have to say.</summary>
    private protected PipelinePump Pump => _pump ??= MakePump();

    /// <summary>What the bar says is being done, where it takes longer than a second; null shows none.</summary>
    private protected virtual string? Activity => null;

    /// <summary>What the bar says that lists hold.</summary>
    private protected virtual string ListNoun => "servers";

    /// <summary>Ctrl-C: called by the engine on another thread.</summary>
    protected sealed override void StopProcessing() => Cancel();

    /// <summary>
    /// The end of the pipeline, early or not: a <c>throw</c> of a command further up calls only this. The engine still
    /// takes warnings here. The cancellation sources are not disposed of: tasks that are still ending look at them.
    /// </summary>
    public void Dispose()
    {
        try
        {
            EndEarly(losesOutput: false);
        }
        finally
        {
            Cancel();
            _pump?.Dispose();
            GC.SuppressFinalize(this);
        }
    }

    /// <summary>Does asynchronous work, writing what it reports meanwhile.</summary>
    private protected T Await<T>(Func<ICallTrace, CancellationToken, Task<T>> work) => Pump.Await(work);

    /// <summary>Ends the command with the error that an exception means; what was in flight is part of its message.</summary>
    private protected void Fail(Exception exception, ErrorSubject? subject = null)
    {
        var aftermath = EndEarly(losesOutput: true);
        RemoveProgress();
        ThrowTerminatingError(RecordOf(exception, subject ?? new ErrorSubject()).With(aftermath));
    }

    /// <summary>
    /// Ends what is under way before its time, once: sends nothing more, and tells in warnings what became of that which
    /// can no longer be written. Pipeline thread only.
    /// </summary>
    /// <param name="losesOutput">Whether an error is the reason: then an assignment of what was written before stays empty.</param>
    /// <returns>What it told.</returns>
    private protected virtual IReadOnlyList<string> EndEarly(bool losesOutput) => [];

    /// <summary>The record for a failure, as the user's view of errors needs it.</summary>
    private protected ErrorRecord RecordOf(Exception exception, ErrorSubject subject) =>
        ErrorRecords.Of(exception, subject, Redact, GetVariableValue("ErrorView")?.ToString());

    /// <summary>Writes an error. Where it ends the command, what was in flight becomes part of it.</summary>
    private protected new void WriteError(ErrorRecord record)
    {
        try
        {
            base.WriteError(record);
        }
        catch (PipelineStoppedException)
        {
            record.With(EndEarly(losesOutput: true));
            throw;
        }
    }

    /// <summary>Whatever ends the command from within ends it in order.</summary>
    private protected void EndEarlyWhere(Action work)
    {
        try
        {
            work();
        }
        catch (Exception exception)
        {
            EndEarly(losesOutput: exception is not PipelineStoppedException);
            throw;
        }
    }

    /// <summary>Sends nothing more; what is in flight goes on.</summary>
    private protected void SendNothingMore() => _ending.CancelAll();

    /// <summary>Gives up everything.</summary>
    private protected void Cancel() => _cancellation.CancelAll();

    /// <summary>The session to act in; what became of its orders that nobody waited for is told once.</summary>
    private protected SessionChoice Choose(VpsSession? given)
    {
        ConcealRefused(given);
        return new(given, session =>
        {
            Conceal(session.Cleaner);
            TellOfEndedOrders(session);
        });
    }

    /// <inheritdoc cref="TokenShield.ConcealRefused"/>
    private protected void ConcealRefused(VpsSession? given) => _shield.ConcealRefused(given);

    /// <summary>Tells what became of a session's orders that nobody waited for.</summary>
    private protected void TellOfEndedOrders(VpsSession session) => TellOfOrders(session, session.TakeEndedOrders());

    /// <summary>Tells of orders; what nobody saw because the pipeline was stopped, the session's next command tells.</summary>
    private protected void TellOfOrders(VpsSession session, IReadOnlyList<VpsOrder> orders)
    {
        var told = 0;
        try
        {
            foreach (var order in orders)
            {
                WriteWarning(EndedOrder.Describe(order));
                told++;
            }
        }
        catch (PipelineStoppedException) when (!Stopping)
        {
            told++; // It was shown, and then it ended the command, as a preference says.
            throw;
        }
        finally
        {
            session.GiveBackOrders(orders.Skip(told));
        }
    }

    /// <inheritdoc cref="TokenShield.Conceal"/>
    private protected void Conceal(TextCleaner cleaner) => _shield.Conceal(cleaner);

    /// <inheritdoc cref="TokenShield.Redact"/>
    internal string Redact(string text) => _shield.Redact(text);

    /// <summary>A path or an address without them, and without what looks like one.</summary>
    private protected string RedactAddress(string address) => TokenLookAlikes.HideInAddress(Redact(address));

    /// <inheritdoc cref="Cmdlet.ShouldProcess(string, string)"/>
    internal new bool ShouldProcess(string target, string action) => base.ShouldProcess(Redact(target), action);

    /// <inheritdoc cref="Cmdlet.ShouldProcess(string, string, string)"/>
    internal new bool ShouldProcess(string description, string question, string caption) =>
        base.ShouldProcess(Redact(description), Redact(question), caption);

    /// <inheritdoc cref="Cmdlet.ShouldContinue(string, string)"/>
    internal new bool ShouldContinue(string query, string caption) => base.ShouldContinue(Redact(query), caption);

    /// <inheritdoc cref="Cmdlet.WriteVerbose(string)"/>
    private protected new void WriteVerbose(string text) => base.WriteVerbose(Redact(text));

    /// <inheritdoc cref="Cmdlet.WriteWarning(string)"/>
    private protected new void WriteWarning(string text) => base.WriteWarning(Redact(text));

    /// <summary>Takes the bar away where it was shown.</summary>
    private protected void RemoveProgress() => _pump?.Progress?.Remove(this);

    /// <summary>Whether a parameter was typed on the command line or bound from the pipeline.</summary>
    private protected bool IsBound(string parameter) => MyInvocation.BoundParameters.ContainsKey(parameter);

    /// <summary>Refuses parameters that have no effect without another one, before anything is sent.</summary>
    private protected void RefuseUnless(bool isGiven, string needed, params string[] parameters)
    {
        if (!isGiven && Array.Find(parameters, IsBound) is { } idle)
        {
            Fail(new ArgumentException($"-{idle} has an effect only with -{needed}: add -{needed}, or leave out -{idle}."));
        }
    }

    /// <summary>Refuses what only a wait, or only a port, gives a meaning to.</summary>
    private protected void RefuseIdleWaits(bool waits, WantedPorts? ports)
    {
        RefuseUnless(ports is not null, "TcpPort", "Address");
        RefuseUnless(waits, "Wait", "TimeoutSec", "TcpPort");
    }

    private PipelinePump MakePump()
    {
        var preferences = StreamPreferences.Of(this);
        var progress = preferences.Progress && Activity is { } activity ? new ProgressBoard(Redact(activity), Clock, MyInvocation.ExpectingInput, ListNoun) : null;
        return new PipelinePump(this, Redact, preferences, progress, Cancellation);
    }
}
