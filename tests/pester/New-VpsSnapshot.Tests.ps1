BeforeAll {
    . (Join-Path $PSScriptRoot 'TestTools.ps1')
}

Describe 'New-VpsSnapshot' {
    BeforeEach {
        $script:vps = Connect-Vps -Sandbox -SandboxDelaySec 0
        $vps.Sandbox.ClearRequests()
    }

    AfterEach {
        Get-VpsSession | Disconnect-Vps
    }

    It 'takes one of the server that is named by: <_>' -ForEach @(
        'New-VpsSnapshot web-server-01 -Name a', 'New-VpsSnapshot 900000001 a', 'Get-VpsServer web-* | New-VpsSnapshot -Name a',
        '''web-server-01'' | New-VpsSnapshot -Name a', 'New-VpsSnapshot -Server (Get-VpsServer 900000001) -Name a',
        '[pscustomobject]@{ Id = 900000001; Name = ''web-server-01'' } | New-VpsSnapshot -Name a'
    ) {
        $command = $_ -replace '900000001 a$', '900000001 -Name a'

        $snapshot = & ([scriptblock]::Create($command))

        $snapshot | Should -BeOfType VpsOrg.Client.VpsSnapshot
        $snapshot.Name, $snapshot.ServerName | Should -Be 'a', 'web-server-01'
        Get-Write $vps | Should -Be 'POST snapshots/'
    }

    It 'fills in {server} and {date}, which is one for the whole command' {
        $taken = Get-VpsServer | New-VpsSnapshot -Name '{server}-{date}' -Description 'd'

        $taken.Name -replace '\d{8}-\d{6}$', '<date>' | Should -Be 'web-server-01-<date>', 'db-server-01-<date>'
        @($taken.Name -replace '^.*(\d{8}-\d{6})$', '$1' | Select-Object -Unique).Count | Should -Be 1
        $taken.Description | Should -Be 'd', 'd'
    }

    It 'waits until it is completed' {
        Disconnect-Vps
        $script:vps = Connect-Vps -Sandbox -SandboxDelaySec 0.2

        $snapshot = New-VpsSnapshot web-server-01 -Name a -Wait

        $snapshot.Status, $snapshot.SizeMB | Should -Be 'completed', 5120
    }

    It 'checks the limit of five before it sends anything, also with -WhatIf, and goes on with the rest' {
        1..5 | ForEach-Object { $null = New-VpsSnapshot web-server-01 -Name "a$_" }
        $vps.Sandbox.ClearRequests()

        $outcome = Get-Outcome { Get-VpsServer | New-VpsSnapshot -Name more }
        $preview = Get-Outcome { New-VpsSnapshot web-server-01 -Name more -WhatIf }

        $outcome.ErrorIds + $preview.ErrorIds | Should -Be 'SnapshotLimitReached', 'SnapshotLimitReached'
        $outcome.Errors[0].ToString() | Should -BeLike '*910000005 (''a5''*910000001 (''a1''*'
        $outcome.Output.ServerName | Should -Be 'db-server-01'
        Get-Write $vps | Should -Be 'POST snapshots/'
    }

    It 'refuses before anything is sent: <_>' -ForEach @(
        'New-VpsSnapshot web-server-01 -Name ''two words''', 'Get-VpsServer | New-VpsSnapshot -Name ''{datum}''', 'New-VpsSnapshot web-* -Name a',
        'New-VpsSnapshot web-server-01 -Name a -TimeoutSec 5', 'New-VpsSnapshot web-server-01 -Name ''''', 'New-VpsSnapshot $null -Name a') {
        $outcome = Get-Outcome ([scriptblock]::Create($_))

        $outcome.ErrorIds.Count | Should -BeGreaterThan 0
        Get-Write $vps | Should -BeNullOrEmpty
    }

    It 'takes none of a snapshot, of a backup and of what is read of them: <_>' -ForEach @(
        'Get-VpsSnapshot | New-VpsSnapshot -Name b', 'Get-VpsBackup | New-VpsSnapshot -Name b',
        'Get-VpsSnapshot | ConvertTo-Csv | ConvertFrom-Csv | New-VpsSnapshot -Name b', 'Get-VpsSnapshot | Select-Object Id, Name | New-VpsSnapshot -Name b') {
        $null = New-VpsSnapshot web-server-01 -Name a
        $vps.Sandbox.ClearRequests()

        $outcome = Get-Outcome ([scriptblock]::Create($_))

        $outcome.ErrorIds | Select-Object -Unique | Should -Be 'InvalidParameter'
        Get-Write $vps | Should -BeNullOrEmpty
    }

    It 'is let through by -Protect, and not by -ReadOnly' {
        $guarded = Connect-Vps -Sandbox -SandboxDelaySec 0 -Protect web-* -NotDefault
        $readOnly = Connect-Vps -Sandbox -SandboxDelaySec 0 -ReadOnly -NotDefault

        (New-VpsSnapshot web-server-01 -Name a -Session $guarded).Name | Should -Be 'a'
        (Get-Outcome { New-VpsSnapshot web-server-01 -Name a -Session $readOnly }).ErrorIds | Should -Be 'SessionReadOnly'
        (Get-Outcome { New-VpsSnapshot web-server-01 -Name a -Session $readOnly -WhatIf }).ErrorIds | Should -Be 'SessionReadOnly'
    }

    It 'never asks for a second one where the answer is lost' {
        Add-Fault $vps @{ Kind = 'CutAfterActing'; Method = 'POST' }

        $outcome = Get-Outcome { New-VpsSnapshot web-server-01 -Name a }

        $outcome.ErrorIds | Should -BeNullOrEmpty
        $outcome.Output.Name | Should -Be 'a'
        $outcome.Warnings.Count | Should -Be 1
        Get-Write $vps | Should -Be 'POST snapshots/'
    }
}
