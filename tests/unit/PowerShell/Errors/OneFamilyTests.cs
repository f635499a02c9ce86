namespace VpsOrg.PowerShell.Tests;

/// <summary>One family to catch: whatever state of an account or a session ends a command, and no words of .NET about its own parameters.</summary>
public sealed class OneFamilyTests
{
    [Fact]
    public void Every_exception_of_the_cmdlets_is_of_the_clients_family_but_for_wrong_arguments()
    {
        var exceptions = typeof(ConnectVpsCommand).Assembly.GetTypes().Where(type => typeof(Exception).IsAssignableFrom(type)).ToArray();

        Assert.True(exceptions.Length > 10);
        Assert.Equal(
            [nameof(InsecureAddressException), nameof(PlainTextTokenException)],
            exceptions.Where(type => !typeof(VpsException).IsAssignableFrom(type)).Select(type => type.Name).Order(StringComparer.Ordinal));
    }

    /// <summary>PowerShell looks at all public types of a module when it imports it, and would load the client for these.</summary>
    [Fact]
    public void No_public_type_of_the_cmdlets_needs_the_client_for_its_base() =>
        Assert.DoesNotContain(typeof(ConnectVpsCommand).Assembly.GetExportedTypes(), type => type.BaseType?.Assembly == typeof(VpsException).Assembly);

    [Fact]
    public async Task A_name_and_an_id_that_are_missing_are_one_type_and_one_id()
    {
        var rehearsal = await Rehearsal.StartAsync();

        var result = await rehearsal.RunAsync<StopVpsServerCommand>(input: ["nobody", 99999]);

        Assert.Equal(["ServerNotFound", "ServerNotFound"], result.Errors.Select(record => record.Id()));
        Assert.All(result.Errors, record => Assert.IsAssignableFrom<VpsNotFoundException>(record.Exception));
    }

    [Theory]
    [InlineData("NotConnected")]
    [InlineData("SessionClosed")]
    [InlineData("SessionMismatch")]
    [InlineData("AmbiguousServerName")]
    [InlineData("ServerStopped")]
    [InlineData("ServerDiffers")]
    public async Task What_an_account_or_a_session_is_in_is_caught_as_one_type(string id)
    {
        var rehearsal = await Rehearsal.StartAsync();
        var server = await rehearsal.ServerAsync(12345);
        var other = await Rehearsal.StartAsync();
        rehearsal.Account.AddServer("twin");
        rehearsal.Account.AddServer("twin");
        rehearsal.Account.SetServerStatus(12346, "stopped");

        var result = id switch
        {
            "NotConnected" => await new Shell().RunAsync<GetVpsServerCommand>(),
            "SessionClosed" => await ClosedAsync(),
            "SessionMismatch" => await other.RunAsync<StopVpsServerCommand>(new { other.Session }, input: [server]),
            "AmbiguousServerName" => await rehearsal.RunAsync<StopVpsServerCommand>(new { Name = "twin" }),
            "ServerStopped" => await rehearsal.RunAsync<RestartVpsServerCommand>(new { Id = 12346 }),
            _ => await rehearsal.RunAsync<NewVpsServerCommand>(new { Name = "web-server-01", PlanId = 9, OsId = 9, Location = "eu-west", IfNotExists = true }),
        };

        var record = result.TerminatingError ?? Assert.Single(result.Errors);
        Assert.Equal(id, record.Id());
        Assert.IsAssignableFrom<VpsException>(record.Exception);
    }

    [Fact]
    public async Task What_quotes_a_secret_stays_in_the_family()
    {
        var shell = new Shell();
        var session = Assert.Single(await shell.GetAsync<ConnectVpsCommand, VpsSession>(new { Sandbox = true }));

        var result = await shell.RunAsync<StopVpsServerCommand>(new { Name = "vps_sandbox", Session = session });

        var record = result.OnlyError("ServerNotFound");
        Assert.IsAssignableFrom<VpsNotFoundException>(record.Exception);
        Assert.DoesNotContain("vps_sandbox", record.Exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_message_names_a_parameter_of_a_method()
    {
        var rehearsal = await Rehearsal.StartAsync();
        CommandResult[] results =
        [
            await rehearsal.RunAsync<NewVpsServerCommand>(new { Name = "a b", PlanId = 1, OsId = 1, Location = "us-west" }),
            await rehearsal.RunAsync<NewVpsServerCommand>(new { Name = "a", PlanId = 1, OsId = 1, Location = "us west" }),
            await rehearsal.RunAsync<NewVpsServerCommand>(new { Name = "a", PlanId = 1, OsId = 1, Location = "us-west", Hostname = "-" }),
            await rehearsal.RunAsync<SetVpsServerCommand>(new { Id = 12345, NewName = "a b" }),
            await new Shell().RunAsync<ConnectVpsCommand>(new { Token = SecretText.Of("a b") }),
            await new Shell().RunAsync<ConnectVpsCommand>(new { Token = SecretText.Of("  ") }),
        ];

        Assert.All(results, result =>
        {
            var record = result.TerminatingError ?? Assert.Single(result.Errors);
            Assert.Equal("InvalidParameter", record.Id());
            Assert.DoesNotContain("(", record.Exception.Message.Replace("(a-z, A-Z)", string.Empty, StringComparison.Ordinal), StringComparison.Ordinal);
            Assert.DoesNotContain("Parameter '", record.ToString() + record.Exception, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task The_error_of_a_row_names_its_server()
    {
        var rehearsal = await Rehearsal.StartAsync(credits: 0);
        object?[] rows =
        [
            Rows.Of(new { Name = "web-02", PlanId = "x", OsId = 1, Location = "us-west" }),
            Rows.Of(new { Name = "web-03", PlanId = 1, OsId = 1, Location = "us-west" }),
        ];

        var result = await rehearsal.RunAsync<NewVpsServerCommand>(input: rows);

        Assert.Equal(["InvalidParameter", "InsufficientCredits"], result.Errors.Select(record => record.Id()));
        Assert.StartsWith("Server 'web-02': No server of this account shows a plan named 'x'.", result.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.StartsWith("Server 'web-03': POST servers/ answered 402", result.Errors[1].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_error_of_a_row_with_an_id_names_the_server_as_the_row_does()
    {
        var rehearsal = await Rehearsal.StartAsync();
        rehearsal.Account.FailNext("POST", "servers/{id}/stop/", SandboxFaultKind.Status, status: 403);

        var result = await rehearsal.RunAsync<StopVpsServerCommand>(input: [Rows.Of(new { Id = 12345, Name = "web-server-01" })]);

        Assert.StartsWith("Server 'web-server-01': POST servers/12345/stop/ answered 403", result.OnlyError("PermissionDenied").ToString(), StringComparison.Ordinal);
    }

    private static async Task<CommandResult> ClosedAsync()
    {
        var rehearsal = await Rehearsal.StartAsync();
        rehearsal.Session.Close();
        return await rehearsal.Shell.RunAsync<GetVpsServerCommand>();
    }
}
