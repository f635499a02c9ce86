<#
.SYNOPSIS
    Walks the module's main job on the built-in sandbox: each command before its real output.
.DESCRIPTION
    Every result is checked; any mismatch is named and makes the exit code 1. With the environment variable
    VPS_DEMO_PREFIX=x every server of the sandbox is renamed, so that canned text would fail.
#>
[Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSAvoidUsingWriteHost', '', Justification = 'What it shows is its purpose.')]
[Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseDeclaredVarsMoreThanAssignments', '', Justification = 'Functions are called with a dot: their variables are read by the caller.')]
[CmdletBinding()]
param()

Set-StrictMode -Version 2.0
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
$prefix = "$env:VPS_DEMO_PREFIX"
$mismatches = New-Object System.Collections.Generic.List[string]

function Show-Command {
    # Prints a command, runs it, prints what it writes to any stream, and leaves its objects, errors and warnings for a
    # check. Called with a dot, so that a command's variables stay, as they do at the prompt.
    param([string] $Command)
    Write-Host ''
    Write-Host "PS> $Command" -ForegroundColor Cyan
    $ErrorActionPreference = 'Continue'
    $records = @(. ([scriptblock]::Create($Command)) 3>&1 2>&1)
    $ErrorActionPreference = 'Stop'
    foreach ($record in $records) {
        if ($record -is [System.Management.Automation.WarningRecord]) {
            Write-Host "WARNING: $record" -ForegroundColor Yellow
        }
        elseif ($record -is [System.Management.Automation.ErrorRecord]) {
            Write-Host "ERROR $($record.FullyQualifiedErrorId.Split(',')[0]): $record" -ForegroundColor Red
        }
    }

    $objects = @($records | Where-Object {
            $_ -isnot [System.Management.Automation.WarningRecord] -and $_ -isnot [System.Management.Automation.ErrorRecord]
        })
    $failures = @($records | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] })
    $warnings = @($records | Where-Object { $_ -is [System.Management.Automation.WarningRecord] })
    if ($objects.Count -gt 0) {
        $most = if ($objects[0] -is [string]) { 20 } else { 5 }
        $shown = @($objects | Select-Object -First $most)
        Write-Host ($shown | Out-String -Width 110).TrimEnd()
        if ($objects.Count -gt $shown.Count) {
            Write-Host "   ... and $($objects.Count - $shown.Count) more"
        }
    }
}

function Confirm-Demo {
    # Notes a mismatch between what a user should see and what came.
    param([string] $What, [bool] $Condition)
    if (-not $Condition) {
        $mismatches.Add($What)
        Write-Host "MISMATCH: $What" -ForegroundColor Red
    }
}

function Invoke-Reading {
    . Show-Command '$vps = Connect-Vps -Sandbox -SandboxServerCount 57 -SandboxPageSize 20 -SandboxDelaySec 0.4; $vps'
    Confirm-Demo 'the session is the sandbox' ($objects[0].IsSandbox)
    if ($prefix) {
        $vps.Sandbox.RenameServers($prefix)
    }

    . Show-Command 'Get-VpsServer'
    Confirm-Demo 'the list is whole: 57 servers over pages of 20' ($objects.Count -eq 57)
    # Under strict mode, as this script is, a view that names a variable which is not there shows an empty column.
    Confirm-Demo 'the table and the list show the status' (
        ($objects[0] | Format-Table | Out-String -Width 110) -match ' \S*active\S* ' -and
        ($objects[0] | Format-List | Out-String -Width 110) -match 'Status +: \S*active')
    . Show-Command "Get-VpsServer 900000001, ${prefix}db-server-01"
    Confirm-Demo 'an id and a name find two servers' ("$($objects.Id)" -eq '900000001 900000002')
    . Show-Command "Get-VpsServer ${prefix}web-* -Detailed | Format-List Name, Status, IPv6Address, BackupsEnabled, DiskPercent"
    Confirm-Demo 'the detail has the IPv6 address' (($objects | Out-String) -match '2001:0db8::1')
    . Show-Command 'Get-VpsServer -Status stopped -Location us-east'
    Confirm-Demo 'filters keep only what matches' (
        $objects.Count -gt 0 -and -not ($objects | Where-Object { $_.Status -ne 'stopped' -or $_.Location -ne 'us-east' }))
    . Show-Command 'Get-VpsServer 99999'
    Confirm-Demo 'an unknown server is ServerNotFound' ($failures[0].FullyQualifiedErrorId -like 'ServerNotFound,*')
}

function Invoke-Changing {
    . Show-Command "Set-VpsServer ${prefix}web-server-01 -Hostname web02.example.com -WhatIf"
    Confirm-Demo '-WhatIf sends no write' ($vps.Sandbox.CountRequests('PATCH', 'servers/{id}/') -eq 0)
    . Show-Command "Set-VpsServer ${prefix}web-server-01 -Hostname web02.example.com | Select-Object Id, Name, Hostname"
    Confirm-Demo 'the host name is changed' ($objects[0].Hostname -eq 'web02.example.com' -and $objects[0].Name -eq "${prefix}web-server-01")
    . Show-Command "Set-VpsServer 900000002 -Replace -NewName ${prefix}db-main -Hostname db.example.com -BackupsEnabled 1 | Select-Object Id, Name, Hostname, BackupsEnabled"
    Confirm-Demo 'the configuration is replaced' ($objects[0].Name -eq "${prefix}db-main" -and $objects[0].BackupsEnabled)
}

function Invoke-Ordering {
    . Show-Command "`$vps.Sandbox.FailNext('POST', 'servers/', 'CutAfterActing')   # the order arrives, its answer is lost"
    . Show-Command "New-VpsServer ${prefix}web-02 -PlanId 1 -OsId 5 -Location us-west -Wait"
    Confirm-Demo 'the lost order gives one server' ($objects.Count -eq 1 -and $objects[0].Name -eq "${prefix}web-02" -and $objects[0].Status -eq 'active')
    Confirm-Demo 'the lost order gives one warning' ($warnings.Count -eq 1)
    Confirm-Demo 'the order was sent once' ($vps.Sandbox.RequestSummary -contains 'POST servers/: 1')
    $new = $objects[0]
    . Show-Command "New-VpsServer ${prefix}web-02 -PlanId 1 -OsId 5 -Location us-west -IfNotExists"
    Confirm-Demo '-IfNotExists orders nothing twice' ($objects[0].Id -eq $new.Id -and $vps.Sandbox.CountRequests('POST', 'servers/') -eq 1)
    . Show-Command "[pscustomobject]@{ Name = 'web-03'; PlanId = '1'; OsId = '5'; Location = 'us-west'; SshKeyId = 'abc' } | New-VpsServer"
    Confirm-Demo 'a bad cell is an error and orders nothing' ($failures.Count -eq 1 -and $vps.Sandbox.CountRequests('POST', 'servers/') -eq 1)
}

function Invoke-Power {
    . Show-Command "Stop-VpsServer ${prefix}web-02 -Wait -PassThru"
    Confirm-Demo 'the server is stopped' ($objects[0].Status -eq 'stopped')
    . Show-Command "Restart-VpsServer ${prefix}web-02"
    Confirm-Demo 'a stopped server cannot be restarted' ($failures[0].FullyQualifiedErrorId -like 'ServerStopped,*')
    . Show-Command "Start-VpsServer ${prefix}web-02; Wait-VpsServer ${prefix}web-02 -Status active"
    Confirm-Demo 'the server is active again' ($objects[0].Status -eq 'active')
    . Show-Command "Get-VpsServer ${prefix}web-* | Restart-VpsServer -Wait -PassThru   # rolling: one after another"
    Confirm-Demo 'the rolling restart ends with all active' ($objects.Count -eq 2 -and -not ($objects | Where-Object Status -NE 'active'))
    . Show-Command "Remove-VpsServer ${prefix}web-02 -Force; Get-VpsServer ${prefix}web-*"
    Confirm-Demo 'the server is gone' ($objects.Count -eq 1 -and $objects[0].Id -eq 900000001)
}

function Invoke-WayBack {
    . Show-Command 'Get-VpsAccount'
    Confirm-Demo 'the account is the sandbox''s' ($objects[0].Email -eq 'sandbox@example.com')
    . Show-Command "Get-VpsBackup ${prefix}web-server-01"
    Confirm-Demo 'the backups are those of the server' ($objects.Count -eq 3 -and -not ($objects | Where-Object ServerId -NE 900000001))
    . Show-Command "`$vps.Sandbox.FailNext('POST', 'snapshots/', 'CutAfterActing')   # the snapshot is begun, the answer is lost"
    . Show-Command "New-VpsSnapshot ${prefix}web-server-01 -Name 'before-update-{date}' -Wait"
    Confirm-Demo 'the lost answer gives one completed snapshot' ($objects.Count -eq 1 -and $objects[0].Status -eq 'completed' -and $objects[0].ServerId -eq 900000001)
    Confirm-Demo 'the snapshot was asked for once' ($vps.Sandbox.RequestSummary -contains 'POST snapshots/: 1')
    $way = $objects[0]
    . Show-Command "Restore-VpsSnapshot $($way.Id) -WhatIf"
    Confirm-Demo '-WhatIf restores nothing' ($vps.Sandbox.CountRequests('POST', 'snapshots/{id}/restore/') -eq 0)
    . Show-Command "Get-VpsSnapshot ${prefix}web-server-01 -Name before-update-* | Restore-VpsSnapshot -Wait -Force   # the way back"
    Confirm-Demo 'the server is back, and stopped' ($objects.Count -eq 1 -and $objects[0].Id -eq 900000001 -and $objects[0].Status -eq 'stopped')
    . Show-Command "Start-VpsServer ${prefix}web-server-01 -Wait -PassThru"
    Confirm-Demo 'the server runs again' ($objects[0].Status -eq 'active')
    . Show-Command "Remove-VpsSnapshot -Server ${prefix}web-server-01 -Name $($way.Name) -Force; Get-VpsSnapshot"
    Confirm-Demo 'the snapshot is gone' ($objects.Count -eq 0 -and $failures.Count -eq 0)
}

function Invoke-Fleet {
    $file = Join-Path ([IO.Path]::GetTempPath()) "fleet-$PID.csv"
    try {
        . Show-Command "Set-Content `$file 'Name,PlanId,OsId,Location,Hostname,Status', '${prefix}web-server-01,1,5,us-west,www.example.com,active', '${prefix}app-01,1,5,us-west,,stopped'; Import-Csv `$file | Compare-VpsServer"
        Confirm-Demo 'one server differs and one is missing' ("$($objects.Kind)" -eq 'Different Missing')
        . Show-Command 'Import-Csv $file | Sync-VpsServer -ApplyStatus -Wait'
        Confirm-Demo 'one was changed, one was ordered and stopped' ("$($objects.Outcome)" -eq 'Changed Ordered')
        $writes = @($vps.Sandbox.Requests | Where-Object Method -NE 'GET').Count
        . Show-Command 'Import-Csv $file | Sync-VpsServer -ApplyStatus -Wait   # again'
        Confirm-Demo 'a run after a run does nothing' (
            "$($objects.Outcome)" -eq 'Unchanged Unchanged' -and @($vps.Sandbox.Requests | Where-Object Method -NE 'GET').Count -eq $writes)
        . Show-Command 'if (Import-Csv $file | Compare-VpsServer) { "drift" } else { "as in the file" }'
        Confirm-Demo 'nothing differs any more' ("$objects" -eq 'as in the file')
    }
    finally {
        Remove-Item -LiteralPath $file -ErrorAction Ignore
    }
}

function Invoke-Summary {
    . Show-Command '$vps.Sandbox.RequestSummary   # what the sandbox saw, every endpoint'
    $endpoints = 'GET servers/', 'POST servers/', 'GET servers/{id}/', 'PUT servers/{id}/', 'PATCH servers/{id}/',
    'DELETE servers/{id}/', 'POST servers/{id}/start/', 'POST servers/{id}/stop/', 'POST servers/{id}/reboot/',
    'GET snapshots/', 'POST snapshots/', 'POST snapshots/{id}/restore/', 'DELETE snapshots/{id}/', 'GET backups/', 'GET account/me/'
    foreach ($endpoint in $endpoints) {
        Confirm-Demo "$endpoint was called" (@($vps.Sandbox.RequestSummary -like "${endpoint}: *").Count -eq 1)
    }
}

Write-Host "VpsOrg on PowerShell $($PSVersionTable.PSVersion), on the sandbox: nothing here is real and nothing costs money."
Import-Module VpsOrg
try {
    . Invoke-Reading
    . Invoke-Changing
    . Invoke-Ordering
    . Invoke-Power
    . Invoke-WayBack
    . Invoke-Fleet
    . Invoke-Summary
}
catch {
    Confirm-Demo "the demo broke off: $_ $($_.InvocationInfo.PositionMessage)" $false
}

Write-Host ''
if ($mismatches.Count -gt 0) {
    Write-Host "The demo found $($mismatches.Count) mismatches."
    exit 1
}

Write-Host 'The demo went as it should.'
exit 0
