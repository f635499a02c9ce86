using System.Collections;
using System.Globalization;
using System.Management.Automation.Internal;

namespace VpsOrg.PowerShell;

/// <summary>
/// An object that names a server by its properties: a dictionary, a row of a table, or a server that lost its type in a
/// file, a job or <c>Select-Object</c>. Other things have ids and names, too, and are no servers.
/// </summary>
internal sealed class ServerRow
{
    /// <summary>The type name of everything that <c>Invoke-VpsApi</c> writes: its ids may be those of anything.</summary>
    public const string ApiAnswer = "VpsOrg.ApiAnswer";

    /// <summary>What the engine puts before the type name of what went through a file or a job.</summary>
    public const string Deserialized = "Deserialized.";

    private static readonly string[] Prefixes = [Deserialized, "Selected.", "CSV:"];

    private static readonly string[] TypesOfRows =
    [
        "System.Management.Automation.PSCustomObject", "System.Management.Automation.PSObject", "System.Object",
        "System.Collections.Hashtable", "System.Collections.Specialized.OrderedDictionary",
    ];

    /// <summary>Properties that name the server that something belongs to, without case, underscores and the like.</summary>
    private static readonly string[] Owners = ["SERVER", "SERVERID", "SERVERUUID", "SERVERNAME"];

    private readonly IReadOnlyList<KeyValuePair<string, object?>> _fields;

    private readonly bool _wasServer;

    private ServerRow(IEnumerable<KeyValuePair<string, object?>> fields, Type? was = null)
    {
        _fields = fields.ToArray();
        _wasServer = was == typeof(VpsServer);
        IsTyped = was is not null;
    }

    /// <summary>Whether it still has the type name of what it was.</summary>
    public bool IsTyped { get; }

    /// <summary>Its id; null where it has none, or an empty one. Of a server, <c>Select-Object ServerId</c> keeps it under that name.</summary>
    public object? Id => NotEmpty(Field("Id")) ?? (_wasServer ? NotEmpty(Field("ServerId")) : null);

    /// <summary>Its name; null where it has none, or an empty one.</summary>
    public string? Name => NotEmpty(Field("Name")) switch
    {
        string text => text.Trim(),
        { } number when WholeNumber.Of(number) is { } digits => digits.ToString(CultureInfo.InvariantCulture),
        _ => null,
    };

    /// <summary>The columns that give anything.</summary>
    public IEnumerable<string> Columns => _fields.Where(cell => NotEmpty(cell.Value) is not null).Select(cell => cell.Key);

    /// <summary>The value of a cell; null where it has none, or an empty one.</summary>
    /// <exception cref="ArgumentException">A dictionary that minds the case has several.</exception>
    public object? Cell(string name) => NotEmpty(Field(name));

    /// <summary>A row that holds a name and nothing else.</summary>
    public static ServerRow OfName(string name) => new([new KeyValuePair<string, object?>("Name", name)]);

    /// <summary>The properties of an object, whatever it is.</summary>
    public static ServerRow OfProperties(PSObject given) => new(Cells(given));

    /// <summary>The row that an object is; null for an object of any other kind than a dictionary or a row.</summary>
    /// <param name="given">The object.</param>
    /// <param name="instead">What to do instead of giving such an object.</param>
    /// <exception cref="ArgumentException">It is something else than a server, whatever its properties.</exception>
    public static ServerRow? Of(object? given, string instead = "give the server's id or name itself") => Of(given, typeof(VpsServer), "server", instead);

    /// <summary>The same for a row that names something else than a server.</summary>
    /// <param name="given">The object.</param>
    /// <param name="type">What it may have been.</param>
    /// <param name="noun">The same in a word.</param>
    /// <param name="instead">What to do instead of giving another object.</param>
    /// <exception cref="ArgumentException">It is something else, whatever its properties.</exception>
    public static ServerRow? Of(object? given, Type type, string noun, string instead)
    {
        var value = given is PSObject wrapped ? wrapped.BaseObject : given;
        if (value is IDictionary dictionary)
        {
            return new ServerRow(dictionary.Keys.OfType<string>().Select(key => new KeyValuePair<string, object?>(key, dictionary[key])));
        }

        if (value is not PSCustomObject || given is not PSObject row)
        {
            return null;
        }

        var was = row.TypeNames.Count > 0 ? Bare(row.TypeNames[0]) : string.Empty;
        return was == ApiAnswer ? throw new ArgumentException($"What Invoke-VpsApi wrote does not name a {noun}, because it may be anything: {instead}.")
            : was == type.FullName ? new ServerRow(Cells(row), type)
            : TypesOfRows.Contains(was) ? new ServerRow(Cells(row))
            : throw new ArgumentException($"An object of type {was} does not name a {noun}, whatever its properties: {instead}.");
    }

    /// <summary>The id that a value of this row is; null for anything else.</summary>
    public VpsId? ReadId(object? value) => _wasServer ? IdValue.OfServer(value) : IdValue.Of(value);

    /// <summary>Refuses what belongs to a server, as a snapshot does, and is none.</summary>
    /// <exception cref="ArgumentException">It names another server than it says to be.</exception>
    public void RefuseBelonging()
    {
        foreach (var field in _fields.Where(field => Owners.Contains(string.Concat(field.Key.Where(char.IsLetterOrDigit)).ToUpperInvariant())))
        {
            var owner = NotEmpty(field.Value);
            if (owner is not null && !IsThisOne(owner))
            {
                throw new ArgumentException(
                    $"The object's property {TextCleaner.Neutralize(field.Key)} is {ServerReference.Describe(owner)}, so it is something of that server and no server: "
                    + "give the server's id or name itself.");
            }
        }
    }

    /// <summary>Whether a reference to a server means the one that this row says to be.</summary>
    private bool IsThisOne(object owner) =>
        (Id is { } own && ReadId(own) is { } id && (ReadId(owner) ?? IdOf(owner)) == id)
        || (owner is string text && IdValue.Of(text) is null && string.Equals(text.Trim(), Name, StringComparison.OrdinalIgnoreCase));

    private static VpsId? IdOf(object owner) =>
        (owner is PSObject wrapped ? wrapped.BaseObject : owner) is VpsServer server ? server.Key
        : Of(owner) is { Id: { } nested } row ? row.ReadId(nested)
        : null;

    private static IEnumerable<KeyValuePair<string, object?>> Cells(PSObject row) =>
        row.Properties.Select(property => new KeyValuePair<string, object?>(property.Name, property.Value));

    private static string Bare(string type)
    {
        while (Prefixes.FirstOrDefault(prefix => type.StartsWith(prefix, StringComparison.Ordinal)) is { } prefix)
        {
            type = type.Substring(prefix.Length);
        }

        return type;
    }

    /// <summary>The value of a cell; null also where a script wrote nothing for it, as <c>if ($false) { }</c> does: that is an object to everybody else.</summary>
    private static object? NotEmpty(object? value)
    {
        var bare = ReferenceEquals(value, AutomationNull.Value) ? null : value is PSObject wrapped ? wrapped.BaseObject : value;
        return bare is null || (bare is string text && string.IsNullOrWhiteSpace(text)) ? null : bare as string ?? value;
    }

    /// <exception cref="ArgumentException">A dictionary that minds the case has several.</exception>
    private object? Field(string name)
    {
        var found = _fields.Where(field => string.Equals(field.Key, name, StringComparison.OrdinalIgnoreCase)).ToArray();
        return found.Length <= 1 ? found.FirstOrDefault().Value : throw new ArgumentException($"The object has {found.Length} properties {name}: give one.");
    }
}
