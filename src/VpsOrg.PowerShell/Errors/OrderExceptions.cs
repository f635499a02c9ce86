namespace VpsOrg.PowerShell;

/// <summary>An order that was not sent, because an earlier one of the same command had an answer that ends them all.</summary>
internal sealed class OrderNotSentException : VpsException
{
    internal OrderNotSentException(string name, string earlier, VpsException cause)
        : base($"Server '{name}' was not ordered: nothing was sent for it, because the order of '{earlier}' ended the orders of this command ({cause.Message}).", new FailureContext(), cause) =>
        ServerName = name;

    /// <summary>The name of the server that was not ordered.</summary>
    public string ServerName { get; }
}
