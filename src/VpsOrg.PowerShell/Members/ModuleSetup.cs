using System.Management.Automation.Runspaces;
using Engine = System.Management.Automation.PowerShell;

namespace VpsOrg.PowerShell;

/// <summary>
/// Gives servers, snapshots and backups their hidden members in the runspace that imports the module. Not by a types file: the second import of one,
/// from another folder or version, fails with "already present".
/// </summary>
public sealed class ModuleSetup : IModuleAssemblyInitializer
{
    /// <summary>The command's class: found without its name, which a script may have given to something else, or a restricted runspace not have at all.</summary>
    private const string UpdateTypeData =
        "Microsoft.PowerShell.Commands.UpdateTypeDataCommand, Microsoft.PowerShell.Commands.Utility, Version=3.0.0.0, Culture=neutral, PublicKeyToken=31bf3856ad364e35";

    /// <summary>Runs at each import, in the runspace that imports.</summary>
    public void OnImport() => Update([ServerTypeData.Make(), .. BelongingTypeData.Make()]);

    /// <summary>Whatever the caller's preferences say, the members are there afterwards, or the import fails.</summary>
    private static void Update(TypeData[] data)
    {
        using var engine = Engine.Create(RunspaceMode.CurrentRunspace);
        engine.AddCommand(new CmdletInfo("Update-TypeData", Type.GetType(UpdateTypeData, throwOnError: true)))
            .AddParameter("TypeData", data)
            .AddParameter("Force", true)
            .AddParameter("WhatIf", false)
            .AddParameter("Confirm", false)
            .AddParameter("ErrorAction", "Stop")
            .Invoke();
    }
}
