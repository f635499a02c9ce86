namespace VpsOrg.Client;

/// <summary>
/// One handler a session, kept warm, and replaced after two minutes so that DNS changes are honoured
/// (netstandard2.0 has no <c>PooledConnectionLifetime</c>). A replaced one drains: it is disposed when its last
/// request has ended. No <c>HttpClient</c> stands before it: that would add a time-out of its own, by the platform's clock.
/// </summary>
internal sealed class HandlerPool(Func<HttpMessageHandler> makeHandler, Clock clock) : IDisposable
{
    private readonly object _gate = new();
    private Entry? _current;
    private bool _disposed;

    /// <summary>How long a handler serves new requests.</summary>
    public static TimeSpan Lifetime { get; } = TimeSpan.FromMinutes(2);

    /// <summary>Borrows the handler that serves now.</summary>
    /// <returns>Null where the client was disposed of.</returns>
    public Lease? Borrow()
    {
        lock (_gate)
        {
            if (_disposed)
            {
                return null;
            }

            if (_current is null || clock.Elapsed - _current.Born >= Lifetime)
            {
                _current?.Retire();
                _current = new Entry(new HttpMessageInvoker(makeHandler()), clock.Elapsed);
            }

            _current.Users++;
            return new Lease(this, _current);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _current?.Retire();
            _current = null;
        }
    }

    private void Return(Entry entry)
    {
        lock (_gate)
        {
            entry.Users--;
            entry.DisposeWhereDrained();
        }
    }

    /// <summary>A handler on loan; give it back by disposing of the loan.</summary>
    internal readonly struct Lease(HandlerPool pool, Entry entry) : IDisposable
    {
        public HttpMessageInvoker Handler => entry.Handler;

        public void Dispose() => pool.Return(entry);
    }

    internal sealed class Entry(HttpMessageInvoker handler, TimeSpan born)
    {
        private bool _retired;

        public HttpMessageInvoker Handler { get; } = handler;

        public TimeSpan Born { get; } = born;

        public int Users { get; set; }

        public void Retire()
        {
            _retired = true;
            DisposeWhereDrained();
        }

        public void DisposeWhereDrained()
        {
            if (_retired && Users == 0)
            {
                Handler.Dispose();
            }
        }
    }
}
