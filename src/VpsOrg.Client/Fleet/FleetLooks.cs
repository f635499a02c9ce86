namespace VpsOrg.Client;

/// <summary>What a look at one server brought: the server, or why there is none.</summary>
/// <param name="Server">The server's detail.</param>
/// <param name="Failure">Why it could not be read.</param>
internal sealed record FleetLook(VpsServer? Server, VpsException? Failure)
{
    /// <summary>Whether the API says that there is no such server.</summary>
    public bool IsGone => Failure is VpsNotFoundException;
}

/// <summary>Reads the details of servers, several at once. One that cannot be read does not keep the others from it.</summary>
/// <param name="client">Reads them.</param>
/// <param name="atOnce">How many at once.</param>
internal sealed class FleetLooks(VpsClient client, int atOnce)
{
    /// <summary>Reads them all.</summary>
    /// <param name="ids">The servers, each once.</param>
    /// <param name="note">Is told of each look that begins (true) and ends (false).</param>
    /// <param name="trace">Where the calls tell what they do.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="VpsUnauthorizedException">The token was rejected: it is for all of them.</exception>
    public async Task<IReadOnlyDictionary<VpsId, FleetLook>> ReadAsync(
        IReadOnlyCollection<VpsId> ids, Action<bool> note, ICallTrace? trace, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var slots = new SemaphoreSlim(atOnce);
        var looks = await Task.WhenAll(ids.Select(async id => (Id: id, Look: await LookAsync(id, slots, note, trace, stop).ConfigureAwait(false)))).ConfigureAwait(false);
        return looks.ToDictionary(one => one.Id, one => one.Look);
    }

    private async Task<FleetLook> LookAsync(VpsId id, SemaphoreSlim slots, Action<bool> note, ICallTrace? trace, CancellationTokenSource stop)
    {
        await slots.WaitAsync(stop.Token).ConfigureAwait(false);
        note(true);
        try
        {
            return new FleetLook(await client.GetServerAsync(id, trace, stop.Token).ConfigureAwait(false), null);
        }
        catch (VpsException exception) when (exception is not VpsUnauthorizedException and not VpsClientClosedException)
        {
            return new FleetLook(null, exception);
        }
        catch (VpsException)
        {
            stop.CancelAll();
            throw;
        }
        finally
        {
            note(false);
            slots.Release();
        }
    }
}
