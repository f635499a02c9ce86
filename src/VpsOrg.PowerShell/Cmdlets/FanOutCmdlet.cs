namespace VpsOrg.PowerShell;

/// <summary>
/// A cmdlet that takes many and works on several at once: collects on the pipeline thread, runs on request tasks,
/// writes on the pipeline thread in the order of the input.
/// </summary>
public abstract class FanOutCmdlet : VpsSessionCmdlet
{
    /// <summary>More would only queue for the connections that a session may open.</summary>
    private const int HighestThrottle = 256;

    private FanOut? _fanOut;

    private protected FanOutCmdlet(int throttleLimit) => ThrottleLimit = throttleLimit;

    /// <summary>How many servers are worked on at once: 8 where the command only reads, 1 where it writes.</summary>
    [Parameter]
    [ValidateRange(1, HighestThrottle)]
    public int ThrottleLimit { get; set; }

    /// <summary>Whether results are written as they come rather than in the order of the input.</summary>
    private protected virtual bool WritesInOrderOfArrival => false;

    /// <summary>How many tasks run at once.</summary>
    private protected virtual int WorkAtOnce => ThrottleLimit;

    private FanOut Tasks => _fanOut ??= new FanOut(Pump, WorkAtOnce, WritesInOrderOfArrival, WriteOutcome);

    /// <summary>Starts work on one item as soon as there is room, writing what is done meanwhile.</summary>
    /// <param name="target">What an error is about.</param>
    /// <param name="session">The session that a server in the result came from.</param>
    /// <param name="work">The work; its result is written, null writes nothing.</param>
    private protected void Run(object? target, VpsSession session, Func<ICallTrace, CancellationToken, Task<object?>> work)
    {
        Pump.Progress?.Add();
        Tasks.Add(new FanOutItem(target, session), () => work(Pump, Cancellation));
    }

    /// <summary>Writes what is left.</summary>
    protected override void EndProcessing()
    {
        _fanOut?.Finish();
        Pump.Progress?.Remove(this);
    }

    private void WriteOutcome(FanOutItem item, Task<object?> task)
    {
        try
        {
            var result = Pump.Result(task);
            Pump.Progress?.Done();
            WriteResult(result, item);
        }
        catch (Exception exception) when (ErrorRecords.Knows(exception))
        {
            Pump.Progress?.Done();
            Report(exception, item.Target, item.Session);
        }
    }

    private void WriteResult(object? result, FanOutItem item)
    {
        switch (result)
        {
            case null:
                break;
            case VpsServer server:
                WriteServer(server, item.Session);
                break;
            case PartialResult partial:
                WriteServer(partial.Server, item.Session);
                Report(partial.Failure, partial.Server, item.Session);
                break;
            default:
                WriteObject(result);
                break;
        }
    }

    /// <summary>
    /// Writes an error, or ends the command where going on is of no use: a rejected token is rejected for all, and half
    /// a list is worse than none.
    /// </summary>
    private protected void Report(Exception exception, object? target, VpsSession? session = null)
    {
        var record = ErrorRecords.Of(exception, target, session);
        if (exception is VpsUnauthorizedException or VpsIncompleteListException or NotConnectedException)
        {
            Pump.Progress?.Remove(this);
            ThrowTerminatingError(record);
        }

        WriteError(record);
    }
}
