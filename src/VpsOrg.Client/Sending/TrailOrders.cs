namespace VpsOrg.Client;

/// <summary>The orders of a trail that are open, of unknown outcome, or have made a server that was not deleted since.</summary>
internal sealed class TrailOrders
{
    private readonly Dictionary<string, TrailOrder> _orders = new(StringComparer.Ordinal);

    /// <summary>Those that may be about one server.</summary>
    public IReadOnlyList<TrailOrder> Of(string host, string? account, string name) =>
        _orders.Values.Where(order => order.IsOf(host, account, name)).ToArray();

    /// <summary>Takes the next line.</summary>
    public void Take(string line)
    {
        var mayMatter = line.IndexOf("\"create\"", StringComparison.Ordinal) >= 0 || line.IndexOf("\"delete\"", StringComparison.Ordinal) >= 0;
        if (!mayMatter || TrailLineReader.Read(line) is not { } fields || Text(fields, "write") is not { } write)
        {
            return;
        }

        switch ((Text(fields, "phase"), Text(fields, "verb")))
        {
            case ("begin", "create"):
                Begin(write, fields);
                break;
            case ("end" or "settled", "create") when _orders.TryGetValue(write, out var order):
                End(order, Text(fields, "outcome"), VpsId.Of(Text(fields, "id")));
                break;
            case ("end", "delete") when Text(fields, "outcome") == "done" && VpsId.Of(Text(fields, "id")) is { } id:
                Forget(id, Text(fields, "host"));
                break;
        }
    }

    private static string? Text(Dictionary<string, string> fields, string name) => fields.TryGetValue(name, out var text) ? text : null;

    private void Begin(string write, Dictionary<string, string> fields)
    {
        if (Text(fields, "host") is { } host && Text(fields, "name") is { } name && TrailLineReader.Time(Text(fields, "time")) is { } time)
        {
            var process = TrailLineReader.Number(Text(fields, "process")) is { } id and <= int.MaxValue ? (int)id : 0;
            var owner = new TrailOwner(Text(fields, "machine"), process, TrailLineReader.Time(Text(fields, "process_start")));
            _orders[write] = new TrailOrder(write, host, Text(fields, "account"), name, time, owner);
        }
    }

    private void End(TrailOrder order, string? outcome, VpsId? id)
    {
        if (outcome == "unknown" || (outcome == "cancelled" && order.Owner.Machine is null)) // A version that told no machine said so of what may have arrived, too.
        {
            _orders[order.Write] = order with { HasEnded = true };
        }
        else if (outcome is "done" or "made" && id is not null)
        {
            _orders[order.Write] = order with { HasEnded = true, Made = id };
        }
        else
        {
            _orders.Remove(order.Write);
        }
    }

    private void Forget(VpsId id, string? host)
    {
        foreach (var order in _orders.Values.Where(order => order.Made == id && string.Equals(order.Host, host, StringComparison.OrdinalIgnoreCase)).ToArray())
        {
            _orders.Remove(order.Write);
        }
    }
}
