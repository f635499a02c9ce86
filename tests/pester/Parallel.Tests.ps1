# Sessions and ForEach-Object -Parallel.
# PowerShell 7 only: Windows PowerShell has no -Parallel.
if ($PSVersionTable.PSVersion.Major -lt 7) {
    return
}

BeforeAll {
    . (Join-Path $PSScriptRoot 'TestTools.ps1')
}

Describe 'Sessions and ForEach-Object -Parallel' {
    AfterEach {
        Get-VpsSession | Disconnect-Vps
    }

    It 'need -Session $using:vps, and the error says so' {
        $vps = Connect-Vps -Sandbox

        $without = 1..2 | ForEach-Object -Parallel { try { Get-VpsServer } catch { $_ } }
        $with = 900000001, 900000002 | ForEach-Object -Parallel { Get-VpsServer $_ -Session $using:vps }

        $without.FullyQualifiedErrorId | Should -Be @('NotConnected,VpsOrg.PowerShell.Commands.GetVpsServerCommand', 'NotConnected,VpsOrg.PowerShell.Commands.GetVpsServerCommand')
        $without[0].ToString() | Should -BeLike '*-Session $using:vps*'
        @($with.Id | Sort-Object) | Should -Be 900000001, 900000002
        $vps.Sandbox.CountRequests('GET', 'servers/{id}/') | Should -Be 2
    }

    It 'let a server act in its own session' {
        $vps = Connect-Vps -Sandbox

        Get-VpsServer | ForEach-Object -Parallel { $_ | Stop-VpsServer }

        $vps.Sandbox.CountRequests('POST', 'servers/{id}/stop/') | Should -Be 2
    }

    It 'leave no default session behind for a later item where they connect with -NotDefault, as about_VpsOrg_Sessions says' {
        $inherited = 1..2 | ForEach-Object -ThrottleLimit 1 -Parallel { [bool](Get-VpsSession -Default); $null = Connect-Vps -Sandbox }
        $own = 1..2 | ForEach-Object -ThrottleLimit 1 -Parallel { [bool](Get-VpsSession -Default); $null = Connect-Vps -Sandbox -NotDefault }

        $inherited | Should -Be $false, $true
        $own | Should -Be $false, $false
    }
}
