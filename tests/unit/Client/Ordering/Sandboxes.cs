using VpsOrg.Sandbox;

namespace VpsOrg.Client.Tests;

/// <summary>Makes clients of accounts that are simulated in this process.</summary>
internal static class Sandboxes
{
    /// <summary>A client of an account; without a ledger it is as one of another process.</summary>
    public static VpsClient ClientOf(SandboxAccount account, ManualClock clock, OrderLedger? ledger = null) =>
        Clients.For(account.BaseAddress, clock, handler: account.CreateHandler, token: new SandboxOptions().Token, ledger: ledger);

    /// <summary>The id of an account's server, counted from 1.</summary>
    public static VpsId Id(SandboxServerIds ids, int number) =>
        VpsId.TryParse(new SandboxAccount(new SandboxOptions { ServerIds = ids, ServerCount = number }).ServerIds[number - 1], out var id) ? id : throw new ArgumentException($"{ids}");
}
