using System.Net.Sockets;

namespace VpsOrg.Client;

/// <summary>What one attempt at a port met.</summary>
/// <param name="Finding">What it was.</param>
/// <param name="Words">The same for messages: <c>the connection was refused</c>.</param>
internal sealed record PortReply(PortFinding Finding, string Words)
{
    public static readonly PortReply Open = new(PortFinding.Open, "it is open");
    public static readonly PortReply NotSsh = new(PortFinding.NotSsh, "it accepted the connection, but what it said is not SSH");
    public static readonly PortReply ClosedEarly = new(PortFinding.ClosedEarly, "it accepted the connection and closed it again");
    public static readonly PortReply Silent = new(PortFinding.Silent, "it accepted the connection and said nothing");
    public static readonly PortReply Refused = new(PortFinding.Refused, "the connection was refused");
    public static readonly PortReply NoAnswer = new(PortFinding.NoAnswer, "nothing answered");
    public static readonly PortReply NoRoute = new(PortFinding.NoRoute, "there is no route to it");
    public static readonly PortReply NotResolved = new(PortFinding.NotResolved, "its name was not resolved");

    public bool IsOpen => Finding == PortFinding.Open;

    /// <summary>Whether this shows that nobody listened: not so where somebody accepted, or where the attempt never got as far as the server.</summary>
    public bool IsClosed => Finding is PortFinding.Refused or PortFinding.NoAnswer;

    /// <summary>What a socket's error means.</summary>
    public static PortReply Of(SocketError error) => error switch
    {
        SocketError.ConnectionRefused => Refused,
        SocketError.ConnectionReset or SocketError.ConnectionAborted => ClosedEarly, // Who does not accept refuses: this one accepted first.
        SocketError.TimedOut => NoAnswer,
        SocketError.NetworkUnreachable or SocketError.HostUnreachable or SocketError.HostDown or SocketError.NetworkDown
            or SocketError.AddressNotAvailable or SocketError.AddressFamilyNotSupported => NoRoute,
        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain or SocketError.NoRecovery => NotResolved,
        _ => new PortReply(PortFinding.Failed, $"connecting failed ({error})"),
    };
}

/// <summary>What an attempt at a port met, the nearer to open the later.</summary>
internal enum PortFinding
{
    /// <summary>The host name leads to no address, or to none in time.</summary>
    NotResolved,

    /// <summary>This machine, or a router, knows no way there.</summary>
    NoRoute,

    /// <summary>Connecting failed in a way that says nothing about the port.</summary>
    Failed,

    /// <summary>Nothing answered in time.</summary>
    NoAnswer,

    /// <summary>The host is there, and nobody listens.</summary>
    Refused,

    /// <summary>Somebody accepted, and closed at once; on port 22, before a line that begins with <c>SSH-</c>.</summary>
    ClosedEarly,

    /// <summary>Somebody accepted, and said nothing.</summary>
    Silent,

    /// <summary>Somebody accepted, and said something else than SSH does.</summary>
    NotSsh,

    /// <summary>It accepts connections; port 22 speaks SSH.</summary>
    Open,
}
