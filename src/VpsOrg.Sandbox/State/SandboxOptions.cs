using System.Globalization;

namespace VpsOrg.Sandbox;

/// <summary>How a simulated VPS.org account starts and behaves. An account takes a copy, so later changes here have no effect on it.</summary>
public sealed class SandboxOptions
{
    private const long InProcessFirstServerId = 12345;
    private const long LastFirstServerId = 9_000_000_000_000_000_000;

    /// <summary>Odd, so that every number leads to another first part of a UUID; neighbours look unlike each other.</summary>
    private const uint Scatter = 2_654_435_761;

    /// <summary>The one bearer token that the account accepts. Tokens of VPS.org start with <c>vps_</c>.</summary>
    public string Token { get; set; } = "vps_sandbox";

    /// <summary>The e-mail address that <c>GET account/me/</c> names.</summary>
    public string AccountEmail { get; set; } = "sandbox@example.com";

    /// <summary>
    /// How long a server is <c>provisioning</c>, <c>starting</c>, <c>stopping</c> or <c>rebooting</c>.
    /// The documentation says 2 to 5 minutes for a new server; the sandbox is quicker.
    /// </summary>
    public TimeSpan TransitionDelay { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>The money of the account, in the currency of the plans' monthly prices. A deployment takes one month's price.</summary>
    public decimal Credits { get; set; } = 1000m;

    /// <summary>
    /// How many servers there are at first. The first two are those of VPS.org's documentation; any more are generated,
    /// always the same ones.
    /// </summary>
    public int ServerCount { get; set; } = 2;

    /// <summary>What kind of ids servers get.</summary>
    public SandboxServerIds ServerIds { get; set; }

    /// <summary>
    /// The id of the first of the documentation's two servers, where ids are integers; all others, new ones included, follow it in the
    /// order in which they come. Null for 12345, as in the documentation.
    /// </summary>
    public long? FirstServerId { get; set; }

    /// <summary>
    /// How many servers a list request without <c>page</c> gets: everything when null. With a value, <c>count</c> is still the
    /// whole number, which is how a client that reads one page loses servers. It is the page size where a request names none, too (else 20).
    /// </summary>
    public int? PageSize { get; set; }

    /// <summary>Whether list answers carry <c>next</c> and <c>previous</c>: absolute addresses, as Django REST Framework makes them.</summary>
    public bool LinkPages { get; set; }

    /// <summary>The account's clock, which times everything that happens here by itself.</summary>
    public SandboxClock Clock { get; set; } = SandboxClock.System;

    /// <summary>How long every request takes before it is acted on. A cancelled request stops waiting.</summary>
    public TimeSpan Latency { get; set; }

    /// <summary>Whether <c>GET account/me/</c> exists. Some hosts answer 404.</summary>
    public bool HasAccountEndpoint { get; set; } = true;

    /// <summary>A copy that nobody else holds.</summary>
    /// <returns>The copy.</returns>
    public SandboxOptions Copy() => (SandboxOptions)MemberwiseClone();

    /// <summary>A copy that nobody else holds.</summary>
    /// <exception cref="ArgumentException">A value makes no sense.</exception>
    internal SandboxOptions CheckedCopy()
    {
        Require(!string.IsNullOrWhiteSpace(Token), nameof(Token), "must not be blank");
        Require(AccountEmail is not null, nameof(AccountEmail), "must not be null");
        Require(Clock is not null, nameof(Clock), "must not be null");
        Require(TransitionDelay >= TimeSpan.Zero, nameof(TransitionDelay), "must not be negative");
        Require(Latency >= TimeSpan.Zero && Latency.TotalMilliseconds <= int.MaxValue, nameof(Latency), "must be from zero to 24 days");
        Require(ServerCount >= 0, nameof(ServerCount), "must not be negative");
        Require(PageSize is null or > 0, nameof(PageSize), "must be null or at least 1");
        Require(FirstServerId is null or (>= 1 and <= LastFirstServerId), nameof(FirstServerId), "must be null or from 1 to 9,000,000,000,000,000,000");
        Require(Enum.IsDefined(typeof(SandboxServerIds), ServerIds), nameof(ServerIds), "must be one of the kinds");
        return Copy();
    }

    /// <summary>The id of the server with this number in the account, from 1.</summary>
    internal string ServerIdOf(int number) => ServerIds == SandboxServerIds.Uuid
        ? string.Format(CultureInfo.InvariantCulture, "{0:x8}-5a6d-4b1d-8c5e-{1:x12}", unchecked((uint)number * Scatter), number)
        : ((FirstServerId ?? InProcessFirstServerId) + number - 1).ToString(CultureInfo.InvariantCulture);

    private static void Require(bool fulfilled, string option, string rule)
    {
        if (!fulfilled)
        {
            throw new ArgumentException($"{option} {rule}.", option);
        }
    }
}
