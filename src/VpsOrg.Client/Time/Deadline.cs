namespace VpsOrg.Client;

/// <summary>A cancellation that comes when a time is over, or earlier from whoever waits; made by <see cref="Clock.CancelAfter"/>.</summary>
internal sealed class Deadline : IDisposable
{
    private readonly CancellationTokenSource _source;
    private readonly Action? _forget;

    /// <summary>A deadline that has not come yet.</summary>
    /// <param name="cancellationToken">Cancels it before its time.</param>
    /// <param name="forget">Called when nobody needs it any more.</param>
    public Deadline(CancellationToken cancellationToken, Action? forget = null)
    {
        _source = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _forget = forget;
    }

    /// <summary>Cancelled when the time is over, or before that by the token it was made with.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>Has the platform's clock end it.</summary>
    public void CancelAfter(TimeSpan time) => _source.CancelAfter(time);

    /// <summary>The time is over.</summary>
    public void Expire()
    {
        try
        {
            _source.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // Whoever needed it let go of it at the same moment.
        }
    }

    /// <summary>Nobody needs it any more.</summary>
    public void Dispose()
    {
        _forget?.Invoke();
        _source.Dispose();
    }
}
