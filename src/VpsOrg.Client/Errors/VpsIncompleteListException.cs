namespace VpsOrg.Client;

/// <summary>The API counts more (or fewer) servers than it gave, also after reading the list again.</summary>
public sealed class VpsIncompleteListException : VpsException
{
    internal VpsIncompleteListException(string message, int got, long expected)
        : base(message, new FailureContext { Method = "GET", Path = Routes.Servers })
    {
        Got = got;
        Expected = expected;
    }

    /// <summary>How many different servers came.</summary>
    public int Got { get; }

    /// <summary>How many the API counts.</summary>
    public long Expected { get; }
}
