namespace VpsOrg.Client;

/// <summary>Counts the pages of a list while it passes everything on: what a list costs in requests.</summary>
internal sealed class RequestCounter(ICallTrace? inner) : ICallTrace
{
    private int _count;

    public int Count => _count;

    public bool Wants(TraceLevel level) => inner?.Wants(level) == true;

    public void Write(TraceLevel level, string text) => inner?.Write(level, text);

    /// <summary>A list reports once a page. The watch's own lists are no progress that a user waits for.</summary>
    public void Report(int received, long expected) => Interlocked.Increment(ref _count);
}
