namespace VpsOrg.Sandbox;

/// <summary>The body of an answer on its way. It tells the log whether it was taken whole, and plays the faults of a body.</summary>
internal sealed class AnswerStream : Stream
{
    private readonly byte[] _body;
    private readonly Delivery _delivery;
    private readonly LogEntry _entry;
    private readonly CancellationToken _requestToken;
    private readonly CancellationTokenSource _closing = new();
    private readonly CancellationTokenRegistration _requestRegistration;
    private int _position;
    private bool _closed;

    // The request's token ends a wait for bytes as long as its source lives; HttpClient's own dies when the headers arrive.
    public AnswerStream(byte[] body, Delivery delivery, LogEntry entry, CancellationToken requestToken)
    {
        _body = body;
        _delivery = delivery;
        _entry = entry;
        _requestToken = requestToken;
        _requestRegistration = requestToken.Register(_closing.Cancel);
        EndIfTaken();
    }

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    private int Remaining => _delivery.BytesOf(_body.Length) - _position;

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) =>
        ReadAsync(buffer, offset, count, CancellationToken.None).GetAwaiter().GetResult();

    /// <inheritdoc/>
    public override async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (count == 0)
        {
            return 0;
        }

        if (Remaining == 0)
        {
            await (_delivery.InsteadOfRest is { } instead ? WaitAsync(instead, cancellationToken) : Task.CompletedTask).ConfigureAwait(false);
            return 0;
        }

        await WaitAsync(_delivery.BeforeByte ?? AtOnce, cancellationToken).ConfigureAwait(false);
        return Take(buffer, offset, _delivery.BeforeByte is null ? Math.Min(count, Remaining) : 1);
    }

    /// <inheritdoc/>
    public override void Flush() => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing && !_closed)
        {
            _closed = true;
            _requestRegistration.Dispose();
            _closing.Cancel();
            _closing.Dispose();
            _entry.End(aborted: true);
        }

        base.Dispose(disposing);
    }

    private static Task AtOnce(CancellationToken cancellationToken) => Task.CompletedTask;

    private int Take(byte[] buffer, int offset, int count)
    {
        Buffer.BlockCopy(_body, _position, buffer, offset, count);
        _position += count;
        EndIfTaken();
        return count;
    }

    private void EndIfTaken()
    {
        if (_position == _body.Length && _delivery.InsteadOfRest is null)
        {
            _entry.End(aborted: false);
        }
    }

    private async Task WaitAsync(Func<CancellationToken, Task> wait, CancellationToken cancellationToken)
    {
        ThrowIfClosed();
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _closing.Token);
        try
        {
            giveUp.Token.ThrowIfCancellationRequested();
            await wait(giveUp.Token).ConfigureAwait(false);
        }
        catch (IOException)
        {
            _entry.End(aborted: false);
            throw;
        }
        catch (OperationCanceledException)
        {
            _entry.End(aborted: true);
            cancellationToken.ThrowIfCancellationRequested();
            _requestToken.ThrowIfCancellationRequested();
            ThrowIfClosed();
            throw;
        }
    }

    private void ThrowIfClosed()
    {
        if (_closed)
        {
            throw new ObjectDisposedException(nameof(AnswerStream));
        }
    }
}
