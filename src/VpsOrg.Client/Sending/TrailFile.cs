using System.Text;

namespace VpsOrg.Client;

/// <summary>
/// The file of the audit trail, which many processes append lines to. It is held for the time of one line only, alone (on Linux and macOS by
/// an advisory lock), because .NET does not append atomically; who finds it held tries again. Orders are read back under the same hold.
/// </summary>
internal sealed class TrailFile(string path, Clock clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(20);
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private readonly object _gate = new();
    private Task _last = Task.CompletedTask;
    private TrailOrders _orders = new();
    private long _readUpTo;
    private bool _isCut;

    public string Path { get; } = path;

    /// <summary>Does something with the file of a trail; where another process holds it, tries again for five seconds.</summary>
    public static async Task PatientlyAsync(Action work, Clock clock, CancellationToken cancellationToken)
    {
        var begun = clock.Elapsed;
        while (true)
        {
            var isLastTry = clock.Elapsed - begun >= Patience;
            try
            {
                work();
                return;
            }
            catch (IOException exception) when (!isLastTry && IsHeld(exception))
            {
                await clock.Delay(Rest, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Appends a line and has the system write it through to the disk.</summary>
    /// <exception cref="IOException">It cannot be written, or others held it for five seconds.</exception>
    /// <exception cref="UnauthorizedAccessException">It must not be written.</exception>
    public Task AppendAsync(string line, CancellationToken cancellationToken) =>
        HoldAsync(() => Append(line), cancellationToken);

    /// <summary>Appends a line where the orders that the file tells of allow it.</summary>
    /// <returns>False where they do not; null where they cannot be read back, or the file cannot be locked: then the line was not appended.</returns>
    public Task<bool?> AppendWhereAsync(string line, Func<TrailOrders, bool> allow, CancellationToken cancellationToken) =>
        JudgeAsync(orders => allow(orders) ? line : null, cancellationToken);

    /// <summary>Reads the orders that the file tells of.</summary>
    /// <returns>What was made of them; the default where they cannot be read back, or the file cannot be locked.</returns>
    public async Task<T?> ReadAsync<T>(Func<TrailOrders, T> read, CancellationToken cancellationToken)
    {
        T? result = default;
        await JudgeAsync(
            orders =>
            {
                result = read(orders);
                return null;
            },
            cancellationToken).ConfigureAwait(false);
        return result;
    }

    private async Task<bool?> JudgeAsync(Func<TrailOrders, string?> judge, CancellationToken cancellationToken)
    {
        bool? result = null;
        await HoldAsync(
            () =>
            {
                using var file = PrivateFile.Open(Path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
                if (!file.CanSeek || !IsLocked())
                {
                    return;
                }

                CatchUp(file);
                var line = judge(_orders);
                result = line is not null;
                if (line is not null)
                {
                    Write(file, line);
                }
            },
            cancellationToken).ConfigureAwait(false);
        return result;
    }

    /// <summary>This process's own lines queue up here; only other processes are met at the file.</summary>
    private Task HoldAsync(Action hold, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _last = HoldAfterAsync(_last, hold, cancellationToken);
            return _last;
        }
    }

    private async Task HoldAfterAsync(Task before, Action hold, CancellationToken cancellationToken)
    {
        await Task.WhenAny(before).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        await PatientlyAsync(hold, clock, cancellationToken).ConfigureAwait(false);
    }

    private void Append(string line)
    {
        using var file = OpenToAppend();
        Write(file, line);
    }

    /// <summary>A file that may be appended to and nothing else is appended to.</summary>
    private FileStream OpenToAppend()
    {
        try
        {
            return PrivateFile.Open(Path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (UnauthorizedAccessException)
        {
            return PrivateFile.Open(Path, FileMode.Append, FileAccess.Write, FileShare.None);
        }
    }

    /// <summary>Begins on a new line, whatever was cut off before; what does not fit on the disk is taken back.</summary>
    private void Write(FileStream file, string line)
    {
        var end = file.CanSeek ? file.Seek(0, SeekOrigin.End) : 0;
        var bytes = Utf8.GetBytes((EndsInALine(file, end) ? string.Empty : "\n") + line + "\n");
        try
        {
            _isCut = true;
            file.Write(bytes, 0, bytes.Length);
            file.Flush(flushToDisk: true);
            _isCut = false;
        }
        catch (IOException) when (file.CanSeek && file.CanRead)
        {
            file.SetLength(end);
            throw;
        }
    }

    private bool EndsInALine(FileStream file, long end)
    {
        if (end == 0 || !file.CanRead || !file.CanSeek)
        {
            return !_isCut;
        }

        file.Position = end - 1;
        return file.ReadByte() == '\n';
    }

    /// <summary>Reads what was appended since the last time; a file that got shorter is another one.</summary>
    private void CatchUp(FileStream file)
    {
        if (file.Length < _readUpTo)
        {
            (_orders, _readUpTo) = (new TrailOrders(), 0);
        }

        file.Position = _readUpTo;
        using var lines = new StreamReader(file, Utf8, detectEncodingFromByteOrderMarks: false, bufferSize: 1 << 16, leaveOpen: true);
        while (lines.ReadLine() is { } line)
        {
            _orders.Take(line);
        }

        _readUpTo = file.Length;
    }

    /// <summary>Whether the hold keeps others out: on some network drives it does not.</summary>
    private bool IsLocked()
    {
        try
        {
            using (new FileStream(Path, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
            {
                return false;
            }
        }
        catch (IOException exception) when (IsHeld(exception))
        {
            return true;
        }
    }

    /// <summary>Whether somebody else holds the file: Windows's sharing and lock violations, EAGAIN of Linux and of macOS. Anything else stays as it is.</summary>
    private static bool IsHeld(IOException exception) =>
        exception.HResult is unchecked((int)0x80070020) or unchecked((int)0x80070021) or 11 or 35;
}
