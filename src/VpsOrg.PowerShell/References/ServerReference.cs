using System.Collections;
using System.Globalization;

namespace VpsOrg.PowerShell;

/// <summary>
/// What names a server: a server, an id, or a name. The one rule for every cmdlet: a <see cref="VpsServer"/> is its id;
/// a whole number, or text of digits only, is an id; other text is a name; any other object is its property
/// <c>Id</c>, else <c>Name</c>.
/// </summary>
internal sealed class ServerReference
{
    private ServerReference(object original) => Original = original;

    /// <summary>What the user gave: the target of an error.</summary>
    public object Original { get; }

    /// <summary>The server itself, where one was given.</summary>
    public VpsServer? Server { get; private init; }

    /// <summary>The id, where the reference is one.</summary>
    public long? Id { get; private init; }

    /// <summary>The name, where the reference is one.</summary>
    public string? Name { get; private init; }

    /// <summary>The reference as the subject of an error.</summary>
    public ErrorSubject Subject => Id is { } id ? new ErrorSubject(Original).WithServer(id) : new ErrorSubject(Original).WithServer(Name!);

    /// <summary>The references that the three ways of naming servers make; each is read when its turn comes, because it may be wrong.</summary>
    public static IEnumerable<Func<ServerReference>> All(PSObject[]? inputObject, long[]? id, string[]? name) =>
        (inputObject ?? []).Select(one => (Func<ServerReference>)(() => Of(one)))
            .Concat((id ?? []).Select(one => (Func<ServerReference>)(() => OfId(one))))
            .Concat((name ?? []).Select(one => (Func<ServerReference>)(() => OfName(one))));

    /// <exception cref="ArgumentException">The object names no server; the message says what does.</exception>
    public static ServerReference Of(object? given)
    {
        var value = Unwrap(given);
        return FromValue(value) ?? FromProperties(given, value) ?? throw new ArgumentException(
            $"{Describe(value)} does not name a server: give an id, a name, a server, or an object with a property Id or Name.");
    }

    /// <exception cref="ArgumentException">The number is no id.</exception>
    public static ServerReference OfId(long id, object? original = null) => id >= 1
        ? new ServerReference(original ?? id) { Id = id }
        : throw new ArgumentException($"{id.ToString(CultureInfo.InvariantCulture)} is not a valid server id: ids are whole numbers, 1 or greater.");

    /// <exception cref="ArgumentException">The name is empty.</exception>
    public static ServerReference OfName(string name, object? original = null) => !string.IsNullOrWhiteSpace(name)
        ? new ServerReference(original ?? name) { Name = name.Trim() }
        : throw new ArgumentException("The server name is empty: give an id or a name.");

    private static object? Unwrap(object? value) => value is PSObject wrapped ? wrapped.BaseObject : value;

    private static ServerReference? FromValue(object? value) => value switch
    {
        VpsServer server => new ServerReference(server) { Server = server, Id = server.Id },
        string text => FromText(text),
        _ => WholeNumber.Of(value) is { } id ? OfId(id) : null,
    };

    private static ServerReference FromText(string text)
    {
        var trimmed = text.Trim();
        if (trimmed.Length == 0 || !trimmed.All(c => c is >= '0' and <= '9'))
        {
            return OfName(trimmed);
        }

        return WholeNumber.Of(trimmed) is { } id
            ? OfId(id)
            : throw new ArgumentException($"{trimmed} is not a valid server id: it does not fit into 64 bits.");
    }

    private static ServerReference? FromProperties(object? given, object? value)
    {
        var original = value is PSCustomObject ? given! : value!; // A row's base object is an empty one that all rows share.
        var id = Unwrap(Property(given, value, "Id"));
        if (id is not null && !string.IsNullOrWhiteSpace(id as string ?? "?"))
        {
            return WholeNumber.Of(id) is { } number
                ? OfId(number, original)
                : throw new ArgumentException($"The property Id of the object is {Describe(id)}, which is not a valid server id: ids are whole numbers, 1 or greater.");
        }

        return Unwrap(Property(given, value, "Name")) is string name && name.Trim().Length > 0 ? OfName(name, original) : null;
    }

    private static object? Property(object? given, object? value, string name)
    {
        if (value is IDictionary dictionary)
        {
            var key = dictionary.Keys.OfType<string>().FirstOrDefault(one => string.Equals(one, name, StringComparison.OrdinalIgnoreCase));
            return key is null ? null : dictionary[key];
        }

        return given is null ? null : PSObject.AsPSObject(given).Properties[name]?.Value;
    }

    private static string Describe(object? value) => value switch
    {
        null => "Null",
        string text => $"'{TextCleaner.Shorten(TextCleaner.Neutralize(text), 80)}'",
        _ => $"An object of type {value.GetType().Name}",
    };
}
