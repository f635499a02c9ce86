using System.Collections;

namespace VpsOrg.PowerShell.Tests;

public sealed class CompleterTests
{
    private const int MostTabs = 20;

    [Fact]
    public async Task Names_are_completed_from_the_default_session()
    {
        var rehearsal = await Rehearsal.StartAsync();

        Assert.Equal(["web-server-01"], Complete<ServerNameCompleter>(rehearsal.Shell, "WEB"));
        Assert.Equal(["db-server-01", "web-server-01"], Complete<ServerNameCompleter>(rehearsal.Shell, ""));
    }

    [Fact]
    public async Task A_session_that_was_typed_beats_the_default()
    {
        var named = await Rehearsal.StartAsync(servers: 1);
        var other = await Rehearsal.StartAsync();

        Assert.Equal(["12345"], Complete<ServerIdCompleter>(other.Shell, "", new Hashtable { ["Session"] = named.Session }));
    }

    [Fact]
    public async Task References_are_names_or_ids()
    {
        var rehearsal = await Rehearsal.StartAsync();

        Assert.Equal(["12345", "12346"], Complete<ServerReferenceCompleter>(rehearsal.Shell, "12"));
        Assert.Equal(["db-server-01"], Complete<ServerReferenceCompleter>(rehearsal.Shell, "db"));
    }

    [Fact]
    public async Task Statuses_locations_plans_and_systems_are_learnt_from_the_servers()
    {
        var rehearsal = await Rehearsal.StartAsync();
        rehearsal.Account.SetServerStatus(12345, "frozen");

        Assert.Equal(["frozen"], Complete<StatusCompleter>(rehearsal.Shell, "f"));
        Assert.Equal(["stopped", "stopping"], Complete<StatusCompleter>(rehearsal.Shell, "stop"));
        Assert.Equal(["us-east", "us-west"], Complete<LocationCompleter>(rehearsal.Shell, ""));
        Assert.Equal(["1", "2"], Complete<PlanIdCompleter>(rehearsal.Shell, ""));
        Assert.Equal(["3", "5"], Complete<OsIdCompleter>(rehearsal.Shell, ""));
    }

    [Fact]
    public async Task A_name_that_is_no_bare_word_is_quoted()
    {
        var rehearsal = await Rehearsal.StartAsync();
        rehearsal.Account.AddServer("it's; mine");

        Assert.Equal(["'it''s; mine'"], Complete<ServerNameCompleter>(rehearsal.Shell, "it"));
    }

    [Fact]
    public async Task Without_a_connection_and_where_the_api_fails_Tab_shows_nothing()
    {
        var rehearsal = await Rehearsal.StartAsync();
        rehearsal.Account.FailNext("GET", "servers/", SandboxFaultKind.Status, times: MostTabs, status: 500);

        Assert.Empty(Complete<ServerNameCompleter>(new Shell(), ""));
        Assert.Empty(Complete<ServerNameCompleter>(rehearsal.Shell, ""));
    }

    [Fact]
    public async Task One_list_serves_many_Tabs()
    {
        var rehearsal = await Rehearsal.StartAsync();

        Complete<ServerNameCompleter>(rehearsal.Shell, "");
        Complete<ServerIdCompleter>(rehearsal.Shell, "");

        Assert.Equal(["GET servers/"], rehearsal.Sent);
    }

    /// <summary>Presses Tab until something comes: a slow list is there for the next Tab only.</summary>
    private static string[] Complete<TCompleter>(Shell shell, string word, IDictionary? bound = null)
        where TCompleter : IArgumentCompleter, new()
    {
        var results = Array.Empty<CompletionResult>();
        for (var tab = 0; tab < MostTabs && results.Length == 0; tab++)
        {
            shell.Within(() => results = new TCompleter().CompleteArgument("", "", word, null!, bound ?? new Hashtable()).ToArray());
        }

        Assert.All(results, result => Assert.Equal(CompletionResultType.ParameterValue, result.ResultType));
        return results.Select(result => result.CompletionText).ToArray();
    }
}
