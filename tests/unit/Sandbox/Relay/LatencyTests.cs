using System.IO.Pipelines;
using System.Text;
using VpsOrg.Relay;

namespace VpsOrg.Sandbox.Tests;

public sealed class LatencyTests
{
    private readonly ManualTime _time = new();
    private readonly Pipe _source = new();
    private readonly Pipe _target = new();

    [Fact]
    public async Task Bytes_come_out_half_a_round_trip_later_in_their_order()
    {
        _ = CarryAsync(opens: false);
        foreach (var text in new[] { "first", "second" })
        {
            await SendAsync(text);
            await _time.UntilAskedAsync();

            _time.Advance(9);
            Assert.False(_target.Reader.TryRead(out _));
            _time.Advance(1);

            Assert.Equal(text, await ReceiveAsync());
        }
    }

    [Fact]
    public async Task The_first_bytes_of_a_connection_wait_for_it_to_open_as_well()
    {
        _ = CarryAsync(opens: true);
        await SendAsync("hello");
        await _time.UntilAskedAsync();

        _time.Advance(29);
        Assert.False(_target.Reader.TryRead(out _));
        _time.Advance(1);
        Assert.Equal("hello", await ReceiveAsync());

        await SendAsync("again");
        await _time.UntilAskedAsync();
        _time.Advance(10);
        Assert.Equal("again", await ReceiveAsync());
    }

    [Fact]
    public async Task What_was_sent_before_the_end_arrives_before_the_end()
    {
        var carrying = CarryAsync(opens: false);
        await SendAsync("last words");
        await _source.Writer.CompleteAsync();
        await _time.UntilAskedAsync();
        Assert.False(carrying.IsCompleted);

        _time.Advance(10);
        await carrying;

        var end = await _target.Reader.ReadAsync();
        Assert.Equal(("last words", true), (Encoding.ASCII.GetString(end.Buffer), end.IsCompleted));
    }

    [Fact]
    public async Task It_ends_at_once_when_it_is_told_to()
    {
        using var over = new CancellationTokenSource();
        var carrying = CarryAsync(opens: false, over.Token);
        await SendAsync("on its way");
        await _time.UntilAskedAsync();

        await over.CancelAsync();
        await carrying;

        var end = await _target.Reader.ReadAsync();
        Assert.Equal((0, true), (end.Buffer.Length, end.IsCompleted));
    }

    private Task CarryAsync(bool opens, CancellationToken cancellationToken = default) =>
        new Latency(TimeSpan.FromMilliseconds(20), _time).CarryAsync(_source.Reader, _target.Writer, opens, cancellationToken);

    private async Task SendAsync(string text) => await _source.Writer.WriteAsync(Encoding.ASCII.GetBytes(text));

    private async Task<string> ReceiveAsync()
    {
        var read = await _target.Reader.ReadAsync();
        var text = Encoding.ASCII.GetString(read.Buffer);
        _target.Reader.AdvanceTo(read.Buffer.End);
        return text;
    }
}
