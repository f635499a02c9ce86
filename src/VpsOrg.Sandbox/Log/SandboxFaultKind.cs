namespace VpsOrg.Sandbox;

/// <summary>What goes wrong with a request. "Acting" is doing what the request asks for: the account changes, the client may not learn of it.</summary>
public enum SandboxFaultKind
{
    /// <summary>Answers with the fault's status and body, without acting.</summary>
    Status,

    /// <summary>Acts, then answers with the fault's status and body: a gateway that gave up too early (502, 504).</summary>
    StatusAfterActing,

    /// <summary>The connection is lost without an answer, and nothing was done.</summary>
    CutBeforeActing,

    /// <summary>The connection is lost without an answer, but the request was carried out.</summary>
    CutAfterActing,

    /// <summary>Never answers, and does nothing, until the caller gives up.</summary>
    Hang,

    /// <summary>Acts, then never answers until the caller gives up.</summary>
    HangAfterActing,

    /// <summary>
    /// Holds the request until it is released (<c>ReleaseHeld</c> of the account); then acts as ever, or answers with the fault's status
    /// and body where it has them.
    /// </summary>
    Hold,

    /// <summary>Acts, then holds the answer until it is released: the true one, or the fault's status and body where it has them.</summary>
    HoldAfterActing,

    /// <summary>Acts, sends half of the true body, then the connection is lost.</summary>
    TruncateBody,

    /// <summary>Acts, sends half of the true body, then is silent until the caller gives up.</summary>
    StallBody,

    /// <summary>Acts, then sends the true body one byte at a time, each after the fault's delay.</summary>
    DripBody,

    /// <summary>Answers 200 (or the fault's status) with the fault's body and content type, without acting.</summary>
    Body,

    /// <summary>Acts, then sends the true status without any body.</summary>
    EmptyBody,

    /// <summary>
    /// Acts, then sends the true answer in which the fault's status, body, content type, headers and edits, as far as there are any, take
    /// the place of its own: a redirect after acting, an order answered with another server, a refusal of what was done.
    /// </summary>
    Alter,

    /// <summary>Waits for the fault's delay, then acts as ever.</summary>
    Delay,
}
