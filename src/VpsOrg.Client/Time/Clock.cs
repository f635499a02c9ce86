namespace VpsOrg.Client;

/// <summary>
/// Time as a parameter: the wall clock, a monotonic clock, waits that can be cancelled, deadlines and ticks. Nothing else
/// in <c>src/</c> reads or awaits time, so that a test can hold it still and move it.
/// </summary>
internal abstract class Clock
{
    /// <summary>The real clock.</summary>
    public static Clock System { get; } = new SystemClock();

    /// <summary>The wall clock; it may jump.</summary>
    public abstract DateTimeOffset UtcNow { get; }

    /// <summary>Time since some fixed moment, with what the machine slept; it never goes back.</summary>
    public abstract TimeSpan Elapsed { get; }

    /// <summary>Waits, and ends at once where the token is cancelled.</summary>
    public abstract Task Delay(TimeSpan time, CancellationToken cancellationToken);

    /// <summary>A token that is cancelled when a time is over, or when another token is; dispose of it when it is no longer needed.</summary>
    public abstract Deadline CancelAfter(TimeSpan time, CancellationToken cancellationToken);

    /// <summary>Calls back again and again, on any thread, until what is returned is disposed of.</summary>
    public abstract IDisposable Every(TimeSpan interval, Action tick);
}
