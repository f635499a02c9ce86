namespace VpsOrg.Client;

/// <summary>No connection to the API, or it was lost before the whole answer came.</summary>
public sealed class VpsConnectionException : VpsException
{
    internal VpsConnectionException(string message, FailureContext context, bool wasSent, bool isPermanent = false, Exception? inner = null)
        : base(message, context, inner)
    {
        WasSent = wasSent;
        IsTransient = !isPermanent;
    }

    /// <summary>Whether the request may have left the machine; false where no connection was made.</summary>
    public bool WasSent { get; }

    internal override bool IsTransient { get; }
}
