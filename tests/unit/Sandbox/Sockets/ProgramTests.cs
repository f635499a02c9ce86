using System.Diagnostics;
using VpsOrg.Sandbox.Hosting;

namespace VpsOrg.Sandbox.Tests;

public sealed class ProgramTests
{
    [Fact]
    public async Task It_says_where_it_listens_and_ends_when_its_input_closes()
    {
        using var program = Start("--until-stdin-closes", "--servers", "5", "--token", "vps_mine", "--page-size", "3", "--link-pages");
        var line = await program.StandardOutput.ReadLineAsync();
        using var client = new ApiClient(new SocketsHttpHandler { UseProxy = false }, new Uri(line!.Replace("listening on ", "", StringComparison.Ordinal)), "vps_mine");

        var list = await client.GetAsync("servers/");
        program.StandardInput.Close();
        await program.WaitForExitAsync();

        Assert.Equal(3, list.Ids.Length);
        Assert.Equal(5, (int)list.Json["count"]!);
        Assert.Equal(0, program.ExitCode);
        Assert.Equal("", await program.StandardOutput.ReadToEndAsync());
        Assert.Equal("", await program.StandardError.ReadToEndAsync());
    }

    [Theory]
    [InlineData("There is no option '--colour'.", "--colour")]
    [InlineData("--port takes a whole number from 0 to 65535, not 'x'.", "--port", "x")]
    [InlineData("--port takes a whole number from 0 to 65535, not '70000'.", "--port", "70000")]
    [InlineData("--page-size takes a whole number from 1 to 2147483647.", "--page-size")]
    [InlineData("--delay-sec takes a number from 0 to 1000000, such as 2.5, not '-1'.", "--delay-sec", "-1")]
    [InlineData("--token takes a text that is not blank.", "--token", "")]
    public async Task A_bad_option_is_told_what_is_allowed(string message, params string[] arguments)
    {
        using var program = Start(arguments);

        var errors = await program.StandardError.ReadToEndAsync();
        await program.WaitForExitAsync();

        Assert.StartsWith(message, errors);
        Assert.Contains("--until-stdin-closes", errors, StringComparison.Ordinal);
        Assert.Equal(2, program.ExitCode);
    }

    [Fact]
    public async Task It_explains_itself()
    {
        using var program = Start("--help");

        var output = await program.StandardOutput.ReadToEndAsync();
        await program.WaitForExitAsync();

        Assert.StartsWith("Usage:", output);
        Assert.Equal(0, program.ExitCode);
    }

    private static Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList = { typeof(SandboxServer).Assembly.Location },
        };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start)!;
    }
}
