using System.Diagnostics;

namespace VpsOrg.Client;

/// <summary>The process that wrote a line of the trail.</summary>
/// <param name="Machine">Its machine; null where the line does not say.</param>
/// <param name="Process">Its id there.</param>
/// <param name="Start">When it began: ids come again.</param>
internal sealed record TrailOwner(string? Machine, int Process, DateTimeOffset? Start)
{
    /// <summary>The platform works the start out from the time since the machine's own, and rounds.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(2);

    /// <summary>This process.</summary>
    public static TrailOwner Own { get; } = Read(System.Diagnostics.Process.GetCurrentProcess());

    /// <summary>Whether it lives; null where that cannot be told, as of another machine's.</summary>
    public bool? Lives
    {
        get
        {
            if (Start is not { } start || !string.Equals(Machine, Own.Machine, StringComparison.OrdinalIgnoreCase))
            {
                return null;
            }

            try
            {
                using var process = System.Diagnostics.Process.GetProcessById(Process);
                return (new DateTimeOffset(process.StartTime) - start).Duration() <= Tolerance;
            }
            catch (ArgumentException)
            {
                return false; // There is no such process.
            }
            catch (Exception exception) when (exception is InvalidOperationException or System.ComponentModel.Win32Exception or NotSupportedException)
            {
                return exception is InvalidOperationException ? false : null; // It ended just now, or it is somebody else's and may not be looked at.
            }
        }
    }

    /// <summary>Whether it has surely ended.</summary>
    public bool IsDead => Lives == false;

    private static TrailOwner Read(Process process) => new(Environment.MachineName, process.Id, new DateTimeOffset(process.StartTime));
}
