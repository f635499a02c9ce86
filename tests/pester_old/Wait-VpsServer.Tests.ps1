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
        (Wait-VpsServer 12345 -Status active).Id | Should -Be 12345

        $vps.Sandbox.RequestSummary | Should -Be 'GET servers/{id}/: 1'
    }

    It 'waits until a server gets there' {
        $null = Stop-VpsServer 12345

        $one = Wait-VpsServer web-server-01 -Status stopped -PollIntervalSec 0.05

        $one | Should -BeOfType VpsOrg.Client.VpsServer
        $one.Status | Should -Be 'stopped'
    }

    It 'writes many in order of arrival, each when it gets there' {
        $vps.Sandbox.SetServerStatus(12345, 'starting')
        $vps.Sandbox.SetServerStatus(12346, 'starting')
        $powerShell = Open-PowerShell '12345, 12346 | Wait-VpsServer -Status active -PollIntervalSec 0.05 -Session $vps' @{ vps = $vps }
        $output = [Management.Automation.PSDataCollection[psobject]]::new()
        try {
            $noInput = [Management.Automation.PSDataCollection[psobject]]::new()
            $noInput.Complete()
            $running = $powerShell.BeginInvoke($noInput, $output)
            Test-Soon { $vps.Sandbox.Requests.Count -ge 4 } | Should -BeTrue
            $output.Count | Should -Be 0

            $vps.Sandbox.SetServerStatus(12346, 'active')
            Test-Soon { $output.Count -ge 1 } | Should -BeTrue
            $output[0].Id | Should -Be 12346
            $running.IsCompleted | Should -BeFalse

            $vps.Sandbox.SetServerStatus(12345, 'active')
            $running.AsyncWaitHandle.WaitOne(5000) | Should -BeTrue
            $output.Id | Should -Be 12346, 12345
        }
        finally {
            Close-PowerShell $powerShell
        }
    }

    It 'polls the list where that is cheaper than a request for each server' {
        $null = 12345, 12346, 12347, 12348 | Stop-VpsServer
        $vps.Sandbox.ClearRequests()

        $there = 12345, 12346, 12347, 12348 | Wait-VpsServer -Status stopped -PollIntervalSec 0.05

        @($there.Id | Sort-Object) | Should -Be 12345, 12346, 12347, 12348
        $vps.Sandbox.CountRequests('GET', 'servers/') | Should -BeGreaterThan 0
        $vps.Sandbox.CountRequests('GET', 'servers/{id}/') | Should -BeLessThan 12
    }

    It 'ends with OperationTimeout and the last status, for each server by itself' {
        $outcome = Get-Outcome { 12345, 12346 | Wait-VpsServer -Status stopped -TimeoutSec 1 -PollIntervalSec 0.1 }

        $outcome.Output.Count | Should -Be 0
        $outcome.Errors.Count | Should -Be 2
        $outcome.Errors[0].FullyQualifiedErrorId | Should -Be 'OperationTimeout,VpsOrg.PowerShell.Commands.WaitVpsServerCommand'
        $outcome.Errors[0].CategoryInfo.Category | Should -Be 'OperationTimeout'
        $outcome.Errors[0].ToString() | Should -BeLike '*1 s*''active''*'
        @($outcome.Errors.TargetObject | Sort-Object) | Should -Be 12345, 12346
    }

    It 'ends where a server is suspended, unless that is waited for' {
        $vps.Sandbox.SetServerStatus(12345, 'suspended')

        $outcome = Get-Outcome { Wait-VpsServer 12345 -Status active -TimeoutSec 20 }

        $outcome.Errors[0].FullyQualifiedErrorId | Should -Be 'ServerSuspended,VpsOrg.PowerShell.Commands.WaitVpsServerCommand'
        (Wait-VpsServer 12345 -Status suspended -TimeoutSec 20).Status | Should -Be 'suspended'
    }

    It 'ends where a server is gone, and goes on waiting for the others' {
        $outcome = Get-Outcome { 999, 12345 | Wait-VpsServer -Status active -TimeoutSec 20 }

        $outcome.ErrorIds | Should -Be 'ServerNotFound'
        $outcome.Output.Id | Should -Be 12345
    }

    It 'does not end where the API fails for a while' {
        Add-Fault $vps @{ Kind = 'Status'; Status = 500; Method = 'GET'; Times = 3 }

        $outcome = Get-Outcome { Wait-VpsServer 12345 -Status active -PollIntervalSec 0.05 -TimeoutSec 20 }

        $outcome.ErrorIds | Should -BeNullOrEmpty
        $outcome.Output.Id | Should -Be 12345
        $vps.Sandbox.Requests.Count | Should -Be 4
    }

    It 'gives nothing for an empty pipeline' {
        @() | Wait-VpsServer -Status active | Should -BeNullOrEmpty

        $vps.Sandbox.Requests.Count | Should -Be 0
    }

    It 'shows one progress bar, with the status, and removes it at the end' {
        $vps.Sandbox.SetServerStatus(12345, 'starting')
        $other = Invoke-InRunspace 'Wait-VpsServer 12345 -Status active -TimeoutSec 2 -PollIntervalSec 0.1 -Session $vps' @{ vps = $vps }

        $other.Errors.FullyQualifiedErrorId | Should -BeLike 'OperationTimeout,*'
        $other.Progress.Count | Should -BeGreaterThan 1
        @($other.Progress.ActivityId | Select-Object -Unique).Count | Should -Be 1
        $other.Progress[0].CurrentOperation | Should -BeLike '*starting*active*'
        $other.Progress[0].SecondsRemaining | Should -BeIn 0, 1, 2
        $other.Progress[-1].RecordType | Should -Be 'Completed'
    }

    It 'shows no progress where that is silenced' {
        $vps.Sandbox.SetServerStatus(12345, 'starting')
        $other = Invoke-InRunspace @'
            $ProgressPreference = 'SilentlyContinue'
            Wait-VpsServer 12345 -Status active -TimeoutSec 2 -PollIntervalSec 0.1 -Session $vps
'@ @{ vps = $vps }

        $other.Progress.Count | Should -Be 0
    }
}
