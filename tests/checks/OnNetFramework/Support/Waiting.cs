using System.Diagnostics;
using System.Net.Sockets;

namespace System.Threading.Tasks;

/// <summary>A task of no result that somebody else completes.</summary>
internal sealed class TaskCompletionSource(TaskCreationOptions options = TaskCreationOptions.None)
{
    private readonly TaskCompletionSource<bool> _source = new(options);

    public Task Task => _source.Task;

    public void SetResult() => _source.SetResult(true);

    public void SetException(Exception exception) => _source.SetException(exception);

    public bool TrySetResult() => _source.TrySetResult(true);

    public bool TrySetException(Exception exception) => _source.TrySetException(exception);

    public bool TrySetCanceled(CancellationToken cancellationToken) => _source.TrySetCanceled(cancellationToken);
}

/// <summary>What newer platforms wait with.</summary>
internal static class Waiting
{
    extension<T>(Task<T> task)
    {
        public Task<T> WaitAsync(TimeSpan time) => task.WaitAsync(time, CancellationToken.None);

        public Task<T> WaitAsync(CancellationToken cancellationToken) => task.WaitAsync(Timeout.InfiniteTimeSpan, cancellationToken);

        public async Task<T> WaitAsync(TimeSpan time, CancellationToken cancellationToken)
        {
            await ((Task)task).WaitAsync(time, cancellationToken).ConfigureAwait(false);
            return await task.ConfigureAwait(false);
        }
    }

    extension(Task task)
    {
        public bool IsCompletedSuccessfully => task.Status == TaskStatus.RanToCompletion;

        public Task WaitAsync(TimeSpan time) => task.WaitAsync(time, CancellationToken.None);

        public Task WaitAsync(CancellationToken cancellationToken) => task.WaitAsync(Timeout.InfiniteTimeSpan, cancellationToken);

        public async Task WaitAsync(TimeSpan time, CancellationToken cancellationToken)
        {
            using var ends = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var over = Task.Delay(time, ends.Token);
            if (await Task.WhenAny(task, over).ConfigureAwait(false) == over)
            {
                cancellationToken.ThrowIfCancellationRequested();
                throw new TimeoutException();
            }

            ends.Cancel();
            await task.ConfigureAwait(false);
        }
    }

    extension(CancellationTokenSource source)
    {
        /// <summary>Unlike <c>Cancel</c> it runs no registered action on the caller's thread.</summary>
        public Task CancelAsync() => Task.Run(source.Cancel);
    }

    extension(Process process)
    {
        /// <summary>None of the tests' arguments needs quoting.</summary>
        public static Process Start(string program, IEnumerable<string> arguments) => Process.Start(program, string.Join(" ", arguments))!;

        public Task WaitForExitAsync(CancellationToken cancellationToken = default) => Task.Run(process.WaitForExit, cancellationToken).WaitAsync(cancellationToken);
    }

    extension(TcpListener listener)
    {
        /// <summary>.NET Framework ends an accept by closing the listener, and in no other way.</summary>
        public async Task<Socket> AcceptSocketAsync(CancellationToken cancellationToken)
        {
            using (cancellationToken.Register(listener.Stop))
            {
                try
                {
                    return await listener.AcceptSocketAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
                }
                catch (Exception exception) when (exception is ObjectDisposedException or SocketException or InvalidOperationException)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    throw;
                }
            }
        }

        public void Dispose() => listener.Stop();
    }

    extension(Socket socket)
    {
        public Task<int> ReceiveAsync(byte[] buffer, CancellationToken cancellationToken) =>
            socket.EndedByAsync(() => SocketTaskExtensions.ReceiveAsync(socket, new ArraySegment<byte>(buffer), SocketFlags.None), cancellationToken);

        public Task<int> SendAsync(Memory<byte> bytes, CancellationToken cancellationToken) => socket.SendAsync(bytes.ToArray(), cancellationToken);

        public Task<int> SendAsync(ArraySegment<byte> bytes, CancellationToken cancellationToken) =>
            socket.EndedByAsync(() => SocketTaskExtensions.SendAsync(socket, bytes, SocketFlags.None), cancellationToken);

        public Task<int> SendAsync(byte[] bytes, CancellationToken cancellationToken) =>
            socket.SendAsync(new ArraySegment<byte>(bytes), cancellationToken);

        private async Task<int> EndedByAsync(Func<Task<int>> exchange, CancellationToken cancellationToken)
        {
            using (cancellationToken.Register(socket.Dispose))
            {
                try
                {
                    // Mono may never end a receive whose socket is closed just as it begins.
                    return await exchange().WaitAsync(cancellationToken).ConfigureAwait(false);
                }
                catch (Exception exception) when (exception is ObjectDisposedException or SocketException)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    throw;
                }
            }
        }
    }
}
