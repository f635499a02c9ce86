namespace VpsOrg.Sandbox;

/// <summary>Waits that a cancellation ends.</summary>
internal static class Pause
{
    public static Task ForAsync(TimeSpan time, CancellationToken cancellationToken) =>
        time == TimeSpan.Zero ? Task.CompletedTask : Task.Delay(time, cancellationToken);

    public static Task ForeverAsync(CancellationToken cancellationToken) => Task.Delay(Timeout.Infinite, cancellationToken);
}
