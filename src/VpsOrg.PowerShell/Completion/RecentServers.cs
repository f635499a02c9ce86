using System.Diagnostics;

namespace VpsOrg.PowerShell;

/// <summary>
/// The session's servers for Tab: at most 30 seconds old, and never worth more than half a second of waiting. A list
/// that takes longer is there for the next Tab.
/// </summary>
internal sealed class RecentServers(VpsClient client)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    private readonly object _gate = new();
    private readonly Stopwatch _age = new();
    private Task<IReadOnlyList<VpsServer>>? _reading;

    /// <summary>The servers; none where they cannot be had at once.</summary>
    public IReadOnlyList<VpsServer> Get()
    {
        Task<IReadOnlyList<VpsServer>> reading;
        lock (_gate)
        {
            if (_reading is null || _reading.IsFaulted || _reading.IsCanceled || (_reading.IsCompleted && _age.Elapsed > Lifetime))
            {
                _age.Restart();
                _reading = Task.Run(() => client.GetServersAsync());
            }

            reading = _reading;
        }

        return ((IAsyncResult)reading).AsyncWaitHandle.WaitOne(Patience) && reading.Status == TaskStatus.RanToCompletion
            ? reading.Result
            : [];
    }
}
