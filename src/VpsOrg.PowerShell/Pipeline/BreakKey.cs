namespace VpsOrg.PowerShell;

/// <summary>
/// Listens for Ctrl-C while a command that was stopped puts something right: the engine tells of the first one only. It changes
/// nothing of what the host does about it. A host without a console has none.
/// </summary>
internal sealed class BreakKey : IDisposable
{
    private readonly ConsoleCancelEventHandler _handler;

    private BreakKey(Action pressed)
    {
        _handler = (_, _) => pressed();
        Console.CancelKeyPress += _handler;
    }

    /// <summary>Listens until what is returned is disposed of.</summary>
    public static IDisposable Watch(Action pressed) => new BreakKey(pressed);

    /// <inheritdoc/>
    public void Dispose() => Console.CancelKeyPress -= _handler;
}
