BeforeAll {
    . (Join-Path $PSScriptRoot 'TestTools.ps1')
}

Describe 'Disconnect-Vps' {
    AfterEach {
        Get-VpsSession | Disconnect-Vps
    }

    It 'ends the default session' {
        $vps = Connect-Vps -Sandbox

        Disconnect-Vps

        $vps.IsConnected | Should -BeFalse
        Get-VpsSession | Should -BeNullOrEmpty
        (Get-Outcome { Get-VpsServer }).Ended.FullyQualifiedErrorId | Should -Be 'NotConnected,VpsOrg.PowerShell.Commands.GetVpsServerCommand'
    }

    It 'ends the sessions that it is given, by position and by pipeline, and leaves the others' {
        $one, $two, $three = 1..3 | ForEach-Object { Connect-Vps -Sandbox }

        Disconnect-Vps $one
        $two | Disconnect-Vps

        $one.IsConnected, $two.IsConnected, $three.IsConnected | Should -Be $false, $false, $true
        Get-VpsSession | Should -Be $three
    }

    It 'ends sessions by their names, and goes on after one that no session has' {
        $lab, $shop, $other = 'lab', 'shop', 'other' | ForEach-Object { Connect-Vps -Sandbox -Name $_ }

        $outcome = Get-Outcome { Disconnect-Vps lab, typo, SHOP }

        $outcome.ErrorIds | Should -Be 'SessionNotFound'
        $lab.IsConnected, $shop.IsConnected, $other.IsConnected | Should -Be $false, $false, $true
    }

    It 'is content where there is nothing to end' {
        (Get-Outcome { Disconnect-Vps }).ErrorIds | Should -BeNullOrEmpty
    }

    It 'leaves a session that says it is closed: <_>' -ForEach @(
        'Get-VpsServer -Session $vps', 'Get-VpsServer 900000001 -Session $vps', 'Stop-VpsServer 900000001 -Session $vps', '$piped | Get-VpsServer', '$piped | Stop-VpsServer',
        'New-VpsServer new -PlanId 1 -OsId 1 -Location us-west -Session $vps') {
        $vps = Connect-Vps -Sandbox
        $piped = Get-VpsServer 900000001
        Disconnect-Vps $vps
        $vps.Sandbox.ClearRequests()
        $piped.Id | Should -Be 900000001

        $outcome = Get-Outcome ([scriptblock]::Create($_))

        $outcome.ErrorIds | Should -Be 'SessionClosed'
        $outcome.Output.Count + $vps.Sandbox.Requests.Count | Should -Be 0
    }

    It 'lets go of every connection' {
        $server = Open-SandboxServer
        try {
            $vps = Connect-SandboxServer $server
            Add-ServerFault $server @{ kind = 'Hold'; times = 4 }
            $started = Start-Script '900000001, 900000002, 900000001, 900000002 | Get-VpsServer -Session $vps' @{ vps = $vps }
            Wait-Held $server 4
            (Get-ServerSummary $server).openConnections | Should -BeGreaterThan 3
            Open-Held $server
            (Receive-Script $started).Output.Count | Should -Be 4

            Disconnect-Vps $vps

            # The one that is left asks this question. After a minute of idleness .NET closes connections by itself.
            Wait-Until { (Get-ServerSummary $server).openConnections -le 1 } -PatienceSec 45
        }
        finally {
            Close-SandboxServer $server
        }
    }
}
