# How many requests are under way at once is shown by holding them: the sandbox lets none go before so many are there.

BeforeAll {
    . (Join-Path $PSScriptRoot 'TestTools.ps1')
    $script:server = Open-SandboxServer '--servers', 40, '--delay-sec', 0
    $script:vps = Connect-SandboxServer $server @{ TimeoutSec = 600 }

    function Step-Request {
        # Lets so many held requests go one by one, each when as many as may be are held at once; gives what the script wrote.
        param($Started, [int] $Count, [int] $AtOnce)
        for ($left = $Count; $left -gt 0; $left--) {
            Wait-Held $server ([math]::Min($AtOnce, $left))
            Open-Held $server 'count=1'
        }

        Receive-Script $Started
    }
}

AfterAll {
    Disconnect-Vps $vps
    Close-SandboxServer $server
}

Describe 'Many servers in one call' {
    BeforeEach {
        Clear-ServerLog $server
    }

    It 'are read <Limit> at once and no more with <Throttle>' -ForEach @(
        @{ Limit = 1; Throttle = '-ThrottleLimit 1' }, @{ Limit = 5; Throttle = '-ThrottleLimit 5' }, @{ Limit = 20; Throttle = '-ThrottleLimit 20' }
        @{ Limit = 8; Throttle = 'no -ThrottleLimit' }) {
        Add-ServerFault $server @{ kind = 'Hold'; times = 20 }

        $started = Start-Script "900000001..900000020 | Get-VpsServer $($Throttle -replace '^no .*') -Session `$vps" @{ vps = $vps }
        $read = Step-Request $started -Count 20 -AtOnce $Limit

        $read.Output.Id | Should -Be (900000001..900000020)
        (Get-ServerSummary $server).peakRequestsInFlight | Should -Be $Limit
    }

    It 'are changed <Limit> at once and no more with <Throttle>' -ForEach @(
        @{ Limit = 4; Throttle = '-ThrottleLimit 4' }, @{ Limit = 1; Throttle = 'no -ThrottleLimit' }) {
        Add-ServerFault $server @{ kind = 'Hold'; method = 'PATCH'; times = 16 }

        $started = Start-Script "900000001..900000016 | Set-VpsServer -BackupsEnabled `$true $($Throttle -replace '^no .*') -Session `$vps" @{ vps = $vps }
        $changed = Step-Request $started -Count 16 -AtOnce $Limit

        $changed.Output.Id | Should -Be (900000001..900000016)
        (Get-ServerSummary $server).peakRequestsInFlight | Should -Be $Limit
    }

    It 'are changed in their order unless told otherwise' {
        900000003, 900000001, 900000002 | Set-VpsServer -BackupsEnabled $true -Session $vps | ForEach-Object Id | Should -Be 900000003, 900000001, 900000002

        (Get-ServerLog $server).path | Should -Be 'servers/900000003/', 'servers/900000001/', 'servers/900000002/'
    }

    It 'come out in the order in which they went in, errors among them, whichever is answered first' {
        Add-ServerFault $server @{ kind = 'Hold'; times = 5 }
        $started = Start-Script '900000001, 999, 900000002, 998, 900000003 | Get-VpsServer -Session $vps 2>&1' @{ vps = $vps }

        Wait-Held $server 5
        900000003, 998, 900000002, 999, 900000001 | ForEach-Object { Open-Held $server "method=GET&path=servers/$_/" }

        $read = Receive-Script $started
        $read.Output | ForEach-Object { if ($_ -is [Management.Automation.ErrorRecord]) { $_.TargetObject } else { $_.Id } } | Should -Be 900000001, 999, 900000002, 998, 900000003
    }

    It 'are not held back to the end: what is done comes out while the rest is under way' {
        Add-ServerFault $server @{ kind = 'Delay'; pathPattern = 'servers/900000001/' }
        Add-ServerFault $server @{ kind = 'Hold'; times = 39 }
        $started = Start-Script '900000001..900000040 | Get-VpsServer -ThrottleLimit 4 -Session $vps' @{ vps = $vps }

        Wait-Until { $started.Output.Count -gt 0 }
        $early = $started.Output[0]
        Wait-Held $server 4
        Clear-ServerFault $server
        Open-Held $server

        $early.Id | Should -Be 900000001
        (Receive-Script $started).Output.Id | Should -Be (900000001..900000040)
    }

    It 'get nothing sent after the first failure with -ErrorAction Stop: <_>' -ForEach @(
        '900000001, 999, 900000002 | Restart-VpsServer -Session $vps -ErrorAction Stop', 'Restart-VpsServer 900000001, 999, 900000002 -Session $vps -ErrorAction Stop',
        '$ErrorActionPreference = ''Stop''; 900000001, 999, 900000002 | Restart-VpsServer -Session $vps', 'Restart-VpsServer 900000001, nowhere, 900000002 -Session $vps -ErrorAction Stop') {
        $outcome = Get-Outcome ([scriptblock]::Create($_))

        $outcome.Ended.FullyQualifiedErrorId | Should -Be 'ServerNotFound,VpsOrg.PowerShell.Commands.RestartVpsServerCommand'
        $posts = Get-ServerLog $server | Where-Object method -EQ 'POST'
        $posts.path | Should -Contain 'servers/900000001/reboot/'
        $posts.path | Should -Not -Contain 'servers/900000002/reboot/'
    }

    It 'are asked about before each request is sent' {
        $child = Invoke-Child -Interactive -StandardInput "Y`nN`nY`n" -Script @'
            $vps = Connect-Vps -Sandbox -SandboxServerCount 3
            900000001..900000003 | Stop-VpsServer -Confirm -ThrottleLimit 3
            ($vps.Sandbox.Requests | Where-Object Method -EQ POST | ForEach-Object Path | Sort-Object) -join ' '
'@

        ($child.Output -split '\r?\n')[-1] | Should -Be 'servers/900000001/stop/ servers/900000003/stop/'
    }

    It 'refuse a throttle that is none: <_>' -ForEach 0, -1, 1000 {
        (Get-Outcome { Get-VpsServer 900000001 -ThrottleLimit $_ -Session $vps }).ErrorIds | Should -Be 'ParameterArgumentValidationError'
        Get-ServerLog $server | Should -BeNullOrEmpty
    }
}
