namespace VpsOrg.Client;

/// <summary>The snapshots that this client's requests have made: each is the answer to one request.</summary>
internal sealed class ClaimedIds
{
    private readonly HashSet<VpsId> _ids = [];

    /// <summary>Whether it is the answer to some request.</summary>
    public bool Has(VpsId id)
    {
        lock (_ids)
        {
            return _ids.Contains(id);
        }
    }

    /// <summary>Takes it as the answer to a request; false where it is that to another.</summary>
    public bool TryClaim(VpsId id)
    {
        lock (_ids)
        {
            return _ids.Add(id);
        }
    }
}
