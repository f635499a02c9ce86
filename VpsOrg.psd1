@{
    RootModule             = 'VpsOrg.PowerShell.dll'
    ModuleVersion          = '0.2.0'
    GUID                   = '5b0f6a52-3c1e-4d0f-9a57-6f3f0c9d8e21'
    Author                 = 'VpsOrg contributors'
    CompanyName            = 'VpsOrg contributors'
    Copyright              = 'Copyright (c) VpsOrg contributors. MIT licence.'
    Description            = 'Manage VPS.org servers from PowerShell: list, order, change, start, stop, restart, wait for and remove one server or many. Complete lists, no server bought twice, no leaked token, and a built-in sandbox account to rehearse scripts for free.'
    PowerShellVersion      = '5.1'
    DotNetFrameworkVersion = '4.7.2'
    CompatiblePSEditions   = @('Desktop', 'Core')
    FormatsToProcess       = @('VpsOrg.Format.ps1xml')
    CmdletsToExport        = @(
        'Compare-VpsServer'
        'Connect-Vps'
        'Disconnect-Vps'
        'Enter-VpsServer'
        'Get-VpsAccount'
        'Get-VpsBackup'
        'Get-VpsServer'
        'Get-VpsSession'
        'Get-VpsSnapshot'
        'Get-VpsTrail'
        'Invoke-VpsApi'
        'New-VpsServer'
        'New-VpsSnapshot'
        'Remove-VpsServer'
        'Remove-VpsSnapshot'
        'Restart-VpsServer'
        'Restore-VpsSnapshot'
        'Select-VpsSession'
        'Set-VpsServer'
        'Start-VpsServer'
        'Stop-VpsServer'
        'Sync-VpsServer'
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
Get-VpsTrail reads a trail of writes back: one object a write, begin and end joined, what was changed from which value to which, doubtful ones marked.
Sessions have names: `Connect-Vps -Name`, `Select-VpsSession`, `Get-VpsSession -Name`, and `-Session` takes a session or its name. `Get-VpsSession` shows the default, the guards and the protected patterns.
`Get-VpsServer -BackupsEnabled` and `-MinimumDiskPercent` filter by what only details say. Where a detail cannot be read, that is an error for the server (`DetailUnknown` where it leaves the question open).
`New-VpsServer` takes several names, plans and operating systems by name, and rows, texts, dictionaries and servers from the pipeline. `-AllowDuplicateName`.
`Set-VpsServer` takes rows with `NewName`, `Hostname` and `BackupsEnabled`. `-ClearHostname` clears the host name.
Ids may be text, as the UUIDs of the vendor's own tool are. `Connect-Vps -Sandbox -SandboxUuid` rehearses that.
A field that the API adds is a property under its own name.
`Invoke-VpsApi -Force`. `Get-Help -Online` opens a page for each cmdlet. Prompts for parameters can be explained (`!?`).
Servers have `CpuPercent`, `MemoryPercent`, `DiskPercent`, `BandwidthPercent`, `AgeDays`, `IsDetailed`, `CreatedAtUtc` and `UpdatedAtUtc`.
`-TcpPort` on `Wait-VpsServer`, and on `New-`, `Start-` and `Restart-VpsServer` with `-Wait`: a server is ready once its ports answer, and for port 22 once it speaks SSH. `-Address` says at which address.
Enter-VpsServer opens a shell on a server with the `ssh` of this computer. `-Wait` waits until SSH answers.
Get-VpsSnapshot, New-VpsSnapshot, Restore-VpsSnapshot, Remove-VpsSnapshot: a way back before a change. `New-VpsSnapshot -StopServer` stops a server for its snapshot and starts it again, whatever happens meanwhile; `-KeepLast` deletes the oldest of its own.
Get-VpsBackup lists backups. Get-VpsAccount says whose token this is and what it may do.
Compare-VpsServer compares the rows of a file with an account. Sync-VpsServer brings the account to what the file says; `-Prune` removes servers that no row names.
The sandbox has snapshots, backups, restores, and ports on loopback that open some time after `active`.
Recipes for SSH on many servers, for ssh_config and Ansible, for snapshots that make room for themselves, for a change with a way back, and for a report of servers without a recent copy.
The objects are flat: exports to JSON, CSV and Clixml hold columns with plain values, and two exports of an unchanged account are the same bytes.
`Start-`, `Stop-` and `Restart-VpsServer` hand their servers on to the command that follows in the pipeline. With `-Wait` they first wait for the end of a transition; without it, the error says what to wait for.
`New-VpsServer -Wait` orders all servers, shows their ids in the host, and then waits for all together.
`-WhatIf` says what a guarded session would refuse. `Invoke-VpsApi ... DELETE` asks as `Remove-VpsServer` does.
The trail tells the name of each server, what was sent, what was there before and why a write failed.
The tables use the width there is; age and operating system come before the plan. The progress bar counts the servers that you name: done, running, to go.
Errors of rows name their server. Every failure of a session, an order or a server is a `VpsOrg.Client.VpsException`. Where PowerShell does not show the recommended action, the message ends with it.
An address that is no VPS.org API is `NotTheApi`. `-Location` warns of a location that no server is in, `New-VpsServer` too.
An action whose answer names something else than the server, as a task, is read back. An order whose answer has an id of another kind is looked up.
`-Wait` looks at a server after one second, and then each time when half as long again has passed, five seconds at the most: a restart that takes two seconds was seen after five. `Wait-VpsServer -PollIntervalSec` says otherwise.
A script in a new process takes a sixth less processor time of the module's own: .NET has less to compile.
A cell for which a script wrote nothing (`if ($false) { }`) counts as not given, as null and an empty text do.
A file of new names with ids can run twice. Advice and Tab show no id that would be read as another.
An order that waited for a list, its turn or a 429 when Ctrl-C came, beside others, is never sent afterwards. One that was answered in that moment is not called not ordered, and is named by the next command. Where a warning ends the command (`-WarningAction Stop`), each order is named all the same, once.
With `-ThrottleLimit` above 1, a row or error comes after its own warnings, an error does not wait for what is behind it or only waits, and nothing is sent after the error that ended the command.
A session whose requests were held back by 429 for longer than five minutes does not lose its turn for good.
`.Plan` and `.OS` are text. `.Plan.Id` is `.PlanId`, `.Plan.Name` is `.Plan`, `.OS.Name` is `.OS`, `.Plan.MemoryMB` is `.MemoryMB`, likewise `VCpus`, `StorageGB` and `BandwidthGB`. The objects are the hidden members `PlanDetail` and `OSDetail`.
`.Age` is gone: use `CreatedAt -lt (Get-Date).AddDays(-30)`, or `AgeDays`, a number.
`.Id`, `.PlanId` and `.OsId` are `Int32` where they fit, so that typed numbers find them among keys. Keys from CSV or JSON: `Group-Object Id -AsHashTable -AsString`.
`ResourceUsage`, `AdditionalProperties`, `ComputerName` and `ServerId` are hidden: `fl *`, JSON, CSV and Clixml leave them out.
`Get-VpsServer` with an exact name reads the details: one more request.
An order whose name a server has is `ServerNameExists`: add `-IfNotExists` or `-AllowDuplicateName`.
`-IfNotExists -Wait` on a stopped server writes the error `ServerStopped` beside the server.
`Set-VpsServer -Hostname ''` gives nothing: use `-ClearHostname`. One `-NewName` for several servers changes none.
`Stop-VpsServer x | ...` delivers the server (`-PassThru:$false` for none). A `Wait-VpsServer` to which the pipeline delivers nothing writes `NothingToWaitFor`.
`-TimeoutSec` with `-Wait` covers the wait before the change, too.
`Invoke-VpsApi ... DELETE` asks: add `-Force` or `-Confirm:$false` in unattended scripts.
A wrong `-Session` is `SessionNotFound`, `SessionClosed`, `SessionDeserialized` or `InvalidParameter`, no error id of PowerShell.
`Connect-Vps` to another service is `NotTheApi`. A 404 below a server, or of the list, is `NotFound`, not `ServerNotFound`.
Exceptions that only cmdlets throw have no public type any more: catch `VpsOrg.Client.VpsException` and look at the error id. A name that does not exist is a `VpsNotFoundException`, as an id is.
A session with `-LogPath` sends one GET before a write, unless `-Protect` has read the server.
`-Protect` holds for snapshots, too: no restore onto a protected server, no removal of its snapshots, also not through `Invoke-VpsApi`.
After a 402, an order of the same command that waited for the name of the one that failed is not sent either.
The default tables have other columns: do not parse their text.
'@
        }
    }
}
