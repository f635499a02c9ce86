namespace VpsOrg.Client;

/// <summary>A server, read on the way of another call and on its time.</summary>
internal static class ServerLook
{
    /// <summary>The request for a server in detail.</summary>
    public static ApiRequest<VpsServer> Question(VpsId id) =>
        new(HttpMethod.Get, Routes.Server(id), ServerReader.For(id, isWrite: false)) { ServerId = id };

    /// <summary>Reads it.</summary>
    /// <param name="step">Sends the reading.</param>
    /// <param name="id">The server.</param>
    /// <param name="call">The call on whose time it is read.</param>
    /// <param name="most">So much of that time at most; null allows all of it.</param>
    /// <exception cref="VpsException">It could not be read; what describes another server is no description of this one.</exception>
    public static async Task<VpsServer> ReadAsync(ISendStep step, VpsId id, CallContext call, TimeSpan? most = null)
    {
        var reading = call.OnTheWay(most);
        var time = reading.Remaining;
        try
        {
            return (await step.SendAsync(Question(id), reading).ConfigureAwait(false)).Value;
        }
        finally
        {
            call.Spend(time - reading.Remaining);
        }
    }
}
