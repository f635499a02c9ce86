namespace VpsOrg.Client;

/// <summary>
/// Where one call tells what it does. A trace belongs to a call, never to a session, and is called on any thread.
/// </summary>
public interface ICallTrace
{
    /// <summary>Whether texts of a level are wanted: what nobody reads is not made.</summary>
    /// <param name="level">The level.</param>
    bool Wants(TraceLevel level);

    /// <summary>Takes a text, already free of secrets and control characters.</summary>
    /// <param name="level">The level.</param>
    /// <param name="text">One line, or several at <see cref="TraceLevel.Debug"/>.</param>
    void Write(TraceLevel level, string text);

    /// <summary>Takes how far a list has come.</summary>
    /// <param name="received">Servers received so far.</param>
    /// <param name="expected">Servers that the API counts.</param>
    void Report(int received, long expected);
}

/// <summary>What kind of reader a trace text is for.</summary>
public enum TraceLevel
{
    /// <summary>One line a request, and one a retry.</summary>
    Verbose,

    /// <summary>Headers and bodies.</summary>
    Debug,

    /// <summary>What an admin should know although the call succeeds.</summary>
    Warning,
}
