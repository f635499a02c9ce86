namespace VpsOrg.Client;

/// <summary>Random numbers without shared state: a new GUID is random enough to spread retries.</summary>
internal static class JitterSource
{
    public static double Next() => (uint)Guid.NewGuid().GetHashCode() / (uint.MaxValue + 1.0);
}
