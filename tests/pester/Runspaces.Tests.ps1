BeforeAll {
    . (Join-Path $PSScriptRoot 'TestTools.ps1')
}

Describe 'Sessions and runspaces' {
    AfterEach {
        Get-VpsSession | Disconnect-Vps
    }

    It 'give each runspace a default of its own' {
        $vps = Connect-Vps -Sandbox

        $other = Invoke-InRunspace @'
            $before = try { Get-VpsServer } catch { $_.FullyQualifiedErrorId }
            $null = Connect-Vps -Sandbox -SandboxServerCount 5
            $before
            (Get-VpsServer).Count
'@

        $other.Output | Should -Be 'NotConnected,VpsOrg.PowerShell.Commands.GetVpsServerCommand', 5
        Get-VpsSession | Should -Be $vps
        (Get-VpsServer).Count | Should -Be 2
    }

    It 'lose none of 32 runspaces x 200 calls on one session, and leave no connection behind' {
        $server = Open-SandboxServer '--servers', 20
        try {
            $vps = Connect-SandboxServer $server @{ TimeoutSec = 86400 }
            Add-ServerFault $server @{ kind = 'Hold'; times = 32 }
            $all = 1..32 | ForEach-Object { Start-Script '1..200 | ForEach-Object { Get-VpsServer (900000001 + $_ % 20) -Session $vps }' @{ vps = $vps } }
            Wait-Held $server 32 # All of them are at work at once.
            Open-Held $server

            $read = $all | ForEach-Object { Receive-Script $_ }

            $read.Output.Count | Should -Be 6400
            @($read | ForEach-Object { $_.Errors }).Count | Should -Be 0
            @($read | Where-Object { "$($_.Output.Id | Select-Object -First 20)" -ne "$((900000002..900000020) + 900000001)" }).Count | Should -Be 0
            @(Get-ServerLog $server | Where-Object status -EQ 200).Count | Should -Be 6400
            Disconnect-Vps $vps
            Wait-Until { (Get-ServerSummary $server).openConnections -le 1 } -PatienceSec 45 # After a minute of idleness .NET closes them by itself.
        }
        finally {
            Close-SandboxServer $server
        }
    }

    It 'never mix: each of 8 runspaces sees its own account only' {
        $all = 1..8 | ForEach-Object { Start-Script '$null = Connect-Vps -Sandbox -SandboxServerCount $number; 1..20 | ForEach-Object { (Get-VpsServer | Measure-Object).Count }' @{ number = $_ } }

        $seen = $all | ForEach-Object { @((Receive-Script $_).Output | Select-Object -Unique) -join ' ' }

        $seen | Should -Be '1', '2', '3', '4', '5', '6', '7', '8'
    }
}
