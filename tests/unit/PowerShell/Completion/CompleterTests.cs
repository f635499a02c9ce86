using System.Collections;

namespace VpsOrg.PowerShell.Tests;

/// <summary>What Tab offers. The half second that it waits for a list passes only where a test lets it.</summary>
public sealed class CompleterTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

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
        Assert.Equal(["'Standard VPS'"], Complete<PlanIdCompleter>(rehearsal.Shell, "st"));
        Assert.Equal(["'Debian 12'"], Complete<OsIdCompleter>(rehearsal.Shell, "'deb"));
    }

    [Fact]
    public async Task Tool_tips_count_servers_in_words()
    {
        var rehearsal = await Rehearsal.StartAsync();
        rehearsal.Account.AddServer("web-02", location: "us-west");

        Assert.Equal(["1 server here", "2 servers here"], ToolTips<LocationCompleter>(rehearsal.Shell, "us-"));
        Assert.Equal(["stopped: 0 servers", "stopping: 0 servers"], ToolTips<StatusCompleter>(rehearsal.Shell, "stop"));
        Assert.Equal(["active: 3 servers"], ToolTips<StatusCompleter>(rehearsal.Shell, "active"));
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
        rehearsal.Account.FailNext("GET", "servers/", SandboxFaultKind.Status, status: 500);

        Assert.Empty(Complete<ServerNameCompleter>(new Shell(), ""));
        Assert.Empty(Complete<ServerNameCompleter>(rehearsal.Shell, ""));
    }

    [Fact]
    public async Task After_a_failure_the_next_Tab_asks_again()
    {
        var rehearsal = await Rehearsal.StartAsync();
        rehearsal.Account.FailNext("GET", "servers/", SandboxFaultKind.Status, status: 500);

        Assert.Empty(Complete<ServerNameCompleter>(rehearsal.Shell, "web"));

        Assert.Equal(["web-server-01"], Complete<ServerNameCompleter>(rehearsal.Shell, "web"));
    }

    [Fact]
    public async Task One_list_serves_every_Tab_for_thirty_seconds()
    {
        var rehearsal = await Rehearsal.StartAsync();

        Complete<ServerNameCompleter>(rehearsal.Shell, "");
        rehearsal.Clock.Advance(TimeSpan.FromSeconds(30));
        Complete<ServerIdCompleter>(rehearsal.Shell, "");

        Assert.Equal(["GET servers/"], rehearsal.Sent);
    }

    [Fact]
    public async Task An_older_list_is_read_anew()
    {
        var rehearsal = await Rehearsal.StartAsync();
        Complete<ServerNameCompleter>(rehearsal.Shell, "");
        rehearsal.Account.AddServer("web-02");

        rehearsal.Clock.Advance(TimeSpan.FromSeconds(31));

        Assert.Equal(["web-02", "web-server-01"], Complete<ServerNameCompleter>(rehearsal.Shell, "web"));
    }

    [Fact]
    public async Task A_list_that_takes_longer_than_half_a_second_is_there_for_the_next_Tab()
    {
        var rehearsal = await Rehearsal.StartAsync();
        rehearsal.Hold("servers/");

        var first = Task.Run(() => Complete<ServerNameCompleter>(rehearsal.Shell, "web"));
        await rehearsal.Clock.PassAsync(Patience);
        Assert.Empty(await first.Guarded());
        await rehearsal.Account.WaitForHeldAsync(1).Guarded();
        rehearsal.Account.ReleaseHeld();

        Assert.Equal(["web-server-01"], Complete<ServerNameCompleter>(rehearsal.Shell, "web"));
        Assert.Equal(["GET servers/"], rehearsal.Sent);
    }

    [Fact]
    public void An_id_that_nobody_could_type_is_not_offered()
    {
        var servers = new[] { "srv-1", "0123", "12345", "3f2a9c10-5a6d-4b1d-8c5e-00000000000a" }.Select(text => new VpsServer { Key = VpsId.TryRead(text, out var id) ? id : default });

        Assert.Equal(["12345", "3f2a9c10-5a6d-4b1d-8c5e-00000000000a"], ServerCompleter.Suggestion.Ids(servers).Select(one => one.Value));
    }

    private static string[] Complete<TCompleter>(Shell shell, string word, IDictionary? bound = null)
        where TCompleter : IArgumentCompleter, new()
    {
        var results = Results<TCompleter>(shell, word, bound);
        Assert.All(results, result => Assert.Equal(CompletionResultType.ParameterValue, result.ResultType));
        return Array.ConvertAll(results, result => result.CompletionText);
    }

    private static string[] ToolTips<TCompleter>(Shell shell, string word)
        where TCompleter : IArgumentCompleter, new() =>
        Array.ConvertAll(Results<TCompleter>(shell, word), result => result.ToolTip);

    private static CompletionResult[] Results<TCompleter>(Shell shell, string word, IDictionary? bound = null)
        where TCompleter : IArgumentCompleter, new()
    {
        CompletionResult[] results = [];
        shell.Within(() => results = new TCompleter().CompleteArgument("", "", word, null!, bound ?? new Hashtable()).ToArray());
        return results;
    }
}
