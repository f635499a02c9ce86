using System.Text;

namespace VpsOrg.Client.Tests;

/// <summary>A body that begins and never ends. It counts what is taken of it; a reader without bounds ends at 2 GB.</summary>
internal sealed class EndlessStream(string beginning, string then) : Stream
{
    private const long Enough = 2L << 30;

    private readonly byte[] _beginning = Encoding.UTF8.GetBytes(beginning);
    private readonly byte[] _then = Encoding.UTF8.GetBytes(then);

    public long BytesRead { get; private set; }

    public bool IsDisposed { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => BytesRead;
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        if (BytesRead > Enough)
        {
            throw new InvalidOperationException("Nobody stopped reading.");
        }

        for (var i = 0; i < count; i++)
        {
            buffer[offset + i] = BytesRead < _beginning.Length ? _beginning[BytesRead] : _then[(BytesRead - _beginning.Length) % _then.Length];
            BytesRead++;
        }

        return count;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        IsDisposed = true;
        base.Dispose(disposing);
    }
}
