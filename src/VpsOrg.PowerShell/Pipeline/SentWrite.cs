namespace VpsOrg.PowerShell;

/// <summary>A change of one server: what is said of it where the command ends before its outcome is written.</summary>
internal sealed class SentWrite(ServerTarget target)
{
    private volatile bool _isBegun;

    /// <summary>From now on it may be sent.</summary>
    public void Begin() => _isBegun = true;

    /// <summary>What is known of it once nothing more leaves; a request that was given up may have been carried out all the same.</summary>
    /// <param name="work">The work that sends it.</param>
    public string? Tell(Task work)
    {
        if (work.IsFaulted)
        {
            return $"{target}: {work.Exception!.GetBaseException().Message}";
        }

        return !_isBegun ? $"{target}: nothing was sent for it."
            : target.IsHeldBack && work.IsCompleted ? $"{target}: nothing was done for it."
            : work.Status == TaskStatus.RanToCompletion ? $"{target}: done."
            : target.Awaited is { } awaited ? $"{target}: the API took the request; nobody waits for '{awaited}' any more."
            : $"{target}: the request may have been sent and carried out. Look with {ErrorKind.LookFor(target.Id)} before you repeat it.";
    }
}
