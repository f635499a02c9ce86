namespace VpsOrg.Client;

/// <summary>
/// Ends an await when its token is cancelled, also where the platform's method takes no token or minds it late
/// (netstandard2.0 has neither <c>Task.WaitAsync</c> nor a cancellable <c>ReadAsStreamAsync</c>).
/// </summary>
internal static class TaskRace
{
    /// <summary>The task's result, or cancellation, whichever comes first. What comes too late is let go of.</summary>
    /// <param name="task">The task to wait for.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="letGo">Disposes of a result that nobody waits for any more.</param>
    public static async Task<T> OrCancelled<T>(this Task<T> task, CancellationToken cancellationToken, Action<T>? letGo = null)
    {
        if (!task.IsCompleted && cancellationToken.CanBeCanceled)
        {
            var cancelled = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
            using (cancellationToken.Register(state => ((TaskCompletionSource<bool>)state!).TrySetResult(true), cancelled))
            {
                await Task.WhenAny(task, cancelled.Task).ConfigureAwait(false);
            }

            if (!task.IsCompleted)
            {
                LetGo(task, letGo);
                throw new OperationCanceledException(cancellationToken);
            }
        }

        return await task.ConfigureAwait(false);
    }

    /// <inheritdoc cref="OrCancelled{T}"/>
    public static Task OrCancelled(this Task task, CancellationToken cancellationToken) =>
        task.AsResult().OrCancelled(cancellationToken);

    /// <summary>Waits until the task ends, or until a time is over, whichever comes first: it is for the caller to look which.</summary>
    /// <param name="task">The task to wait for.</param>
    /// <param name="deadline">The time, made with the token.</param>
    /// <param name="cancellationToken">Ends the wait with a cancellation.</param>
    public static async Task OrExpired(this Task task, Deadline deadline, CancellationToken cancellationToken)
    {
        try
        {
            await Task.WhenAny(task).OrCancelled(deadline.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The time is over.
        }
    }

    /// <summary>Waits until something happens or a time is over, whichever comes first. Whatever ends the wait, the clock holds nothing of it.</summary>
    /// <param name="happens">What may happen; how it ends is not looked at.</param>
    /// <param name="clock">The clock of the time.</param>
    /// <param name="time">The time.</param>
    /// <param name="cancellationToken">Ends the wait with a cancellation.</param>
    public static async Task OrAfter(this Task happens, Clock clock, TimeSpan time, CancellationToken cancellationToken)
    {
        using var timer = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            await Task.WhenAny(happens, clock.Delay(time, timer.Token)).OrCancelled(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            timer.Cancel(); // Also after a cancellation: it tells first who came last, and may not have come to the timer yet.
        }

        cancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>Cancels. Callbacks dispose of responses: one that fails keeps no other from being called, and is nobody's failure.</summary>
    public static void CancelAll(this CancellationTokenSource source)
    {
        try
        {
            source.Cancel();
        }
        catch (AggregateException exception)
        {
            exception.Flatten().Handle(inner => inner is ObjectDisposedException or InvalidOperationException or IOException);
        }
    }

    private static async Task<bool> AsResult(this Task task)
    {
        await task.ConfigureAwait(false);
        return true;
    }

    private static void LetGo<T>(Task<T> task, Action<T>? letGo) => _ = task.ContinueWith(
        late =>
        {
            if (late.Status == TaskStatus.RanToCompletion)
            {
                letGo?.Invoke(late.Result);
            }
            else
            {
                _ = late.Exception; // Looked at, so that it is not reported as unobserved.
            }
        },
        CancellationToken.None,
        TaskContinuationOptions.ExecuteSynchronously,
        TaskScheduler.Default);
}
