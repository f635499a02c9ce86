namespace VpsOrg.PowerShell.Tests;

/// <summary>The ids of a rehearsal's servers, as objects show them, by the kind of ids that the account has.</summary>
internal static class TestIds
{
    /// <summary>The number of an account's first server, where its ids are numbers: the documentation's.</summary>
    private const int First = 12345;

    /// <summary>The id of the server of a number, from 1; a number that the account has not got gives an id of none.</summary>
    public static object Of(SandboxServerIds kind, int number) =>
        kind == SandboxServerIds.Integer ? First + number - 1 : new SandboxAccount(new SandboxOptions { ServerIds = kind, ServerCount = number }).ServerIds[number - 1];

    /// <summary>Puts a server into a status, whatever its id is.</summary>
    public static void SetServerStatus(this SandboxAccount account, object id, string status) => account.SetServerStatus($"{id}", status);
}
