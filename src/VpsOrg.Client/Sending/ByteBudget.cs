namespace VpsOrg.Client;

/// <summary>How many bytes, unpacked, an answer may have, or all pages of one list together. Safe for many threads at once.</summary>
internal sealed class ByteBudget(long limit)
{
    private long _spent;

    /// <exception cref="UnreadableBodyException">That is too many.</exception>
    public void Spend(int bytes)
    {
        if (Interlocked.Add(ref _spent, bytes) > limit)
        {
            throw new UnreadableBodyException($"the body is larger than {limit >> 20} MB, or the list is with all its pages");
        }
    }
}
