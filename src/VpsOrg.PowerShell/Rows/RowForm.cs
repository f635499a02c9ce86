using System.Collections;
using System.Globalization;

namespace VpsOrg.PowerShell;

/// <summary>
/// The values that a user gives for one item: those typed on the command line, else the cells of the pipeline's row. Rows
/// are read here and not by the engine's binder, which drops or bends a bad cell in silence: there <c>SshKeyId=abc</c> is
/// ignored, an empty cell becomes 0, 1.5 becomes 2 and <c>true</c> becomes False. A value that is empty is not given.
/// </summary>
/// <param name="typed">The parameters that the command line gives.</param>
/// <param name="row">The row; null where there is none.</param>
internal sealed class RowForm(ISet<string> typed, ServerRow? row)
{
    /// <summary>Whether the command line gives a value, which beats the rows.</summary>
    public bool IsTyped(string parameter) => typed.Contains(parameter);

    /// <summary>A text without the blanks around it; null where none was given.</summary>
    /// <exception cref="ArgumentException">It is no single text.</exception>
    public string? Text(string parameter, string? bound)
    {
        var value = Value(parameter, bound);
        return value switch
        {
            null => null,
            string text => text.Trim(),
            _ when WholeNumber.Of(value) is { } number => number.ToString(CultureInfo.InvariantCulture),
            _ => throw new ArgumentException($"{Said(value)} is not a text: {parameter} takes one."),
        };
    }

    /// <summary>An id that is a number; null where none was given.</summary>
    /// <exception cref="ArgumentException">It is no such id.</exception>
    public long? Number(string parameter, string? bound) => Value(parameter, bound) is not { } value ? null
        : WholeNumber.Of(value) is >= 1 and var id ? id
        : throw new ArgumentException($"{Said(value)} is not a valid id: {parameter} takes a whole number, 1 or greater.");

    /// <summary>An id, or a name that is to be looked up; null where neither was given. Digits are always an id, and so is a UUID.</summary>
    /// <exception cref="ArgumentException">It is neither.</exception>
    public IdOrName? IdOrName(string parameter, string? bound)
    {
        var value = Value(parameter, bound);
        return value is null ? null
            : IdValue.Of(value) is { IsValid: true } id ? new IdOrName(id, Name: null)
            : value is string text && !IsNumber(text) ? new IdOrName(Id: null, text.Trim())
            : throw new ArgumentException($"{Said(value)} is not a valid id: {parameter} takes a whole number, 1 or greater, or a name.");
    }

    /// <summary>True or false; null where neither was given.</summary>
    /// <exception cref="ArgumentException">It is something else.</exception>
    public bool? Flag(string parameter, string? bound) => Value(parameter, bound) is { } value ? Flag(parameter, value) : null;

    /// <summary>True or false.</summary>
    /// <exception cref="ArgumentException">It is something else.</exception>
    public static bool Flag(string parameter, object value) =>
        FlagOf(value) ?? throw new ArgumentException($"{Said(value)} is neither true nor false: {parameter} takes true, false, 1 or 0.");

    private object? Value(string parameter, string? bound) =>
        !IsTyped(parameter) ? row?.Cell(parameter) : string.IsNullOrWhiteSpace(bound) ? null : bound;

    /// <summary>Whether a text is meant as a number, and so never as a name.</summary>
    private static bool IsNumber(string text) => double.TryParse(text, NumberStyles.Any, CultureInfo.InvariantCulture, out _);

    private static bool? FlagOf(object value) => (value is PSObject wrapped ? wrapped.BaseObject : value) switch
    {
        bool flag => flag,
        string text => text.Trim().ToUpperInvariant() switch
        {
            "TRUE" or "1" => true,
            "FALSE" or "0" => false,
            _ => null,
        },
        _ => WholeNumber.Of(value) switch
        {
            1 => true,
            0 => false,
            _ => null,
        },
    };

    private static string Said(object value)
    {
        var bare = value is PSObject wrapped ? wrapped.BaseObject : value;
        return bare is IEnumerable and not string and not IDictionary ? "A list" : ServerReference.Describe(bare);
    }
}

/// <summary>What names a plan or an operating system: an id, or a name.</summary>
internal readonly record struct IdOrName(VpsId? Id, string? Name);
