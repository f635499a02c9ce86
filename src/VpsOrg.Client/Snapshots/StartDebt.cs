namespace VpsOrg.Client;

/// <summary>A start that is owed to a server: it was stopped, or is about to be, only for as long as something takes.</summary>
/// <param name="Write">What tells it from other lines of the trail.</param>
/// <param name="Server">The server, by the name that it had.</param>
/// <param name="Time">When it was stopped.</param>
/// <param name="Owner">The process that stopped it.</param>
internal sealed record StartDebt(string Write, ServerIdentity Server, DateTimeOffset Time, TrailOwner Owner)
{
    /// <summary>By when whoever stopped it has surely ended; null where that is not known.</summary>
    public DateTimeOffset? Due { get; init; }

    /// <summary>Whether whoever stopped it has said that it did not start it again.</summary>
    public bool IsGivenUp { get; init; }

    /// <summary>The lines of this process's own debt; null of any other, and where no trail is kept.</summary>
    public TrailEntry? Entry { get; init; }

    /// <summary>Whether nobody is about to pay it.</summary>
    public bool IsAbandoned(DateTimeOffset now) => IsGivenUp || Owner.IsDead || Due is null || now > Due;
}
