namespace VpsOrg.Client;

/// <summary>A body is not what was expected.</summary>
internal sealed class UnreadableBodyException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The body's first bytes, where it came from the network: they are not yet harmless.</summary>
    public byte[] Head { get; set; } = [];

    /// <summary>Whether the body can be read, and speaks against what was asked: it says no, or is about something else.</summary>
    public bool SaysNo { get; init; }
}
