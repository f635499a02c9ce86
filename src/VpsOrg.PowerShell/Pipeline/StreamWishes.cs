namespace VpsOrg.PowerShell;

/// <summary>
/// Which streams somebody reads: read once, on the pipeline thread, so that texts that nobody wants are not even made.
/// </summary>
internal sealed class StreamWishes(bool verbose, bool debug, bool progress)
{
    public bool Verbose { get; } = verbose;

    public bool Debug { get; } = debug;

    public bool Progress { get; } = progress;

    public static StreamWishes Of(PSCmdlet cmdlet) => new(
        IsWanted(cmdlet, "Verbose", "VerbosePreference"),
        IsWanted(cmdlet, "Debug", "DebugPreference"),
        IsWanted(cmdlet, "ProgressAction", "ProgressPreference"));

    /// <summary>Whether a switch is on, by its parameter, else by its preference variable.</summary>
    public static bool IsOn(PSCmdlet cmdlet, string parameter, string preference) =>
        cmdlet.MyInvocation.BoundParameters.TryGetValue(parameter, out var bound)
            ? LanguagePrimitives.IsTrue(bound)
            : LanguagePrimitives.IsTrue(cmdlet.GetVariableValue(preference));

    private static bool IsWanted(PSCmdlet cmdlet, string parameter, string preference)
    {
        if (cmdlet.MyInvocation.BoundParameters.TryGetValue(parameter, out var bound) && bound is SwitchParameter or bool)
        {
            return LanguagePrimitives.IsTrue(bound);
        }

        var wish = Convert.ToString(bound ?? cmdlet.GetVariableValue(preference), System.Globalization.CultureInfo.InvariantCulture);
        return !string.Equals(wish, nameof(ActionPreference.SilentlyContinue), StringComparison.OrdinalIgnoreCase)
            && !string.Equals(wish, nameof(ActionPreference.Ignore), StringComparison.OrdinalIgnoreCase);
    }
}
