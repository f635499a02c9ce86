using System.Globalization;

namespace VpsOrg.Client;

/// <summary>
/// The one family of exceptions, cancellation and wrong arguments aside: a type a cause. What stands on the client adds causes of its
/// own, so that whoever catches this type catches what failed, wherever that was found out.
/// </summary>
public abstract class VpsException : Exception
{
    private string? _aftermath;

    private protected VpsException(string message, FailureContext context, Exception? inner = null)
        : base(message, inner) => Context = context;

    /// <summary>What happened, and what became known since of other work that was under way.</summary>
    public override string Message => _aftermath is null ? base.Message : $"{base.Message} {_aftermath}";

    /// <summary>What is known of the failed call.</summary>
    public FailureContext Context { get; }

    /// <summary>How many times the request was sent or tried; 0 where none was.</summary>
    public int Attempts { get; internal set; }

    /// <summary>Whether the server may have acted on the last or an earlier attempt.</summary>
    public bool MayHaveActed => Context.MayHaveActed || EarlierAttemptMayHaveActed;

    /// <summary>
    /// Whether further orders of the same command are to stay unsent: the credits are used up, or the address answers
    /// orders with redirects, which leave open what became of each.
    /// </summary>
    public virtual bool EndsOrders => false;

    /// <summary>Adds what became of other work that was under way when this happened.</summary>
    internal void Add(string aftermath) => _aftermath = aftermath;

    /// <summary>Whether an attempt before the last one may have reached the server and done its work.</summary>
    internal bool EarlierAttemptMayHaveActed { get; set; }

    /// <summary>How the request ended, in a word or two for a trace: the status where one came.</summary>
    internal virtual string Outcome => Context.StatusCode?.ToString(CultureInfo.InvariantCulture) ?? "no answer";

    /// <summary>Whether the same request may succeed a little later: a lost connection, 408, 502, 503, 504.</summary>
    internal virtual bool IsTransient => false;
}
