namespace VpsOrg.Client;

/// <summary>The API counts more (or fewer) items than it gave, also after reading the list again.</summary>
public sealed class VpsIncompleteListException : VpsException
{
    internal VpsIncompleteListException(string message, string path, int got, long expected)
        : base(message, new FailureContext { Method = "GET", Path = path })
    {
        Got = got;
        Expected = expected;
    }

    /// <summary>How many different items came.</summary>
    public int Got { get; }

    /// <summary>How many the API counts.</summary>
    public long Expected { get; }
}
