namespace VpsOrg.Client.Tests;

/// <summary>Whether a server is its detail: only then does a null mean that the API did not say.</summary>
public sealed class DetailTests
{
    [Fact]
    public async Task A_list_item_is_no_detail()
    {
        using var client = Clients.Reading(Payloads.List);

        Assert.All(await client.GetServersAsync().Guarded(), server => Assert.False(server.IsDetailed));
    }

    [Theory]
    [InlineData("")]
    [InlineData(""","backups_enabled":null,"resource_usage":null""")]
    public async Task What_was_asked_for_by_id_is_the_detail_however_little_it_says(string more)
    {
        using var client = Clients.Reading($$"""{"id":1,"name":"web"{{more}}}""");

        var server = await client.GetServerAsync(1).Guarded();

        Assert.True(server.IsDetailed);
        Assert.Null(server.BackupsEnabled);
    }

    [Theory]
    [InlineData("", false)]
    [InlineData(""","resource_usage":{"cpu_percent":1}""", true)]
    public async Task What_a_change_answers_is_the_detail_where_it_says_as_much(string more, bool isDetailed)
    {
        using var client = Clients.Reading($$"""{"id":1,"name":"web","backups_enabled":true{{more}}}""");

        var server = await client.UpdateServerAsync(1, new UpdateServerRequest { BackupsEnabled = true }).Guarded();

        Assert.Equal(isDetailed, server.IsDetailed);
    }

    [Fact]
    public async Task A_copy_with_another_status_is_what_it_was()
    {
        using var client = Clients.Reading(Payloads.Get);

        Assert.True((await client.GetServerAsync(12345).Guarded()).WithStatus("stopping").IsDetailed);
    }
}
