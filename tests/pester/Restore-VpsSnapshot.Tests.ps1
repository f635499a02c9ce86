BeforeAll {
    . (Join-Path $PSScriptRoot 'TestTools.ps1')
}

Describe 'Restore-VpsSnapshot' {
    BeforeEach {
        $script:vps = Connect-Vps -Sandbox -SandboxDelaySec 0
        $script:web = [int]$vps.Sandbox.AddSnapshot('900000001', 'before-update', 'completed', [DateTimeOffset]::UtcNow.AddDays(-3.5))
        $script:db = [int]$vps.Sandbox.AddSnapshot('900000002', 'before-update')
        $script:second = [int]$vps.Sandbox.AddSnapshot('900000001', 'second')
        $vps.Sandbox.ClearRequests()
    }

    AfterEach {
        Get-VpsSession | Disconnect-Vps
    }

    It 'restores the one that is named by: <_>' -ForEach @(
        'Restore-VpsSnapshot $web -Force', 'Restore-VpsSnapshot -Id $web -Confirm:$false', '$web | Restore-VpsSnapshot -Force',
        'Restore-VpsSnapshot -Server web-server-01 -Name before-update -Force', 'Get-VpsSnapshot web-server-01 -Name before* | Restore-VpsSnapshot -Force',
        'Get-VpsServer web-* | Get-VpsSnapshot -Name before* | Restore-VpsSnapshot -Force', 'Restore-VpsSnapshot (Get-VpsSnapshot -Id $web) -Force',
        'Get-VpsSnapshot -Id $web | ConvertTo-Json | ConvertFrom-Json | Restore-VpsSnapshot -Force',
        'Get-VpsSnapshot -Id $web | Export-Clixml (Join-Path $TestDrive s.xml); Import-Clixml (Join-Path $TestDrive s.xml) | Restore-VpsSnapshot -Force'
    ) {
        $outcome = Get-Outcome ([scriptblock]::Create($_))

        $outcome.ErrorIds | Should -BeNullOrEmpty
        $outcome.Output | Should -BeNullOrEmpty
        Get-Write $vps | Should -Be "POST snapshots/$web/restore/"
    }

    It 'restores nothing where two snapshots of one server are named: <_>' -ForEach @(
        'Restore-VpsSnapshot $web, $second -Force', '$web, $db, $second | Restore-VpsSnapshot -Force', 'Get-VpsSnapshot | Restore-VpsSnapshot -Force',
        'Restore-VpsSnapshot -Server web-server-01 -Name before-update, second -Force', 'Restore-VpsSnapshot -Id $second, $web -WhatIf',
        '& { $web; Get-VpsSnapshot -Name second } | Restore-VpsSnapshot -Confirm:$false') {
        $outcome = Get-Outcome ([scriptblock]::Create($_))

        $outcome.Ended.FullyQualifiedErrorId | Should -BeLike 'SnapshotsOfOneServer,*'
        Get-Write $vps | Should -BeNullOrEmpty
    }

    It 'restores nothing for what is no snapshot: <_>' -ForEach @(
        'Get-VpsServer | Restore-VpsSnapshot -Force', 'Restore-VpsSnapshot (Get-VpsServer web-server-01) -Force', 'Restore-VpsSnapshot before-update -Force',
        'Get-VpsServer | ConvertTo-Csv | ConvertFrom-Csv | Restore-VpsSnapshot -Force', 'Get-VpsServer | Select-Object Id, ServerId | Restore-VpsSnapshot -Force',
        'Restore-VpsSnapshot -Server web-server-01 -Name before* -Force', '[pscustomobject]@{ Id = $web } | Restore-VpsSnapshot -Force',
        '$null | Restore-VpsSnapshot -Force') {
        $outcome = Get-Outcome ([scriptblock]::Create($_))

        $outcome.ErrorIds.Count | Should -BeGreaterThan 0
        Get-Write $vps | Should -BeNullOrEmpty
    }

    It 'cannot be called without naming a snapshot: <_>' -ForEach @(
        'Restore-VpsSnapshot -Force', 'Restore-VpsSnapshot -Server web-server-01 -Force', 'Restore-VpsSnapshot -Name before-update -Force',
        'Get-VpsServer web-server-01 | Restore-VpsSnapshot -Name before-update -Force') {
        $other = Invoke-InRunspace "`$PSDefaultParameterValues['*:Session'] = `$vps; $_" @{ vps = $vps }

        $other.Errors.FullyQualifiedErrorId | Should -BeLike 'MissingMandatoryParameter,*'
        Get-Write $vps | Should -BeNullOrEmpty
    }

    It 'writes the server with its status where it waits, where it is asked to, and to the next command' {
        (Restore-VpsSnapshot $web -Wait -Force).Status | Should -Be 'stopped'
        (Restore-VpsSnapshot $db -PassThru -Force).Id | Should -Be 900000002
        (Restore-VpsSnapshot $web -Force | ForEach-Object Name) | Should -Be 'web-server-01'
        Restore-VpsSnapshot $web -Wait -PassThru:$false -Force | Should -BeNullOrEmpty
    }

    It 'restores a completed one only' {
        $null = $vps.Sandbox.SetSnapshotStatus("$web", 'in_progress')

        $outcome = Get-Outcome { $web, $db | Restore-VpsSnapshot -Force }

        $outcome.ErrorIds | Should -Be 'SnapshotNotCompleted'
        Get-Write $vps | Should -Be "POST snapshots/$db/restore/"
    }

    It 'says beside the server that its status tells nothing' {
        $vps.Sandbox.FailRestore('broken')

        $outcome = Get-Outcome { Restore-VpsSnapshot $web -Wait -Force }

        $outcome.ErrorIds | Should -Be 'RestoreUnconfirmed'
        $outcome.Output.Status | Should -Be 'broken'
    }

    It 'is refused for a protected server, also by its path, and the list of others goes on' {
        $guarded = Connect-Vps -Sandbox -SandboxDelaySec 0 -Protect web-*
        $kept, $free = 1, 2 | ForEach-Object { [int]$guarded.Sandbox.AddSnapshot("90000000$_", 'a') }

        (Get-Outcome { Restore-VpsSnapshot $kept -Force }).ErrorIds | Should -Be 'ServerProtected'
        (Get-Outcome { Restore-VpsSnapshot $kept -WhatIf }).ErrorIds | Should -Be 'ServerProtected'
        (Get-Outcome { Remove-VpsSnapshot $kept -Force }).ErrorIds | Should -Be 'ServerProtected'
        (Get-Outcome { Invoke-VpsApi "snapshots/$kept/restore/" POST -Confirm:$false }).ErrorIds | Should -Be 'ServerProtected'
        (Get-Outcome { $kept, $free | Restore-VpsSnapshot -Force }).ErrorIds | Should -Be 'ServerProtected'
        Get-Write $guarded | Should -Be "POST snapshots/$free/restore/"
    }

    It 'is an error that restores nothing where nobody can be asked' {
        $child = Invoke-Child @'
            $vps = Connect-Vps -Sandbox -SandboxDelaySec 0
            $id = $vps.Sandbox.AddSnapshot('900000001', 'a')
            $Error.Clear()
            Restore-VpsSnapshot $id
            Remove-VpsSnapshot $id
            "$($Error.Count) $($vps.Sandbox.CountRequests('POST', 'snapshots/{id}/restore/')) $($vps.Sandbox.CountRequests('DELETE', 'snapshots/{id}/'))"
'@

        $child.Output.Trim() | Should -BeLike '*2 0 0'
    }

    It 'shows server, address, snapshot, age and loss at the prompt' -Skip:([IO.Path]::DirectorySeparatorChar -ne '/') {
        $child = Invoke-Child -Interactive -StandardInput "N`n" -Script @'
            $vps = Connect-Vps -Sandbox -SandboxDelaySec 0
            $id = $vps.Sandbox.AddSnapshot('900000001', 'before-update', 'completed', [DateTimeOffset]::UtcNow.AddDays(-3.5))
            Restore-VpsSnapshot $id
            "restored: $($vps.Sandbox.CountRequests('POST', 'snapshots/{id}/restore/'))"
'@

        $child.Output -replace '\s+', ' ' | Should -BeLike '*Overwrite server with snapshot ''before-update'' (id 910000001) taken 3 d ago: all data since then is lost*web-server-01 (id 900000001, 203.0.113.10) at the sandbox*restored: 0*'
    }
}
