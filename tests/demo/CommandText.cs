using System.Collections;
using System.Globalization;
using System.Reflection;

namespace VpsOrg.Demo;

/// <summary>Writes a command as a user would type it, from what really runs.</summary>
internal static class CommandText
{
    public static string Of<TCommand>(IReadOnlyDictionary<string, object?> parameters, string? source, string? assignTo)
    {
        var names = typeof(TCommand).GetCustomAttribute<CmdletAttribute>()!;
        var words = new[] { $"{names.VerbName}-{names.NounName}" }.Concat(parameters.Select(parameter => Parameter(parameter.Key, parameter.Value)));
        var command = string.Join(' ', words);
        return (assignTo is null ? "" : $"{assignTo} = ") + (source is null ? "" : $"{source} | ") + command;
    }

    /// <summary>A switch is its name alone; true is what it means.</summary>
    private static string Parameter(string name, object? value) => value switch
    {
        true when name != "BackupsEnabled" => $"-{name}",
        _ => $"-{name} {Value(value)}",
    };

    private static string Value(object? value) => value switch
    {
        bool flag => flag ? "$true" : "$false",
        string text => IsBareWord(text) ? text : $"'{text.Replace("'", "''", StringComparison.Ordinal)}'",
        IEnumerable many => string.Join(", ", many.Cast<object?>().Select(Value)),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "$null",
    };

    private static bool IsBareWord(string text) => text.Length > 0 && text.All(c => char.IsLetterOrDigit(c) || c is '-' or '_' or '.' or '*');
}
