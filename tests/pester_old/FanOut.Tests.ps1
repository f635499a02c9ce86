BeforeAll {
    . (Join-Path $PSScriptRoot 'TestTools.ps1')
    $script:server = Open-SandboxServer '--servers', 40, '--latency-ms', 60, '--delay-sec', 0
    $script:vps = Connect-SandboxServer $server
}

AfterAll {
    Disconnect-Vps $vps
    Close-SandboxServer $server
}

Describe 'Many servers in one call' {
    BeforeEach {
        Clear-ServerLog $server
    }

    It 'are read <Limit> at once and no more with -ThrottleLimit <Limit>' -ForEach @{ Limit = 1 }, @{ Limit = 5 }, @{ Limit = 20 } {
        $servers = 12345..12364 | Get-VpsServer -ThrottleLimit $Limit -Session $vps

        $servers.Id | Should -Be (12345..12364)
        (Get-ServerSummary $server).PeakRequestsInFlight | Should -Be $Limit
    }

    It 'are read 8 at once unless told otherwise' {
        $null = 12345..12364 | Get-VpsServer -Session $vps

        (Get-ServerSummary $server).PeakRequestsInFlight | Should -Be 8
    }

    It 'are changed one after another unless told otherwise' {
        12345..12350 | Set-VpsServer -BackupsEnabled $true -Session $vps | ForEach-Object Id | Should -Be (12345..12350)

        (Get-ServerSummary $server).PeakRequestsInFlight | Should -Be 1
        (Get-ServerLog $server | Where-Object method -EQ 'PATCH').path | Should -Be (12345..12350 | ForEach-Object { "servers/$_/" })
    }

    It 'are changed <Limit> at once with -ThrottleLimit <Limit>' -ForEach @{ Limit = 4 } {
        $null = 12345..12360 | Set-VpsServer -BackupsEnabled $false -ThrottleLimit $Limit -Session $vps

        (Get-ServerSummary $server).PeakRequestsInFlight | Should -Be $Limit
    }

    It 'come out in the order in which they went in, errors among them, however long each takes' {
        Add-ServerFault $server @{ kind = 'Delay'; pathPattern = 'servers/12345/'; delay = 0.6 }

        $all = 12345, 999, 12346, 998, 12347 | Get-VpsServer -Session $vps -ErrorAction Continue 2>&1

        $all | ForEach-Object { if ($_ -is [Management.Automation.ErrorRecord]) { $_.TargetObject } else { $_.Id } } | Should -Be 12345, 999, 12346, 998, 12347
    }

    It 'are not held back to the end: what is done comes out while the rest is under way' {
        $log = 12345..12384 | Get-VpsServer -ThrottleLimit 4 -Session $vps | ForEach-Object { if ($_.Id -eq 12345) { @(Get-ServerLog $server).Count } }

        $log | Should -BeLessThan 40
    }

    It 'get nothing sent after the first failure with -ErrorAction Stop: <_>' -ForEach @(
        '12345, 999, 12346 | Restart-VpsServer -Session $vps -ErrorAction Stop', 'Restart-VpsServer 12345, 999, 12346 -Session $vps -ErrorAction Stop',
        '$ErrorActionPreference = ''Stop''; 12345, 999, 12346 | Restart-VpsServer -Session $vps', 'Restart-VpsServer 12345, nowhere, 12346 -Session $vps -ErrorAction Stop') {
        $outcome = Get-Outcome ([scriptblock]::Create($_))

        $outcome.Ended.FullyQualifiedErrorId | Should -Be 'ServerNotFound,VpsOrg.PowerShell.Commands.RestartVpsServerCommand'
        $posts = Get-ServerLog $server | Where-Object method -EQ 'POST'
        $posts.path | Should -Contain 'servers/12345/reboot/'
        $posts.path | Should -Not -Contain 'servers/12346/reboot/'
    }

    It 'are asked about before each request is sent' {
        $child = Invoke-Child -Interactive -StandardInput "Y`nN`nY`n" -Script @'
            $vps = Connect-Vps -Sandbox -SandboxServerCount 3
            12345..12347 | Stop-VpsServer -Confirm -ThrottleLimit 3
            ($vps.Sandbox.Requests | Where-Object Method -EQ POST | ForEach-Object Path | Sort-Object) -join ' '
'@

        ($child.Output -split '\r?\n')[-1] | Should -Be 'servers/12345/stop/ servers/12347/stop/'
    }

    It 'refuse a throttle that is none: <_>' -ForEach 0, -1, 1000 {
        (Get-Outcome { Get-VpsServer 12345 -ThrottleLimit $_ -Session $vps }).ErrorIds | Should -Be 'ParameterArgumentValidationError'
    }
}
