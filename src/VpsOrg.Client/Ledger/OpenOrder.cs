namespace VpsOrg.Client;

/// <summary>An order that was sent, and what must hold for a server to be its own.</summary>
internal sealed class OpenOrder
{
    private readonly CreateServerRequest? _order;
    private readonly Func<VpsId, bool> _wasThere;

    /// <summary>An order.</summary>
    /// <param name="order">What was ordered.</param>
    /// <param name="wasThere">Whether a server was there before the order.</param>
    public OpenOrder(CreateServerRequest order, Func<VpsId, bool> wasThere)
        : this(order.Name, order, wasThere)
    {
    }

    private OpenOrder(string name, CreateServerRequest? order, Func<VpsId, bool> wasThere)
    {
        Name = name;
        _order = order;
        _wasThere = wasThere;
    }

    public string Name { get; }

    /// <summary>What tells it from other writes in the trail; null where it stands in none.</summary>
    public string? Write { get; init; }

    /// <summary>The trail that it stands in; null where it stands in none.</summary>
    public string? Trail { get; init; }

    /// <summary>When it was sent: on the wall clock, and on the monotonic one.</summary>
    public (DateTimeOffset Wall, TimeSpan Monotonic) Sent { get; set; }

    /// <summary>Why nobody knows what became of it; null while it is in flight.</summary>
    public string? Doubt { get; set; }

    /// <summary>The servers that may be its own, as far as they were seen.</summary>
    public IReadOnlyList<VpsId> Candidates { get; set; } = [];

    /// <summary>An order that was answered with a server which was never seen: only that server can be its own.</summary>
    public static OpenOrder Unseen(string name, MadeServer made, string doubt) =>
        new(name, order: null, id => id != made.Id) { Sent = made.Ordered, Doubt = doubt, Candidates = [made.Id] };

    /// <summary>An order of another process, of which the trail tells the name and the time.</summary>
    public static OpenOrder Elsewhere(string name, string trail, string write, (DateTimeOffset Wall, TimeSpan Monotonic) sent, string doubt) =>
        new(name, order: null, _ => false) { Trail = trail, Write = write, Sent = sent, Doubt = doubt };

    /// <summary>Whether a server was there before the order.</summary>
    public bool WasThere(VpsId id) => _wasThere(id);

    /// <summary>Whether a server may be the one that it asked for.</summary>
    /// <param name="server">As a list shows it.</param>
    /// <param name="serverNow">The API's time at the end of that list; null where it told none.</param>
    /// <param name="now">The monotonic clock then.</param>
    public bool Fits(VpsServer server, DateTimeOffset? serverNow, TimeSpan now) =>
        string.Equals(server.Name, Name, StringComparison.OrdinalIgnoreCase)
        && !WasThere(server.Key)
        && (_order is null || HasWhatWasOrdered(server, _order))
        && server.CreatedAtUtc is { } created
        && LatestOf(created) >= Earliest(serverNow, now);

    private static bool HasWhatWasOrdered(VpsServer server, CreateServerRequest order) =>
        server.Plan?.Key == order.PlanId
        && server.OS?.Key == order.OsId
        && string.Equals(server.Location, order.Location, StringComparison.OrdinalIgnoreCase);

    /// <summary>A time that shows whole seconds only may be anywhere in its second.</summary>
    private static DateTime LatestOf(DateTime created) =>
        created.Ticks % TimeSpan.TicksPerSecond != 0 || DateTime.MaxValue - created < TimeSpan.FromSeconds(1) ? created : created.AddTicks(TimeSpan.TicksPerSecond - 1);

    /// <summary>The earliest that its server can be made, by the API's own clock where it told its time.</summary>
    private DateTime Earliest(DateTimeOffset? serverNow, TimeSpan now)
    {
        var (known, back) = serverNow is { } told ? (told, now - Sent.Monotonic) : (Sent.Wall, TimeSpan.Zero);
        return known - DateTimeOffset.MinValue > back ? (known - back).UtcDateTime : DateTime.MinValue;
    }
}
