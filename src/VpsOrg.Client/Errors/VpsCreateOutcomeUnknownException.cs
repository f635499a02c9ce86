namespace VpsOrg.Client;

/// <summary>An order was sent, its answer was lost, and the server could not be told apart with certainty.</summary>
public sealed class VpsCreateOutcomeUnknownException : VpsException
{
    internal VpsCreateOutcomeUnknownException(string message, IReadOnlyList<VpsServer> candidates, VpsException cause)
        : base(message, cause.Context, cause) => Candidates = candidates;

    /// <summary>The servers that may be the ordered one; empty where none was seen yet.</summary>
    public IReadOnlyList<VpsServer> Candidates { get; }
}
