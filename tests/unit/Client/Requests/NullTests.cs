namespace VpsOrg.Client.Tests;

/// <summary>What is missing is said so, and nothing is sent.</summary>
public sealed class NullTests
{
    [Fact]
    public async Task A_request_that_is_null_is_an_ArgumentNullException()
    {
        var handler = new StubHandler(_ => StubHandler.Json("{}"));
        using var client = Clients.For(handler);

        await Assert.ThrowsAsync<ArgumentNullException>(() => client.CreateServerAsync(null!));
        await Assert.ThrowsAsync<ArgumentNullException>(() => client.ReplaceServerAsync(1, null!));
        await Assert.ThrowsAsync<ArgumentNullException>(() => client.UpdateServerAsync(1, null!));
        await Assert.ThrowsAsync<ArgumentNullException>(() => client.InvokeAsync((HttpMethod)null!, "account/me/"));
        await Assert.ThrowsAsync<ArgumentNullException>(() => client.InvokeAsync(HttpMethod.Get, null!));
        Assert.Throws<ArgumentNullException>(() => new VpsClient(null!));
        Assert.Throws<ArgumentException>(() => new VpsClient(new VpsClientOptions { BaseAddress = null! }));

        Assert.Empty(handler.Lines);
    }
}
