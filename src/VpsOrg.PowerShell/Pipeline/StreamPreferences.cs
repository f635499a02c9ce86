using System.Globalization;

namespace VpsOrg.PowerShell;

/// <summary>
/// Which streams somebody reads: read once, on the pipeline thread, so that texts that nobody wants are not even made.
/// </summary>
internal sealed record StreamPreferences(bool Verbose, bool Debug, bool Progress)
{
    public static StreamPreferences Of(PSCmdlet cmdlet) => new(
        IsWanted(cmdlet, "Verbose", "VerbosePreference"),
        IsWanted(cmdlet, "Debug", "DebugPreference"),
        IsWanted(cmdlet, "ProgressAction", "ProgressPreference"));

    /// <summary>Whether a warning ends the command once it is shown: always, or where the user says so.</summary>
    public static bool EndsAtWarning(PSCmdlet cmdlet)
    {
        cmdlet.MyInvocation.BoundParameters.TryGetValue("WarningAction", out var bound);
        return Says(bound ?? cmdlet.GetVariableValue("WarningPreference"), nameof(ActionPreference.Stop), nameof(ActionPreference.Inquire));
    }

    private static bool IsWanted(PSCmdlet cmdlet, string parameter, string preference)
    {
        if (cmdlet.MyInvocation.BoundParameters.TryGetValue(parameter, out var bound) && bound is SwitchParameter or bool)
        {
            return LanguagePrimitives.IsTrue(bound);
        }

        return !Says(bound ?? cmdlet.GetVariableValue(preference), nameof(ActionPreference.SilentlyContinue), nameof(ActionPreference.Ignore));
    }

    /// <summary>Whether a preference, which may be a text, is the one or the other.</summary>
    private static bool Says(object? preference, string one, string other)
    {
        var action = Convert.ToString(preference, CultureInfo.InvariantCulture);
        return string.Equals(action, one, StringComparison.OrdinalIgnoreCase) || string.Equals(action, other, StringComparison.OrdinalIgnoreCase);
    }
}
