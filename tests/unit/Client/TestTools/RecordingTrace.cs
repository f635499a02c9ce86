using System.Collections.Concurrent;

namespace VpsOrg.Client.Tests;

/// <summary>Keeps all that a call tells.</summary>
internal sealed class RecordingTrace : ICallTrace
{
    private readonly ConcurrentQueue<(TraceLevel Level, string Text)> _texts = [];
    private readonly Signal _changed = new();
    private readonly ConcurrentQueue<(int Received, long Expected)> _reports = [];

    public IEnumerable<string> Verbose => Texts(TraceLevel.Verbose);

    public IEnumerable<string> Debug => Texts(TraceLevel.Debug);

    public IEnumerable<string> Warnings => Texts(TraceLevel.Warning);

    public IEnumerable<string> All => _texts.Select(text => text.Text);

    public IReadOnlyList<(int Received, long Expected)> Reports => [.. _reports];

    public bool Wants(TraceLevel level) => true;

    public void Write(TraceLevel level, string text)
    {
        _texts.Enqueue((level, text));
        _changed.Raise();
    }

    /// <summary>Waits until so many verbose lines hold a text.</summary>
    public Task UntilVerboseAsync(int count, string text) =>
        _changed.UntilAsync(() => Verbose.Count(line => line.Contains(text, StringComparison.Ordinal)) >= count);

    public void Report(int received, long expected) => _reports.Enqueue((received, expected));

    private IEnumerable<string> Texts(TraceLevel level) => _texts.Where(text => text.Level == level).Select(text => text.Text);
}
