namespace VpsOrg.Sandbox;

/// <summary>How a simulated VPS.org account starts and behaves. An account takes a copy, so later changes here have no effect on it.</summary>
public sealed class SandboxOptions
{
    /// <summary>
    /// The id of the first server unless an option says otherwise: far from the ids of any account, and within 32 bits, so
    /// that what is left over from a rehearsal names nothing in production.
    /// </summary>
    public const long DefaultFirstServerId = 900_000_001;

    /// <summary>The id of the first snapshot unless an option says otherwise: no server of the sandbox and no account has ids like it.</summary>
    public const long DefaultFirstSnapshotId = 910_000_001;

    /// <summary>The id of the first backup unless an option says otherwise.</summary>
    public const long DefaultFirstBackupId = 920_000_001;

    /// <summary>What all UUIDs of the sandbox have in common, and no other UUID has but by chance.</summary>
    public const string MiddleOfUuids = "-5a6d-4b1d-8c5e-";

    private const long LargestFirstId = 9_000_000_000_000_000_000;

    /// <summary>The one bearer token that the account accepts. Tokens of VPS.org start with <c>vps_</c>.</summary>
    public string Token { get; set; } = "vps_sandbox";

    /// <summary>The e-mail address that <c>GET account/me/</c> names.</summary>
    public string AccountEmail { get; set; } = "sandbox@example.com";

    /// <summary>
    /// How long a server is <c>provisioning</c>, <c>starting</c>, <c>stopping</c> or <c>rebooting</c>.
    /// The documentation says 2 to 5 minutes for a new server; the sandbox is quicker.
    /// </summary>
    public TimeSpan TransitionDelay { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// How long a snapshot is <c>in_progress</c>; null for as long as <see cref="TransitionDelay"/>. The documentation says 3 to 10 minutes.
    /// </summary>
    public TimeSpan? SnapshotDelay { get; set; }

    /// <summary>
    /// How long a server is <c>restoring</c>; null for as long as <see cref="TransitionDelay"/>. The documentation says 5 to 15 minutes.
    /// </summary>
    public TimeSpan? RestoreDelay { get; set; }

    /// <summary>
    /// The status of a server after a restore. The documentation does not say it. Invented: the restore has stopped it, and nothing starts it.
    /// </summary>
    public string StatusAfterRestore { get; set; } = "stopped";

    /// <summary>The money of the account, in the currency of the plans' monthly prices. A deployment takes one month's price.</summary>
    public decimal Credits { get; set; } = 1000m;

    /// <summary>
    /// How many servers there are at first. The first two are those of VPS.org's documentation; any more are generated,
    /// always the same ones.
    /// </summary>
    public int ServerCount { get; set; } = 2;

    /// <summary>What kind of ids servers, snapshots and backups get.</summary>
    public SandboxServerIds ServerIds { get; set; }

    /// <summary>
    /// The id of the first of the documentation's two servers, where ids are integers; all others, new ones included, follow it in the
    /// order in which they come. Null for <see cref="DefaultFirstServerId"/>; the documentation's is 12345.
    /// </summary>
    public long? FirstServerId { get; set; }

    /// <summary>The id of the first snapshot, where ids are integers; all others follow it. Null for <see cref="DefaultFirstSnapshotId"/>.</summary>
    public long? FirstSnapshotId { get; set; }

    /// <summary>The id of the first of the documentation's backups, where ids are integers; its others are the fifth and the seventh. Null for <see cref="DefaultFirstBackupId"/>.</summary>
    public long? FirstBackupId { get; set; }

    /// <summary>How long a new server, or a new snapshot, is missing from its list.</summary>
    public TimeSpan ListLag { get; set; }

    /// <summary>How long a new server's detail is not found. What is done to it by its id in that time is done all the same.</summary>
    public TimeSpan DetailLag { get; set; }

    /// <summary>How many requests the account answers in any one second; it answers 429 to any more. Null for no limit.</summary>
    public int? RequestsPerSecond { get; set; }

    /// <summary>The <c>Retry-After</c> of a 429 that <see cref="RequestsPerSecond"/> causes; null for none.</summary>
    public int? RetryAfterSec { get; set; } = 1;

    /// <summary>
    /// How many servers, snapshots or backups a list request without <c>page</c> gets: everything when null. With a value, <c>count</c> is still the
    /// whole number, which is how a client that reads one page loses some. It is the page size where a request names none, too (else 20).
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
        RequireTime(TransitionDelay, nameof(TransitionDelay));
        RequireTime(SnapshotDelay ?? TransitionDelay, nameof(SnapshotDelay));
        RequireTime(RestoreDelay ?? TransitionDelay, nameof(RestoreDelay));
        RequireTime(Latency, nameof(Latency));
        RequireTime(ListLag, nameof(ListLag));
        RequireTime(DetailLag, nameof(DetailLag));
        Require(RequestsPerSecond is null or > 0, nameof(RequestsPerSecond), "must be null or at least 1");
        Require(RetryAfterSec is null or >= 0, nameof(RetryAfterSec), "must be null or at least 0");
        Require(ServerCount >= 0, nameof(ServerCount), "must not be negative");
        Require(PageSize is null or > 0, nameof(PageSize), "must be null or at least 1");
        Require(!string.IsNullOrWhiteSpace(StatusAfterRestore), nameof(StatusAfterRestore), "must not be blank");
        RequireId(FirstServerId, nameof(FirstServerId));
        RequireId(FirstSnapshotId, nameof(FirstSnapshotId));
        RequireId(FirstBackupId, nameof(FirstBackupId));
        Require(Enum.IsDefined(typeof(SandboxServerIds), ServerIds), nameof(ServerIds), "must be one of the kinds");
        return Copy();
    }

    private static void RequireTime(TimeSpan time, string option) =>
        Require(time >= TimeSpan.Zero && time.TotalMilliseconds <= int.MaxValue, option, "must be from zero to 24 days");

    private static void RequireId(long? id, string option) =>
        Require(id is null or (>= 1 and <= LargestFirstId), option, "must be null or from 1 to 9,000,000,000,000,000,000");

    private static void Require(bool fulfilled, string option, string rule)
    {
        if (!fulfilled)
        {
            throw new ArgumentException($"{option} {rule}.", option);
        }
    }
}
