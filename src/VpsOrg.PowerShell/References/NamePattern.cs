namespace VpsOrg.PowerShell;

/// <summary>Server names as a wildcard pattern, compared without regard to case.</summary>
internal static class NamePattern
{
    /// <summary>The pattern of a text.</summary>
    /// <exception cref="ArgumentException">It is no pattern: PowerShell finds that out at the first comparison only.</exception>
    public static WildcardPattern Of(string text)
    {
        var pattern = new WildcardPattern(text, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant);
        try
        {
            pattern.IsMatch(string.Empty);
            return pattern;
        }
        catch (Exception exception)
        {
            throw new ArgumentException($"'{TextCleaner.Shorten(TextCleaner.Neutralize(text), 80)}' is not a valid wildcard pattern: {exception.Message}", exception);
        }
    }
}
