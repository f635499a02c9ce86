using System.Globalization;

namespace VpsOrg.PowerShell;

/// <summary>
/// The values of an order: those typed on the command line, else those of the pipeline's row. Rows are read here and
/// not by the engine's binder, which drops or bends a bad cell in silence: there <c>SshKeyId=abc</c> is ignored, an
/// empty cell becomes 0, 1.5 becomes 2 and <c>true</c> becomes False.
/// </summary>
internal sealed class OrderForm(ISet<string> typed, PSObject? row)
{
    /// <summary>A text; null where none was given.</summary>
    public string? Text(string parameter, string? bound)
    {
        var value = Value(parameter, bound);
        var text = Convert.ToString(value, CultureInfo.InvariantCulture)?.Trim();
        return string.IsNullOrEmpty(text) ? null : text;
    }

    /// <summary>An id; null where none was given.</summary>
    /// <exception cref="ArgumentException">It is no whole number.</exception>
    public long? Id(string parameter, long? bound)
    {
        var value = Value(parameter, bound);
        if (value is null || (value is string text && string.IsNullOrWhiteSpace(text)))
        {
            return null;
        }

        return WholeNumber.Of(value) is { } id && id != WholeNumberAttribute.NotANumber
            ? id
            : throw new ArgumentException($"{Said(parameter)} is not a valid id: {parameter} takes a whole number, 1 or greater.");
    }

    /// <summary>True or false; null where neither was given.</summary>
    /// <exception cref="ArgumentException">It is something else.</exception>
    public bool? Flag(string parameter, bool? bound) =>
        FlagAttribute.TryRead(Value(parameter, bound), out var flag)
            ? flag
            : throw new ArgumentException($"{Said(parameter)} is neither true nor false: {parameter} takes true, false, 1 or 0.");

    /// <summary>A value that an order cannot do without.</summary>
    /// <exception cref="ArgumentException">It is not there.</exception>
    public static T Needed<T>(string parameter, T? value) => value is not null
        ? value
        : throw new ArgumentException($"{parameter} is missing or empty: an order needs Name, PlanId, OsId and Location.");

    /// <inheritdoc cref="Needed{T}(string, T)"/>
    public static long Needed(string parameter, long? value) => value
        ?? throw new ArgumentException($"{parameter} is missing or empty: an order needs Name, PlanId, OsId and Location.");

    private object? Value(string parameter, object? bound)
    {
        if (typed.Contains(parameter) || row is null)
        {
            return bound;
        }

        var value = row.Properties[parameter]?.Value;
        return value is PSObject wrapped ? wrapped.BaseObject : value;
    }

    private string Said(string parameter)
    {
        var text = row is null || typed.Contains(parameter) ? null : Convert.ToString(row.Properties[parameter]?.Value, CultureInfo.InvariantCulture);
        return text is null ? "The value" : $"'{TextCleaner.Shorten(TextCleaner.Neutralize(text), 80)}'";
    }

    /// <summary>An order in words, for prompts.</summary>
    public static string Describe(CreateServerRequest order) =>
        FormattableString.Invariant($"{order.Name} (plan {order.PlanId}, OS {order.OsId}, {order.Location})");
}
