using System.Net;

namespace VpsOrg.Sandbox.Tests;

/// <summary>A program of the user's own that stands in for a port of a server.</summary>
public sealed class StandInTests
{
    private const string Address = "203.0.113.10";

    [Fact]
    public void Its_port_is_where_the_servers_port_is_while_that_is_open()
    {
        using var sandbox = new SandboxFixture();
        using var account = sandbox.Account;
        account.AddPort(new SandboxPort());
        account.AddPort(new SandboxPort { Server = "12345", StandIn = 40022, OpensAfter = TimeSpan.FromSeconds(5) });

        Assert.Equal(new IPEndPoint(IPAddress.Loopback, 40022), account.FindPort(Address, 22));
        Assert.Equal(new IPEndPoint(IPAddress.Loopback, 40022), account.FindStandIn("12345", 22));
        account.SetServerStatus(12345, "active"); // From now on.
        Assert.Null(account.FindPort(Address, 22));
        sandbox.Clock.Advance(5);
        Assert.NotNull(account.FindPort(Address, 22));
        account.SetServerStatus(12345, "stopped");
        Assert.Null(account.FindPort(Address, 22));
    }

    [Fact]
    public void A_port_that_the_sandbox_opens_itself_has_none()
    {
        using var sandbox = new SandboxFixture();
        using var account = sandbox.Account;
        account.AddPort(new SandboxPort());

        Assert.Null(account.FindStandIn("12345", 22));
        Assert.Null(account.FindStandIn("12345", 443));
        Assert.Null(account.FindStandIn("99", 22));
    }
}
