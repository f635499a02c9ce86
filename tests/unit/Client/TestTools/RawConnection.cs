using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace VpsOrg.Client.Tests;

/// <summary>One accepted socket of a <see cref="RawServer"/>: reads requests, sends any bytes.</summary>
internal sealed class RawConnection(Socket socket, int number, CancellationToken cancellation) : IDisposable
{
    private const int MostBytes = 1 << 20;

    private readonly List<byte> _received = [];
    private Task<bool>? _receiving;

    public async Task<RawRequest?> ReadRequestAsync()
    {
        int end;
        while ((end = EndOfHead()) < 0)
        {
            if (!await ReceiveAsync())
            {
                return null;
            }
        }

        var head = Encoding.Latin1.GetString([.. _received.Take(end)]).Split("\r\n");
        var headers = head.Skip(1)
            .Select(line => line.Split(':', 2))
            .Select(parts => (Name: parts[0], Value: parts[1].Trim()))
            .ToList();
        var length = headers
            .Where(header => string.Equals(header.Name, "Content-Length", StringComparison.OrdinalIgnoreCase))
            .Select(header => int.Parse(header.Value, CultureInfo.InvariantCulture))
            .SingleOrDefault();
        var total = end + 4 + length;
        while (_received.Count < total)
        {
            if (!await ReceiveAsync())
            {
                return null;
            }
        }

        byte[] body = [.. _received.Skip(end + 4).Take(length)];
        _received.RemoveRange(0, total);
        return new RawRequest(number, head[0], headers, body);
    }

    public async Task SendAsync(byte[] bytes)
    {
        for (var sent = 0; sent < bytes.Length;)
        {
            sent += await socket.SendAsync(bytes.AsMemory(sent), cancellation);
        }
    }

    public Task SendAsync(string text) => SendAsync(Encoding.UTF8.GetBytes(text));

    /// <summary>Waits until the client sends more, which is kept for the next request, or closes: false.</summary>
    public Task<bool> UntilMoreAsync() => _receiving ??= ReceiveNowAsync();

    /// <summary>Waits until the client closes the connection; what it sends meanwhile is read and dropped.</summary>
    public async Task UntilClosedAsync()
    {
        var buffer = new byte[4096];
        while (await socket.ReceiveAsync(buffer, cancellation) > 0)
        {
        }
    }

    /// <summary>Closes at once with a reset, as a crashed peer does.</summary>
    public void Reset()
    {
        socket.LingerState = new LingerOption(enable: true, seconds: 0);
        socket.Close();
    }

    public void Dispose() => socket.Dispose();

    private int EndOfHead()
    {
        for (var i = 0; i + 3 < _received.Count; i++)
        {
            if (_received[i] == '\r' && _received[i + 1] == '\n' && _received[i + 2] == '\r' && _received[i + 3] == '\n')
            {
                return i;
            }
        }

        return -1;
    }

    private async Task<bool> ReceiveAsync()
    {
        var more = await UntilMoreAsync();
        _receiving = null;
        return more;
    }

    private async Task<bool> ReceiveNowAsync()
    {
        if (_received.Count > MostBytes)
        {
            throw new InvalidOperationException("A test's request is larger than any that the client should send.");
        }

        var buffer = new byte[4096];
        var count = await socket.ReceiveAsync(buffer, cancellation);
        _received.AddRange(buffer.Take(count));
        return count > 0;
    }
}
