namespace VpsOrg.PowerShell;

/// <summary>
/// The servers that a command has stopped for a while. Where one of them could not be started again, no other is stopped.
/// </summary>
/// <param name="giveUp">Cancelled when no server is to be started any more; not disposed of, because tasks that are still ending look at it.</param>
internal sealed class OwedStarts(CancellationTokenSource giveUp)
{
    private readonly object _gate = new();
    private readonly Dictionary<ServerTarget, TaskCompletionSource<bool>> _open = [];
    private readonly Dictionary<VpsId, ServerLeftStoppedException> _left = [];
    private readonly HashSet<ServerLeftStoppedException> _told = [];
    private bool _isClosed;

    /// <summary>Cancelled when no server is to be started any more.</summary>
    public CancellationToken GivenUp => giveUp.Token;

    /// <summary>The servers that are stopped, or about to be, and are to run again.</summary>
    public IReadOnlyList<ServerTarget> Open
    {
        get
        {
            lock (_gate)
            {
                return [.. _open.Keys];
            }
        }
    }

    /// <summary>Ends when all servers of now run again, or are known not to.</summary>
    public Task Done
    {
        get
        {
            lock (_gate)
            {
                return Task.WhenAll(_open.Values.Select(done => done.Task));
            }
        }
    }

    /// <summary>
    /// What could not be started again and has not been told, and beside these, the servers whose start has not ended. Read at once: a
    /// server that goes from the one to the other meanwhile would be in neither.
    /// </summary>
    public (IReadOnlyList<ServerTarget> Open, IReadOnlyList<ServerLeftStoppedException> Left) Untold
    {
        get
        {
            lock (_gate)
            {
                List<ServerLeftStoppedException> left = [.. _left.Values.Where(one => !_told.Contains(one))];
                return ([.. _open.Keys.Where(target => left.TrueForAll(one => one.Key != target.Id))], left);
            }
        }
    }

    /// <summary>Gives up: what is not started by now stays stopped.</summary>
    public void GiveUp() => giveUp.CancelAll();

    /// <summary>Refuses to stop a server while another one is left stopped.</summary>
    /// <exception cref="ServerNotStoppedException">One is.</exception>
    public void RefuseWhereOneIsLeft(ServerTarget target)
    {
        lock (_gate)
        {
            if (_left.Values.FirstOrDefault() is { } left)
            {
                throw new ServerNotStoppedException(target.ToString(), $"it was not stopped, because server {left.ServerId} was left stopped before it");
            }
        }
    }

    /// <summary>A server is about to be stopped.</summary>
    /// <returns>False where the command is ending: then it must not be, for nobody would wait for its start.</returns>
    public bool TryBegin(ServerTarget target)
    {
        lock (_gate)
        {
            if (!_isClosed)
            {
                _open.Add(target, new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously));
            }

            return !_isClosed;
        }
    }

    /// <summary>The command is ending: no other server is stopped from now on.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _isClosed = true;
        }
    }

    /// <summary>It runs again, or is known not to.</summary>
    public void End(ServerTarget target)
    {
        TaskCompletionSource<bool> done;
        lock (_gate)
        {
            done = _open[target];
            _open.Remove(target);
        }

        done.TrySetResult(true);
    }

    /// <summary>A server was not started again.</summary>
    public void Leave(ServerLeftStoppedException left)
    {
        lock (_gate)
        {
            _left[left.Key] = left;
        }
    }

    /// <summary>Somebody is told of it.</summary>
    public void Tell(ServerLeftStoppedException left)
    {
        lock (_gate)
        {
            _told.Add(left);
        }
    }
}
