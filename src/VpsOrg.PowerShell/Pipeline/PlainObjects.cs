using System.Collections;

namespace VpsOrg.PowerShell;

/// <summary>Between PowerShell's objects and the plain .NET values that the client sends and receives.</summary>
internal static class PlainObjects
{
    private const int DeepestNesting = 64;

    /// <summary>Names that every object of the engine has already: a property of such a name cannot be made, or hides what the engine needs.</summary>
    public static readonly string[] EngineMembers =
        ["PSObject", "PSBase", "PSAdapted", "PSExtended", "PSTypeNames", "PSStandardMembers"];

    /// <summary>A user's value for the client: custom objects become dictionaries.</summary>
    /// <exception cref="ArgumentException">It is nested too deeply, or holds itself.</exception>
    public static object? FromPowerShell(object? value, int depth = 0)
    {
        if (depth > DeepestNesting)
        {
            throw new ArgumentException($"The body is nested deeper than {DeepestNesting} levels, or contains itself.");
        }

        var bare = value is PSObject wrapped ? wrapped.BaseObject : value;
        return bare switch
        {
            null or string => bare,
            PSCustomObject => FromProperties((PSObject)value!, depth),
            IDictionary fields => FromDictionary(fields, depth),
            IEnumerable items => items.Cast<object?>().Select(item => FromPowerShell(item, depth + 1)).ToArray(),
            SwitchParameter flag => flag.IsPresent,
            _ => bare,
        };
    }

    /// <summary>The client's value for the pipeline: dictionaries become objects with properties.</summary>
    public static object? ToPowerShell(object? value) => value switch
    {
        Dictionary<string, object?> fields => ToObject(fields),
        object?[] items => Array.ConvertAll(items, ToPowerShell),
        _ => value,
    };

    private static PSObject ToObject(Dictionary<string, object?> fields)
    {
        var result = new PSObject();
        result.TypeNames.Insert(0, ServerRow.ApiAnswer);
        var taken = new HashSet<string>(EngineMembers, StringComparer.OrdinalIgnoreCase);
        foreach (var field in fields)
        {
            result.Properties.Add(new PSNoteProperty(Free(field.Key, taken), ToPowerShell(field.Value)));
        }

        return result;
    }

    /// <summary>The name itself where a property can have it; else with as many underscores as it takes.</summary>
    private static string Free(string name, HashSet<string> taken)
    {
        while (name.Length == 0 || !taken.Add(name))
        {
            name += "_";
        }

        return name;
    }

    private static Dictionary<string, object?> FromProperties(PSObject value, int depth) =>
        value.Properties.ToDictionary(property => property.Name, property => FromPowerShell(property.Value, depth + 1));

    private static Dictionary<string, object?> FromDictionary(IDictionary fields, int depth)
    {
        var result = new Dictionary<string, object?>();
        foreach (DictionaryEntry field in fields)
        {
            result[LanguagePrimitives.ConvertTo<string>(field.Key)] = FromPowerShell(field.Value, depth + 1);
        }

        return result;
    }
}
