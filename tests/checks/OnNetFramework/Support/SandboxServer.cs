using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using VpsOrg.Client.Tests;

namespace VpsOrg.Sandbox.Hosting;

/// <summary>The sandbox behind a real socket, for tests where there is no Kestrel: the same members as far as they are used.</summary>
internal sealed class SandboxServer : IAsyncDisposable
{
    private const long DocumentedFirstServerId = 12345;

    private readonly RawServer _server;
    private readonly HttpMessageInvoker _invoker;

    private SandboxServer(SandboxOptions options)
    {
        options.FirstServerId ??= DocumentedFirstServerId;
        Account = new SandboxAccount(options);
        _invoker = new HttpMessageInvoker(Account.CreateHandler());
        _server = new RawServer(request => new RawAnswer(connection => AnswerAsync(request, connection)));
    }

    public SandboxAccount Account { get; }

    public Uri BaseAddress => _server.BaseAddress;

    public int AcceptedConnections => _server.ConnectionsAccepted;

    /// <summary>Waits until so many connections are open at most.</summary>
    public Task WaitForOpenConnectionsAsync(int most) => _server.UntilClosedAsync(_server.ConnectionsAccepted - most);

    public static Task<SandboxServer> StartAsync(SandboxOptions? options = null) => Task.FromResult(new SandboxServer(options ?? new SandboxOptions()));

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _invoker.Dispose();
    }

    /// <summary>Carries a request to the account and its answer back; false closes the connection.</summary>
    private async Task<bool> AnswerAsync(RawRequest request, RawConnection connection)
    {
        using var aborted = new CancellationTokenSource();
        _ = connection.UntilMoreAsync().ContinueWith(
            heard => CancelUnlessMore(heard, aborted), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        try
        {
            using var message = Translate(request);
            using var response = await _invoker.SendAsync(message, aborted.Token);
            using var body = await response.Content.ReadAsStreamAsync();
            var length = (int)response.StatusCode == 204 ? null : response.Content.Headers.ContentLength;
            await connection.SendAsync(Head(response, length));
            var isWhole = length is null || await CopyAsync(body, connection, aborted.Token) == length;
            return isWhole && (length is not null || (int)response.StatusCode == 204);
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            return false; // The account's fault cuts the connection, or the client has gone.
        }
    }

    private static void CancelUnlessMore(Task<bool> heard, CancellationTokenSource aborted)
    {
        if (heard.Exception is not null || heard.IsCanceled || !heard.Result)
        {
            try
            {
                aborted.Cancel();
            }
            catch (ObjectDisposedException)
            {
                // The answer was complete before.
            }
        }
    }

    private HttpRequestMessage Translate(RawRequest request)
    {
        var message = new HttpRequestMessage(new HttpMethod(request.Method), new Uri(new Uri($"http://127.0.0.1:{_server.Port}/"), request.Target))
        {
            Content = new ByteArrayContent(request.BodyBytes),
        };
        foreach (var (name, value) in request.Headers)
        {
            if (!message.Headers.TryAddWithoutValidation(name, value))
            {
                message.Content.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return message;
    }

    private static string Head(HttpResponseMessage response, long? length)
    {
        var head = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {(int)response.StatusCode} {response.StatusCode}\r\n"));
        foreach (var header in response.Headers.Concat<KeyValuePair<string, IEnumerable<string>>>(response.Content.Headers))
        {
            if (header.Key != "Content-Length")
            {
                head.Append(header.Key).Append(": ").Append(string.Join(", ", header.Value)).Append("\r\n");
            }
        }

        return head.Append(length is null ? "\r\n" : string.Create(CultureInfo.InvariantCulture, $"Content-Length: {length}\r\n\r\n")).ToString();
    }

    /// <summary>Sends what the account writes, as it writes it; gives how much that was before it broke off.</summary>
    private static async Task<long> CopyAsync(Stream body, RawConnection connection, CancellationToken cancellationToken)
    {
        var chunk = new byte[64 * 1024];
        var sent = 0L;
        try
        {
            int count;
            while ((count = await body.ReadAsync(chunk, 0, chunk.Length, cancellationToken)) > 0)
            {
                await connection.SendAsync([.. chunk.Take(count)]);
                sent += count;
            }
        }
        catch (IOException)
        {
            // Fewer bytes than Content-Length promises: the connection is closed in the midst of them.
        }

        return sent;
    }
}
