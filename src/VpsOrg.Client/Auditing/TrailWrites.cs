namespace VpsOrg.Client;

/// <summary>Joins the lines of a trail: keeps of each write what it waits for, and no write that has ended.</summary>
internal sealed class TrailWrites
{
    private readonly Dictionary<string, TrailWrite> _open = new(StringComparer.Ordinal);
    private readonly HashSet<string> _settled = new(StringComparer.Ordinal);

    /// <summary>Whether lines of this kind are known.</summary>
    public static bool Knows(string? phase) => phase is "begin" or "end" or "settled";

    /// <summary>Takes the next line, and gives the writes of which no more is to be told.</summary>
    public IReadOnlyList<TrailWrite> Take(TrailLine line, long number)
    {
        var id = line.Text("write")!;
        _open.TryGetValue(id, out var known);
        switch (line.Text("phase"))
        {
            case "begin":
                _open[id] = new TrailWrite(id, number) { Begin = line };
                return known is null ? [] : [known]; // Two that call themselves by one name are two.
            case "end":
                return Ended(id, (known ?? new TrailWrite(id, number)) with { End = line });
            default:
                return _settled.Add(id) ? Ended(id, (known ?? new TrailWrite(id, number)) with { Settled = line }) : []; // Each process says what it found out.
        }
    }

    /// <summary>Those that nothing more was told of, in the order in which they began.</summary>
    public IReadOnlyList<TrailWrite> TakeRest()
    {
        var rest = _open.Values.OrderBy(write => write.Line).ToArray();
        _open.Clear();
        return rest;
    }

    /// <summary>What became of an order may still be told later.</summary>
    private IReadOnlyList<TrailWrite> Ended(string id, TrailWrite write)
    {
        if (write.MayBeSettled)
        {
            _open[id] = write;
            return [];
        }

        _open.Remove(id);
        return [write];
    }
}
