using System.Net;
using System.Net.Sockets;

namespace VpsOrg.Client.Tests;

/// <summary>What .NET Framework, on which Windows PowerShell runs, does otherwise than .NET.</summary>
public sealed class NetFrameworkTests
{
    [Theory]
    [InlineData(SocketError.ConnectionRefused, "the connection was refused")]
    [InlineData(SocketError.TimedOut, "connecting took too long")]
    [InlineData(SocketError.HostUnreachable, "the host cannot be reached")]
    [InlineData(SocketError.NetworkUnreachable, "the host cannot be reached")]
    [InlineData(SocketError.HostNotFound, "the host name was not resolved")]
    [InlineData(SocketError.AccessDenied, "connecting failed (AccessDenied)")]
    public async Task What_kept_it_from_connecting_is_told_by_the_socket_s_own_error(SocketError error, string words)
    {
        var exception = await FailureAsync(new WebException(
            "Unable to connect to the remote server", new SocketException((int)error), WebExceptionStatus.ConnectFailure, null));

        Assert.Contains(": " + words + ".", exception.Message, StringComparison.Ordinal);
        Assert.False(exception.WasSent);
        Assert.False(exception.MayHaveActed);
    }

    [Fact]
    public async Task A_failure_to_connect_of_unknown_cause_is_not_called_refused()
    {
        var exception = await FailureAsync(new WebException("Unable to connect to the remote server", WebExceptionStatus.ConnectFailure));

        Assert.Contains(": connecting failed.", exception.Message, StringComparison.Ordinal);
        Assert.False(exception.MayHaveActed);
    }

    [Theory]
    [InlineData(WebExceptionStatus.SendFailure)]
    [InlineData(WebExceptionStatus.ReceiveFailure)]
    [InlineData(WebExceptionStatus.KeepAliveFailure)]
    [InlineData(WebExceptionStatus.PipelineFailure)]
    [InlineData(WebExceptionStatus.ConnectionClosed)]
    public async Task An_open_connection_that_broke_may_have_carried_the_request_whatever_its_socket_says(WebExceptionStatus status)
    {
        var bare = await FailureAsync(new WebException("x", status));
        var withSocket = await FailureAsync(new WebException("x", new SocketException((int)SocketError.TimedOut), status, null));

        Assert.All([bare, withSocket], exception =>
        {
            Assert.Contains(": the connection was lost.", exception.Message, StringComparison.Ordinal);
            Assert.True(exception.MayHaveActed);
        });
    }

    /// <summary>.NET puts empty content in the place of none, .NET Framework does not.</summary>
    [Theory]
    [InlineData(HttpStatusCode.OK)]
    [InlineData(HttpStatusCode.NotFound)]
    public async Task An_answer_without_content_is_an_answer_with_nothing_in_it(HttpStatusCode status)
    {
        using var client = Clients.For(new StubHandler(_ => new HttpResponseMessage(status) { Content = null }));
        var trace = new RecordingTrace();

        var exception = await Assert.ThrowsAnyAsync<VpsException>(() => client.GetServerAsync(1, trace).Guarded());

        Assert.Equal((int)status, exception.Context.StatusCode);
    }

    /// <summary>.NET Framework would send the head with <c>Expect: 100-continue</c> and wait 350 ms for leave to send the body.</summary>
    [Fact]
    public async Task No_request_asks_for_leave_to_send_its_body()
    {
        await using var server = new RawServer(_ => RawAnswer.Json(Payloads.Get));
        using var client = Clients.For(server);
        bool? asked = null;
        using var inMemory = Clients.For(new StubHandler(request =>
        {
            asked = request.Headers.ExpectContinue;
            return StubHandler.Json(Payloads.Get);
        }));
        var change = new UpdateServerRequest { Name = "web-01" };

        await client.UpdateServerAsync(12345, change).Guarded();
        await inMemory.UpdateServerAsync(12345, change).Guarded();

        Assert.Null(server.Requests.Single().Header("Expect"));
        Assert.False(asked); // Not null: then .NET Framework would ask.
    }

    private static async Task<VpsConnectionException> FailureAsync(WebException failure)
    {
        var handler = new StubHandler((_, _) => throw new HttpRequestException("An error occurred while sending the request.", failure));
        using var client = Clients.For(handler);
        return await Assert.ThrowsAsync<VpsConnectionException>(() => client.StartServerAsync(12345).Guarded());
    }
}
