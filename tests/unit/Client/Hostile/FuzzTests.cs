using System.Globalization;
using System.Net;
using FsCheck;
using FsCheck.Fluent;

namespace VpsOrg.Client.Tests;

/// <summary>
/// Harms the documentation's payloads: only the client's own exceptions ever leave the client, and neither the token nor
/// a control character with them. A failure names the fewest harms that cause it, and the seed. The cases are the same in
/// every run, unless <c>VPSORG_FUZZ_SEED</c> holds another seed.
/// </summary>
public sealed class FuzzTests
{
    private static readonly int[] Statuses = [200, 200, 200, 200, 201, 204, 400, 404, 418, 500];

    private static readonly Dictionary<string, (string Payload, Func<VpsClient, ICallTrace, Task> Call)> Requests = new()
    {
        ["list"] = (Payloads.List, (client, trace) => client.GetServersAsync(null, trace)),
        ["get"] = (Payloads.Get, (client, trace) => client.GetServerAsync(12345, trace)),
        ["create"] = (Payloads.Create, (client, trace) => client.CreateServerAsync(new CreateServerRequest("web-server-02", 1, 5, "us-west"), trace)),
        ["patch"] = (Payloads.Get, (client, trace) => client.UpdateServerAsync(12345, new UpdateServerRequest { BackupsEnabled = true }, trace)),
        ["start"] = (Payloads.Start, (client, trace) => client.StartServerAsync(12345, trace)),
        ["account"] = (Payloads.Account, (client, trace) => client.GetAccountAsync(trace)),
    };

    public static TheoryData<string> RequestNames => [.. Requests.Keys];

    [Theory]
    [MemberData(nameof(RequestNames))]
    public Task Only_the_client_s_own_exceptions_leave_it_whatever_happens_to_a_body(string request) => CheckAsync(request, cases: 200);

    [Theory]
    [Trait("Speed", "Slow")]
    [MemberData(nameof(RequestNames))]
    public Task Only_the_client_s_own_exceptions_leave_it_in_thousands_of_cases(string request) => CheckAsync(request, cases: 2000);

    /// <summary>Each case is waited for where it runs, so that must be no thread that xUnit's tests go on upon.</summary>
    private static Task CheckAsync(string request, int cases) => Task.Run(() => Check(request, cases));

    private static void Check(string request, int cases)
    {
        var (payload, call) = Requests[request];
        var seed = ulong.Parse(Environment.GetEnvironmentVariable("VPSORG_FUZZ_SEED") ?? "20250116", CultureInfo.InvariantCulture);
        var read = 0;

        // Most cases end before they would be waited for; handing each to the library as a task would cost two threads a case.
        Prop.ForAll(Harm.AFew, Gen.Elements(Statuses).ToArbitrary(), (harms, status) =>
        {
            read += TryAsync(call, Harm.Apply(harms, payload), status).GetAwaiter().GetResult() ? 1 : 0;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(cases).WithReplay(new Replay(new Rnd(seed), null)));

        // The harms are small enough that many answers are still read: the test looks behind the first brace, too.
        Assert.InRange(read, cases / 20, cases);
    }

    /// <summary>Whether the answer was read.</summary>
    private static async Task<bool> TryAsync(Func<VpsClient, ICallTrace, Task> call, byte[] body, int status)
    {
        var isWritten = false;
        var handler = new StubHandler(request =>
        {
            // What a harmed answer to a write leaves open, the client reads back: that answer is whole.
            var isReadBack = isWritten && request.RequestUri!.AbsolutePath.EndsWith("/servers/12345/", StringComparison.Ordinal) && request.Method == HttpMethod.Get;
            isWritten |= request.Method != HttpMethod.Get;
            return isReadBack
                ? StubHandler.Json(Payloads.Server(12345, "starting"))
                : new HttpResponseMessage((HttpStatusCode)status) { Content = new ByteArrayContent(body) };
        });
        using var client = Clients.For(handler);
        var trace = new RecordingTrace();
        VpsException? failure = null;
        try
        {
            await call(client, trace).Guarded();
        }
        catch (VpsException exception)
        {
            failure = exception;
        }

        var said = string.Join("\n", trace.All.Concat(Said(failure)).Append(failure?.Context.Detail));
        Assert.False(said.Contains(Clients.Canary, StringComparison.Ordinal), "the token is shown");
        Assert.False(said.Any(c => char.IsControl(c) && c is not '\n'), "a control character is shown");
        return failure is null;
    }

    /// <summary>The messages of an exception and of those inside it; its stack holds nothing that came from outside.</summary>
    private static IEnumerable<string> Said(Exception? exception)
    {
        for (var one = exception; one is not null; one = one.InnerException)
        {
            yield return one.Message;
        }
    }
}
