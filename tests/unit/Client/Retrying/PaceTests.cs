using System.Collections.Concurrent;
using System.Net;
using VpsOrg.Sandbox;

namespace VpsOrg.Client.Tests;

/// <summary>An API that allows so many requests a second: many workers find out how many, and keep to it.</summary>
public sealed class PaceTests
{
    private const int Workers = 32;

    /// <summary>Of one request. Who waits for a turn has more time than this: that is how the two are told apart.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(100);

    private readonly ManualClock _clock = new();

    [Theory]
    [InlineData(20, 1)]
    [InlineData(20, null)]
    [InlineData(100, 1)]
    public async Task Thirty_two_workers_learn_the_pace_of_an_API_that_limits_them(int allowed, int? retryAfter)
    {
        var account = new SandboxAccount(new SandboxOptions
        {
            Token = Clients.Canary,
            RequestsPerSecond = allowed,
            RetryAfterSec = retryAfter,
            Clock = new SandboxClock(() => _clock.UtcNow, _clock.Delay),
        });

        var answers = await RunAsync(account.CreateHandler(), TimeSpan.FromSeconds(60));

        var later = answers.Where(answer => answer.Time >= TimeSpan.FromSeconds(10)).ToList();
        var refused = later.Count(answer => answer.Status == HttpStatusCode.TooManyRequests);
        var answered = later.Count - refused;
        Assert.True(refused <= answered / 50, $"{refused} of {later.Count} were refused after the first seconds");
        Assert.True(answered >= 50 * allowed * 7 / 10, $"{answered} of {50 * allowed} were used");
    }

    [Fact]
    public async Task An_API_that_never_says_429_is_not_slowed()
    {
        var handler = new StubHandler(_ => StubHandler.Json(Payloads.Get));
        using var client = Clients.For(handler, _clock);

        for (var i = 0; i < 5000; i++)
        {
            Assert.True(client.GetServerAsync(12345).IsCompletedSuccessfully);
        }

        Assert.Empty(_clock.Delays);
    }

    [Fact]
    public async Task A_limit_that_is_gone_is_forgotten_after_a_minute()
    {
        var limited = true;
        var handler = new StubHandler(_ => limited
            ? new HttpResponseMessage(HttpStatusCode.TooManyRequests) { Headers = { RetryAfter = new(TimeSpan.FromSeconds(1)) } }
            : StubHandler.Json(Payloads.Get));
        using var client = Clients.For(handler, _clock);
        limited = false;
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => client.GetServerAsync(12345))).Guarded();
        limited = true;
        var call = client.GetServerAsync(12345);
        limited = false;
        await _clock.PassAsync(TimeSpan.FromSeconds(1));
        await call.Guarded();
        var paced = client.GetServerAsync(12345); // 2.7 a second are sent now.
        Assert.False(paced.IsCompleted);
        await _clock.PassNextAsync();
        await paced.Guarded();

        _clock.Advance(TimeSpan.FromSeconds(60));

        Assert.All(Enumerable.Range(0, 100).Select(_ => client.GetServerAsync(12345)).ToList(), one => Assert.True(one.IsCompletedSuccessfully));
    }

    /// <summary>Lets the workers ask again and again until a time is over. The clock moves when all of them stand in the gate's queue: nothing is under way then.</summary>
    private async Task<IReadOnlyList<(TimeSpan Time, HttpStatusCode Status)>> RunAsync(HttpMessageHandler account, TimeSpan time)
    {
        var recorder = new Recorder(account, _clock);
        using var client = Clients.For(recorder, _clock, timeout: Timeout);
        using var stop = new CancellationTokenSource();
        var begun = _clock.Elapsed;
        var workers = Enumerable.Range(0, Workers).Select(_ => WorkAsync()).ToList();
        while (_clock.Elapsed - begun < time)
        {
            await await Task.WhenAny([_clock.PassNextBesideAsync(Workers, longerThan: Timeout), .. workers]);
        }

        await stop.CancelAsync();
        await Task.WhenAll(workers).Guarded();
        return recorder.Answers;

        async Task WorkAsync()
        {
            try
            {
                while (!stop.IsCancellationRequested)
                {
                    await client.GetServersAsync(null, null, stop.Token);
                }
            }
            catch (OperationCanceledException)
            {
                // The time is over.
            }
        }
    }

    /// <summary>Keeps what was answered, and when.</summary>
    private sealed class Recorder(HttpMessageHandler inner, ManualClock clock) : DelegatingHandler(inner)
    {
        private readonly ConcurrentQueue<(TimeSpan Time, HttpStatusCode Status)> _answers = [];
        private readonly TimeSpan _begun = clock.Elapsed;

        public IReadOnlyList<(TimeSpan Time, HttpStatusCode Status)> Answers => [.. _answers];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await Task.Yield(); // So that others ask before this one is answered.
            var response = await base.SendAsync(request, cancellationToken);
            _answers.Enqueue((clock.Elapsed - _begun, response.StatusCode));
            return response;
        }
    }
}
