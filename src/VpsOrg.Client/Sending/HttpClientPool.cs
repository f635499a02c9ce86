namespace VpsOrg.Client;

/// <summary>
/// One handler a session, kept warm, and replaced after two minutes so that DNS changes are honoured
/// (netstandard2.0 has no <c>PooledConnectionLifetime</c>). A replaced one drains: it is disposed when its last
/// request has ended.
/// </summary>
internal sealed class HttpClientPool(Func<HttpMessageHandler> makeHandler, Clock clock) : IDisposable
{
    private readonly object _gate = new();
    private Entry? _current;
    private bool _disposed;

    /// <summary>How long a handler serves new requests.</summary>
    public static TimeSpan Lifetime { get; } = TimeSpan.FromMinutes(2);

    /// <summary>Borrows the client that serves now.</summary>
    /// <exception cref="ObjectDisposedException">The session was disconnected.</exception>
    public Lease Borrow()
    {
        lock (_gate)
        {
            if (_disposed)
            {
                throw new ObjectDisposedException(nameof(VpsClient), "This session was disconnected: run Connect-Vps again.");
            }

            if (_current is null || clock.Elapsed - _current.Born >= Lifetime)
            {
                _current?.Retire();
                _current = new Entry(new HttpClient(makeHandler()) { Timeout = Timeout.InfiniteTimeSpan }, clock.Elapsed);
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

    /// <summary>A client on loan; give it back by disposing of the loan.</summary>
    internal readonly struct Lease(HttpClientPool pool, Entry entry) : IDisposable
    {
        public HttpClient Client => entry.Client;

        public void Dispose() => pool.Return(entry);
    }

    internal sealed class Entry(HttpClient client, TimeSpan born)
    {
        private bool _retired;

        public HttpClient Client { get; } = client;

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
                Client.Dispose();
            }
        }
    }
}
