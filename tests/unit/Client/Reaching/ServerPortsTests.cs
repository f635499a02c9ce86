namespace VpsOrg.Client.Tests;

/// <summary>What is remembered of a server's ports, look by look and attempt by attempt.</summary>
public sealed class ServerPortsTests
{
    private const string Address = "203.0.113.1";

    private readonly ServerPorts _ports = new(new ReachPlan([22], VpsAddressKind.IPAddress));

    [Fact]
    public void What_an_attempt_has_met_so_far_is_told_only_where_it_tells_more_than_the_one_before()
    {
        _ports.See(Address, isUp: true);
        var era = _ports.Next(22).Era;

        _ports.TakeSoFar(22, era, PortReply.NoAnswer);
        Assert.Equal(PortReply.NoAnswer, Last);
        _ports.Take(22, era, PortReply.Refused);
        _ports.TakeSoFar(22, era, PortReply.NoAnswer);
        Assert.Equal(PortReply.Refused, Last);
        _ports.TakeSoFar(22, era, PortReply.Silent);
        Assert.Equal(PortReply.Silent, Last);
    }

    [Fact]
    public void What_was_met_at_an_address_is_told_of_no_other()
    {
        _ports.See(Address, isUp: true);
        var era = _ports.Next(22).Era;
        _ports.Take(22, era, PortReply.Refused);

        _ports.See("203.0.113.2", isUp: true);
        _ports.Take(22, era, PortReply.Refused); // Of an attempt that was under way.
        _ports.TakeSoFar(22, era, PortReply.Silent);

        Assert.Null(Last);
    }

    [Fact]
    public void An_attempt_that_began_before_the_server_left_opens_nothing()
    {
        _ports.See(Address, isUp: true);
        var era = _ports.Next(22).Era;

        _ports.See(Address, isUp: false);
        _ports.See(Address, isUp: true);
        _ports.Take(22, era, PortReply.Open);

        Assert.False(_ports.AreOpen);
    }

    [Fact]
    public void A_look_that_tells_no_address_leaves_the_one_that_is_known()
    {
        _ports.See(Address, isUp: true);
        var era = _ports.Next(22).Era;
        _ports.Take(22, era, PortReply.Open);

        _ports.See(null, isUp: true);

        Assert.True(_ports.AreOpen);
        Assert.Equal(Address, _ports.Address);
    }

    private PortReply? Last => Assert.Single(_ports.Missing).Last;
}
