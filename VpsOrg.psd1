@{
    RootModule             = 'VpsOrg.PowerShell.dll'
    ModuleVersion          = '0.1.0'
    GUID                   = '5b0f6a52-3c1e-4d0f-9a57-6f3f0c9d8e21'
    Author                 = 'VpsOrg contributors'
    CompanyName            = 'VpsOrg contributors'
    Copyright              = 'Copyright (c) VpsOrg contributors. MIT licence.'
    Description            = 'Manage VPS.org servers from PowerShell: list, create, change, start, stop, restart, wait for and remove them, for one server and for many. Whole lists, no server bought twice, no token leaked, and a built-in sandbox account to rehearse scripts for free.'
    PowerShellVersion      = '5.1'
    DotNetFrameworkVersion = '4.7.2'
    CompatiblePSEditions   = @('Desktop', 'Core')
    FormatsToProcess       = @('VpsOrg.Format.ps1xml')
    TypesToProcess         = @('VpsOrg.Types.ps1xml')
    CmdletsToExport        = @(
        'Connect-Vps'
        'Disconnect-Vps'
        'Get-VpsServer'
        'Get-VpsSession'
        'Invoke-VpsApi'
        'New-VpsServer'
        'Remove-VpsServer'
        'Restart-VpsServer'
        'Set-VpsServer'
        'Start-VpsServer'
        'Stop-VpsServer'
        'Wait-VpsServer'
    )
    FunctionsToExport      = @()
    VariablesToExport      = @()
    AliasesToExport        = @()
    PrivateData            = @{
        PSData = @{
            Tags = @('VPS', 'VPS.org', 'Cloud', 'Server', 'Hosting', 'REST', 'PSEdition_Desktop', 'PSEdition_Core', 'Windows', 'Linux', 'MacOS')
        }
    }
}
