using System.Net.Http.Headers;
using System.Text.Json;

namespace VpsOrg.Sandbox.Tests;

public sealed class ProtocolTests : IDisposable
{
    private readonly SandboxFixture _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Theory]
    [InlineData(null, "Authentication credentials were not provided.")]
    [InlineData("vps_wrong", "Invalid token.")]
    [InlineData("VPS_SANDBOX", "Invalid token.")]
    public async Task A_request_without_the_right_token_is_unauthorized(string? token, string detail)
    {
        using var client = new ApiClient(_sandbox.Account.CreateHandler(), _sandbox.Account.BaseAddress, token);

        var answer = await client.DeleteAsync("servers/12345/");

        Assert.Equal(401, answer.Status);
        Assert.Equal(detail, (string?)answer.Json["detail"]);
        Assert.Equal("active", await _sandbox.StatusOfAsync(12345));
    }

    [Theory]
    [InlineData("servers")]
    [InlineData("servers/12345")]
    [InlineData("servers/12345/start")]
    [InlineData("servers/abc/")]
    [InlineData("servers/-1/")]
    [InlineData("servers/12345/explode/")]
    [InlineData("Servers/")]
    [InlineData("")]
    [InlineData("/servers/")]
    [InlineData("/api/v2/servers/")]
    [InlineData("servers/1/")]
    [InlineData("servers/99999999999999999999/")]
    [InlineData("snapshots")]
    [InlineData("snapshots//")]
    [InlineData("snapshots/801")]
    [InlineData("snapshots/801/restore")]
    [InlineData("snapshots/x/restore/")]
    [InlineData("backups")]
    [InlineData("backups/501/")]
    [InlineData("account/me")]
    [InlineData("account/")]
    public async Task An_unknown_path_or_id_is_not_found(string path)
    {
        var answer = await _sandbox.Client.GetAsync(path);

        Assert.Equal(404, answer.Status);
        Assert.Equal("""{"detail":"Not found."}""", answer.Text);
    }

    [Theory]
    [InlineData("PUT", "servers/", "GET, POST")]
    [InlineData("POST", "servers/12345/", "GET, PUT, PATCH, DELETE")]
    [InlineData("GET", "servers/12345/start/", "POST")]
    [InlineData("GET", "servers/12345/stop/", "POST")]
    [InlineData("DELETE", "servers/12345/reboot/", "POST")]
    [InlineData("POST", "account/me/", "GET")]
    [InlineData("PUT", "snapshots/", "GET, POST")]
    [InlineData("GET", "snapshots/801/", "DELETE")]
    [InlineData("GET", "snapshots/801/restore/", "POST")]
    [InlineData("POST", "backups/", "GET")]
    public async Task A_wrong_method_is_told_the_right_ones(string method, string path, string allowed)
    {
        var answer = await _sandbox.Client.SendAsync(method, path, "{}");

        Assert.Equal(405, answer.Status);
        Assert.Equal(allowed, answer.Header("Allow"));
    }

    [Theory]
    [InlineData("POST", "servers/", "text/plain")]
    [InlineData("PUT", "servers/12345/", "application/x-www-form-urlencoded")]
    [InlineData("PATCH", "servers/12345/", "application/jsonp")]
    [InlineData("POST", "servers/12345/stop/", "")]
    [InlineData("POST", "snapshots/", "text/plain")]
    [InlineData("POST", "snapshots/801/restore/", "text/plain")]
    public async Task What_does_not_say_it_is_json_is_refused(string method, string path, string contentType)
    {
        var answer = await _sandbox.Client.SendAsync(method, path, "", contentType);

        Assert.Equal(415, answer.Status);
        Assert.Contains("Unsupported media type", (string?)answer.Json["detail"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_post_without_any_content_is_refused()
    {
        var answer = await _sandbox.Client.SendAsync("POST", "servers/12345/stop/", null);

        Assert.Equal(415, answer.Status);
    }

    [Fact]
    public async Task A_charset_beside_the_content_type_is_right()
    {
        var answer = await _sandbox.Client.SendAsync("POST", "servers/12345/stop/", "", "application/json; charset=utf-8");

        Assert.Equal(200, answer.Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{\"name\":}")]
    [InlineData("{'name':'a'}")]
    [InlineData("{name:\"a\"}")]
    [InlineData("{\"name\":\"a\",}")]
    [InlineData("{\"name\":\"a\"} {}")]
    [InlineData("{\"name\":\"a\",\"name\":\"b\"}")]
    [InlineData("{\"plan_id\":01}")]
    [InlineData("{\"plan_id\":+1}")]
    [InlineData("{\"plan_id\":1.}")]
    [InlineData("{\"plan_id\":NaN}")]
    [InlineData("{\"name\":\"\\x\"}")]
    [InlineData("{\"name\":\"\\u12g4\"}")]
    [InlineData("{\"name\":\"a\nb\"}")]
    [InlineData("// a comment\n{}")]
    [InlineData("{\"name\":undefined}")]
    [InlineData("{\"plan_id\":0x1}")]
    [InlineData("{\"plan_id\":1,}")]
    [InlineData("{\"plan_id\":[1,,2]}")]
    [InlineData("{\"plan_id\":[,1]}")]
    [InlineData("{\"plan_id\":[1,]}")]
    [InlineData("{\"name\":new Date(1)}")]
    [InlineData("{\"name\":\"a\"/**/}")]
    [InlineData("{1:2}")]
    [InlineData("{null :2}")]
    [InlineData("{\"plan_id\":1\0}")]
    public async Task What_is_not_json_is_refused(string body)
    {
        var answer = await _sandbox.Client.PostAsync("servers/", body);

        Assert.Equal(400, answer.Status);
        Assert.Equal("""{"detail":"JSON parse error."}""", answer.Text);
    }

    [Fact]
    public async Task It_agrees_with_a_strict_reader_on_what_json_is()
    {
        var random = new Random(1);
        string[] seeds = ["""{"name":"a\u002d\n","plan_id":-1.5e+3,"x":[true,false,null,{"y":[]}],"z":""}""", """ { "a" : [ 1 , 2 ] } """, "[[1],{}]"];
        var (taken, refused) = (0, 0);

        for (var round = 0; round < 3000; round++)
        {
            var text = Mutated(seeds[round % seeds.Length], random);
            var answer = await _sandbox.Client.PostAsync("servers/", text);

            var isJson = IsJson(text);
            Assert.True(isJson != answer.Text.Contains("JSON parse error.", StringComparison.Ordinal), text);
            (taken, refused) = isJson ? (taken + 1, refused) : (taken, refused + 1);
        }

        Assert.True(taken > 300 && refused > 300, $"{taken} texts were JSON, {refused} were not.");
    }

    [Fact]
    public async Task Nesting_without_end_is_refused()
    {
        var answer = await _sandbox.Client.PostAsync("servers/", new string('[', 100_000));

        Assert.Equal(400, answer.Status);
    }

    [Fact]
    public async Task Json_may_have_space_and_escapes()
    {
        var answer = await _sandbox.Client.PostAsync("servers/", """
             { "\u006eame" : "a\u002db" , "plan_id": 1,
               "os_id":5, "location":"us-west" }
            """);

        Assert.Equal(201, answer.Status);
        Assert.Equal("a-b", (string?)answer.Json["name"]);
    }

    [Fact]
    public async Task Every_answer_is_dated_numbered_json()
    {
        var first = await _sandbox.Client.GetAsync("servers/");
        var second = await _sandbox.Client.GetAsync("nothing/");

        Assert.Equal("application/json", first.Header("Content-Type"));
        Assert.Equal("application/json", second.Header("Content-Type"));
        Assert.Equal("Fri, 17 Jan 2025 12:00:00 GMT", first.Header("Date"));
        Assert.Equal("sbx-000001", first.Header("X-Request-Id"));
        Assert.Equal("sbx-000002", second.Header("X-Request-Id"));
    }

    [Fact]
    public async Task The_account_is_named()
    {
        using var sandbox = new SandboxFixture(options => options.AccountEmail = "me@example.org");

        var answer = await sandbox.Client.GetAsync("account/me/");

        Assert.Equal(200, answer.Status);
        Assert.Equal(["email", "first_name", "last_name", "company_name", "created_at"], Keys(answer, "account"));
        Assert.Equal("me@example.org", (string?)answer.Json["account"]!["email"]);
        Assert.Equal(["servers:read", "servers:write"], answer.Json["token"]!["permissions"]!.Select(permission => (string?)permission));
    }

    [Fact]
    public async Task A_host_may_lack_the_account_endpoint()
    {
        using var sandbox = new SandboxFixture(options => options.HasAccountEndpoint = false);

        var answer = await sandbox.Client.GetAsync("account/me/");

        Assert.Equal(404, answer.Status);
    }

    [Fact]
    public async Task The_account_answers_at_any_host_and_outlives_its_handlers()
    {
        using (var other = new ApiClient(_sandbox.Account.CreateHandler(), new Uri("http://other.example/api/v1/")))
        {
            await other.DeleteAsync("servers/12345/");
        }

        var left = await _sandbox.Client.GetAsync("servers/");
        Assert.Equal([12346], left.Ids);
    }

    [Fact]
    public async Task The_authorization_scheme_counts()
    {
        _sandbox.Client.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Token", "vps_sandbox");

        var answer = await _sandbox.Client.GetAsync("servers/");

        Assert.Equal(401, answer.Status);
    }

    private static string Mutated(string text, Random random)
    {
        const string Characters = "{}[]:,\"'\\ 01-+.eEtrufalsn/\n\u00a0";
        var at = random.Next(text.Length);
        return random.Next(3) == 0 ? text.Remove(at, 1) : text.Insert(at, Characters[random.Next(Characters.Length)].ToString());
    }

    private static bool IsJson(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { AllowDuplicateProperties = false });
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static IEnumerable<string> Keys(Reply answer, string key) =>
        ((Newtonsoft.Json.Linq.JObject)answer.Json[key]!).Properties().Select(property => property.Name);
}
