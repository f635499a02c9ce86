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
        var given = cmdlet.MyInvocation.BoundParameters.TryGetValue("WarningAction", out var bound) ? bound : cmdlet.GetVariableValue("WarningPreference");
        return Convert.ToString(given, CultureInfo.InvariantCulture) is { } action
            && (string.Equals(action, nameof(ActionPreference.Stop), StringComparison.OrdinalIgnoreCase)
                || string.Equals(action, nameof(ActionPreference.Inquire), StringComparison.OrdinalIgnoreCase));
    }

    private static bool IsWanted(PSCmdlet cmdlet, string parameter, string preference)
    {
        if (cmdlet.MyInvocation.BoundParameters.TryGetValue(parameter, out var bound) && bound is SwitchParameter or bool)
        {
            return LanguagePrimitives.IsTrue(bound);
        }

        var action = Convert.ToString(bound ?? cmdlet.GetVariableValue(preference), CultureInfo.InvariantCulture);
        return !string.Equals(action, nameof(ActionPreference.SilentlyContinue), StringComparison.OrdinalIgnoreCase)
            && !string.Equals(action, nameof(ActionPreference.Ignore), StringComparison.OrdinalIgnoreCase);
    }
}
