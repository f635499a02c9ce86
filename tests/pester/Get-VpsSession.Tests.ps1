BeforeAll {
    . (Join-Path $PSScriptRoot 'TestTools.ps1')
}

Describe 'Get-VpsSession' {
    AfterEach {
        Get-VpsSession | Disconnect-Vps
    }

    It 'gives nothing where nothing is connected' {
        Get-VpsSession | Should -BeNullOrEmpty
        Get-VpsSession -Default | Should -BeNullOrEmpty
    }

    It 'gives the sessions of this runspace, the default first' {
        $first = Connect-Vps -Sandbox
        $second = Connect-Vps -Sandbox
        $third = Connect-Vps -Sandbox -NotDefault

        @(Get-VpsSession) | Should -Be $second, $first, $third
        Get-VpsSession -Default | Should -Be $second
    }

    It 'gives those of a name, and says where there is none' {
        $lab = Connect-Vps -Sandbox -Name lab
        $labour = Connect-Vps -Sandbox -Name labour

        Get-VpsSession LAB | Should -Be $lab
        @(Get-VpsSession lab*).Count | Should -Be 2
        Get-VpsSession shop* | Should -BeNullOrEmpty
        $outcome = Get-Outcome { Get-VpsSession typo, labour }
        $outcome.ErrorIds | Should -Be 'SessionNotFound'
        $outcome.Output | Should -Be $labour
    }

    It 'shows names, the default and the guards at 80 columns' {
        $null = Connect-Vps -Sandbox -Name lab -ReadOnly -Protect db-*, web-*
        $null = Connect-Vps -Sandbox -Name shop -NotDefault

        $lines = @(Get-VpsSession | Out-String -Stream -Width 80 | ForEach-Object { $_ -replace '\x1b\[[0-9;]*m' } | Where-Object { $_ -match 'lab|shop' })

        $lines[0] | Should -Match '^\* +lab +True +db-\*, web-\*'
        $lines[1] | Should -Match '^ +shop +False +sandbox@example\.com'
    }

    It 'shows more in a list' {
        $text = Connect-Vps -Sandbox -Name lab -Protect db-* | Format-List | Out-String

        $text -replace '\x1b\[[0-9;]*m' | Should -Match '(?s)Name +: lab.*Default +: True.*ReadOnly +: False.*Protected +: db-\*'
        $text | Should -Not -Match 'vps_sandbox'
    }

    It 'does not give those of another runspace' {
        $null = Connect-Vps -Sandbox

        $other = Invoke-InRunspace '@(Get-VpsSession).Count'

        $other.Output | Should -Be 0
    }

    It 'tells what a session is, and shows it in one line' {
        $before = Get-Date
        $vps = Connect-Vps -Sandbox -TimeoutSec 30 -MaximumRetryCount 2
        $after = Get-Date

        $vps.TimeoutSec | Should -Be 30
        $vps.MaximumRetryCount | Should -Be 2
        $vps.TokenName | Should -Not -BeNullOrEmpty
        $vps.Permissions.Count | Should -BeGreaterThan 0
        $vps.ConnectedAt -ge $before -and $vps.ConnectedAt -le $after | Should -BeTrue -Because "$($vps.ConnectedAt) lies between $before and $after"
        "$vps" | Should -Be 'the sandbox, account sandbox@example.com'
        @($vps | Out-String -Stream -Width 120 | Where-Object { $_ -match 'sandbox@example\.com' }).Count | Should -Be 1
    }
}
