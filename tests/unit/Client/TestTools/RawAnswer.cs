using System.Globalization;
using System.Text;

namespace VpsOrg.Client.Tests;

/// <summary>What a <see cref="RawServer"/> does about one request.</summary>
internal sealed class RawAnswer(Func<RawConnection, Task<bool>> play)
{
    /// <summary>Plays the answer; true keeps the connection open for the next request.</summary>
    public Task<bool> PlayAsync(RawConnection connection) => play(connection);

    public static RawAnswer Json(string body, params (string Name, string Value)[] headers) => Status(200, body, headers);

    public static RawAnswer Created(string body, params (string Name, string Value)[] headers) => Status(201, body, headers);

    public static RawAnswer NoContent() => Bytes("HTTP/1.1 204 No Content\r\n\r\n");

    public static RawAnswer Status(int status, string body = "", params (string Name, string Value)[] headers) =>
        Status(status, Encoding.UTF8.GetBytes(body), headers);

    public static RawAnswer Status(int status, byte[] body, params (string Name, string Value)[] headers) =>
        Bytes([.. Encoding.UTF8.GetBytes(Head(status, body.Length, headers)), .. body]);

    /// <summary>Any bytes; the connection stays open.</summary>
    public static RawAnswer Bytes(string text) => Bytes(Encoding.UTF8.GetBytes(text));

    public static RawAnswer Bytes(byte[] bytes) => new(async connection =>
    {
        await connection.SendAsync(bytes);
        return true;
    });

    /// <summary>Any bytes, then the connection is closed.</summary>
    public static RawAnswer BytesThenClose(string text) => BytesThenClose(Encoding.UTF8.GetBytes(text));

    public static RawAnswer BytesThenClose(byte[] bytes) => new(async connection =>
    {
        await connection.SendAsync(bytes);
        return false;
    });

    /// <summary>Any bytes, then silence until the client closes.</summary>
    public static RawAnswer BytesThenStall(string text) => new(async connection =>
    {
        await connection.SendAsync(text);
        await connection.UntilClosedAsync();
        return false;
    });

    /// <summary>The request was read, and the connection is closed without a word.</summary>
    public static RawAnswer Close() => new(_ => Task.FromResult(false));

    public static RawAnswer Reset() => new(connection =>
    {
        connection.Reset();
        return Task.FromResult(false);
    });

    /// <summary>The request was read, and nothing is said until the client closes.</summary>
    public static RawAnswer Stall() => BytesThenStall(string.Empty);

    /// <summary>A beginning, and then a byte whenever a time has passed on the test's clock, for ever.</summary>
    public static RawAnswer Drip(string beginning, char drop, Clock clock, TimeSpan interval) => new(async connection =>
    {
        await connection.SendAsync(beginning);
        var closed = connection.UntilClosedAsync();
        while (await Task.WhenAny(closed, clock.Delay(interval, CancellationToken.None)) != closed)
        {
            await connection.SendAsync([(byte)drop]);
        }

        await closed;
        return false;
    });

    /// <summary>Answers when a test says so.</summary>
    public RawAnswer After(Task signal) => new(async connection =>
    {
        await signal;
        return await play(connection);
    });

    /// <summary>Runs something first, e.g. lets a test's clock run on.</summary>
    public RawAnswer After(Action something) => new(connection =>
    {
        something();
        return play(connection);
    });

    public static string Head(int status, long? length, params (string Name, string Value)[] headers)
    {
        var head = new StringBuilder($"HTTP/1.1 {status.ToString(CultureInfo.InvariantCulture)} Whatever\r\n");
        if (length is not null)
        {
            head.Append(CultureInfo.InvariantCulture, $"Content-Length: {length}\r\n");
        }

        if (!headers.Any(header => header.Name == "Content-Type"))
        {
            head.Append("Content-Type: application/json\r\n");
        }

        foreach (var (name, value) in headers)
        {
            head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        }

        return head.Append("\r\n").ToString();
    }
}
