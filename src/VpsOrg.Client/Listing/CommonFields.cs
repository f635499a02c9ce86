using System.Collections.ObjectModel;

namespace VpsOrg.Client;

/// <summary>
/// Gives all items of one list the unknown fields that any of them has, null where the API left one out: a table takes its
/// columns from its first row. A list without unknown fields stays as it is and costs one look at each item.
/// </summary>
internal static class CommonFields
{
    /// <summary>Fills in the fields of a whole list, in the order in which the list first names them.</summary>
    public static void Share<T>(IReadOnlyList<T> items)
        where T : IOpenModel
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var names = items.Where(item => item.AdditionalProperties.Count > 0).SelectMany(item => item.AdditionalProperties.Keys).Where(seen.Add).ToArray();
        if (names.Length == 0)
        {
            return;
        }

        var none = Fill(NoProperties.Instance, names);
        foreach (var item in items.Where(item => item.AdditionalProperties.Count < names.Length))
        {
            item.AdditionalProperties = item.AdditionalProperties.Count == 0 ? none : Fill(item.AdditionalProperties, names);
        }
    }

    /// <summary>Fills in, on a detail that is not yet anybody else's, the fields that the list before it had.</summary>
    public static void Keep(VpsServer listed, VpsServer detail)
    {
        if (listed.AdditionalProperties.Count > 0)
        {
            detail.AdditionalProperties = Fill(detail.AdditionalProperties, listed.AdditionalProperties.Keys.Union(detail.AdditionalProperties.Keys));
        }
    }

    private static ReadOnlyDictionary<string, object?> Fill(IReadOnlyDictionary<string, object?> fields, IEnumerable<string> names) =>
        new(names.ToDictionary(name => name, name => fields.TryGetValue(name, out var value) ? value : null, StringComparer.Ordinal));
}
