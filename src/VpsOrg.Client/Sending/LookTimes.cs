namespace VpsOrg.Client;

/// <summary>When what an answer was lost of is looked for: lists lag, and what was sent may still be on its way.</summary>
internal static class LookTimes
{
    /// <summary>Times since the answer was lost.</summary>
    public static IReadOnlyList<TimeSpan> All { get; } =
        Array.AsReadOnly([TimeSpan.Zero, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(30)]);
}
