namespace VpsOrg.Sandbox;

/// <summary>
/// A TCP port that servers of the account have: a real one, on this machine's loopback. It is open only while its server
/// is <c>active</c>: it closes when the server is stopped, rebooted or deleted. An account takes a copy when it is added.
/// </summary>
public sealed class SandboxPort
{
    /// <summary>The port by its number on the server. On the loopback it has another: <see cref="SandboxAccount.FindPort"/> knows it.</summary>
    public int Number { get; set; } = 22;

    /// <summary>The id or the name of the server that has it, which may be ordered only later; null for every server.</summary>
    public string? Server { get; set; }

    /// <summary>What it does to whoever connects.</summary>
    public SandboxPortKind Kind { get; set; }

    /// <summary>
    /// The port of 127.0.0.1 at which a program of your own stands in for this one, such as an SSH server that can be logged in to;
    /// null where the sandbox itself listens.
    /// </summary>
    public int? StandIn { get; set; }

    /// <summary>How long after its server became <c>active</c> it opens, on the account's clock.</summary>
    public TimeSpan OpensAfter { get; set; }

    /// <summary>How many lines an SSH port says before the one that begins with <c>SSH-</c>.</summary>
    public int LinesBefore { get; set; }

    /// <summary>The port in a few words, such as <c>Silent 22 of web-01</c>.</summary>
    /// <returns>Kind, number and server.</returns>
    public override string ToString() => $"{Kind} {Number} of {Server ?? "*"}";

    /// <summary>A copy that nobody else holds.</summary>
    /// <exception cref="ArgumentException">A value makes no sense.</exception>
    internal SandboxPort CheckedCopy()
    {
        Require(Number is >= 1 and <= 65535, nameof(Number), "must be from 1 to 65535");
        Require(StandIn is null or (>= 1 and <= 65535), nameof(StandIn), "must be null or from 1 to 65535");
        Require(Enum.IsDefined(typeof(SandboxPortKind), Kind), nameof(Kind), "must be one of the kinds");
        Require(OpensAfter >= TimeSpan.Zero && OpensAfter.TotalMilliseconds <= int.MaxValue, nameof(OpensAfter), "must be from zero to 24 days");
        Require(LinesBefore is >= 0 and <= 1000, nameof(LinesBefore), "must be from 0 to 1000");
        return (SandboxPort)MemberwiseClone();
    }

    private static void Require(bool fulfilled, string property, string rule)
    {
        if (!fulfilled)
        {
            throw new ArgumentException($"{property} {rule}.", property);
        }
    }
}
