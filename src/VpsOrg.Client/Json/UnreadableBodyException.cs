namespace VpsOrg.Client;

/// <summary>A body is not what was expected.</summary>
internal sealed class UnreadableBodyException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The body's first bytes, where it came from the network: they are not yet harmless.</summary>
    public byte[] Head { get; set; } = [];
}
