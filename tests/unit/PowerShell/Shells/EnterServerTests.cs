namespace VpsOrg.PowerShell.Tests;

/// <summary>A shell on one server: ssh is started for it, or an error says why not, and what to do.</summary>
public sealed class EnterServerTests
{
    private readonly StandInTerminal _terminal = new();

    [Fact]
    public async Task It_starts_ssh_for_root_at_the_servers_IPv4_address_and_only_reads()
    {
        var rehearsal = await Rehearsal.StartAsync();
        var server = await rehearsal.ServerAsync(12345);

        var result = await EnterAsync(rehearsal, new { Id = 12345 });

        Assert.True(result.RanToEnd);
        Assert.Empty(result.Objects);
        Assert.Equal([$"{StandInTerminal.Ssh} -l root -- {server.IPAddress}"], _terminal.Started);
        Assert.Equal(["GET servers/12345/"], rehearsal.Sent);
    }

    [Fact]
    public async Task The_exit_code_of_ssh_is_the_sessions_last_one()
    {
        var rehearsal = await Rehearsal.StartAsync();
        var terminal = new StandInTerminal { ExitCode = 255 };

        var result = await EnterAsync(rehearsal, new { Id = 12345 }, terminal: terminal);

        Assert.True(result.RanToEnd);
        Assert.Equal(255, result.Variables["global:LASTEXITCODE"]);
    }

    [Theory]
    [InlineData(VpsAddressKind.IPAddress)]
    [InlineData(VpsAddressKind.IPv6Address)]
    [InlineData(VpsAddressKind.Hostname)]
    public async Task The_address_is_the_one_that_was_asked_for(VpsAddressKind address)
    {
        var rehearsal = await Rehearsal.StartAsync();
        var server = await rehearsal.ServerAsync(12345);
        var expected = address switch { VpsAddressKind.IPAddress => server.IPAddress, VpsAddressKind.IPv6Address => System.Net.IPAddress.Parse(server.IPv6Address!).ToString(), _ => server.Hostname };
        Assert.NotNull(expected);

        await EnterAsync(rehearsal, new { Id = 12345, Address = address });

        Assert.Equal([$"{StandInTerminal.Ssh} -l root -- {expected}"], _terminal.Started);
    }

    [Fact]
    public async Task Port_key_and_user_are_passed_on_each_as_one_argument()
    {
        var rehearsal = await Rehearsal.StartAsync();
        var key = Path.Combine(Directory.CreateTempSubdirectory().FullName, "my key");
        File.WriteAllText(key, "key");

        await EnterAsync(rehearsal, new { Id = 12345, Port = 2222, User = "o.dd-user@example.com", IdentityFile = key });

        Assert.Contains($" -i \"{key}\" -p 2222 -l \"o.dd-user@example.com\" -- ", Assert.Single(_terminal.Started), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-oProxyCommand=touch x")]
    [InlineData("-v")]
    [InlineData("root -oX=y")]
    [InlineData(" root")]
    [InlineData("root\n")]
    [InlineData("$(id)")]
    [InlineData("a;b")]
    [InlineData("a`b`")]
    [InlineData("a'b")]
    [InlineData("DOMAIN\\user")]
    [InlineData(".hidden")]
    [InlineData("@host")]
    [InlineData("r\u00f6ot")]
    [InlineData("%r")]
    [InlineData("a\"b")]
    [InlineData("-")]
    [InlineData("\u212a")]
    [InlineData("a\0b")]
    public async Task A_user_that_ssh_or_a_shell_could_read_as_something_else_is_refused_before_anything_is_sent(string user)
    {
        var rehearsal = await Rehearsal.StartAsync();

        var result = await EnterAsync(rehearsal, new { Id = 12345, User = user });

        Assert.Contains("-User", result.Terminating("InvalidParameter").ToString(), StringComparison.Ordinal);
        AssertNothingDone(rehearsal);
    }

    [Theory]
    [InlineData("ip_address", VpsAddressKind.IPAddress, "-oProxyCommand=touch x")]
    [InlineData("ip_address", VpsAddressKind.IPAddress, "-203.0.113.10")]
    [InlineData("ip_address", VpsAddressKind.IPAddress, "203.0.113.10 -oX=y")]
    [InlineData("ip_address", VpsAddressKind.IPAddress, "203.0.113.10\n")]
    [InlineData("ip_address", VpsAddressKind.IPAddress, "root@203.0.113.10")]
    [InlineData("ip_address", VpsAddressKind.IPAddress, "ssh://203.0.113.10")]
    [InlineData("ip_address", VpsAddressKind.IPAddress, "1")]
    [InlineData("ip_address", VpsAddressKind.IPAddress, "0x7f.1")]
    [InlineData("ip_address", VpsAddressKind.IPAddress, "2001:db8::1")]
    [InlineData("ip_address", VpsAddressKind.IPAddress, "0.0.0.0")]
    [InlineData("ip_address", VpsAddressKind.IPAddress, "\uff11.1.1.1")]
    [InlineData("ipv6_address", VpsAddressKind.IPv6Address, "::")]
    [InlineData("ipv6_address", VpsAddressKind.IPv6Address, "fe80::1%$(id)")]
    [InlineData("ipv6_address", VpsAddressKind.IPv6Address, "203.0.113.10")]
    [InlineData("ipv6_address", VpsAddressKind.IPv6Address, "fe80::1%eth0")]
    [InlineData("ipv6_address", VpsAddressKind.IPv6Address, "-6")]
    [InlineData("hostname", VpsAddressKind.Hostname, "-oProxyCommand=touch x")]
    [InlineData("hostname", VpsAddressKind.Hostname, "web.-example.com")]
    [InlineData("hostname", VpsAddressKind.Hostname, "root@example.com")]
    [InlineData("hostname", VpsAddressKind.Hostname, "ssh://example.com")]
    [InlineData("hostname", VpsAddressKind.Hostname, "$(id).example.com")]
    [InlineData("hostname", VpsAddressKind.Hostname, "example.com;id")]
    [InlineData("hostname", VpsAddressKind.Hostname, "a..b")]
    [InlineData("hostname", VpsAddressKind.Hostname, "web.example.com\n")]
    [InlineData("hostname", VpsAddressKind.Hostname, "%h")]
    [InlineData("hostname", VpsAddressKind.Hostname, "web example.com")]
    [InlineData("hostname", VpsAddressKind.Hostname, "\u212a.example.com")]
    public async Task An_answer_that_is_no_such_address_is_passed_on_to_nobody(string field, VpsAddressKind address, string text)
    {
        var rehearsal = await Rehearsal.StartAsync();
        Alter(rehearsal, field, Json(text));

        var result = await EnterAsync(rehearsal, new { Id = 12345, Address = address });

        Assert.Contains(address.ToString(), result.Terminating("NoAddress").ToString(), StringComparison.Ordinal);
        Assert.Empty(_terminal.Started);
    }

    [Theory]
    [InlineData("ip_address", VpsAddressKind.IPAddress)]
    [InlineData("ipv6_address", VpsAddressKind.IPv6Address)]
    [InlineData("hostname", VpsAddressKind.Hostname)]
    public async Task A_server_without_the_address_is_an_error_that_says_so(string field, VpsAddressKind address)
    {
        var rehearsal = await Rehearsal.StartAsync();
        Alter(rehearsal, field, "null");

        var record = (await EnterAsync(rehearsal, new { Id = 12345, Address = address })).Terminating("NoAddress");

        Assert.Contains($"has no {address}", record.ToString(), StringComparison.Ordinal);
        Assert.Contains("-Address", record.ErrorDetails!.RecommendedAction, StringComparison.Ordinal);
        Assert.Empty(_terminal.Started);
    }

    [Theory]
    [InlineData("stopped", "Start-VpsServer 12345 -Wait")]
    [InlineData("stopping", "Wait-VpsServer 12345 -Status stopped")]
    [InlineData("starting", "Wait-VpsServer 12345 -Status active, then enter it; -Wait does both")]
    [InlineData("provisioning", "Wait-VpsServer 12345 -Status active")]
    [InlineData("rebooting", "Wait-VpsServer 12345 -Status active")]
    [InlineData("suspended", "Ask VPS.org")]
    [InlineData("rescue", "Get-VpsServer 12345")]
    public async Task A_server_that_does_not_run_is_an_error_that_says_what_makes_it_run(string status, string advice)
    {
        var rehearsal = await Rehearsal.StartAsync();
        rehearsal.Account.SetServerStatus(12345, status);

        var record = (await EnterAsync(rehearsal, new { Id = 12345 })).Terminating("ServerNotActive");

        Assert.Contains($"'{status}'", record.ToString(), StringComparison.Ordinal);
        Assert.Contains(advice, record.ErrorDetails!.RecommendedAction, StringComparison.Ordinal);
        Assert.Empty(_terminal.Started);
    }

    [Fact]
    public async Task Several_servers_are_refused_before_anything()
    {
        var rehearsal = await Rehearsal.StartAsync();

        (await EnterAsync(rehearsal, new { Id = new[] { 12345, 12346 } })).Terminating("InvalidParameter");
        (await EnterAsync(rehearsal, new { Name = new[] { "web-server-01", "web-server-01" } })).Terminating("InvalidParameter");
        (await EnterAsync(rehearsal, input: [12345, 12346])).Terminating("InvalidParameter");
        (await EnterAsync(rehearsal, input: [])).Terminating("InvalidParameter");

        AssertNothingDone(rehearsal);
    }

    [Fact]
    public async Task A_server_is_named_as_everywhere_a_pattern_is_none()
    {
        var rehearsal = await Rehearsal.StartAsync();
        var server = await rehearsal.ServerAsync(12345);

        await EnterAsync(rehearsal, new { InputObject = server.Name });
        await EnterAsync(rehearsal, input: [rehearsal.AsAccount.Own(server)]);
        (await EnterAsync(rehearsal, new { InputObject = "web-*" })).Terminating("InvalidParameter");
        (await EnterAsync(rehearsal, new { InputObject = "nobody" })).Terminating("ServerNotFound");

        Assert.Equal(2, _terminal.Started.Count);
    }

    [Fact]
    public async Task A_row_whose_id_is_another_servers_opens_no_shell()
    {
        var rehearsal = await Rehearsal.StartAsync();

        (await EnterAsync(rehearsal, input: [Rows.Of(new { Id = 12345, Name = "another" })])).Terminating("ServerMismatch");

        Assert.Empty(_terminal.Started);
    }

    [Fact]
    public async Task Without_a_console_it_is_refused_before_anything_and_says_what_to_do_instead()
    {
        var rehearsal = await Rehearsal.StartAsync();

        var record = (await EnterInRemotingAsync(rehearsal, rehearsal.AsAccount)).Terminating("NoConsole");

        Assert.Contains("ServerRemoteHost", record.ToString(), StringComparison.Ordinal);
        Assert.Contains("ssh -l root -- (Get-VpsServer -Name 'web-server-01').IPAddress", record.ErrorDetails!.RecommendedAction, StringComparison.Ordinal);
        AssertNothingDone(rehearsal);
    }

    [Fact]
    public async Task Without_a_console_nobody_is_sent_to_the_address_of_a_simulated_server()
    {
        var rehearsal = await Rehearsal.StartAsync();

        var record = (await EnterInRemotingAsync(rehearsal, rehearsal.Session)).Terminating("NoConsole");

        Assert.DoesNotContain("ssh", record.ErrorDetails!.RecommendedAction, StringComparison.Ordinal);
        AssertNothingDone(rehearsal);
    }

    [Theory]
    [InlineData(true, "Add-WindowsCapability")]
    [InlineData(false, "openssh-client")]
    public async Task Without_ssh_the_error_says_how_to_get_it_here(bool isWindows, string how)
    {
        var rehearsal = await Rehearsal.StartAsync();
        var command = _terminal.Serve(new EnterVpsServerCommand());
        command.Finder = new SshFinder("/usr/bin", isWindows, _ => false);

        var record = (await rehearsal.Shell.Prepare(command, new { Id = 12345 }).RunAsync().Guarded()).Terminating("SshNotFound");

        Assert.Equal(ErrorCategory.NotInstalled, record.CategoryInfo.Category);
        Assert.Contains(how, record.ErrorDetails!.RecommendedAction, StringComparison.Ordinal);
        AssertNothingDone(rehearsal);
    }

    [Theory]
    [InlineData("no-such-key")]
    [InlineData("100%h")]
    [InlineData("${HOME}")]
    public async Task A_key_that_is_no_file_or_that_ssh_would_read_otherwise_is_refused(string name)
    {
        var rehearsal = await Rehearsal.StartAsync();
        var folder = Directory.CreateTempSubdirectory().FullName;
        if (name != "no-such-key")
        {
            File.WriteAllText(Path.Combine(folder, name), "key");
        }

        var result = await EnterAsync(rehearsal, new { Id = 12345, IdentityFile = Path.Combine(folder, name) });

        Assert.Contains("-IdentityFile", result.Terminating("InvalidParameter").ToString(), StringComparison.Ordinal);
        AssertNothingDone(rehearsal);
    }

    [Fact]
    public async Task A_session_that_only_reads_allows_it()
    {
        var shell = new Shell();
        var session = Assert.Single(await shell.GetAsync<ConnectVpsCommand, VpsSession>(new { Sandbox = true, ReadOnly = true, Protect = new[] { "*" } }));
        session.Sandbox!.AddPort(new SandboxPort { StandIn = 2222 });

        Assert.True((await shell.Prepare(_terminal.Serve(new EnterVpsServerCommand()), new { Id = 12345 }).RunAsync().Guarded()).RanToEnd);

        Assert.Single(_terminal.Started);
    }

    [Fact]
    public async Task The_host_is_told_of_ssh_as_of_any_program_also_where_it_does_not_start()
    {
        var rehearsal = await Rehearsal.StartAsync();
        var host = new RecordingHost();
        var terminal = new StandInTerminal { Running = _ => throw new SshNotStartedException("ssh", new InvalidOperationException("no")) };

        var run = rehearsal.Shell.Prepare(terminal.Serve(new EnterVpsServerCommand()), new { Id = 12345, Session = rehearsal.AsAccount }, host: host);
        var result = await run.RunAsync().Guarded();

        result.Terminating("SshNotStarted");
        Assert.Equal(["begin", "end"], host.Notified);
        Assert.Empty(result.Variables); // What did not run has no exit code.
    }

    [Fact]
    public async Task Verbose_shows_the_command_line()
    {
        var rehearsal = await Rehearsal.StartAsync();

        var result = await EnterAsync(rehearsal, new { Id = 12345 });

        Assert.Contains($"Starting: {_terminal.Started.Single()}", result.Verbose);
    }

    [Fact]
    public async Task A_stop_reaches_the_terminal_while_the_shell_is_open()
    {
        var rehearsal = await Rehearsal.StartAsync();
        var opened = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        var terminal = new StandInTerminal
        {
            Running = stop =>
            {
                opened.SetResult(true);
                stop.WaitHandle.WaitOne();
            },
        };
        var run = rehearsal.Shell.Prepare(terminal.Serve(new EnterVpsServerCommand()), new { Id = 12345, Session = rehearsal.AsAccount });
        var ending = run.RunAsync();
        await opened.Task.Guarded();

        run.Stop();

        await ending.Guarded();
        Assert.Single(terminal.Started);
    }

    private Task<CommandResult> EnterInRemotingAsync(Rehearsal rehearsal, VpsSession session)
    {
        var command = _terminal.Serve(new EnterVpsServerCommand());
        command.Terminal = new ProcessTerminal();
        return rehearsal.Shell.Prepare(command, new { Name = "web-server-01", Session = session }, host: new RecordingHost("ServerRemoteHost")).RunAsync().Guarded();
    }

    private static string Json(string text) => $"\"{string.Concat(text.Select(c => $"\\u{(int)c:x4}"))}\"";

    private static void Alter(Rehearsal rehearsal, string field, string json) => rehearsal.Account.InjectFault(new SandboxFault
    {
        Kind = SandboxFaultKind.Alter,
        Method = "GET",
        PathPattern = "servers/12345/",
        Edits = new Dictionary<string, string?> { [field] = json },
    });

    private void AssertNothingDone(Rehearsal rehearsal)
    {
        Assert.Empty(_terminal.Started);
        Assert.Empty(rehearsal.Sent);
    }

    private Task<CommandResult> EnterAsync(Rehearsal rehearsal, object? parameters = null, object?[]? input = null, StandInTerminal? terminal = null)
    {
        var run = rehearsal.Shell.Prepare((terminal ?? _terminal).Serve(new EnterVpsServerCommand()), parameters, input);
        run.Parameters["Session"] = rehearsal.AsAccount;
        return run.RunAsync().Guarded();
    }
}
