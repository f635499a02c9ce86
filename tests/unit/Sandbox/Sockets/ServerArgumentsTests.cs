using VpsOrg.Sandbox.Hosting;

namespace VpsOrg.Sandbox.Tests;

public sealed class ServerArgumentsTests
{
    [Fact]
    public void Every_option_of_the_usage_sets_what_it_says()
    {
        var arguments = ServerArguments.Parse(
        [
            "--port", "8080", "--token", "vps_mine", "--servers", "5", "--first-id", "900000001", "--uuid-ids", "--page-size", "3", "--link-pages",
            "--delay-sec", "2.5", "--snapshot-delay-sec", "180", "--restore-delay-sec", "0", "--latency-ms", "20", "--list-lag-sec", "30", "--detail-lag-sec", "0.5", "--rate-limit", "20", "--no-retry-after",
            "--credits", "9.99", "--no-account-endpoint", "--until-stdin-closes", "--help",
        ]);

        var options = arguments.Options;
        Assert.Equal((8080, true, true), (arguments.Port, arguments.UntilStdinCloses, arguments.Help));
        Assert.Equal(("vps_mine", 5, 900_000_001L, SandboxServerIds.Uuid), (options.Token, options.ServerCount, options.FirstServerId, options.ServerIds));
        Assert.Equal((3, true, false), (options.PageSize, options.LinkPages, options.HasAccountEndpoint));
        Assert.Equal([2.5, 0.02, 30, 0.5], new[] { options.TransitionDelay, options.Latency, options.ListLag, options.DetailLag }.Select(time => time.TotalSeconds));
        Assert.Equal((180, 0), (options.SnapshotDelay?.TotalSeconds, options.RestoreDelay?.TotalSeconds));
        Assert.Equal((20, null, 9.99m), (options.RequestsPerSecond, options.RetryAfterSec, options.Credits));
    }

    [Fact]
    public void Without_options_it_is_the_documentation_s_account()
    {
        var arguments = ServerArguments.Parse([]);

        Assert.Equal((0, false, false), (arguments.Port, arguments.UntilStdinCloses, arguments.Help));
        Assert.Null(arguments.Options.RequestsPerSecond);
        Assert.Equal(SandboxServerIds.Integer, arguments.Options.ServerIds);
    }

    [Theory]
    [InlineData("Unknown option '--colour'.", "--colour")]
    [InlineData("--port takes a whole number from 0 to 65535, not 'x'.", "--port", "x")]
    [InlineData("--port takes a whole number from 0 to 65535, not '70000'.", "--port", "70000")]
    [InlineData("--page-size takes a whole number from 1 to 2147483647.", "--page-size")]
    [InlineData("--rate-limit takes a whole number from 1 to 2147483647, not '0'.", "--rate-limit", "0")]
    [InlineData("--delay-sec takes a number from 0 to 1000000, such as 2.5, not '-1'.", "--delay-sec", "-1")]
    [InlineData("--token takes a text that is not blank.", "--token", "")]
    public void A_bad_option_is_told_what_is_allowed(string message, params string[] arguments) =>
        Assert.Equal(message, Assert.Throws<ArgumentException>(() => ServerArguments.Parse(arguments)).Message);
}
