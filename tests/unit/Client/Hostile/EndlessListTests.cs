using System.Net;

namespace VpsOrg.Client.Tests;

/// <summary>What a list may cost, at full size. Nothing runs beside it, because it looks at the memory of the whole process.</summary>
[Collection(nameof(EndlessListTests))]
[Trait("Speed", "Slow")]
public sealed class EndlessListTests
{
    [Fact]
    public async Task A_list_without_end_stops_at_256_MB_and_leaves_nothing_in_memory()
    {
        var endless = new EndlessStream("""{"count":1,"results":[""", $$$"""{"id":1,"plan":{"id":1,"name":"{{{new string('x', 1000)}}}"}},""");
        using var client = Clients.For(new StubHandler(_ => new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(endless) }));
        var before = GC.GetTotalMemory(forceFullCollection: true);

        var exception = await Assert.ThrowsAsync<VpsUnreadableAnswerException>(() => client.GetServersAsync().Guarded());

        Assert.Contains("larger than 256 MB", exception.Message, StringComparison.Ordinal);
        Assert.InRange(endless.BytesRead, 256L << 20, 257L << 20);
        Assert.True(endless.IsDisposed);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 64L << 20);
    }

    [CollectionDefinition(nameof(EndlessListTests), DisableParallelization = true)]
    public sealed class Alone;
}
