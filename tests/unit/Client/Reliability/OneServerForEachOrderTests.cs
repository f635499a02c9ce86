namespace VpsOrg.Client.Tests;

/// <summary>
/// Two orders whose answers were lost look at the list in the same moment, and both find the same server: which of them
/// gets it is decided here, and no timing of theirs can make it both.
/// </summary>
public sealed class OneServerForEachOrderTests
{
    [Fact]
    public void A_server_is_the_answer_to_one_order_only()
    {
        var seen = new SeenServers();

        Assert.True(seen.TryClaim(12347));
        Assert.False(seen.TryClaim(12347));
        Assert.True(seen.TryClaim(12348));
    }
}
