namespace VpsOrg.PowerShell.Tests;

/// <summary>Sessions have names, and -Session takes them: never another session than the one that is meant.</summary>
public sealed class SessionNameTests
{
    private const string Account = "sandbox@example.com";

    public static TheoryData<string> Commands => new(CommandCatalog.ActingOnAnAccount.Select(type => type.Name));

    [Fact]
    public async Task A_session_is_called_as_it_is_told_else_by_its_account()
    {
        var shell = new Shell();

        Assert.Equal("lab", (await ConnectAsync(shell, " lab ")).Name);
        Assert.Equal(Account, (await ConnectAsync(shell)).Name);
    }

    [Fact]
    public async Task Further_sessions_with_an_account_are_told_apart_by_the_first_free_number()
    {
        var shell = new Shell();
        var first = await ConnectAsync(shell);
        var second = await ConnectAsync(shell);
        var third = await ConnectAsync(shell);
        await shell.RunAsync<DisconnectVpsCommand>(new { Session = second });

        Assert.Equal([Account, $"{Account}-2", $"{Account}-3"], [first.Name, second.Name, third.Name]);
        Assert.Equal($"{Account}-2", (await ConnectAsync(shell)).Name);
    }

    [Fact]
    public async Task A_name_that_a_session_here_has_is_refused_before_anything_is_sent_and_nothing_changes()
    {
        var shell = new Shell();
        var first = await ConnectAsync(shell, "lab");

        var record = (await shell.RunAsync<ConnectVpsCommand>(new { Token = SecretText.Of("vps_any"), ApiUri = new Uri("http://127.0.0.1:1/"), Name = "LAB" })).Terminating("SessionNameExists");

        Assert.Equal(ErrorCategory.ResourceExists, record.CategoryInfo.Category);
        Assert.Contains($"'lab' already: the one with the sandbox, account {Account}", record.ToString(), StringComparison.Ordinal);
        Assert.Equal([first], await shell.GetAsync<GetVpsSessionCommand, VpsSession>());
        Assert.Equal("lab", (await ConnectAsync(new Shell(), "lab")).Name);
    }

    [Fact]
    public async Task A_name_is_free_again_when_its_session_has_ended()
    {
        var shell = new Shell();
        var first = await ConnectAsync(shell, "lab");
        first.Close();

        Assert.Equal("lab", (await ConnectAsync(shell, "lab")).Name);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("lab*")]
    [InlineData("l?b")]
    [InlineData("[lab]")]
    [InlineData("lab`")]
    [InlineData("la\u001bb")]
    [InlineData("la\nb")]
    [InlineData("la\u202eb")]
    public async Task What_cannot_be_a_name_is_refused(string name)
    {
        var shell = new Shell();

        var record = (await shell.RunAsync<ConnectVpsCommand>(new { Sandbox = true, Name = name })).Terminating("InvalidParameter");

        Assert.DoesNotContain(record.ToString(), char.IsControl);
        Assert.Empty(await shell.GetAsync<GetVpsSessionCommand, VpsSession>());
    }

    [Fact]
    public async Task A_name_of_more_than_80_characters_is_refused()
    {
        var shell = new Shell();

        (await shell.RunAsync<ConnectVpsCommand>(new { Sandbox = true, Name = new string('a', 81) })).Terminating("InvalidParameter");

        Assert.Equal(80, (await ConnectAsync(shell, new string('a', 80))).Name.Length);
    }

    [Theory]
    [InlineData("vps_0123456789abcdef", "vps_any")]
    [InlineData("my VPS_0123456789abcdef", "vps_any")]
    [InlineData("geheimnisvoll1234567890", "geheimnisvoll1234567890")]
    public async Task A_name_that_is_a_token_is_refused_and_not_shown(string name, string token)
    {
        var shell = new Shell();
        var run = shell.Prepare<ConnectVpsCommand>(new { Token = SecretText.Of(token), ApiUri = new Uri("http://127.0.0.1:1/"), Name = name }, line: $"Connect-Vps -Name '{name}'");

        var result = await run.RunAsync().Guarded();

        Assert.DoesNotContain(name, result.Terminating("InvalidParameter").ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(name, result.Invocation.DisplayScriptPosition?.Text ?? name, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(name, $"{result.Invocation.BoundParameters["Name"]}", StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Every_command_takes_the_name_of_a_session_in_the_place_of_the_session(string command)
    {
        var shell = new Shell();
        var named = await ConnectAsync(shell, "lab");
        var other = await ConnectAsync(shell);
        named.Sandbox!.AddPort(new SandboxPort { StandIn = 2222 }); // Else there is nothing to enter.
        Forget(named, other);

        var result = await RunAsync(command, shell, "LAB");

        Assert.Null(result.TerminatingError);
        Assert.NotEmpty(named.Sandbox.Requests);
        Assert.Empty(other.Sandbox!.Requests);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task A_name_that_no_session_has_ends_every_command_and_is_never_the_default(string command)
    {
        var shell = new Shell();
        var other = await ConnectAsync(shell, "lab");
        Forget(other);

        var record = (await RunAsync(command, shell, "la*")).Terminating("SessionNotFound");

        Assert.Equal(ErrorCategory.ObjectNotFound, record.CategoryInfo.Category);
        Assert.Contains("named 'la*': it has 'lab'", record.ToString(), StringComparison.Ordinal);
        Assert.Empty(other.Sandbox!.Requests);
    }

    [Fact]
    public async Task Names_are_those_of_the_runspace_and_of_sessions_that_live()
    {
        var shell = new Shell();
        var session = await ConnectAsync(shell, "lab");

        Assert.Contains("it has none", (await new Shell().RunAsync<GetVpsServerCommand>(new { Session = "lab" })).Terminating("SessionNotFound").ToString(), StringComparison.Ordinal);
        await shell.RunAsync<DisconnectVpsCommand>(new { Session = "Lab" });
        Assert.False(session.IsConnected);
        (await shell.RunAsync<GetVpsServerCommand>(new { Session = "lab" })).Terminating("SessionNotFound");
        (await shell.RunAsync<GetVpsServerCommand>(new { Session = session })).Terminating("SessionClosed");
    }

    public static TheoryData<object?> NoSessions => [null, "", "  ", 1, true, new Dictionary<string, object> { ["Name"] = "lab" }, new[] { "lab", "lab" }];

    [Theory]
    [MemberData(nameof(NoSessions), DisableDiscoveryEnumeration = true)]
    public async Task What_names_no_session_is_refused_by_the_command_itself(object? given)
    {
        var shell = new Shell();
        var other = await ConnectAsync(shell, "lab");
        Forget(other);

        (await shell.RunAsync<GetVpsServerCommand>(new { Session = given })).Terminating("InvalidParameter");

        Assert.Empty(other.Sandbox!.Requests);
    }

    [Fact]
    public async Task A_row_that_has_a_session_selects_none()
    {
        var shell = new Shell();
        var lab = await ConnectAsync(shell, "lab");
        var other = await ConnectAsync(shell);
        var row = Rows.Of(new { Id = 12345, Name = "web-server-01", Session = "lab" });

        await shell.RunAsync<StopVpsServerCommand>(input: [row]);
        (await shell.RunAsync<DisconnectVpsCommand>(input: [row])).OnlyError("InvalidParameter");

        Assert.DoesNotContain(lab.Sandbox!.Requests, request => request.Method == "POST");
        Assert.Contains(other.Sandbox!.Requests, request => request.Method == "POST");
        Assert.True(lab.IsConnected);
    }

    [Theory]
    [InlineData("Deserialized.VpsOrg.PowerShell.VpsSession")]
    [InlineData("Selected.VpsOrg.PowerShell.VpsSession")]
    public async Task A_copy_of_a_session_says_to_connect_inside_the_job(string type)
    {
        var shell = new Shell();
        var other = await ConnectAsync(shell, "lab");
        Forget(other);
        var copy = Rows.Of(new { Name = "lab", IsSandbox = true });
        copy.TypeNames.Insert(0, type);

        var record = (await shell.RunAsync<StopVpsServerCommand>(new { Id = 12345, Session = copy })).Terminating("SessionDeserialized");

        Assert.Contains("run Connect-Vps inside the job", record.ToString(), StringComparison.Ordinal);
        Assert.Empty(other.Sandbox!.Requests);
    }

    [Fact]
    public async Task What_looks_like_a_token_in_the_place_of_a_session_is_not_shown()
    {
        const string token = "vps_0123456789abcdef";
        var shell = new Shell();
        await ConnectAsync(shell);

        var result = await shell.Prepare<GetVpsServerCommand>(new { Session = token }, line: $"Get-VpsServer -Session {token}").RunAsync().Guarded();

        Assert.DoesNotContain(token, result.Terminating("SessionNotFound").ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(token, result.TerminatingError!.Exception.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(token, result.Invocation.DisplayScriptPosition?.Text ?? token, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_session_of_several_is_made_the_default_by_name_or_by_itself()
    {
        var shell = new Shell();
        var lab = await ConnectAsync(shell, "lab");
        var other = await ConnectAsync(shell);

        Assert.Equal([lab], await shell.GetAsync<SelectVpsSessionCommand, VpsSession>(new { Session = "LAB", PassThru = true }));
        Assert.Equal((true, false), await DefaultsAsync(shell, lab, other));
        Assert.Empty(await shell.GetAsync<SelectVpsSessionCommand, VpsSession>(input: [other]));
        Assert.Equal((false, true), await DefaultsAsync(shell, lab, other));
    }

    [Fact]
    public async Task What_cannot_be_the_default_leaves_the_default_as_it_was()
    {
        var shell = new Shell();
        var closed = await ConnectAsync(shell, "closed");
        var lab = await ConnectAsync(shell, "lab");
        closed.Close();

        (await shell.RunAsync<SelectVpsSessionCommand>(new { Session = "typo" })).Terminating("SessionNotFound");
        (await shell.RunAsync<SelectVpsSessionCommand>(new { Session = closed })).Terminating("SessionClosed");
        (await shell.RunAsync<SelectVpsSessionCommand>(input: [lab, lab])).Terminating("InvalidParameter");

        Assert.Equal([lab], await shell.GetAsync<GetVpsSessionCommand, VpsSession>(new { Default = true }));
    }

    [Fact]
    public async Task A_session_of_another_runspace_can_be_made_the_default_where_its_name_is_free()
    {
        var lab = await ConnectAsync(new Shell(), "lab");
        var shell = new Shell();

        await shell.GetAsync<SelectVpsSessionCommand, VpsSession>(new { Session = lab });
        var clash = await shell.RunAsync<ConnectVpsCommand>(new { Sandbox = true, Name = "lab" });
        shell.Within(() => new ModuleCleanup().OnRemove(null!));

        clash.Terminating("SessionNameExists");
        Assert.True(lab.IsConnected);

        var taken = new Shell();
        await ConnectAsync(taken, "lab");
        (await taken.RunAsync<SelectVpsSessionCommand>(new { Session = lab })).Terminating("SessionNameExists");
    }

    [Fact]
    public async Task Sessions_are_found_by_name_and_by_pattern()
    {
        var shell = new Shell();
        var lab = await ConnectAsync(shell, "lab");
        var labour = await ConnectAsync(shell, "labour");
        await ConnectAsync(shell, "shop");

        Assert.Equal([lab], await shell.GetAsync<GetVpsSessionCommand, VpsSession>(new { Name = "LAB" }));
        Assert.Equal([lab, labour], await shell.GetAsync<GetVpsSessionCommand, VpsSession>(new { Name = "lab*" }));
        Assert.Empty(await shell.GetAsync<GetVpsSessionCommand, VpsSession>(new { Name = "x*" }));
        (await shell.RunAsync<GetVpsSessionCommand>(new { Name = "typo" })).OnlyError("SessionNotFound");
    }

    [Fact]
    public async Task A_session_shows_its_guards()
    {
        var session = Assert.Single(await new Shell().GetAsync<ConnectVpsCommand, VpsSession>(new { Sandbox = true, ReadOnly = true, Protect = new[] { " db-* ", "web-*" } }));

        Assert.True(session.IsReadOnly);
        Assert.Equal(["db-*", "web-*"], session.ProtectedPatterns);
    }

    [Fact]
    public async Task Disconnecting_goes_on_after_a_name_that_no_session_has()
    {
        var shell = new Shell();
        var lab = await ConnectAsync(shell, "lab");
        var other = await ConnectAsync(shell);

        (await shell.RunAsync<DisconnectVpsCommand>(new { Session = new[] { "typo", "lab" } })).OnlyError("SessionNotFound");

        Assert.False(lab.IsConnected);
        Assert.True(other.IsConnected);
    }

    private static async Task<(bool First, bool Second)> DefaultsAsync(Shell shell, VpsSession first, VpsSession second)
    {
        var seen = (false, false);
        shell.Within(() => seen = (first.IsDefault, second.IsDefault));
        Assert.Equal(seen.Item1 ? [first] : [second], await shell.GetAsync<GetVpsSessionCommand, VpsSession>(new { Default = true }));
        return seen;
    }

    private static void Forget(params VpsSession[] sessions) => Array.ForEach(sessions, session => session.Sandbox!.ClearRequests());

    private static Task<CommandResult> RunAsync(string command, Shell shell, string session)
    {
        var run = CommandCatalog.Prepare(command, shell);
        run.Parameters["Session"] = session;
        return run.RunAsync().Guarded();
    }

    private static async Task<VpsSession> ConnectAsync(Shell shell, string? name = null) => Assert.Single(name is null
        ? await shell.GetAsync<ConnectVpsCommand, VpsSession>(new { Sandbox = true })
        : await shell.GetAsync<ConnectVpsCommand, VpsSession>(new { Sandbox = true, Name = name }));
}
