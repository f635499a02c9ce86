namespace VpsOrg.Client;

/// <summary>
/// The audit trail of a session. Other processes may keep the same one: their orders are read back from it, where the file
/// can be read and locked; where not, that is told once.
/// </summary>
internal sealed class Trail(string path, Clock clock, string host, Func<string?> account, TextCleaner cleaner)
{
    private readonly TrailFile _file = new(path, clock);
    private int _isTold;

    public string Path => _file.Path;

    /// <summary>The lines of a write.</summary>
    public TrailEntry Entry(ApiRequest request, TrailLook look) => new(request, host, account(), look, cleaner);

    /// <summary>Whether a line is of this host, and of this account as far as both are known.</summary>
    public bool IsOf(TrailLine line) =>
        string.Equals(line.Text("host"), host, StringComparison.OrdinalIgnoreCase)
        && (account() is not { } own || line.Text("account") is not { } other || string.Equals(own, other, StringComparison.OrdinalIgnoreCase));

    /// <summary>Appends a line.</summary>
    public Task AppendAsync(string line, CancellationToken cancellationToken) => _file.AppendAsync(line, cancellationToken);

    /// <summary>Appends the first line of an order, where the orders of other processes allow it.</summary>
    /// <returns>False where they do not.</returns>
    public async Task<bool> BeginAsync(string line, Func<TrailOrders, bool> mayBegin, CancellationToken cancellationToken)
    {
        if (await OrNothing(_file.AppendWhereAsync(line, mayBegin, cancellationToken)).ConfigureAwait(false) is { } began)
        {
            return began;
        }

        await _file.AppendAsync(line, cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>The orders of a name that the trail tells of; null where it cannot be read back.</summary>
    public async Task<IReadOnlyList<TrailOrder>?> OrdersOfAsync(string name, ICallTrace trace, CancellationToken cancellationToken)
    {
        var orders = await OrNothing(_file.ReadAsync(all => Of(all, name), cancellationToken)).ConfigureAwait(false);
        if (orders is null && Interlocked.Exchange(ref _isTold, 1) == 0)
        {
            trace.Write(TraceLevel.Warning, $"The audit trail {Path} cannot be locked or read back: orders of other processes are not seen, and may be for the same servers.");
        }

        return orders;
    }

    /// <summary>Those of a name among all.</summary>
    public IReadOnlyList<TrailOrder> Of(TrailOrders orders, string name) => orders.Of(host, account(), name);

    /// <summary>Notes what became of an order whose outcome was unknown. It is of use to other processes only: one line less is no failure.</summary>
    public async Task SettleAsync(string write, string name, VpsId? made, ICallTrace trace)
    {
        try
        {
            await _file.AppendAsync(TrailEntry.Settled(clock.UtcNow, write, host, name, made), CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            trace.Write(TraceLevel.Verbose, $"The audit trail {Path} could not be written ({exception.Message}): other processes do not learn what became of the order of '{name}'.");
        }
    }

    /// <summary>What may be appended to may not be readable: then there is nothing to read.</summary>
    private static async Task<T?> OrNothing<T>(Task<T?> reading)
    {
        try
        {
            return await reading.ConfigureAwait(false);
        }
        catch (UnauthorizedAccessException)
        {
            return default;
        }
    }
}
