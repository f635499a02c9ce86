namespace VpsOrg.Sandbox.Tests;

public sealed class PagingTests
{
    [Fact]
    public async Task Without_a_page_size_one_answer_holds_everything()
    {
        using var sandbox = new SandboxFixture(options => options.ServerCount = 250);

        var list = await sandbox.Client.GetAsync("servers/");

        Assert.Equal(250, list.Results.Count);
        Assert.Equal(250, (int)list.Json["count"]!);
    }

    [Fact]
    public async Task With_a_page_size_an_unpaged_request_silently_loses_servers()
    {
        using var sandbox = Create(45, pageSize: 20);

        var list = await sandbox.Client.GetAsync("servers/");

        Assert.Equal(20, list.Results.Count);
        Assert.Equal(45, (int)list.Json["count"]!);
        Assert.Equal(["count", "results"], list.Json.Properties().Select(property => property.Name));
    }

    [Theory]
    [InlineData("servers/?page=1", 12345, 20)]
    [InlineData("servers/?page=3", 12385, 5)]
    [InlineData("servers/?page=2&page_size=30", 12375, 15)]
    [InlineData("servers/?page_size=7", 12345, 7)]
    [InlineData("servers/?page=1&page_size=nonsense", 12345, 20)]
    [InlineData("servers/?page=1&page_size=0", 12345, 20)]
    public async Task A_page_is_the_part_that_was_asked_for(string path, long first, int length)
    {
        using var sandbox = Create(45);

        var list = await sandbox.Client.GetAsync(path);

        Assert.Equal(first, list.Ids[0]);
        Assert.Equal(length, list.Ids.Length);
        Assert.Equal(45, (int)list.Json["count"]!);
    }

    [Fact]
    public async Task A_page_holds_a_hundred_servers_at_most()
    {
        using var sandbox = Create(150);

        var list = await sandbox.Client.GetAsync("servers/?page=1&page_size=1000");

        Assert.Equal(100, list.Ids.Length);
    }

    [Theory]
    [InlineData("4")]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("last")]
    [InlineData("99999999999")]
    public async Task A_page_that_is_not_there_is_not_found(string page)
    {
        using var sandbox = Create(45);

        var list = await sandbox.Client.GetAsync("servers/?page=" + page);

        Assert.Equal(404, list.Status);
        Assert.Equal("Invalid page.", (string?)list.Json["detail"]);
    }

    [Fact]
    public async Task An_empty_list_has_a_first_page()
    {
        using var sandbox = Create(0);

        var list = await sandbox.Client.GetAsync("servers/?page=1");

        Assert.Equal("""{"count":0,"results":[]}""", list.Text);
    }

    [Fact]
    public async Task Filters_and_pages_work_together()
    {
        using var sandbox = Create(45);
        var all = await sandbox.Client.GetAsync("servers/?location=us-east");

        var second = await sandbox.Client.GetAsync("servers/?location=us-east&page=2&page_size=5");

        Assert.Equal(all.Ids.Skip(5).Take(5), second.Ids);
        Assert.Equal(all.Ids.Length, (int)second.Json["count"]!);
    }

    [Fact]
    public async Task Links_lead_through_every_server_once()
    {
        using var sandbox = Create(45, pageSize: 10, links: true);
        var seen = new List<long>();

        for (var next = "servers/"; next != null;)
        {
            var page = await sandbox.Client.GetAsync(next);
            seen.AddRange(page.Ids);
            next = (string?)page.Json["next"];
        }

        Assert.Equal(Enumerable.Range(12345, 45).Select(id => (long)id), seen);
    }

    [Fact]
    public async Task Links_are_built_from_the_address_of_the_request()
    {
        using var sandbox = Create(45, links: true);

        var page = await sandbox.Client.GetAsync("servers/?page=2&page_size=10&location=us-east");

        Assert.Equal(["count", "next", "previous", "results"], page.Json.Properties().Select(property => property.Name));
        Assert.Null((string?)page.Json["next"]);
        Assert.Equal("https://sandbox.invalid/api/v1/servers/?page_size=10&location=us-east&page=1", (string?)page.Json["previous"]);
    }

    private static SandboxFixture Create(int count, int? pageSize = null, bool links = false) => new(options =>
    {
        options.ServerCount = count;
        options.PageSize = pageSize;
        options.LinkPages = links;
    });
}
