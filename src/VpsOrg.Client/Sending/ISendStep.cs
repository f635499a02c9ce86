namespace VpsOrg.Client;

/// <summary>One step of the send funnel. Each has one reason to exist and hands on to the next.</summary>
internal interface ISendStep
{
    /// <summary>Sends a request, or does what this step is for and lets the next one send it.</summary>
    /// <exception cref="VpsException">The request failed.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    Task<ApiAnswer<T>> SendAsync<T>(ApiRequest<T> request, CallContext call);
}
