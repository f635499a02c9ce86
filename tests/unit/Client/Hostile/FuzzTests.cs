using System.Globalization;
using System.Net;
using System.Text;

namespace VpsOrg.Client.Tests;

/// <summary>
/// Mutates the documentation's payloads, seeded and bounded: only the client's own exceptions ever leave the client, and
/// neither the token nor a control character with them.
/// </summary>
public sealed class FuzzTests
{
    private const int RoundsOfOneSeed = 400;

    [Theory]
    [InlineData(1)]
    [InlineData(20250116)]
    [InlineData(31337)]
    [InlineData(-7)]
    public async Task Only_the_client_s_own_exceptions_leave_it_whatever_happens_to_a_body(int seed)
    {
        var mutator = new Mutator(seed);
        var read = 0;
        for (var round = 0; round < RoundsOfOneSeed; round++)
        {
            foreach (var (name, payload, call) in Calls)
            {
                var body = mutator.Mutate(Encoding.UTF8.GetBytes(payload));
                var status = mutator.Pick(200, 200, 200, 200, 201, 204, 400, 404, 418, 500);
                read += await TryAsync(name, call, body, status, $"seed {seed}, round {round}") ? 1 : 0;
            }
        }

        // The mutations are mild enough that many answers are still read: the test looks behind the first brace, too.
        Assert.InRange(read, RoundsOfOneSeed / 4, RoundsOfOneSeed * Calls.Length);
    }

    private static (string Name, string Payload, Func<VpsClient, ICallTrace, Task> Call)[] Calls { get; } =
    [
        ("list", Payloads.List, (client, trace) => client.GetServersAsync(null, trace)),
        ("get", Payloads.Get, (client, trace) => client.GetServerAsync(12345, trace)),
        ("create", Payloads.Create, (client, trace) => client.CreateServerAsync(new CreateServerRequest("web-server-02", 1, 5, "us-west"), trace)),
        ("patch", Payloads.Get, (client, trace) => client.UpdateServerAsync(12345, new UpdateServerRequest { BackupsEnabled = true }, trace)),
        ("start", Payloads.Start, (client, trace) => client.StartServerAsync(12345, trace)),
        ("account", Payloads.Account, (client, trace) => client.GetAccountAsync(trace)),
    ];

    private static async Task<bool> TryAsync(string name, Func<VpsClient, ICallTrace, Task> call, byte[] body, int status, string where)
    {
        var handler = new StubHandler(_ => new HttpResponseMessage((HttpStatusCode)status) { Content = new ByteArrayContent(body) });
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
        catch (Exception exception)
        {
            Assert.Fail($"{name}, {where}, {status}: {exception.GetType()}: {exception.Message}\n{Convert.ToBase64String(body)}");
        }

        var said = string.Join("\n", trace.All.Append(failure?.ToString()).Append(failure?.Context.Detail));
        Assert.False(said.Contains(Clients.Canary, StringComparison.Ordinal), $"{name}, {where}: the token is shown");
        Assert.False(said.Any(c => char.IsControl(c) && c is not '\n' and not '\r'), $"{name}, {where}: a control character is shown");
        return failure is null;
    }

    /// <summary>Small harms, a few at a time, by a seeded chance.</summary>
    private sealed class Mutator(int seed)
    {
        private static readonly string[] Tokens =
        [
            "null", "true", "[]", "{}", "[", "]", "{", "}", "\"", ",", ":", "-", "1e999", "-0", "0.1", "9223372036854775808",
            "123456789012345678901234567890123456789012345678901234567890", "NaN", "\\", "\\u0000", "\\ud800", "\u001b", "\u009b", "\u202e", "/*", "*/", "//", "'",
            "new Date(0)", "undefined", "\u0000", "\ufeff", "\"id\":", "\"count\":7,", "\"next\":\"?page=2\",", "\"results\":[", "\"server\":{", "\"" + Clients.Canary + "\"", Clients.Canary,
        ];

        private readonly Random _random = new(seed);

        public int Pick(params int[] values) => values[_random.Next(values.Length)];

        public byte[] Mutate(byte[] body)
        {
            var bytes = body.ToList();
            for (var harms = _random.Next(1, 4); harms > 0 && bytes.Count > 0; harms--)
            {
                Harm(bytes);
            }

            return [.. bytes];
        }

        private void Harm(List<byte> bytes)
        {
            var at = _random.Next(bytes.Count);
            var length = Math.Min(bytes.Count - at, _random.Next(1, 40));
            switch (_random.Next(9))
            {
                case 0:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                case 1:
                    bytes.RemoveRange(at, length);
                    break;
                case 2:
                    bytes.InsertRange(at, bytes.GetRange(at, length));
                    break;
                case 3:
                    bytes[at] = (byte)_random.Next(256);
                    break;
                case 4:
                    bytes[at] ^= (byte)(1 << _random.Next(8));
                    break;
                case 5:
                    bytes.InsertRange(at, Encoding.UTF8.GetBytes(Tokens[_random.Next(Tokens.Length)]));
                    break;
                case 6:
                    ReplaceValue(bytes, at);
                    break;
                case 7:
                    ReplaceValue(bytes, at);
                    break;
                default:
                    ReplaceDigits(bytes, at);
                    break;
            }
        }

        /// <summary>Puts something else where the next value stands, so that the JSON stays whole more often than not.</summary>
        private void ReplaceValue(List<byte> bytes, int at)
        {
            var colon = bytes.IndexOf((byte)':', at);
            var end = colon < 0 ? -1 : bytes.FindIndex(colon, b => b is (byte)',' or (byte)'\n');
            if (end > 0)
            {
                bytes.RemoveRange(colon + 1, end - colon - 1);
                bytes.InsertRange(colon + 1, Encoding.UTF8.GetBytes(Tokens[_random.Next(Tokens.Length)]));
            }
        }

        private void ReplaceDigits(List<byte> bytes, int at)
        {
            var digit = bytes.FindIndex(at, b => b is >= (byte)'0' and <= (byte)'9');
            if (digit >= 0)
            {
                bytes.InsertRange(digit, Encoding.UTF8.GetBytes(_random.NextInt64().ToString(CultureInfo.InvariantCulture)));
            }
        }
    }
}
