namespace VpsOrg.PowerShell;

/// <summary>Proves at once that a trail can be written: not when the first server is about to be changed.</summary>
internal static class TrailPath
{
    /// <summary>No file takes as long to open; a pipe that nobody reads would take for ever.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>The same, away from the pipeline's thread and bounded, after a look at what the path names.</summary>
    /// <param name="path">As the engine resolved it.</param>
    /// <param name="clock">The time by which it is waited.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ArgumentException">It is no file, or cannot be written; the message says why.</exception>
    public static async Task<string> CheckedAsync(string path, Clock clock, CancellationToken cancellationToken)
    {
        if (!IsOfFileSystem(path) || IsDevice(path) || Directory.Exists(path))
        {
            throw new ArgumentException($"-LogPath: '{path}' is not a file: give the path of a file on a disk.");
        }

        var opening = Task.Run(() => Checked(path), cancellationToken);
        using var deadline = clock.CancelAfter(Patience, cancellationToken);
        await opening.OrExpired(deadline, cancellationToken).ConfigureAwait(false);
        return opening.IsCompleted
            ? await opening.ConfigureAwait(false)
            : throw new ArgumentException($"-LogPath: '{path}' did not open within {Patience.TotalSeconds:0} s, as a pipe does that nobody reads: give the path of a file on a disk.");
    }

    /// <exception cref="ArgumentException">The file cannot be written; the message says why.</exception>
    public static string Checked(string path)
    {
        try
        {
            using (var file = PrivateFile.Open(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite))
            {
                return file.CanSeek ? path : throw new ArgumentException($"-LogPath: '{path}' is not a file: give the path of a file on a disk.");
            }
        }
        catch (IOException exception) when (exception.GetType() == typeof(IOException) && File.Exists(path))
        {
            return path; // It is there, and another process writes a line at this very moment: writers wait for that.
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ArgumentException($"-LogPath: '{path}' cannot be written: {exception.Message}", exception);
        }
    }

    /// <summary>The engine gives whole paths for files; what it gives for <c>Env:\x</c> has no root, or not one of a disk.</summary>
    public static bool IsOfFileSystem(string path) =>
        Path.IsPathRooted(path) && Root(path) == Root(Path.GetFullPath(path));

    private static string Root(string path) => Path.GetPathRoot(path)!.Replace('/', '\\');

    /// <summary>A terminal, or nothing at all; <c>/dev/shm</c> holds files.</summary>
    private static bool IsDevice(string path) =>
        path.StartsWith("/dev/", StringComparison.Ordinal) && !path.StartsWith("/dev/shm/", StringComparison.Ordinal);
}
