namespace VpsOrg.Client;

/// <summary>
/// What was there before an order: one list, which serves the orders of the next 30 seconds. An account whose list is long
/// or cannot be had is ordered from all the same; then no server can be proven to be new.
/// </summary>
internal sealed class KnownServers(ServerLister lister, SeenServers seen, Clock clock)
{
    private const int MostPages = 20;

    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(30);

    private readonly object _gate = new();
    private Task<bool> _reading = Task.FromResult(false);
    private Action _abandon = () => { };
    private TimeSpan? _tried;
    private int _waiting;

    /// <summary>Sees to it that what is there has been seen. Orders that need it at once share one list.</summary>
    /// <returns>False where the list cannot be had.</returns>
    public async Task<bool> ReadAsync(ICallTrace trace, CancellationToken cancellationToken)
    {
        Task<bool> reading;
        lock (_gate)
        {
            if (_reading.IsCompleted && seen.LastWhole is { } whole && clock.Elapsed - whole < Lifetime)
            {
                return true;
            }

            if (_tried is not { } tried || (_reading.IsCompleted && clock.Elapsed - tried >= Lifetime))
            {
                var stop = new CancellationTokenSource();
                _tried = clock.Elapsed;
                _abandon = stop.CancelAll;
                _reading = ListAsync(trace, stop);
            }

            reading = _reading;
            _waiting++;
        }

        try
        {
            return await reading.OrCancelled(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>The account's servers now. It counts as the look before the next orders, also where it fails.</summary>
    public Task<IReadOnlyList<VpsServer>> ReadAfreshAsync(ICallTrace trace, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_reading.IsCompleted)
            {
                _tried = clock.Elapsed;
                _reading = Task.FromResult(false);
            }
        }

        return lister.ListAsync(new ServerFilter(), trace, cancellationToken);
    }

    /// <summary>A list that nobody waits for any more is given up, and the next order tries again.</summary>
    private void Leave()
    {
        lock (_gate)
        {
            if (--_waiting == 0 && !_reading.IsCompleted)
            {
                _tried = null;
                _abandon();
            }
        }
    }

    private async Task<bool> ListAsync(ICallTrace trace, CancellationTokenSource stop)
    {
        var pages = new PageLimit(trace, MostPages, stop);
        try
        {
            await lister.ListAsync(new ServerFilter(), pages, stop.Token).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException) when (!pages.ArePassed)
        {
            return false; // Nobody waits for it any more.
        }
        catch (OperationCanceledException)
        {
            trace.Write(TraceLevel.Verbose, FormattableString.Invariant(
                $"The list of servers has more than {MostPages} pages: it is not read before orders. An order whose answer is lost will be of unknown outcome."));
            return false;
        }
        catch (VpsException exception)
        {
            trace.Write(TraceLevel.Verbose, $"The list of servers could not be read before the order ({exception.Message}). If the answer is lost, the outcome will be unknown.");
            return false;
        }
    }

    /// <summary>Ends a list that turns out to have too many pages.</summary>
    private sealed class PageLimit(ICallTrace inner, int most, CancellationTokenSource stop) : ICallTrace
    {
        private int _pages;
        private int _first;
        private volatile bool _arePassed;

        /// <summary>Whether it was ended for having too many.</summary>
        public bool ArePassed => _arePassed;

        public bool Wants(TraceLevel level) => inner.Wants(level);

        public void Write(TraceLevel level, string text) => inner.Write(level, text);

        /// <summary>A list reports once a page.</summary>
        public void Report(int received, long expected)
        {
            var pages = Interlocked.Increment(ref _pages);
            Interlocked.CompareExchange(ref _first, Math.Max(1, received), 0);
            if (received < expected && (pages >= most || expected > (long)Math.Max(_first, 100) * most))
            {
                _arePassed = true;
                stop.CancelAll();
            }
        }
    }
}
