namespace VpsOrg.PowerShell;

/// <summary>There is no trail to read.</summary>
internal sealed class TrailNotFoundException : VpsException
{
    internal TrailNotFoundException()
        : base("No trail was named, and this runspace has no default session that keeps one.", new FailureContext())
    {
    }

    internal TrailNotFoundException(string path, Exception? inner = null)
        : base($"There is no trail at '{TextCleaner.Neutralize(path)}': it names no file.", new FailureContext(), inner)
    {
    }
}

/// <summary>A trail cannot be read.</summary>
internal sealed class TrailUnreadableException : VpsException
{
    internal TrailUnreadableException(string path, Exception inner)
        : base($"The trail '{TextCleaner.Neutralize(path)}' cannot be read: {inner.Message}", new FailureContext(), inner)
    {
    }
}
