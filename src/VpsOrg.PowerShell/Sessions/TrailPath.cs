namespace VpsOrg.PowerShell;

/// <summary>Proves at once that a trail can be written: not when the first server is about to be changed.</summary>
internal static class TrailPath
{
    /// <exception cref="ArgumentException">The file cannot be written; the message says why.</exception>
    public static string Checked(string path)
    {
        try
        {
            using (PrivateFile.Open(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite))
            {
                return path;
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
}
