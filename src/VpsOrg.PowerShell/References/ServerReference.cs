using System.Globalization;

namespace VpsOrg.PowerShell;

/// <summary>
/// What names a server: a server, an id, or a name. The one rule for every cmdlet: a <see cref="VpsServer"/> is its id;
/// a whole number, text of digits only or a UUID is an id; other text is a name; a dictionary or a row is its property
/// <c>Id</c>, else <c>Name</c>; anything else names none.
/// </summary>
internal sealed class ServerReference
{
    private ServerReference(object original) => Original = original;

    /// <summary>What the user gave: the target of an error.</summary>
    public object Original { get; }

    /// <summary>The server itself, where one was given.</summary>
    public VpsServer? Server { get; private init; }

    /// <summary>The id, where the reference is one.</summary>
    public VpsId? Id { get; private init; }

    /// <summary>The name, where the reference is one.</summary>
    public string? Name { get; private init; }

    /// <summary>The name that the server must have besides its id: a row brings both, and it may be old, or of another account.</summary>
    public string? ClaimedName { get; private init; }

    /// <summary>The reference as the subject of an error.</summary>
    public ErrorSubject Subject => Id is { } id ? new ErrorSubject(Original).WithServer(id, ClaimedName) : new ErrorSubject(Original).WithServer(Name!);

    /// <summary>The references that the three ways of naming servers make; each is read when its turn comes, because it may be wrong.</summary>
    public static IEnumerable<Func<ServerReference>> All(PSObject[]? inputObject, VpsId[]? id, string[]? name) =>
        (inputObject ?? []).Select(one => (Func<ServerReference>)(() => Of(one)))
            .Concat((id ?? []).Select(one => (Func<ServerReference>)(() => OfId(one))))
            .Concat((name ?? []).Select(one => (Func<ServerReference>)(() => OfName(one))));

    /// <exception cref="ArgumentException">The object names no server; the message says what does.</exception>
    public static ServerReference Of(object? given)
    {
        var value = Unwrap(given);
        return FromValue(given, value) ?? FromRow(given, value) ?? throw new ArgumentException(
            $"{Describe(value)} does not name a server: give an id, a name, a server, or a row with a property Id or Name.");
    }

    /// <exception cref="ArgumentException">The number is no id.</exception>
    public static ServerReference OfId(VpsId id, object? original = null) => id.IsValid
        ? new ServerReference(original ?? id.Value) { Id = id }
        : throw new ArgumentException($"{id} is not a valid server id: {IdValue.Rule}");

    /// <exception cref="ArgumentException">The name is empty.</exception>
    public static ServerReference OfName(string name, object? original = null) => !string.IsNullOrWhiteSpace(name)
        ? new ServerReference(original ?? name) { Name = name.Trim() }
        : throw new ArgumentException("The server name is empty: give an id or a name.");

    private static object? Unwrap(object? value) => value is PSObject wrapped ? wrapped.BaseObject : value;

    private static ServerReference? FromValue(object? given, object? value) => value switch
    {
        VpsServer server => new ServerReference(server) { Server = server, Id = server.Key },
        string text => FromText(text),
        _ => IdValue.Of(given) is { } id ? OfId(id) : null,
    };

    private static ServerReference FromText(string text)
    {
        var trimmed = text.Trim();
        if (trimmed.Length == 0 || !trimmed.All(c => c is >= '0' and <= '9'))
        {
            return VpsId.TryParse(trimmed, out var uuid) ? OfId(uuid) : OfName(trimmed);
        }

        return WholeNumber.Of(trimmed) is { } id
            ? OfId(id)
            : throw new ArgumentException($"{trimmed} is not a valid server id: it does not fit into 64 bits.");
    }

    private static ServerReference? FromRow(object? given, object? value)
    {
        if (ServerRow.Of(given) is not { } row)
        {
            return null;
        }

        row.RefuseBelonging();
        var original = value is PSCustomObject ? given! : value!; // A row's base object is an empty one that all rows share.
        if (row.Id is not { } id)
        {
            return row.Name is { } name ? OfName(name, original) : null;
        }

        return row.ReadId(id) is { IsValid: true } known
            ? new ServerReference(original) { Id = known, ClaimedName = row.Name }
            : throw new ArgumentException($"The property Id of the object is {Describe(id)}, which is not a valid server id: {IdValue.Rule}");
    }

    /// <summary>A value in words, for messages.</summary>
    public static string Describe(object? value) => value switch
    {
        null => "Null",
        PSObject wrapped when wrapped.BaseObject is not PSCustomObject => Describe(wrapped.BaseObject),
        PSCustomObject or PSObject => "A row",
        VpsId id => id.ToString(),
        double or float or decimal or long or int => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        string text => $"'{TextCleaner.Shorten(TextCleaner.Neutralize(text), 80)}'",
        _ => $"An object of type {value.GetType().Name}",
    };
}
