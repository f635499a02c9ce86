namespace VpsOrg.PowerShell.Tests;

/// <summary>Each cause has its stable id and category, and the API's own words.</summary>
public sealed class ErrorKindTests
{
    private const string Words = "The vendor's own words.";

    [Theory]
    [InlineData(400, "InvalidRequest", ErrorCategory.InvalidArgument)]
    [InlineData(402, "InsufficientCredits", ErrorCategory.QuotaExceeded)]
    [InlineData(403, "PermissionDenied", ErrorCategory.PermissionDenied)]
    [InlineData(404, "ServerNotFound", ErrorCategory.ObjectNotFound)]
    [InlineData(409, "Conflict", ErrorCategory.ResourceBusy)]
    [InlineData(418, "UnexpectedStatus", ErrorCategory.InvalidResult)]
    [InlineData(429, "RateLimited", ErrorCategory.LimitsExceeded)]
    [InlineData(500, "ApiUnavailable", ErrorCategory.ResourceUnavailable)]
    [InlineData(503, "ApiUnavailable", ErrorCategory.ResourceUnavailable)]
    public async Task A_refusal_of_one_server_is_told_and_the_rest_goes_on(int status, string id, ErrorCategory category)
    {
        var rehearsal = await Rehearsal.StartAsync();
        rehearsal.Account.InjectFault(new SandboxFault
        {
            Method = "GET",
            PathPattern = "servers/12345/",
            Kind = SandboxFaultKind.Status,
            Status = status,
            Body = $"{{\"detail\": \"{Words}\"}}",
            Headers = status == 429 ? new Dictionary<string, string> { ["Retry-After"] = "3600" } : [],
        });

        var result = await rehearsal.RunAsync<GetVpsServerCommand>(new { Id = new[] { 12345L, 12346L }, ThrottleLimit = 1 });

        var record = result.Errors.FirstOrDefault(error => Equals(error.TargetObject, 12345));
        Assert.NotNull(record);
        Assert.Equal(id, record.Id());
        Assert.Equal(category, record.CategoryInfo.Category);
        Assert.Contains(Words, record.ToString(), StringComparison.Ordinal);
        Assert.True(result.RanToEnd);
        Assert.Equal(status == 429 ? [] : [12346], result.Ids());
    }

    [Fact]
    public async Task A_rejected_token_ends_the_command()
    {
        var rehearsal = await Rehearsal.StartOnQuickTimeAsync();
        rehearsal.Account.FailNext("GET", "servers/12345/", SandboxFaultKind.Status, times: 2, status: 401);

        var result = await rehearsal.RunAsync<GetVpsServerCommand>(new { Id = new[] { 12345L, 12346L }, ThrottleLimit = 1 });

        var record = result.Terminating("TokenRejected");
        Assert.Equal(ErrorCategory.AuthenticationError, record.CategoryInfo.Category);
        Assert.Equal(["GET servers/12345/", "GET servers/12345/"], rehearsal.Sent);
    }

    [Fact]
    public async Task A_token_that_is_refused_once_in_the_middle_of_a_run_ends_nothing()
    {
        var rehearsal = await Rehearsal.StartOnQuickTimeAsync();
        rehearsal.Account.FailNext("POST", "servers/{id}/stop/", SandboxFaultKind.Status, status: 401);

        await rehearsal.ServersAsync<StopVpsServerCommand>(new { Id = 12345 });

        Assert.Equal(["POST servers/12345/stop/", "POST servers/12345/stop/"], rehearsal.Writes);
    }

    [Theory]
    [InlineData(SandboxFaultKind.CutBeforeActing, "ApiUnavailable", ErrorCategory.ConnectionError)]
    [InlineData(SandboxFaultKind.TruncateBody, "ApiUnavailable", ErrorCategory.ConnectionError)]
    [InlineData(SandboxFaultKind.EmptyBody, "UnreadableAnswer", ErrorCategory.InvalidData)]
    public async Task What_the_network_does_has_an_id_of_its_own(SandboxFaultKind kind, string id, ErrorCategory category)
    {
        var rehearsal = await Rehearsal.StartAsync();
        rehearsal.Account.FailNext("GET", "servers/12345/", kind);

        var result = await rehearsal.RunAsync<GetVpsServerCommand>(new { Id = 12345 });

        Assert.Equal(category, result.OnlyError(id).CategoryInfo.Category);
    }

    [Theory]
    [InlineData(SandboxFaultKind.Hang)]
    [InlineData(SandboxFaultKind.StallBody)]
    public async Task What_takes_longer_than_the_call_may_is_a_time_out(SandboxFaultKind kind)
    {
        var rehearsal = await Rehearsal.StartAsync();
        rehearsal.Account.FailNext("GET", "servers/12345/", kind);
        var ending = rehearsal.Shell.RunAsync<GetVpsServerCommand>(new { Id = 12345 });
        await rehearsal.Account.WaitForRequestsAsync(1).Guarded();

        await rehearsal.Clock.ExpireAsync(TimeSpan.FromSeconds(rehearsal.Session.TimeoutSec));

        Assert.Equal(ErrorCategory.OperationTimeout, (await ending).OnlyError("ApiTimeout").CategoryInfo.Category);
    }

    [Theory]
    [InlineData("<html>A proxy's page</html>", "text/html")]
    [InlineData("[1,2]", "application/json")]
    [InlineData("{\"id\":", "application/json")]
    public async Task An_answer_that_is_none_is_unreadable(string body, string contentType)
    {
        var rehearsal = await Rehearsal.StartAsync();
        rehearsal.Account.InjectFault(new SandboxFault { Kind = SandboxFaultKind.Body, Body = body, ContentType = contentType });

        var result = await rehearsal.RunAsync<GetVpsServerCommand>(new { Id = 12345 });

        Assert.Equal(ErrorCategory.InvalidData, result.OnlyError("UnreadableAnswer").CategoryInfo.Category);
    }

    [Fact]
    public async Task A_missing_permission_says_what_the_token_may()
    {
        var rehearsal = await Rehearsal.StartAsync();
        rehearsal.Account.FailNext("POST", "servers/{id}/stop/", SandboxFaultKind.Status, status: 403);

        var result = await rehearsal.RunAsync<StopVpsServerCommand>(new { Id = 12345 });

        Assert.NotEmpty(rehearsal.Session.Permissions);
        Assert.Contains(string.Join(", ", rehearsal.Session.Permissions), result.OnlyError("PermissionDenied").ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_names_the_request_id_for_the_vendors_support()
    {
        var rehearsal = await Rehearsal.StartAsync();

        var result = await rehearsal.RunAsync<GetVpsServerCommand>(new { Id = 99999 });

        Assert.Matches(@"request id sbx-\d{6}, \d{4}-\d\d-\d\dT", result.OnlyError("ServerNotFound").ToString());
    }

    [Fact]
    public async Task Every_error_recommends_what_to_do()
    {
        var rehearsal = await Rehearsal.StartAsync();

        var result = await rehearsal.RunAsync<StopVpsServerCommand>(input: [99999, "nobody", -1]);

        Assert.Equal(3, result.Errors.Count);
        Assert.All(result.Errors, error => Assert.False(string.IsNullOrEmpty(error.ErrorDetails?.RecommendedAction)));
    }

    [Fact]
    public async Task A_failed_connection_makes_no_session()
    {
        var shell = new Shell();
        var token = SecretText.Of("vps_test");

        var result = await shell.RunAsync<ConnectVpsCommand>(new { Token = token, ApiUri = new Uri("http://127.0.0.1:1/api/v1/"), MaximumRetryCount = 0 });

        Assert.Equal(ErrorCategory.ConnectionError, result.Terminating("ApiUnavailable").CategoryInfo.Category);
        Assert.Empty(await shell.GetAsync<GetVpsSessionCommand, VpsSession>());
    }
}
