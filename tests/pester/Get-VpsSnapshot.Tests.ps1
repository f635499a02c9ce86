BeforeAll {
    . (Join-Path $PSScriptRoot 'TestTools.ps1')
    $script:columns = 'Id', 'Name', 'ServerId', 'ServerName', 'Status', 'SizeMB', 'CreatedAt', 'CreatedAtUtc', 'Description'
}

Describe 'Get-VpsSnapshot' {
    BeforeEach {
        $script:vps = Connect-Vps -Sandbox -SandboxDelaySec 0 -Name lab
        $script:old = [int]$vps.Sandbox.AddSnapshot('900000001', 'nightly-1', 'completed', [DateTimeOffset]::UtcNow.AddDays(-9.5), 'by cron')
        $script:young = [int]$vps.Sandbox.AddSnapshot('900000001', 'nightly-2', 'in_progress')
        $script:other = [int]$vps.Sandbox.AddSnapshot('900000002', 'before-update')
        $vps.Sandbox.ClearRequests()
    }

    AfterEach {
        Get-VpsSession | Disconnect-Vps
    }

    It 'gets those that are asked for: <Command>' -ForEach @(
        @{ Command = 'Get-VpsSnapshot'; Names = 'before-update', 'nightly-2', 'nightly-1' }
        @{ Command = 'Get-VpsSnapshot web-server-01'; Names = 'nightly-2', 'nightly-1' }
        @{ Command = 'Get-VpsSnapshot 900000002'; Names = @('before-update') }
        @{ Command = 'Get-VpsSnapshot web-*, db-*'; Names = 'nightly-2', 'nightly-1', 'before-update' }
        @{ Command = 'Get-VpsServer | Get-VpsSnapshot'; Names = 'nightly-2', 'nightly-1', 'before-update' }
        @{ Command = '900000002, ''web-server-01'' | Get-VpsSnapshot'; Names = 'before-update', 'nightly-2', 'nightly-1' }
        @{ Command = '[pscustomobject]@{ Name = ''db-server-01'' } | Get-VpsSnapshot'; Names = @('before-update') }
        @{ Command = 'Get-VpsSnapshot -Name nightly-*'; Names = 'nightly-2', 'nightly-1' }
        @{ Command = 'Get-VpsSnapshot web-server-01 -Name *-1'; Names = @('nightly-1') }
        @{ Command = 'Get-VpsSnapshot -Id $young, $other'; Names = 'before-update', 'nightly-2' }
        @{ Command = 'Get-VpsSnapshot -Status completed'; Names = 'before-update', 'nightly-1' }
        @{ Command = 'Get-VpsSnapshot -Session lab -Status In_Progress'; Names = @('nightly-2') }
        @{ Command = 'Get-VpsSnapshot -Name nothing*'; Names = @() }
        @{ Command = '@() | Get-VpsSnapshot'; Names = @() }
        @{ Command = 'Get-VpsServer -Status stopped | Get-VpsSnapshot'; Names = @() }
    ) {
        $outcome = Get-Outcome ([scriptblock]::Create($Command))

        $outcome.ErrorIds | Should -BeNullOrEmpty
        @($outcome.Output | ForEach-Object Name) | Should -Be $Names
        $outcome.Output | ForEach-Object { $_ | Should -BeOfType VpsOrg.Client.VpsSnapshot }
    }

    It 'is an error where there is no such thing: <Command>' -ForEach @(
        @{ Command = 'Get-VpsSnapshot -Id 801'; ErrorId = 'SnapshotNotFound' }
        @{ Command = 'Get-VpsSnapshot -Name nightly'; ErrorId = 'SnapshotNotFound' }
        @{ Command = 'Get-VpsSnapshot 999'; ErrorId = 'ServerNotFound' }
        @{ Command = 'Get-VpsSnapshot nowhere'; ErrorId = 'ServerNotFound' }
        @{ Command = 'Get-VpsSnapshot -Id abc'; ErrorId = 'ParameterArgumentTransformationError' }
        @{ Command = 'Get-VpsSnapshot -Id 12.5'; ErrorId = 'ParameterArgumentTransformationError' }
        @{ Command = 'Get-VpsSnapshot -Id (Get-VpsServer web-server-01)'; ErrorId = 'ParameterArgumentTransformationError' }
        @{ Command = 'Get-VpsSnapshot -Name ''[''' ; ErrorId = 'InvalidParameter' }
        @{ Command = 'Get-VpsSnapshot $null'; ErrorId = 'ParameterArgumentValidationError' }
        @{ Command = 'Get-VpsSnapshot -Session nobody'; ErrorId = 'SessionNotFound' }
    ) {
        $outcome = Get-Outcome ([scriptblock]::Create($Command))

        $outcome.ErrorIds | Should -Be $ErrorId
        $outcome.Output | Should -BeNullOrEmpty
    }

    It 'has flat columns in a fixed order, and an age that no export shows' {
        $snapshot = Get-VpsSnapshot -Id $old

        (($snapshot | ConvertTo-Json | ConvertFrom-Json).PSObject.Properties.Name) | Should -Be $columns
        (($snapshot | ConvertTo-Csv -NoTypeInformation)[0] -replace '"' -split ',') | Should -Be $columns
        ($snapshot | Select-Object -Property *).PSObject.Properties.Name | Should -Be $columns
        [Management.Automation.PSSerializer]::Serialize($snapshot) | Should -Not -Match 'AgeDays|AdditionalProperties'
        $snapshot.AgeDays | Should -BeGreaterThan 9.4
        (Get-VpsSnapshot | Where-Object AgeDays -GT 9).Id | Should -Be $old
        (Get-VpsSnapshot | Where-Object CreatedAt -LT (Get-Date).AddDays(-9)).Id | Should -Be $old
        (Get-VpsSnapshot | Sort-Object AgeDays | Select-Object -Last 1).Id | Should -Be $old
    }

    It 'is the same however often it is exported' {
        $first = Get-VpsSnapshot | ConvertTo-Csv -NoTypeInformation | Out-String

        Get-VpsSnapshot | ConvertTo-Csv -NoTypeInformation | Out-String | Should -BeExactly $first
    }

    It 'shows a table with sizes and ages at the right, and a list' {
        $lines = @((Get-VpsSnapshot | Out-String -Width 120) -replace '\x1b\[[0-9;]*m' -split '\r?\n' | ForEach-Object TrimEnd | Where-Object { $_ })

        # Both that were just made are as old as the test.
        $lines -replace '[ \d]\d [sm]$', ' 0 s' | Should -Be @(
            '       Id Name            Server        Status         Size   Age'
            '       -- ----            ------        ------         ----   ---'
            '910000003 before-update   db-server-01  completed   13.7 GB   0 s'
            '910000002 nightly-2       web-server-01 in_progress           0 s'
            '910000001 nightly-1       web-server-01 completed    5.0 GB   9 d'
        )
        $list = (Get-VpsSnapshot -Id $old | Format-List | Out-String) -replace '\x1b\[[0-9;]*m'
        $list | Should -Match '(?m)^Size +: 5\.0 GB\s*$'
        $list | Should -Match '(?m)^SizeMB +: 5120\s*$'
        $list | Should -Match '(?m)^Age +: 9 d\s*$'
    }

    It 'reads one list where many servers are piped' {
        1..10 | ForEach-Object { $null = $vps.Sandbox.AddServer("more-$_") }

        $null = Get-VpsServer | Get-VpsSnapshot

        $vps.Sandbox.RequestSummary | Should -Be 'GET servers/: 1', 'GET snapshots/: 1'
    }
}

Describe 'Tab offers snapshots' {
    BeforeAll {
        $script:vps = Connect-Vps -Sandbox -TimeoutSec 86400
        $null = $vps.Sandbox.AddSnapshot('900000001', 'nightly-1')
        $null = $vps.Sandbox.AddSnapshot('900000002', 'nightly-2', 'frozen')
    }

    AfterAll {
        Disconnect-Vps
    }

    It 'completes <Line>' -ForEach @(
        @{ Line = 'Get-VpsSnapshot -Name n'; Offers = 'nightly-1', 'nightly-2' }
        @{ Line = 'Get-VpsSnapshot web-server-01 -Name n'; Offers = @('nightly-1') }
        @{ Line = 'Remove-VpsSnapshot -Server 900000002 -Name n'; Offers = @('nightly-2') }
        @{ Line = 'Restore-VpsSnapshot -Id 91'; Offers = '910000001', '910000002' }
        @{ Line = 'Remove-VpsSnapshot 91'; Offers = '910000001', '910000002' }
        @{ Line = 'Get-VpsSnapshot -Status '; Offers = 'completed', 'frozen', 'in_progress' }
        @{ Line = 'Get-VpsSnapshot we'; Offers = @('web-server-01') }
        @{ Line = 'New-VpsSnapshot db'; Offers = @('db-server-01') }
        @{ Line = 'Get-VpsBackup -Type '; Offers = 'automatic', 'manual' }
    ) {
        @(Wait-Completion $Line | ForEach-Object CompletionText) | Should -Be $Offers
    }
}
