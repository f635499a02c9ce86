namespace VpsOrg.PowerShell;

/// <summary>What was asked for of one snapshot: what is said of it where the command ends before its outcome is written.</summary>
/// <param name="what">What it is about.</param>
/// <param name="look">The command that looks at it.</param>
internal sealed class SentSnapshot(string what, string look)
{
    private volatile bool _isBegun;
    private volatile VpsSnapshot? _made;

    /// <summary>From now on it may be sent.</summary>
    public void Begin() => _isBegun = true;

    /// <summary>The API has begun to take it.</summary>
    public void Made(VpsSnapshot snapshot) => _made = snapshot;

    /// <summary>What is known of it; a request that was given up may have been carried out all the same.</summary>
    /// <param name="work">The work that sends it.</param>
    public string? Tell(Task work) =>
        work.IsFaulted ? $"{what}: {work.Exception!.GetBaseException().Message}"
        : _made is { } made ? FormattableString.Invariant($"{what}: the API took the request (id {made.Id}). Look with {look} before you rely on it.")
        : !_isBegun ? $"{what}: nothing was sent for it."
        : work.Status == TaskStatus.RanToCompletion ? $"{what}: done."
        : $"{what}: the request may have been sent and carried out. Look with {look} before you repeat it.";
}
