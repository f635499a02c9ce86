BeforeAll {
    . (Join-Path $PSScriptRoot 'TestTools.ps1')
}

Describe 'Wait-VpsServer' {
    BeforeEach {
        $script:vps = Connect-Vps -Sandbox -SandboxServerCount 6 -SandboxDelaySec 0.3
        $vps.Sandbox.ClearRequests()
    }

    AfterEach {
        Get-VpsSession | Disconnect-Vps
    }

    It 'writes a server that is there already at once' {
        (Wait-VpsServer 900000001 -Status active).Id | Should -Be 900000001

        $vps.Sandbox.RequestSummary | Should -Be 'GET servers/{id}/: 1'
    }

    It 'waits until a server gets there' {
        $null = Stop-VpsServer 900000001

        $one = Wait-VpsServer web-server-01 -Status stopped -PollIntervalSec 0.05

        $one | Should -BeOfType VpsOrg.Client.VpsServer
        $one.Status | Should -Be 'stopped'
    }

    It 'writes many in order of arrival, each when it gets there' {
        $vps.Sandbox.SetServerStatus(900000001, 'starting')
        $vps.Sandbox.SetServerStatus(900000002, 'starting')
        $started = Start-Script '900000001, 900000002 | Wait-VpsServer -Status active -PollIntervalSec 0.05 -Session $vps' @{ vps = $vps }
        Wait-Task $vps.Sandbox.WaitForRequestsAsync(4)
        $before = $started.Output.Count

        $vps.Sandbox.SetServerStatus(900000002, 'active')
        Wait-Until { $started.Output.Count -gt 0 }
        $isOver = $started.Running.IsCompleted
        $vps.Sandbox.SetServerStatus(900000001, 'active')

        (Receive-Script $started).Output.Id | Should -Be 900000002, 900000001
        $before | Should -Be 0
        $isOver | Should -BeFalse
    }

    It 'polls the list where that is cheaper than a request for each server' {
        # A single look that takes longer than the interval has all four due at once when it is done, whatever the machine does.
        900000001..900000004 | ForEach-Object { $vps.Sandbox.SetServerStatus($_, 'starting') }
        Add-Fault $vps @{ Kind = 'Delay'; Delay = [timespan]::FromSeconds(0.1); PathPattern = 'servers/{id}/'; Times = 1000 }
        $started = Start-Script '900000001..900000004 | Wait-VpsServer -Status active -PollIntervalSec 0.05 -Session $vps' @{ vps = $vps }
        Wait-Task $vps.Sandbox.WaitForRequestsAsync(20)

        900000001..900000004 | ForEach-Object { $vps.Sandbox.SetServerStatus($_, 'active') }

        @((Receive-Script $started).Output.Id | Sort-Object) | Should -Be 900000001, 900000002, 900000003, 900000004
        $vps.Sandbox.CountRequests('GET', 'servers/') | Should -BeGreaterThan 4
    }

    It 'ends with OperationTimeout, for each server by itself' {
        $outcome = Get-Outcome { 900000001, 900000002 | Wait-VpsServer -Status stopped -TimeoutSec 1 -PollIntervalSec 0.1 }

        $outcome.Output.Count | Should -Be 0
        $outcome.Errors.FullyQualifiedErrorId | Should -Be (@('OperationTimeout,VpsOrg.PowerShell.Commands.WaitVpsServerCommand') * 2)
        $outcome.Errors[0].CategoryInfo.Category | Should -Be 'OperationTimeout'
        @($outcome.Errors.TargetObject | Sort-Object) | Should -Be 900000001, 900000002
    }

    It 'ends where a server is suspended, unless that is waited for' {
        $vps.Sandbox.SetServerStatus(900000001, 'suspended')

        $outcome = Get-Outcome { Wait-VpsServer 900000001 -Status active }

        $outcome.Errors[0].FullyQualifiedErrorId | Should -Be 'ServerSuspended,VpsOrg.PowerShell.Commands.WaitVpsServerCommand'
        (Wait-VpsServer 900000001 -Status suspended).Status | Should -Be 'suspended'
    }

    It 'ends where a server is gone, and goes on waiting for the others' {
        $outcome = Get-Outcome { 999, 900000001 | Wait-VpsServer -Status active }

        $outcome.ErrorIds | Should -Be 'ServerNotFound'
        $outcome.Output.Id | Should -Be 900000001
    }

    It 'does not end where the API fails for a while' {
        Add-Fault $vps @{ Kind = 'Status'; Status = 500; Method = 'GET'; Times = 3 }

        $outcome = Get-Outcome { Wait-VpsServer 900000001 -Status active -PollIntervalSec 0.05 }

        $outcome.ErrorIds | Should -BeNullOrEmpty
        $outcome.Output.Id | Should -Be 900000001
        $vps.Sandbox.Requests.Count | Should -Be 4
    }

    It 'sends nothing for an empty pipeline, which is an error' {
        (Get-Outcome { @() | Wait-VpsServer -Status active }).ErrorIds | Should -Be 'NothingToWaitFor'

        $vps.Sandbox.Requests.Count | Should -Be 0
    }

    It 'shows one progress bar, with the status, and removes it at the end; none where that is silenced' {
        $vps.Sandbox.SetServerStatus(900000001, 'starting')
        $silent = Start-Script '$ProgressPreference = ''SilentlyContinue''; Wait-VpsServer 900000001 -Status active -PollIntervalSec 0.1 -Session $vps' @{ vps = $vps }
        Wait-Task $vps.Sandbox.WaitForRequestsAsync(1)
        $started = Start-Script 'Wait-VpsServer 900000001 -Status active -PollIntervalSec 0.1 -Session $vps' @{ vps = $vps }
        $records = $started.PowerShell.Streams.Progress

        Wait-Until { $records.Count -ge 2 -and $records[$records.Count - 1].CurrentOperation -like '*starting*' }
        $vps.Sandbox.SetServerStatus(900000001, 'active')
        $shown, $hidden = $started, $silent | ForEach-Object { Receive-Script $_ }

        @($shown.Progress.ActivityId | Select-Object -Unique).Count | Should -Be 1
        $shown.Progress[-2].CurrentOperation | Should -BeLike '*starting*active*'
        $shown.Progress[0].SecondsRemaining | Should -Be -1 # Absent: nobody knows, and the time-out is no estimate.
        $shown.Progress[-1].RecordType | Should -Be 'Completed'
        $hidden.Output.Id | Should -Be 900000001
        $hidden.Progress.Count | Should -Be 0
    }
}
