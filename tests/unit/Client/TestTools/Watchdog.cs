namespace VpsOrg.Client.Tests;

/// <summary>The time after which a test that hangs is ended, long enough for any that does not, however busy the machine is. No test asserts on how long anything takes.</summary>
internal static class Watchdog
{
    public static TimeSpan Time { get; } = TimeSpan.FromMinutes(10);

    /// <summary>The task's result, or a failed test instead of a hanging one.</summary>
    public static Task<T> Guarded<T>(this Task<T> task) => task.WaitAsync(Time);

    /// <inheritdoc cref="Guarded{T}"/>
    public static Task Guarded(this Task task) => task.WaitAsync(Time);
}
