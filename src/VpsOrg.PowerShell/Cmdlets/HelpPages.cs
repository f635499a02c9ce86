namespace VpsOrg.PowerShell;

/// <summary>Where <c>Get-Help -Online</c> leads: the page of a cmdlet under the project's public address.</summary>
internal static class HelpPages
{
    /// <summary>What stands before the name of a page: <c>HelpUri = HelpPages.Root + "Get-VpsServer.md"</c>.</summary>
    public const string Root = "https://github.com/VpsOrg/VpsOrg.PowerShell/blob/main/docs/en-US/";
}
