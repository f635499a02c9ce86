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

    It 'need -Session $using:vps in ForEach-Object -Parallel, and the error says so' {
        $vps = Connect-Vps -Sandbox

        $without = 1..2 | ForEach-Object -Parallel { try { Get-VpsServer } catch { $_ } }
        $with = 12345, 12346 | ForEach-Object -Parallel { Get-VpsServer $_ -Session $using:vps }

        $without.FullyQualifiedErrorId | Should -Be @('NotConnected,VpsOrg.PowerShell.Commands.GetVpsServerCommand', 'NotConnected,VpsOrg.PowerShell.Commands.GetVpsServerCommand')
        $without[0].ToString() | Should -BeLike '*-Session $using:vps*'
        @($with.Id | Sort-Object) | Should -Be 12345, 12346
        $vps.Sandbox.CountRequests('GET', 'servers/{id}/') | Should -Be 2
    }

    It 'let a server act in its own session in ForEach-Object -Parallel, too' {
        $vps = Connect-Vps -Sandbox

        Get-VpsServer | ForEach-Object -Parallel { $_ | Stop-VpsServer }

        $vps.Sandbox.CountRequests('POST', 'servers/{id}/stop/') | Should -Be 2
    }

    It 'lose none of 32 runspaces x 200 calls on one session, and leave no connection behind' {
        $server = Open-SandboxServer '--servers', 20
        $all = @()
        try {
            $vps = Connect-SandboxServer $server
            $all = 1..32 | ForEach-Object { Open-PowerShell '1..200 | ForEach-Object { Get-VpsServer (12345 + $_ % 20) -Session $vps }' @{ vps = $vps } }
            $running = $all | ForEach-Object { [pscustomobject]@{ PowerShell = $_; Handle = $_.BeginInvoke() } }

            $counts = foreach ($one in $running) {
                $one.Handle.AsyncWaitHandle.WaitOne(120000) | Should -BeTrue
                $one.PowerShell.EndInvoke($one.Handle).Count
                $one.PowerShell.Streams.Error.Count | Should -Be 0
            }

            ($counts | Measure-Object -Sum).Sum | Should -Be 6400
            $requests = @(Get-ServerLog $server)
            $requests.Count | Should -Be 6400
            @($requests | Where-Object status -NE 200).Count | Should -Be 0
            Disconnect-Vps $vps
            Test-Soon { (Get-ServerSummary $server).openConnections -le 1 } | Should -BeTrue
        }
        finally {
            $all | ForEach-Object { Close-PowerShell $_ }
            Close-SandboxServer $server
        }
    }

    It 'never mix: each of 8 runspaces sees its own account only' {
        $all = @()
        try {
            $all = 1..8 | ForEach-Object { Open-PowerShell '$null = Connect-Vps -Sandbox -SandboxServerCount $number; 1..20 | ForEach-Object { (Get-VpsServer | Measure-Object).Count }' @{ number = $_ } }
            $running = $all | ForEach-Object { [pscustomobject]@{ PowerShell = $_; Handle = $_.BeginInvoke() } }

            $seen = foreach ($one in $running) {
                $one.Handle.AsyncWaitHandle.WaitOne(120000) | Should -BeTrue
                @($one.PowerShell.EndInvoke($one.Handle) | Select-Object -Unique) -join ' '
            }

            $seen | Should -Be '1', '2', '3', '4', '5', '6', '7', '8'
        }
        finally {
            $all | ForEach-Object { Close-PowerShell $_ }
        }
    }
}
