BeforeAll {
    . (Join-Path $PSScriptRoot 'TestTools.ps1')
    $script:server = Open-SandboxServer '--servers', 40, '--delay-sec', 0
    $script:vps = Connect-SandboxServer $server @{ TimeoutSec = 600 }
    $script:watchdogMs = 5000

    function Test-Stop {
        # Runs a script until the server has seen so many requests, stops it, and says whether it ended in time.
        param([string] $Script, [int] $AfterRequests)
        $powerShell = Open-PowerShell $Script @{ vps = $vps }
        try {
            $running = $powerShell.BeginInvoke()
            $begun = Wait-ServerLog $server -Count $AfterRequests
            $stopping = $powerShell.BeginStop($null, $null)
            $ended = $stopping.AsyncWaitHandle.WaitOne($watchdogMs) -and $running.AsyncWaitHandle.WaitOne($watchdogMs)
            [pscustomobject]@{
                Begun  = $begun
                Ended  = $ended
                State  = [string]$powerShell.InvocationStateInfo.State
                Errors = @($powerShell.Streams.Error)
            }
        }
        finally {
            Close-PowerShell $powerShell
        }
    }

    function Test-Aborted {
        # Whether the server soon sees that nobody waits for so many of its answers any more.
        param([int] $Count)
        Wait-ServerLog $server -Count $Count -Aborted
    }
}

AfterAll {
    Disconnect-Vps $vps
    Close-SandboxServer $server
}

Describe 'Ctrl-C' {
    BeforeEach {
        Clear-ServerLog $server
    }

    It 'ends a request that nobody answers at once: <_>' -ForEach @(
        'Get-VpsServer -Session $vps', 'Get-VpsServer 12345 -Session $vps', 'Get-VpsServer web-* -Session $vps', 'Stop-VpsServer 12345 -Session $vps',
        'Remove-VpsServer 12345 -Force -Session $vps', 'New-VpsServer web-02 -PlanId 1 -OsId 1 -Location us-west -Session $vps', 'Set-VpsServer 12345 -NewName web-02 -Session $vps',
        'Wait-VpsServer 12345 -Status stopped -Session $vps', 'Set-VpsServer 12345 -NewName web-02 -WhatIf -Session $vps') {
        Add-ServerFault $server @{ kind = 'Hang'; times = 9 }

        $stop = Test-Stop $_ -AfterRequests 1

        $stop.Begun | Should -BeTrue
        $stop.Ended | Should -BeTrue
        $stop.State | Should -Be 'Stopped'
        $stop.Errors | Should -BeNullOrEmpty
        Test-Aborted 1 | Should -BeTrue
        @(Get-ServerLog $server).Count | Should -Be 1
    }

    It 'ends Connect-Vps while it proves the token' {
        Add-ServerFault $server @{ kind = 'Hang' }

        $stop = Test-Stop "Connect-Vps -ApiUri $($server.ApiUri) -Token ([Net.NetworkCredential]::new('', 'vps_sandbox').SecurePassword) -TimeoutSec 600" -AfterRequests 1

        $stop.Ended | Should -BeTrue
        Test-Aborted 1 | Should -BeTrue
        @(Get-ServerLog $server).Count | Should -Be 1
    }

    It 'ends a body that comes byte by byte: <_>' -ForEach 'DripBody', 'StallBody' {
        Add-ServerFault $server @{ kind = $_; delay = 0.2 }

        $stop = Test-Stop 'Get-VpsServer -Session $vps' -AfterRequests 1

        $stop.Ended | Should -BeTrue
        $stop.State | Should -Be 'Stopped'
        Test-Aborted 1 | Should -BeTrue
        @(Get-ServerLog $server).Count | Should -Be 1
    }

    It 'ends the wait before a retry, and nothing is sent any more' {
        Add-ServerFault $server @{ kind = 'Status'; status = 503; times = 9; headers = @{ 'Retry-After' = '2' } }

        $stop = Test-Stop 'Get-VpsServer 12345 -Session $vps' -AfterRequests 1

        $stop.Ended | Should -BeTrue
        $stop.State | Should -Be 'Stopped'
        Test-Soon -WithinSec 2.5 { @(Get-ServerLog $server).Count -gt 1 } | Should -BeFalse
    }

    It 'ends the wait that a 429 asks for' {
        $limited = Connect-SandboxServer $server
        Add-ServerFault $server @{ kind = 'Status'; status = 429; times = 9; headers = @{ 'Retry-After' = '200' } }
        $powerShell = Open-PowerShell 'Get-VpsServer 12345 -Session $vps' @{ vps = $limited }
        try {
            $null = $powerShell.BeginInvoke()
            Test-Soon { @(Get-ServerLog $server).Count -ge 1 } | Should -BeTrue

            $powerShell.BeginStop($null, $null).AsyncWaitHandle.WaitOne($watchdogMs) | Should -BeTrue

            $powerShell.InvocationStateInfo.State | Should -Be 'Stopped'
            @(Get-ServerLog $server).Count | Should -Be 1
        }
        finally {
            Close-PowerShell $powerShell
            Disconnect-Vps $limited
        }
    }

    It 'ends -Wait between two looks, and nothing is asked any more' {
        $stop = Test-Stop '12345, 12346 | Wait-VpsServer -Status stopped -PollIntervalSec 1 -Session $vps' -AfterRequests 2

        $stop.Ended | Should -BeTrue
        $stop.State | Should -Be 'Stopped'
        Test-Soon -WithinSec 1.5 { @(Get-ServerLog $server).Count -gt 2 } | Should -BeFalse
    }

    It 'ends the search for a lost order' {
        Add-ServerFault $server @{ kind = 'CutBeforeActing'; method = 'POST'; times = 3 }

        $stop = Test-Stop 'New-VpsServer web-02 -PlanId 1 -OsId 1 -Location us-west -Session $vps' -AfterRequests 2

        $stop.Ended | Should -BeTrue
        $stop.State | Should -Be 'Stopped'
        @(Get-ServerLog $server | Where-Object method -EQ 'POST').Count | Should -Be 1
    }

    It 'ends a fan-out: what is under way is dropped, and the rest is never sent' {
        Add-ServerFault $server @{ kind = 'Hang'; pathPattern = 'servers/{id}/'; times = 40 }

        $stop = Test-Stop '12345..12384 | Get-VpsServer -ThrottleLimit 4 -Session $vps' -AfterRequests 4

        $stop.Ended | Should -BeTrue
        $stop.State | Should -Be 'Stopped'
        Test-Aborted 4 | Should -BeTrue
        @(Get-ServerLog $server).Count | Should -Be 4
    }

    It 'leaves the session fit for use' {
        Add-ServerFault $server @{ kind = 'Hang' }
        $null = Test-Stop 'Get-VpsServer -Session $vps' -AfterRequests 1

        (Get-VpsServer 12345 -Session $vps).Id | Should -Be 12345
    }
}

Describe 'A pipeline that ends early' {
    BeforeEach {
        Clear-ServerLog $server
    }

    It 'has sent one write where Select-Object -First 1 wanted one' {
        $one = 12345..12350 | Restart-VpsServer -PassThru -Session $vps | Select-Object -First 1

        $one.Id | Should -Be 12345
        @(Get-ServerLog $server | Where-Object method -EQ 'POST').Count | Should -Be 1
    }

    It 'drops what is under way' {
        Add-ServerFault $server @{ kind = 'Hang'; pathPattern = 'servers/12346/' }
        Add-ServerFault $server @{ kind = 'Hang'; pathPattern = 'servers/12347/' }

        $one = Invoke-InRunspace '12345..12384 | Get-VpsServer -ThrottleLimit 3 -Session $vps | Select-Object -First 1' @{ vps = $vps }

        $one.Output.Id | Should -Be 12345
        Test-Aborted 2 | Should -BeTrue
        @(Get-ServerLog $server).Count | Should -BeLessOrEqual 4
    }

    It 'sends nothing more after a throw further down' {
        $outcome = Get-Outcome { 12345..12350 | Restart-VpsServer -PassThru -Session $vps | ForEach-Object { throw 'enough' } }

        $outcome.Ended.ToString() | Should -Be 'enough'
        @(Get-ServerLog $server | Where-Object method -EQ 'POST').Count | Should -Be 1
    }

    It 'sends nothing more after a break further down' {
        foreach ($once in 1) {
            12345..12350 | Restart-VpsServer -PassThru -Session $vps | ForEach-Object { if ($once) { break } }
        }

        @(Get-ServerLog $server | Where-Object method -EQ 'POST').Count | Should -Be 1
    }
}
