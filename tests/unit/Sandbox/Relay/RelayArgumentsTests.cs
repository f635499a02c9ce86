using VpsOrg.Relay;

namespace VpsOrg.Sandbox.Tests;

public sealed class RelayArgumentsTests
{
    [Fact]
    public void Every_option_of_the_usage_sets_what_it_says()
    {
        var arguments = RelayArguments.Parse(
            ["--to", "http://localhost:8080/api/v1/", "--certificate", "a.pem", "--servers", "5", "--round-trip-ms", "30", "--port", "8443", "--until-stdin-closes", "--help"]);

        Assert.Equal((new Uri("http://localhost:8080/api/v1/"), "a.pem", 5), (arguments.To, arguments.CertificatePath, arguments.Servers));
        Assert.Equal((TimeSpan.FromMilliseconds(30), 8443, true, true), (arguments.RoundTrip, arguments.Port, arguments.UntilStdinCloses, arguments.Help));
    }

    [Theory]
    [InlineData("--certificate is missing.")]
    [InlineData("Unknown option '--colour'.", "--colour")]
    [InlineData("--round-trip-ms takes a whole number from 0 to 60000.", "--round-trip-ms", "-1")]
    [InlineData("--to takes an http address of this machine, such as http://127.0.0.1:8080/api/v1/.", "--to", "http://vps.example/api/v1/")]
    [InlineData("--to takes an http address of this machine, such as http://127.0.0.1:8080/api/v1/.", "--to", "https://127.0.0.1:8443/")]
    [InlineData("--to takes an http address of this machine, such as http://127.0.0.1:8080/api/v1/.", "--to", "servers/")]
    public void A_bad_option_is_told_what_is_allowed(string message, params string[] arguments) =>
        Assert.Equal(message, Assert.Throws<ArgumentException>(() => RelayArguments.Parse(arguments)).Message);
}
