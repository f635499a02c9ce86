using VpsOrg.Sandbox;

namespace VpsOrg.Client.Tests;

/// <summary>Makes clients of accounts that are simulated in this process.</summary>
internal static class Sandboxes
{
    /// <summary>A client of an account; without a ledger it is as one of another process.</summary>
    public static VpsClient ClientOf(SandboxAccount account, ManualClock clock, OrderLedger? ledger = null) =>
        Clients.For(account.BaseAddress, clock, handler: account.CreateHandler, token: new SandboxOptions().Token, ledger: ledger);
}
