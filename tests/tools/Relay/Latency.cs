using System.IO.Pipelines;
using System.Threading.Channels;
using Microsoft.AspNetCore.Connections;

namespace VpsOrg.Relay;

/// <summary>
/// The way between two ends: what enters it comes out half a round trip later, in its order. The first bytes of a
/// connection take a whole round trip more, which on a real way TCP takes to open it.
/// </summary>
/// <param name="roundTrip">There and back.</param>
/// <param name="time">The time.</param>
internal sealed class Latency(TimeSpan roundTrip, TimeProvider time)
{
    private readonly TimeSpan _oneWay = roundTrip / 2;

    /// <summary>Puts the way between a connection and what reads and writes it.</summary>
    public ConnectionDelegate Between(ConnectionDelegate next) => async connection =>
    {
        var near = connection.Transport;
        var (there, back) = (new Pipe(), new Pipe());
        connection.Transport = new Ends(there.Reader, back.Writer);
        using var over = new CancellationTokenSource();
        var coming = CarryAsync(near.Input, there.Writer, opens: true, over.Token);
        var going = CarryAsync(back.Reader, near.Output, opens: false, CancellationToken.None);
        try
        {
            await next(connection).ConfigureAwait(false);
        }
        finally
        {
            await back.Writer.CompleteAsync().ConfigureAwait(false);
            await going.ConfigureAwait(false);
            await over.CancelAsync().ConfigureAwait(false);
            await coming.ConfigureAwait(false);
            connection.Transport = near;
        }
    };

    /// <summary>Carries bytes until their source ends or nobody wants them any more.</summary>
    /// <param name="from">Where they come from.</param>
    /// <param name="to">Where they go.</param>
    /// <param name="opens">Whether the first of them open the connection.</param>
    /// <param name="cancellationToken">Ends it at once, whatever is under way.</param>
    public async Task CarryAsync(PipeReader from, PipeWriter to, bool opens, CancellationToken cancellationToken)
    {
        var way = Channel.CreateUnbounded<(long Due, byte[] Bytes)>(new() { SingleReader = true, SingleWriter = true });
        var entering = EnterAsync(from, way.Writer, opens ? roundTrip + _oneWay : _oneWay, cancellationToken);
        try
        {
            await LeaveAsync(way.Reader, to, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The connection is over.
        }

        from.CancelPendingRead();
        await entering.ConfigureAwait(false);
        await to.CompleteAsync().ConfigureAwait(false);
    }

    private async Task EnterAsync(PipeReader from, ChannelWriter<(long Due, byte[] Bytes)> way, TimeSpan delay, CancellationToken cancellationToken)
    {
        try
        {
            for (ReadResult read = default; !read.IsCompleted && !read.IsCanceled; delay = _oneWay)
            {
                read = await from.ReadAsync(cancellationToken).ConfigureAwait(false);
                var bytes = System.Buffers.BuffersExtensions.ToArray(read.Buffer);
                from.AdvanceTo(read.Buffer.End);
                if (bytes.Length > 0)
                {
                    way.TryWrite((time.GetTimestamp() + (long)(delay.TotalSeconds * time.TimestampFrequency), bytes));
                }
            }
        }
        catch (Exception exception) when (exception is IOException or ConnectionAbortedException or OperationCanceledException)
        {
            // Who sent is gone: what it sent before arrives all the same.
        }
        finally
        {
            way.Complete();
        }
    }

    private async Task LeaveAsync(ChannelReader<(long Due, byte[] Bytes)> way, PipeWriter to, CancellationToken cancellationToken)
    {
        await foreach (var (due, bytes) in way.ReadAllAsync(cancellationToken).ConfigureAwait(false))
        {
            if (time.GetElapsedTime(time.GetTimestamp(), due) is { Ticks: > 0 } left)
            {
                await Task.Delay(left, time, cancellationToken).ConfigureAwait(false);
            }

            if ((await to.WriteAsync(bytes, cancellationToken).ConfigureAwait(false)).IsCompleted)
            {
                return; // Nobody reads any more.
            }
        }
    }

    private sealed record Ends(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
