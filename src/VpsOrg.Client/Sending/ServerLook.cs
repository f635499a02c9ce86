namespace VpsOrg.Client;

/// <summary>A server, read on the way of another call and on its time.</summary>
internal static class ServerLook
{
    /// <exception cref="VpsException">It could not be read; what describes another server is no description of this one.</exception>
    public static async Task<VpsServer> ReadAsync(ISendStep step, VpsId id, CallContext call)
    {
        var reading = call.OnTheWay();
        try
        {
            var question = new ApiRequest<VpsServer>(HttpMethod.Get, Routes.Server(id), ServerReader.For(id, isWrite: false)) { ServerId = id };
            return (await step.SendAsync(question, reading).ConfigureAwait(false)).Value;
        }
        finally
        {
            call.Spend(call.Remaining - reading.Remaining);
        }
    }
}
