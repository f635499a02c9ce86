namespace VpsOrg.Client.Tests;

/// <summary>Makes the clients that tests look at.</summary>
internal static class Clients
{
    /// <summary>A token that no outlet may ever show.</summary>
    public const string Canary = "vps_canary_5d2c0f7e";

    public static VpsClient For(
        Uri address,
        ManualClock? clock = null,
        int retries = 0,
        TimeSpan? timeout = null,
        double jitter = 0.5,
        Func<HttpMessageHandler>? handler = null,
        long? longestList = null,
        string token = Canary,
        OrderLedger? ledger = null,
        string? logPath = null,
        Func<string, bool>? isProtected = null) => new(new VpsClientOptions
        {
            BaseAddress = address,
            Token = new VpsToken(token),
            Timeout = timeout ?? TimeSpan.FromSeconds(100),
            MaximumRetryCount = retries,
            HandlerFactory = handler,
            LongestList = longestList ?? new VpsClientOptions().LongestList,
            Clock = clock ?? new ManualClock { MovesByItself = true },
            Jitter = () => jitter,
            Ledger = ledger ?? new OrderLedger(),
            LogPath = logPath,
            IsProtected = isProtected,
        });

    public static VpsClient For(
        RawServer server, ManualClock? clock = null, int retries = 0, TimeSpan? timeout = null, double jitter = 0.5) =>
        For(server.BaseAddress, clock, retries, timeout, jitter);

    public static VpsClient For(HttpMessageHandler handler, ManualClock? clock = null, int retries = 0, TimeSpan? timeout = null) =>
        For(new Uri("https://vps.test/api/v1/"), clock, retries, timeout, handler: () => handler);

    /// <summary>A client that reads one payload from memory.</summary>
    public static VpsClient Reading(string body) => For(new StubHandler(_ => StubHandler.Json(body)));
}
