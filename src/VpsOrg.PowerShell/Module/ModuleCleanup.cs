namespace VpsOrg.PowerShell;

/// <summary>Runs in whichever runspace removes the module, and lets go of that runspace's sessions only.</summary>
public sealed class ModuleCleanup : IModuleAssemblyCleanup
{
    /// <summary>Closes the sessions of the runspace that removes the module.</summary>
    /// <param name="psModuleInfo">The module.</param>
    public void OnRemove(PSModuleInfo psModuleInfo) => RunspaceSessions.Current.RemoveAll();
}
