namespace VpsOrg.Client;

/// <summary>
/// Whether what a call sends may have left this machine. From that moment on it cannot be called back: halting keeps only
/// from leaving what is still here.
/// </summary>
/// <param name="recall">Cancelled where it is halted before it has left; null for a call that nobody halts.</param>
internal sealed class Departure(CancellationTokenSource? recall = null)
{
    private readonly object _gate = new();
    private bool _hasLeft;
    private bool _isHalted;

    /// <summary>Whether it may have arrived.</summary>
    public bool HasLeft
    {
        get
        {
            lock (_gate)
            {
                return _hasLeft;
            }
        }
    }

    /// <summary>It leaves now, where nobody has halted it.</summary>
    /// <exception cref="OperationCanceledException">Somebody has.</exception>
    public void Leave()
    {
        lock (_gate)
        {
            _hasLeft = !_isHalted ? true : throw new OperationCanceledException(recall?.Token ?? default);
        }
    }

    /// <summary>It surely did nothing there: no connection was made, or it was refused.</summary>
    public void Return()
    {
        lock (_gate)
        {
            _hasLeft = false;
        }

        RecallWhereHalted();
    }

    /// <summary>Nothing more is to be sent.</summary>
    public void Halt()
    {
        lock (_gate)
        {
            _isHalted = true;
        }

        RecallWhereHalted();
    }

    private void RecallWhereHalted()
    {
        bool isHere;
        lock (_gate)
        {
            isHere = _isHalted && !_hasLeft;
        }

        if (isHere)
        {
            recall?.CancelAll();
        }
    }
}
