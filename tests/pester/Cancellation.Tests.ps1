# What ends early: Ctrl-C, and a pipeline that wants no more. What waits here would wait for longer than the watchdog does, so
# that it ended by itself is out of the question; that it was cancelled is what the sandbox server reports.

BeforeAll {
    . (Join-Path $PSScriptRoot 'TestTools.ps1')
    $script:server = Open-SandboxServer '--servers', 40, '--delay-sec', 0
    $script:vps = Connect-SandboxServer $server @{ TimeoutSec = 86400 }
    $script:figures = [ordered]@{}

    function Stop-Script {
        # Runs a script until the server has seen so many requests and a verbose line says so, where one is named; presses Ctrl-C,
        # and says how it ended, once it has.
        param([string] $Script, [int] $AfterRequests = 1, [string] $Said = '', $Session = $vps)
        $started = Start-Script $Script @{ vps = $Session }
        try {
            $null = Get-ServerLog $server "count=$AfterRequests"
            if ($Said) {
                Wait-Until { @($started.PowerShell.Streams.Verbose) -match $Said }
            }

            $stopwatch = [Diagnostics.Stopwatch]::StartNew() # For the figures at the end of this file; nothing is judged by it.
            $stopping = $started.PowerShell.BeginStop($null, $null)
            $ended = $stopping.AsyncWaitHandle.WaitOne($WatchdogSec * 1000) -and $started.Running.AsyncWaitHandle.WaitOne($WatchdogSec * 1000)
            [pscustomobject]@{
                Ended        = $ended
                State        = [string]$started.PowerShell.InvocationStateInfo.State
                Errors       = @($started.PowerShell.Streams.Error)
                Milliseconds = $stopwatch.Elapsed.TotalMilliseconds
            }
        }
        finally {
            Close-Script $started
        }
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

    It 'ends a request that nobody answers: <_>' -ForEach @(
        'Get-VpsServer -Session $vps', 'Get-VpsServer 900000001 -Session $vps', 'Get-VpsServer web-* -Session $vps', 'Stop-VpsServer 900000001 -Session $vps',
        'Remove-VpsServer 900000001 -Force -Session $vps', 'Set-VpsServer 900000001 -NewName web-02 -Session $vps',
        'Wait-VpsServer 900000001 -Status stopped -Session $vps', 'Set-VpsServer 900000001 -NewName web-02 -WhatIf -Session $vps') {
        Add-ServerFault $server @{ kind = 'Hang'; times = 9 }

        $stop = Stop-Script $_

        $stop.Ended | Should -BeTrue
        $stop.State | Should -Be 'Stopped'
        $stop.Errors | Should -BeNullOrEmpty
        @(Get-ServerLog $server 'aborted=1').Count | Should -Be 1
    }

    It 'ends Connect-Vps while it proves the token' {
        Add-ServerFault $server @{ kind = 'Hang' }

        $stop = Stop-Script "Connect-Vps -ApiUri $($server.ApiUri) -Token ([Net.NetworkCredential]::new('', 'vps_sandbox').SecurePassword) -TimeoutSec 86400"

        $stop.Ended | Should -BeTrue
        @(Get-ServerLog $server 'aborted=1').Count | Should -Be 1
    }

    It 'ends a body that comes byte by byte: <_>' -ForEach 'DripBody', 'StallBody' {
        Add-ServerFault $server @{ kind = $_; delay = 10 }

        $stop = Stop-Script 'Get-VpsServer -Session $vps'

        $stop.Ended | Should -BeTrue
        $stop.State | Should -Be 'Stopped'
        @(Get-ServerLog $server 'aborted=1').Count | Should -Be 1
    }

    It 'ends the wait before a retry, and nothing is sent any more: <Status>' -ForEach @{ Status = 503; Said = 'retry 1 of' }, @{ Status = 429; Said = '429' } {
        $trail = Join-Path $TestDrive "$Status.jsonl"
        $kept = Connect-SandboxServer $server @{ TimeoutSec = 86400; LogPath = $trail }
        Add-ServerFault $server @{ kind = 'Status'; method = 'DELETE'; status = $Status; times = 9; headers = @{ 'Retry-After' = '290' } }

        $stop = Stop-Script 'Remove-VpsServer 900000001 -Force -Verbose -Session $vps' -Session $kept -AfterRequests 3 -Said $Said

        # The trail's second line says that the call is over: it will send nothing more.
        Wait-Until { try { Get-Content $trail -ErrorAction Stop | Select-Object -Skip 1 } catch [IO.IOException] { } }
        $end = Get-Content $trail | Select-Object -Last 1 | ConvertFrom-Json
        Disconnect-Vps $kept
        $stop.Ended | Should -BeTrue
        $stop.State | Should -Be 'Stopped'
        "$($end.phase) $($end.attempts)" | Should -Be 'end 1'
        $end.outcome | Should -Not -Be 'done'
        (Get-ServerLog $server).method | Should -Be 'GET', 'GET', 'DELETE' # What -Verbose names, what the trail tells of the server, and the write.
    }

    It 'ends -Wait between two looks, and nothing is asked any more' {
        $stop = Stop-Script '900000001, 900000002 | Wait-VpsServer -Status stopped -PollIntervalSec 0.1 -Session $vps' -AfterRequests 4
        $null = Get-ServerLog $server 'idle'
        Clear-ServerLog $server

        # Another wait with the same interval beats the time: a wait that went on would have looked, too.
        $beat = Stop-Script 'Wait-VpsServer 900000006 -Status stopped -PollIntervalSec 0.1 -Session $vps' -AfterRequests 8

        $stop.Ended -and $beat.Ended | Should -BeTrue
        $stop.State | Should -Be 'Stopped'
        (Get-ServerLog $server).path | Select-Object -Unique | Should -Be 'servers/900000006/'
    }

    It 'ends the search for a lost order' {
        $fresh = Connect-SandboxServer $server @{ TimeoutSec = 86400 }
        Clear-ServerLog $server
        Add-ServerFault $server @{ kind = 'Delay'; method = 'GET' } # The list that comes before an order is answered.
        Add-ServerFault $server @{ kind = 'CutBeforeActing'; method = 'POST'; times = 3 }
        Add-ServerFault $server @{ kind = 'Hang'; method = 'GET'; times = 9 }

        $stop = Stop-Script 'New-VpsServer lost-01 -PlanId 1 -OsId 1 -Location us-west -AllowDuplicateName -Session $vps' -Session $fresh -AfterRequests 3

        Disconnect-Vps $fresh
        $stop.Ended | Should -BeTrue
        $stop.State | Should -Be 'Stopped'
        (Get-ServerLog $server 'aborted=1').method | Should -Be 'GET', 'POST', 'GET'
    }

    It 'ends a fan-out: what is under way is dropped, and the rest is never sent' {
        Add-ServerFault $server @{ kind = 'Hang'; pathPattern = 'servers/{id}/'; times = 40 }

        $stop = Stop-Script '900000001..900000040 | Get-VpsServer -ThrottleLimit 4 -Session $vps' -AfterRequests 4

        $stop.Ended | Should -BeTrue
        $stop.State | Should -Be 'Stopped'
        @(Get-ServerLog $server 'aborted=4').Count | Should -Be 4
    }

    It 'leaves the session fit for use' {
        Add-ServerFault $server @{ kind = 'Hang' }
        $null = Stop-Script 'Get-VpsServer -Session $vps'

        (Get-VpsServer 900000001 -Session $vps).Id | Should -Be 900000001
    }
}

Describe 'A pipeline that ends early' {
    BeforeEach {
        Clear-ServerLog $server
    }

    It 'has sent one write where Select-Object -First 1 wanted one' {
        $one = 900000001..900000006 | Restart-VpsServer -PassThru -Session $vps | Select-Object -First 1

        $one.Id | Should -Be 900000001
        @(Get-ServerLog $server | Where-Object method -EQ 'POST').Count | Should -Be 1
    }

    It 'drops what is under way' {
        # Three are held at once, and the first of them is let go: two are under way when the pipeline has had its one.
        Add-ServerFault $server @{ kind = 'Hold'; times = 40 }
        $started = Start-Script '900000001..900000040 | Get-VpsServer -ThrottleLimit 3 -Session $vps | Select-Object -First 1' @{ vps = $vps }
        Wait-Held $server 3
        Open-Held $server 'method=GET&path=servers/900000001/'

        (Receive-Script $started).Output.Id | Should -Be 900000001
        (Get-ServerLog $server 'aborted=2').path | Sort-Object | Should -Be 'servers/900000001/', 'servers/900000002/', 'servers/900000003/'
    }

    It 'sends nothing more after a throw further down' {
        $outcome = Get-Outcome { 900000001..900000006 | Restart-VpsServer -PassThru -Session $vps | ForEach-Object { throw 'enough' } }

        $outcome.Ended.ToString() | Should -Be 'enough'
        @(Get-ServerLog $server | Where-Object method -EQ 'POST').Count | Should -Be 1
    }

    It 'sends nothing more after a break further down' {
        foreach ($once in 1) {
            900000001..900000006 | Restart-VpsServer -PassThru -Session $vps | ForEach-Object { if ($once) { break } }
        }

        @(Get-ServerLog $server | Where-Object method -EQ 'POST').Count | Should -Be 1
    }
}

# The one place where the tests of the module look at real time. The promise is 250 ms; a busy machine may take longer, so the
# figures are shown and kept in out/test-results, and fail nothing.
Describe 'How long Ctrl-C takes' {
    BeforeEach {
        Clear-ServerLog $server
    }

    AfterAll {
        $folder = New-Item -ItemType Directory -Force -Path (Join-Path $Root 'out/test-results')
        $figures | ConvertTo-Json | Set-Content (Join-Path $folder.FullName 'ctrl-c.json')
        Write-Host "Ctrl-C, milliseconds: $(@($figures.GetEnumerator() | ForEach-Object { "$($_.Key) $($_.Value)" }) -join ', ')"
    }

    It 'is measured <Case>' -ForEach @(
        @{ Case = 'in a request'; Fault = @{ kind = 'Hang' }; Script = 'Get-VpsServer 900000001 -Session $vps'; Said = '' }
        @{ Case = 'in a retry wait'; Fault = @{ kind = 'Status'; status = 503; headers = @{ 'Retry-After' = '290' } }; Script = 'Get-VpsServer 900000001 -Verbose -Session $vps'; Said = 'retry 1 of' }
        @{ Case = 'in -Wait'; Fault = @{ kind = 'Delay' }; Script = 'Wait-VpsServer 900000001 -Status stopped -Verbose -Session $vps'; Said = '200' }
    ) {
        Add-ServerFault $server $Fault

        $stop = Stop-Script $Script -Said $Said

        $stop.State | Should -Be 'Stopped'
        $figures[$Case] = [math]::Round($stop.Milliseconds)
    }
}
