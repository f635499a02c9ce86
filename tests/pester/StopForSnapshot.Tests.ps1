# Servers that are stopped for their snapshots, over real sockets: they run again after Ctrl-C, after a kill and after any error.

BeforeAll {
    . (Join-Path $PSScriptRoot 'TestTools.ps1')
    $script:server = Open-SandboxServer '--delay-sec', 0
    $script:first = 900000001

    function Connect-Trail {
        # A session that keeps a trail. Waits poll every five seconds, as on an account: what ends them here is an event.
        param([string] $Trail)
        Connect-SandboxServer $server @{ LogPath = $Trail }
    }

    function Get-Sent {
        # The writes that the server has seen.
        @(Get-ServerLog $server | Where-Object method -NE 'GET' | ForEach-Object { "$($_.method) $($_.path)" })
    }

    function Get-FirstStatus {
        (Get-VpsServer -Id $first -Session $vps).Status
    }
}

AfterAll {
    Close-SandboxServer $server
}

Describe 'New-VpsSnapshot -StopServer' {
    BeforeEach {
        Clear-ServerLog $server
        $script:trail = Join-Path $TestDrive "$([guid]::NewGuid().ToString('n')).jsonl"
        $script:vps = Connect-Trail $trail
        Get-VpsSnapshot -Session $vps | Remove-VpsSnapshot -Confirm:$false
        if ((Get-FirstStatus) -eq 'stopped') {
            Start-VpsServer $first -Session $vps
        }

        Clear-ServerLog $server
    }

    AfterEach {
        Disconnect-Vps $vps 3>$null
    }

    It 'stops, copies and starts a running server, and the trail tells that the start is paid' {
        $snapshot = New-VpsSnapshot $first -Name a -StopServer -Session $vps

        $snapshot.Status | Should -Be 'completed'
        Get-Sent | Should -Be "POST servers/$first/stop/", 'POST snapshots/', "POST servers/$first/start/"
        Get-FirstStatus | Should -Be 'active'
        (Get-VpsTrail $trail | Where-Object Action -EQ 'StartOwed').Outcome | Should -Be 'Done'
        (Get-Content $trail | ConvertFrom-Json).verb[0] | Should -Be 'start-owed'
    }

    It 'starts it again after Ctrl-C while the snapshot is asked for' {
        Add-ServerFault $server @{ kind = 'HoldAfterActing'; method = 'POST'; pathPattern = 'snapshots/' }
        $started = Start-Script 'New-VpsSnapshot 900000001 -Name a -StopServer -Session $vps' @{ vps = $vps }
        Wait-Held $server 1

        $null = $started.PowerShell.BeginStop($null, $null)
        $null = Receive-Script $started

        (Get-Sent)[-1] | Should -Be "POST servers/$first/start/"
        Get-FirstStatus | Should -Be 'active'
        (Get-VpsTrail $trail | Where-Object Action -EQ 'StartOwed').Outcome | Should -Be 'Done'
    }

    It 'is paid by the next run with that trail where PowerShell was killed between the stop and the start' {
        Add-ServerFault $server @{ kind = 'HoldAfterActing'; method = 'POST'; pathPattern = 'snapshots/' }
        $child = Start-Child @"
            `$vps = Connect-Vps -ApiUri $($server.ApiUri) -Token ([Net.NetworkCredential]::new('', 'vps_sandbox').SecurePassword) -SkipTokenCheck -LogPath '$trail'
            New-VpsSnapshot $first -Name a -StopServer
"@
        Wait-Held $server 1
        $child.Process.Kill()
        $null = Receive-Child $child
        Get-FirstStatus | Should -Be 'stopped'
        Open-Held $server
        $owed = Get-VpsTrail $trail | Where-Object Action -EQ 'StartOwed'
        $owed.Outcome, $owed.IsDoubtful | Should -Be 'Unknown', $true

        $outcome = Get-Outcome { New-VpsSnapshot 900000002 -Name a -Session $vps }

        $outcome.ErrorIds | Should -BeNullOrEmpty
        $outcome.Warnings | Should -BeLike "Server $first ('web-server-01') was stopped for a snapshot at *It is started now."
        Get-FirstStatus | Should -Be 'active'
        (Get-VpsTrail $trail | Where-Object Action -EQ 'StartOwed').Outcome | Should -Be 'Done'
        (Get-Outcome { New-VpsSnapshot 900000002 -Name b -Session $vps }).Warnings | Should -BeNullOrEmpty
    }

    It 'leaves a server that does not run as it is' {
        Stop-VpsServer $first -Session $vps
        Clear-ServerLog $server

        $null = New-VpsSnapshot $first -Name a -StopServer -Session $vps

        Get-Sent | Should -Be 'POST snapshots/'
        Get-FirstStatus | Should -Be 'stopped'
    }

    It 'starts it again where the API refuses the snapshot' {
        Add-ServerFault $server @{ kind = 'Status'; method = 'POST'; pathPattern = 'snapshots/'; status = 400; body = '{"detail": "Snapshot limit reached."}' }

        $outcome = Get-Outcome { New-VpsSnapshot $first -Name a -StopServer -Session $vps }

        $outcome.ErrorIds | Should -Be 'InvalidRequest'
        (Get-Sent)[-1] | Should -Be "POST servers/$first/start/"
        Get-FirstStatus | Should -Be 'active'
    }

    It 'says with -WhatIf what would be done, and does nothing' {
        $outcome = Get-Outcome { New-VpsSnapshot $first -Name 'n-{date}' -StopServer -KeepLast 2 -WhatIf -Session $vps }

        $outcome.ErrorIds | Should -BeNullOrEmpty
        Get-Sent | Should -BeNullOrEmpty
    }
}

Describe 'New-VpsSnapshot -KeepLast' {
    BeforeEach {
        Clear-ServerLog $server
        $script:vps = Connect-SandboxServer $server
        Get-VpsSnapshot -Session $vps | Remove-VpsSnapshot -Confirm:$false
    }

    AfterEach {
        Disconnect-Vps $vps 3>$null
    }

    It 'keeps the last, also when it runs twice at once, and nothing that was taken by hand' {
        $byHand = New-VpsSnapshot $first -Name 'n-20250101-020000' -Description 'by hand' -Wait -Session $vps
        1..2 | ForEach-Object { $null = New-VpsSnapshot $first -Name 'n-{date}' -KeepLast 1 -Session $vps }
        $both = 1..2 | ForEach-Object { Start-Script 'New-VpsSnapshot 900000001 -Name ''n-{date}'' -KeepLast 1 -Session $vps' @{ vps = $vps } }

        $results = $both | ForEach-Object { Receive-Script $_ }

        $results | ForEach-Object { $_.Errors } | Should -BeNullOrEmpty
        $left = @(Get-VpsSnapshot $first -Session $vps)
        $left.Id | Should -Contain $byHand.Id
        $left.Id | Should -Contain ($results.Output.Id | Sort-Object -Descending | Select-Object -First 1)
        @($left | Where-Object { $_.Description -like '*by VpsOrg]' }).Count | Should -BeIn 1, 2
    }

    It 'deletes nothing where the new one cannot be taken' {
        $null = New-VpsSnapshot $first -Name 'n-{date}' -KeepLast 1 -Session $vps
        Add-ServerFault $server @{ kind = 'Status'; method = 'POST'; pathPattern = 'snapshots/'; status = 400; body = '{}' }

        $outcome = Get-Outcome { New-VpsSnapshot $first -Name 'n-{date}' -KeepLast 1 -Session $vps }

        $outcome.ErrorIds.Count | Should -Be 1
        @(Get-VpsSnapshot $first -Session $vps).Count | Should -Be 1
    }
}
