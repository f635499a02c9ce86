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
        'Connect-Vps'
        'Disconnect-Vps'
        'Get-VpsServer'
        'Get-VpsSession'
        'Get-VpsTrail'
        'Invoke-VpsApi'
        'New-VpsServer'
        'Remove-VpsServer'
        'Restart-VpsServer'
        'Select-VpsSession'
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
A command that ends before its time waits for the orders that it has sent and names each in a warning and in the error. Ctrl-C leaves them in flight: the session's next command says what became of them, and `OpenOrders` of the session shows those without an answer.
The process remembers what it ordered, over sessions and runspaces. An order of a name whose last order is in doubt is refused (`OrderInDoubt`) until the server shows, or after ten minutes and two lists without it; `New-VpsServer -DespiteDoubt` orders all the same.
Processes with a common `-LogPath` know of each other's orders. Trail lines carry `machine` and `process_start`; a line `settled` ends a doubt. A new trail is readable by its owner only.
One list before the first order of a command tells what was there. An answer about another server is not believed.
After a 402 or a redirect a command sends no further orders: each says `OrderNotSent`. A server that was ordered and never seen is `ServerNotSeen`.
An answer is believed only about the server that was asked for. A success that says no is an error; one that says nothing is read back.
`-Id` takes whole numbers only. Only servers, dictionaries and plain rows name servers; what `Invoke-VpsApi` writes does not.
The id and the name of a row must fit the same server before it is changed (`ServerMismatch`).
Servers of the sandbox are numbered from 900000001.
`-Protect` refuses patterns that protect nothing and warns of those that match no server; the name is read before each attempt. `Invoke-VpsApi` refuses paths that a proxy may read otherwise.
The token is redacted also where it is encoded or in part, and `Connect-Vps` refuses bad arguments without quoting the command line.
`localhost` and the computer's own addresses bypass every proxy, unless `-Proxy` is given. `-Proxy` takes `host:port`.
An API that limits requests is met at its own pace; a call waits 300 seconds in all. A 401 from a token that worked is asked once more.
A check that hangs ends no other server's wait. Time-outs count the time that the computer slept. Lists without end, giant values and odd field names end in plain errors or harmless names. `-LogPath` refuses what is no file on a disk.
The package carries the licence of Newtonsoft.Json and is the same bytes each time it is packed.
Windows PowerShell: a body that is cut short is a lost connection; the Status column shows under `Set-StrictMode`; failures to connect are told by their cause; no request waits for `100-continue`.
Names and messages put no control characters into redirected console output. Bars are plain where the console has no blocks.
Sandbox: the first server is 900000001, not 12345. Name servers by name.
`New-VpsServer` sends one `GET servers/` before its first order.
`New-VpsServer` with the name of an order whose outcome is unknown is an error. Look first, or use `-IfNotExists`.
`Connect-Vps` answers bad arguments with `InvalidParameter` in place of PowerShell's own ids.
`Select-Object -First`, `throw` and `-ErrorAction Stop` wait for orders in flight, 30 seconds at most.
`SandboxOptions.UtcNow` is `SandboxOptions.Clock`, and `AddServer` returns the id as text.
'@
        }
    }
}
