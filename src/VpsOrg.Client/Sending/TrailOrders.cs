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
        if (!mayMatter || TrailLineReader.Read(line) is not { } read || read.Text("write") is not { } write)
        {
            return;
        }

        switch ((read.Text("phase"), read.Text("verb")))
        {
            case ("begin", "create"):
                Begin(write, read);
                break;
            case ("end" or "settled", "create") when _orders.TryGetValue(write, out var order):
                End(order, read.Text("outcome"), read.Id("id"));
                break;
            case ("end", "delete") when read.Text("outcome") == "done" && read.Id("id") is { } id:
                Forget(id, read.Text("host"));
                break;
        }
    }

    private void Begin(string write, TrailLine line)
    {
        if (line.Text("host") is { } host && line.Text("name") is { } name && line.Time("time") is { } time)
        {
            _orders[write] = new TrailOrder(write, host, line.Text("account"), name, time, line.Owner);
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
