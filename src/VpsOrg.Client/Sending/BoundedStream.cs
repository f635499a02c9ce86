namespace VpsOrg.Client;

/// <summary>
/// Lets through so many bytes and no more, counted after unpacking, and remembers the first ones for messages.
/// It bounds what a hostile or broken server can make us hold. Fewer bytes than were promised are a lost connection:
/// .NET Framework's own stream ends there as if the body were whole.
/// </summary>
internal sealed class BoundedStream(Stream inner, ByteBudget budget, int remembered, long? promised = null) : Stream
{
    private readonly MemoryStream _head = new();
    private long _passed;

    /// <summary>The first bytes that came through.</summary>
    public byte[] Head => _head.ToArray();

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => _passed;
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Passed(buffer, offset, count, inner.Read(buffer, offset, count));

    public override async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        Passed(buffer, offset, count, await inner.ReadAsync(buffer, offset, count, cancellationToken).ConfigureAwait(false));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Passed(byte[] buffer, int offset, int asked, int count)
    {
        if (count == 0 && asked > 0 && _passed < promised)
        {
            throw new EndOfStreamException("The body ended before its last byte.");
        }

        var room = (int)Math.Min(count, remembered - _head.Length);
        if (room > 0)
        {
            _head.Write(buffer, offset, room);
        }

        _passed += count;
        budget.Spend(count);
        return count;
    }
}
