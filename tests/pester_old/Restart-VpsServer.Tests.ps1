BeforeAll {
    . (Join-Path $PSScriptRoot 'TestTools.ps1')
}

Describe 'Restart-VpsServer' {
    BeforeEach {
        $script:vps = Connect-Vps -Sandbox -SandboxDelaySec 0.3
        $vps.Sandbox.ClearRequests()
    }

    AfterEach {
        Get-VpsSession | Disconnect-Vps
    }

    It 'restarts a running server with one request and writes nothing' {
        Restart-VpsServer 12345 | Should -BeNullOrEmpty

        $vps.Sandbox.RequestSummary | Should -Be 'POST servers/{id}/reboot/: 1'
    }

    It 'waits with -Wait until the reboot is over' {
        $one = Restart-VpsServer 12345 -Wait -PassThru

        $one.Status | Should -Be 'active'
        (Get-VpsServer 12345).Status | Should -Be 'active'
        $vps.Sandbox.CountRequests('POST', 'servers/12345/reboot/') | Should -Be 1
    }

    It 'is rolling with -Wait: the next server is restarted when the one before is back' {
        12345, 12346 | Restart-VpsServer -Wait

        $requests = $vps.Sandbox.Requests
        $second = $requests | Where-Object Path -EQ 'servers/12346/reboot/'
        $lastLook = ($requests | Where-Object { $_.Path -eq 'servers/12345/' })[-1]
        $lastLook.Number | Should -BeLessThan $second.Number
        ($second.Time - ($requests | Where-Object Path -EQ 'servers/12345/reboot/').Time).TotalSeconds | Should -BeGreaterOrEqual 0.3
    }

    It 'refuses to restart a stopped server and points to Start-VpsServer' {
        $vps.Sandbox.SetServerStatus(12345, 'stopped')

        $outcome = Get-Outcome { 12345, 12346 | Restart-VpsServer }

        $outcome.Errors.Count | Should -Be 1
        $outcome.Errors[0].FullyQualifiedErrorId | Should -Be 'ServerStopped,VpsOrg.PowerShell.Commands.RestartVpsServerCommand'
        $outcome.Errors[0].CategoryInfo.Category | Should -Be 'InvalidOperation'
        $outcome.Errors[0].ErrorDetails.RecommendedAction | Should -BeLike '*Start-VpsServer*'
        $vps.Sandbox.CountRequests('POST', 'servers/12346/reboot/') | Should -Be 1
    }

    It 'takes a server that reboots already for done' {
        $vps.Sandbox.SetServerStatus(12345, 'rebooting')

        $outcome = Get-Outcome { Restart-VpsServer 12345 -PassThru }

        $outcome.ErrorIds | Should -BeNullOrEmpty
        $outcome.Output.Status | Should -Be 'rebooting'
    }

    It 'says that the outcome is unknown where the answer was lost, and does not send it again' {
        Add-Fault $vps @{ Kind = 'CutAfterActing'; Method = 'POST' }

        $outcome = Get-Outcome { Restart-VpsServer 12345 }

        $outcome.ErrorIds | Should -Be 'ApiUnavailable'
        $outcome.Errors[0].ErrorDetails.RecommendedAction | Should -BeLike '*may have acted*'
        $vps.Sandbox.CountRequests('POST', 'servers/12345/reboot/') | Should -Be 1
    }
}
