using System.Net;

namespace VpsOrg.Client.Tests;

/// <summary>Whatever is thrown below the client, and whenever: what leaves it is of its own family.</summary>
public sealed class ExceptionFamilyTests
{
    private static readonly Dictionary<string, Func<Exception>> Faults = new()
    {
        ["disposed"] = () => new ObjectDisposedException("SocketsHttpHandler"),
        ["invalid operation"] = () => new InvalidOperationException("It is not the time for this."),
        ["not supported"] = () => new NotSupportedException("The 'foo' scheme is not supported."),
        ["cancelled by the handler"] = () => new TaskCanceledException("A task was canceled."),
        ["connect time-out"] = () => new TaskCanceledException("Connecting timed out.", new TimeoutException()),
        ["cast"] = () => new InvalidCastException(),
        ["format"] = () => new FormatException(),
        ["argument"] = () => new ArgumentException("Not this."),
        ["socket"] = () => new System.Net.Sockets.SocketException(10054),
        ["lost"] = () => new IOException("lost"),
        ["key"] = () => new KeyNotFoundException(),
        ["unauthorized access"] = () => new UnauthorizedAccessException(),
    };

    private static readonly Dictionary<string, Func<Func<Exception>, Task<HttpResponseMessage>>> Moments = new()
    {
        ["before it is sent"] = fault => throw fault(),
        ["while it is sent"] = fault => Task.FromException<HttpResponseMessage>(fault()),
        ["in the body"] = fault => Task.FromResult(Broken(HttpStatusCode.OK, fault)),
        ["in an error's body"] = fault => Task.FromResult(Broken(HttpStatusCode.BadRequest, fault)),
        ["in a failure's body"] = fault => Task.FromResult(Broken(HttpStatusCode.BadGateway, fault)),
    };

    private static readonly Dictionary<string, Func<VpsClient, Task>> Calls = new()
    {
        ["list"] = client => client.GetServersAsync(),
        ["get"] = client => client.GetServerAsync(12345),
        ["create"] = client => client.CreateServerAsync(new CreateServerRequest("web-server-02", 1, 5, "us-west")),
        ["patch"] = client => client.UpdateServerAsync(12345, new UpdateServerRequest { BackupsEnabled = true }),
        ["start"] = client => client.StartServerAsync(12345),
        ["account"] = client => client.GetAccountAsync(),
        ["invoke"] = client => client.InvokeAsync(HttpMethod.Get, "snapshots/"),
    };

    public static TheoryData<string, string> FaultsAndMoments
    {
        get
        {
            var all = new TheoryData<string, string>();
            foreach (var fault in Faults.Keys)
            {
                foreach (var moment in Moments.Keys)
                {
                    all.Add(fault, moment);
                }
            }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(FaultsAndMoments))]
    public async Task Every_exception_that_leaves_the_client_is_of_its_family(string fault, string moment)
    {
        foreach (var call in Calls.Values)
        {
            using var client = Clients.For(new StubHandler((_, _) => Moments[moment](Faults[fault])), retries: 1);

            var exception = await Assert.ThrowsAnyAsync<VpsException>(() => call(client).Guarded());

            Assert.DoesNotContain("within 100 s", exception.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_write_whose_handler_gave_up_may_have_acted_and_is_not_called_a_time_out()
    {
        using var client = Clients.For(new StubHandler((_, _) => Task.FromException<HttpResponseMessage>(new TaskCanceledException("A task was canceled."))));

        var exception = await Assert.ThrowsAsync<VpsConnectionException>(() => client.StartServerAsync(1).Guarded());

        Assert.Contains("handler gave the request up", exception.Message, StringComparison.Ordinal);
        Assert.True(exception.MayHaveActed);
    }

    [Fact]
    public async Task A_handler_that_cannot_be_made_is_no_connection_and_nothing_was_sent()
    {
        using var client = Clients.For(new Uri("https://vps.test/api/v1/"), handler: () => throw new PlatformNotSupportedException("Not here."), retries: 4);

        var exception = await Assert.ThrowsAsync<VpsConnectionException>(() => client.StartServerAsync(1).Guarded());

        Assert.False(exception.WasSent);
        Assert.False(exception.MayHaveActed);
        Assert.Equal(0, exception.Context.StatusCode ?? 0);
    }

    private static HttpResponseMessage Broken(HttpStatusCode status, Func<Exception> fault) =>
        new(status) { Content = new StreamContent(new BrokenStream(fault)) };

    private sealed class BrokenStream(Func<Exception> fault) : MemoryStream
    {
        public override int Read(byte[] buffer, int offset, int count) => throw fault();

        public override int Read(Span<byte> buffer) => throw fault();

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => Task.FromException<int>(fault());

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.FromException<int>(fault());
    }
}
