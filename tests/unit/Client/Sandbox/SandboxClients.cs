using VpsOrg.Sandbox;

namespace VpsOrg.Client.Tests;

internal static partial class Clients
{
    /// <summary>A client of a sandbox in this process.</summary>
    public static VpsClient For(SandboxAccount account, ManualClock clock, int retries = 0, OrderLedger? ledger = null) =>
        For(account.BaseAddress, clock, retries, handler: account.CreateHandler, token: new SandboxOptions().Token, ledger: ledger);
}
