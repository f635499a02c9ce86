using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;

namespace VpsOrg.Client;

/// <summary>
/// Why there was no connection, told by the exceptions inside the platform's: netstandard2.0 has no better word.
/// .NET puts a <see cref="SocketException"/> directly inside where connecting failed, and below an
/// <see cref="IOException"/> where an open connection broke; .NET Framework tells by <see cref="WebException.Status"/>.
/// </summary>
internal sealed class ConnectionCause
{
    private ConnectionCause(string words, bool wasSent, bool isPermanent = false)
    {
        Words = words;
        WasSent = wasSent;
        IsPermanent = isPermanent;
    }

    /// <summary>The cause in a few words; they may quote what the server sent and are to be cleaned.</summary>
    public string Words { get; }

    /// <summary>Whether the request may have left the machine.</summary>
    public bool WasSent { get; }

    /// <summary>Whether trying again cannot help: the certificate will be the same.</summary>
    public bool IsPermanent { get; }

    /// <summary>The platform has no handler for what was asked of it, and will have none when asked again.</summary>
    public static ConnectionCause NotMade(Exception exception) =>
        new("no connection can be set up here: " + exception.Message.TrimEnd('.'), wasSent: false, isPermanent: true);

    public static ConnectionCause Of(Exception exception)
    {
        if (exception is OperationCanceledException)
        {
            return new ConnectionCause("the connection's own handler gave the request up", wasSent: true);
        }

        var wasOpen = false;
        for (var inner = exception; inner is not null; inner = inner.InnerException)
        {
            switch (inner)
            {
                case AuthenticationException:
                    return new ConnectionCause("no secure connection: " + inner.Message, wasSent: false, isPermanent: true);
                case WebException web when Of(web) is { } cause:
                    return cause;
                case WebException web when WasOpen(web.Status):
                    wasOpen = true; // A socket's exception in it is not about connecting.
                    break;
                case IOException:
                    return Lost();
                case SocketException socket when !wasOpen:
                    return new ConnectionCause(WordsFor(socket.SocketErrorCode), wasSent: false);
            }
        }

        return wasOpen ? Lost() : new ConnectionCause(exception.Message, wasSent: true);
    }

    private static ConnectionCause Lost() => new("the connection was lost", wasSent: true);

    private static ConnectionCause? Of(WebException web) => web.Status switch
    {
        // .NET Framework says no more than this of whatever kept it from connecting: its inner exception knows what that was.
        WebExceptionStatus.ConnectFailure => new ConnectionCause(
            web.GetBaseException() is SocketException socket ? WordsFor(socket.SocketErrorCode) : "connecting failed", wasSent: false),
        WebExceptionStatus.NameResolutionFailure or WebExceptionStatus.ProxyNameResolutionFailure =>
            new ConnectionCause("the host name was not resolved", wasSent: false),
        WebExceptionStatus.TrustFailure or WebExceptionStatus.SecureChannelFailure =>
            new ConnectionCause("no secure connection", wasSent: false, isPermanent: true),
        _ => null,
    };

    private static bool WasOpen(WebExceptionStatus status) => status
        is WebExceptionStatus.SendFailure or WebExceptionStatus.ReceiveFailure or WebExceptionStatus.ConnectionClosed
        or WebExceptionStatus.KeepAliveFailure or WebExceptionStatus.PipelineFailure;

    private static string WordsFor(SocketError error) => error switch
    {
        SocketError.ConnectionRefused => "the connection was refused",
        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain => "the host name was not resolved",
        SocketError.NetworkUnreachable or SocketError.HostUnreachable => "the host cannot be reached",
        SocketError.TimedOut => "connecting took too long",
        _ => $"connecting failed ({error})",
    };
}
