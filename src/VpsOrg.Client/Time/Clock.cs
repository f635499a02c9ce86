using System.Diagnostics;

namespace VpsOrg.Client;

/// <summary>Time as a parameter: the wall clock, a monotonic clock, and waits that can be cancelled.</summary>
internal abstract class Clock
{
    /// <summary>The real clock.</summary>
    public static Clock System { get; } = new RealClock();

    /// <summary>The wall clock; it may jump.</summary>
    public abstract DateTimeOffset UtcNow { get; }

    /// <summary>Time since some fixed moment; it never jumps.</summary>
    public abstract TimeSpan Elapsed { get; }

    /// <summary>Waits, and ends at once where the token is cancelled.</summary>
    public abstract Task Delay(TimeSpan time, CancellationToken cancellationToken);

    private sealed class RealClock : Clock
    {
        private readonly Stopwatch _stopwatch = Stopwatch.StartNew();

        public override DateTimeOffset UtcNow => DateTimeOffset.UtcNow;

        public override TimeSpan Elapsed => _stopwatch.Elapsed;

        public override Task Delay(TimeSpan time, CancellationToken cancellationToken) =>
            time <= TimeSpan.Zero ? Task.CompletedTask : Task.Delay(time, cancellationToken);
    }
}
