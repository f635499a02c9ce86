using Microsoft.AspNetCore.Connections;

namespace VpsOrg.Sandbox.Hosting;

/// <summary>Counts the TCP connections of a server. Thread safe.</summary>
internal sealed class ConnectionCounter
{
    private int _open;
    private int _accepted;

    public int Open => Volatile.Read(ref _open);

    public int Accepted => Volatile.Read(ref _accepted);

    public ConnectionDelegate Watch(ConnectionDelegate next) => async connection =>
    {
        Interlocked.Increment(ref _accepted);
        Interlocked.Increment(ref _open);
        try
        {
            await next(connection).ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    };
}
