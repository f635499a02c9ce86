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

    It 'does not give those of another runspace' {
        $null = Connect-Vps -Sandbox

        $other = Invoke-InRunspace '@(Get-VpsSession).Count'

        $other.Output | Should -Be 0
    }

    It 'tells what a session is, and shows it in one line' {
        $vps = Connect-Vps -Sandbox -TimeoutSec 30 -MaximumRetryCount 2

        $vps.TimeoutSec | Should -Be 30
        $vps.MaximumRetryCount | Should -Be 2
        $vps.TokenName | Should -Not -BeNullOrEmpty
        $vps.Permissions.Count | Should -BeGreaterThan 0
        ((Get-Date) - $vps.ConnectedAt).TotalMinutes | Should -BeLessThan 1
        "$vps" | Should -Be 'the sandbox, account sandbox@example.com'
        @($vps | Out-String -Stream -Width 120 | Where-Object { $_ -match 'sandbox@example\.com' }).Count | Should -Be 1
    }
}
