namespace VpsOrg.Client;

/// <summary>
/// The server that a write is about, as it is just before: so that the trail tells its name and what is changed. To tell more is no
/// reason to do less: where it cannot be read, or not soon, the write goes on without.
/// </summary>
/// <param name="Server">The server; null where it was not read.</param>
/// <param name="Failure">Why it could not be read.</param>
internal sealed record TrailLook(VpsServer? Server = null, string? Failure = null)
{
    private const int LongestText = 256;

    /// <summary>Nobody who stops a server in an emergency waits longer for the name of what is stopped.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    /// <summary>What is gone with a server: the fields of an order, and where it was reached.</summary>
    private static readonly string[] Lost =
        [WireNames.Hostname, WireNames.BackupsEnabled, WireNames.PlanId, WireNames.OsId, WireNames.Location, WireNames.IPAddress];

    /// <summary>The server's name.</summary>
    public string? Name => Bounded(Server?.Name) as string;

    /// <summary>Reads the server, unless the guards have just done so.</summary>
    public static async Task<TrailLook> TakeAsync(ISendStep step, ApiRequest request, CallContext call)
    {
        if (request.ServerId is not { } id || call.Guarded is not null)
        {
            return new TrailLook(call.Guarded);
        }

        var share = TimeSpan.FromTicks(call.Remaining.Ticks / 4); // The rest is the write's own.
        try
        {
            return new TrailLook(await ServerLook.ReadAsync(step, id, call, share < Longest ? share : Longest).ConfigureAwait(false));
        }
        catch (VpsException exception)
        {
            return new TrailLook(Failure: exception.Message);
        }
    }

    /// <summary>What the server has of the fields that are sent; where it is deleted, what is gone with it. Only what it says. What is sent elsewhere,
    /// as the name of a snapshot, is no field of the server.</summary>
    public IReadOnlyDictionary<string, object?> Before(ApiRequest request, IEnumerable<string> sent)
    {
        var before = new Dictionary<string, object?>(StringComparer.Ordinal);
        if (Server is { } server && request.BarePath.StartsWith(Routes.Servers, StringComparison.OrdinalIgnoreCase))
        {
            var isDeleted = request.Method == HttpMethod.Delete && request.BarePath == Routes.Server(server.Key);
            foreach (var field in isDeleted ? Lost : sent)
            {
                if (Read(server, field) is { } value)
                {
                    before[field] = Bounded(value);
                }
                else if (field == WireNames.Hostname && !isDeleted)
                {
                    before[field] = null; // A server in detail has none where it names none.
                }
            }
        }

        return before;
    }

    private static object? Read(VpsServer server, string field) => field switch
    {
        WireNames.Name => server.Name,
        WireNames.Hostname => server.Hostname,
        WireNames.BackupsEnabled => server.BackupsEnabled,
        WireNames.PlanId => server.PlanId,
        WireNames.OsId => server.OsId,
        WireNames.Location => server.Location,
        WireNames.IPAddress => server.IPAddress,
        _ => null,
    };

    private static object? Bounded(object? value) => value is string text ? TextCleaner.Shorten(text, LongestText) : value;
}
