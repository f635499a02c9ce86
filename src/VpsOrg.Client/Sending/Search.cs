namespace VpsOrg.Client;

/// <summary>
/// How a write that must not be sent again is looked for elsewhere, where its answer is lost or is a success that the API does
/// not document.
/// </summary>
internal abstract class Search<T>
{
    /// <summary>What is looked for, in a few words.</summary>
    public abstract string What { get; }

    /// <summary>Whether an answer that says no, or is about something else, stands whatever a look would show.</summary>
    public virtual bool MindsNo => true;

    /// <summary>Whether an answer is proof enough.</summary>
    public abstract bool IsProof(ApiAnswer<T> answer);

    /// <summary>How loud it is told that a look showed the write.</summary>
    public virtual TraceLevel Level => TraceLevel.Warning;

    /// <summary>What the write comes to, where a failure proves that an earlier attempt did it.</summary>
    public virtual T? Proven(VpsException failure) => default;

    /// <summary>Looks once.</summary>
    /// <param name="answered">What the answer said, where it could be read.</param>
    /// <param name="trace">Where the look tells what it does.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public abstract Task<Finding<T>> LookAsync(T? answered, ICallTrace? trace, CancellationToken cancellationToken);

    /// <summary>What it comes to where no look shows it.</summary>
    /// <param name="cause">Why it had to be looked for.</param>
    /// <param name="seen">What the last look showed, in a sentence.</param>
    public abstract VpsException NotFound(VpsException cause, string seen);
}

/// <summary>What a look for a write came to.</summary>
/// <param name="IsThere">Whether it shows the write.</param>
/// <param name="Value">What the write comes to, where it does.</param>
/// <param name="Seen">What it shows, in a sentence.</param>
internal sealed record Finding<T>(bool IsThere, T? Value, string Seen)
{
    /// <summary>Whether to look again would make it no clearer.</summary>
    public bool IsLast { get; init; }

    public static Finding<T> There(T value, string seen) => new(true, value, seen);

    public static Finding<T> NotYet(string seen) => new(false, default, seen);
}
