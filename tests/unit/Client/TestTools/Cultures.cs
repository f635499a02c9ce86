using System.Globalization;

namespace VpsOrg.Client.Tests;

/// <summary>The cultures whose habits break careless code: decimal commas, and an i without a dot.</summary>
internal static class Cultures
{
    public static TheoryData<string> Names => ["", "de-DE", "tr-TR"];

    /// <summary>Runs a test's body under a culture.</summary>
    public static async Task UnderAsync(string name, Func<Task> body)
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(name);
        try
        {
            await body();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
