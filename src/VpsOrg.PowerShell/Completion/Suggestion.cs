namespace VpsOrg.PowerShell;

/// <summary>One value that Tab offers.</summary>
internal sealed class Suggestion(string value, string toolTip, string? shown = null)
{
    public string Value { get; } = value;

    /// <summary>The value as the command line needs it: quoted where it holds more than a bare word may.</summary>
    public CompletionResult ToResult() => new(
        NeedsQuotes ? $"'{Value.Replace("'", "''")}'" : Value, shown ?? Value, CompletionResultType.ParameterValue, toolTip);

    private bool NeedsQuotes => Value.Length == 0 || !Value.All(c => char.IsLetterOrDigit(c) || c is '-' or '_' or '.') || Value[0] == '-';
}
