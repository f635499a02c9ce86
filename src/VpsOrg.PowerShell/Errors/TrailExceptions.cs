namespace VpsOrg.PowerShell;

/// <summary>There is no trail to read.</summary>
public sealed class TrailNotFoundException : InvalidOperationException
{
    internal TrailNotFoundException()
        : base("No trail was named, and this runspace has no default session that keeps one.")
    {
    }

    internal TrailNotFoundException(string path, Exception? inner = null)
        : base($"There is no trail at '{TextCleaner.Neutralize(path)}': it names no file.", inner)
    {
    }
}

/// <summary>A trail cannot be read.</summary>
public sealed class TrailUnreadableException : InvalidOperationException
{
    internal TrailUnreadableException(string path, Exception inner)
        : base($"The trail '{TextCleaner.Neutralize(path)}' cannot be read: {inner.Message}", inner)
    {
    }
}
