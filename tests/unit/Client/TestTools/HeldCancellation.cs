namespace VpsOrg.Client.Tests;

/// <summary>
/// A cancellation that stands still on its way, as it does where its thread has to wait for a core. A token tells first who came last:
/// what was bound to it after <see cref="HoldHere"/> has heard of the cancellation by then, what was bound before has not.
/// </summary>
internal sealed class HeldCancellation : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly ManualResetEventSlim _goesOn = new();

    public CancellationToken Token => _source.Token;

    /// <summary>The cancellation will stand still where this is called.</summary>
    public void HoldHere() => _source.Token.Register(() => _goesOn.Wait(Watchdog.Time));

    /// <summary>Cancels, on a thread of its own.</summary>
    public Task CancelAsync() => Task.Factory.StartNew(_source.Cancel, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <summary>Lets it go on.</summary>
    public void GoOn() => _goesOn.Set();

    public void Dispose()
    {
        GoOn();
        _source.Dispose();
        _goesOn.Dispose();
    }
}
