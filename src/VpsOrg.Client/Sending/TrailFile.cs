using System.Text;

namespace VpsOrg.Client;

/// <summary>
/// The file of the audit trail, which many processes append lines to. It is held for the time of one line only, alone (on Linux and macOS by
/// an advisory lock), because .NET does not append atomically; who finds it held tries again.
/// </summary>
internal sealed class TrailFile(string path, Clock clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(20);
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private readonly object _gate = new();
    private Task _last = Task.CompletedTask;

    public string Path { get; } = path;

    /// <summary>Appends a line and has the system write it through to the disk.</summary>
    /// <exception cref="IOException">It cannot be written, or others held it for five seconds.</exception>
    /// <exception cref="UnauthorizedAccessException">It must not be written.</exception>
    public Task AppendAsync(string line, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _last = AppendAfterAsync(_last, Utf8.GetBytes(line + "\n"), cancellationToken);
            return _last;
        }
    }

    /// <summary>This process's own lines queue up here; only other processes are met at the file.</summary>
    private async Task AppendAfterAsync(Task before, byte[] bytes, CancellationToken cancellationToken)
    {
        await Task.WhenAny(before).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        var begun = clock.Elapsed;
        while (!TryAppend(bytes, isLastTry: clock.Elapsed - begun >= Patience))
        {
            await clock.Delay(Rest, cancellationToken).ConfigureAwait(false);
        }
    }

    private bool TryAppend(byte[] bytes, bool isLastTry)
    {
        try
        {
            using var file = new FileStream(Path, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 1);
            file.Write(bytes, 0, bytes.Length);
            file.Flush(flushToDisk: true);
            return true;
        }
        catch (IOException exception) when (!isLastTry && exception is not FileNotFoundException and not DirectoryNotFoundException and not PathTooLongException)
        {
            return false; // Another process holds it for a moment.
        }
    }
}
