@{
    RootModule             = 'VpsOrg.PowerShell.dll'
    ModuleVersion          = '0.1.0'
    GUID                   = '5b0f6a52-3c1e-4d0f-9a57-6f3f0c9d8e21'
    Author                 = 'VpsOrg contributors'
    CompanyName            = 'VpsOrg contributors'
    Copyright              = 'Copyright (c) VpsOrg contributors. MIT licence.'
    Description            = 'Manage VPS.org servers from PowerShell: list, order, change, start, stop, restart, wait for and remove one server or many. Complete lists, no server bought twice, no leaked token, and a built-in sandbox account to rehearse scripts for free.'
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
            Tags         = @('VPS', 'VPSorg', 'Cloud', 'Server', 'Hosting', 'REST', 'Automation', 'PSEdition_Desktop', 'PSEdition_Core', 'Windows', 'Linux', 'MacOS')
            LicenseUri   = 'https://github.com/VpsOrg/VpsOrg.PowerShell/blob/main/LICENSE'
            ProjectUri   = 'https://github.com/VpsOrg/VpsOrg.PowerShell'
            IconUri      = 'https://raw.githubusercontent.com/VpsOrg/VpsOrg.PowerShell/main/docs/images/icon.png'
            ReleaseNotes = @'
Connect-Vps, Disconnect-Vps, Get-VpsSession: sessions on an account or on the built-in sandbox, with a read-only guard, protected names and a trail of writes.
Get-VpsServer: complete lists, filters and details; servers by id, name, wildcard, object or CSV row.
New-VpsServer, Set-VpsServer, Remove-VpsServer, Start-VpsServer, Stop-VpsServer, Restart-VpsServer, Wait-VpsServer: order, change, delete, start, stop, restart and wait for servers, one or many.
Invoke-VpsApi: any endpoint that has no cmdlet of its own.
Views, completion and help.
'@
        }
    }
}
