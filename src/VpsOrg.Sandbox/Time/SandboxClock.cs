namespace VpsOrg.Sandbox;

/// <summary>
/// Time as a parameter: what tells an account the time, and what lets its delays pass. Nothing else in the sandbox reads or
/// awaits time, so that a test can hold it still and move it. Thread safe as far as its two functions are.
/// </summary>
public sealed class SandboxClock
{
    private readonly Func<DateTimeOffset> _utcNow;
    private readonly Func<TimeSpan, CancellationToken, Task> _delay;

    /// <summary>A clock of one's own.</summary>
    /// <param name="utcNow">Tells the time.</param>
    /// <param name="delay">Completes after a time, or as cancelled when the token is.</param>
    public SandboxClock(Func<DateTimeOffset> utcNow, Func<TimeSpan, CancellationToken, Task> delay)
    {
        _utcNow = utcNow ?? throw new ArgumentNullException(nameof(utcNow));
        _delay = delay ?? throw new ArgumentNullException(nameof(delay));
    }

    /// <summary>The real clock.</summary>
    public static SandboxClock System { get; } = new(() => DateTimeOffset.UtcNow, Task.Delay);

    /// <summary>The time.</summary>
    public DateTimeOffset UtcNow => _utcNow();

    /// <summary>Lets a time pass; none at all for zero.</summary>
    /// <param name="time">How long.</param>
    /// <param name="cancellationToken">Ends the delay.</param>
    /// <returns>A task that completes then.</returns>
    /// <exception cref="OperationCanceledException">The delay was cancelled.</exception>
    public Task Delay(TimeSpan time, CancellationToken cancellationToken) =>
        time == TimeSpan.Zero ? Task.CompletedTask : _delay(time, cancellationToken);
}
