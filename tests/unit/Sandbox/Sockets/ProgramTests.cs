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

    [Fact]
    public async Task A_bad_option_is_told_with_the_good_ones()
    {
        using var program = Start("--colour");

        var errors = await program.StandardError.ReadToEndAsync();
        await program.WaitForExitAsync();

        Assert.StartsWith("Unknown option '--colour'.", errors);
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
