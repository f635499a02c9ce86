using System.Globalization;

namespace VpsOrg.Client;

/// <summary>A line of the audit trail as it was read back. Anybody may have written into the file: what is of no use is as good as absent.</summary>
/// <param name="values">The fields by their names, those of an object within as <c>new.name</c>.</param>
internal sealed class TrailLine(IReadOnlyDictionary<string, object?> values)
{
    /// <summary>A field as text, harmless to show; null where it is absent.</summary>
    public string? Text(string name) =>
        values.TryGetValue(name, out var value) && value is not null ? TextCleaner.Neutralize(Convert.ToString(value, CultureInfo.InvariantCulture)!) : null;

    /// <summary>A whole number, 0 or greater.</summary>
    public long? Number(string name) =>
        long.TryParse(Text(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>An id, as a number or as text.</summary>
    public VpsId? Id(string name) => values.TryGetValue(name, out var value) ? VpsId.Of(value) : null;

    /// <summary>A moment.</summary>
    public DateTimeOffset? Time(string name) =>
        DateTimeOffset.TryParse(Text(name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    /// <summary>The process that wrote it, as far as it says.</summary>
    public TrailOwner Owner => new(Text("machine"), Number("process") is { } id and <= int.MaxValue ? (int)id : 0, Time("process_start"));

    /// <summary>The fields of an object within: texts, whole numbers, flags and null.</summary>
    public IReadOnlyDictionary<string, object?> Within(string name)
    {
        var within = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var pair in values.Where(pair => pair.Key.StartsWith(name + ".", StringComparison.Ordinal)))
        {
            within[TextCleaner.Neutralize(pair.Key.Substring(name.Length + 1))] = pair.Value is string text ? TextCleaner.Neutralize(text) : pair.Value;
        }

        return within;
    }
}
