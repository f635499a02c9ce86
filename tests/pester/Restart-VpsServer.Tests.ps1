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
        $written = Restart-VpsServer 900000001

        $written | Should -BeNullOrEmpty
        $vps.Sandbox.RequestSummary | Should -Be 'POST servers/{id}/reboot/: 1'
    }

    It 'waits with -Wait until the reboot is over' {
        $one = Restart-VpsServer 900000001 -Wait -PassThru

        $one.Status | Should -Be 'active'
        (Get-VpsServer 900000001).Status | Should -Be 'active'
        $vps.Sandbox.CountRequests('POST', 'servers/900000001/reboot/') | Should -Be 1
    }

    It 'is rolling with -Wait: the next server is restarted when the one before is back' {
        900000001, 900000002 | Restart-VpsServer -Wait

        $requests = $vps.Sandbox.Requests
        $first, $second = 900000001, 900000002 | ForEach-Object { $requests | Where-Object Path -EQ "servers/$_/reboot/" }
        $looks = @($requests | Where-Object { $_.Path -eq 'servers/900000001/' -and $_.Number -gt $first.Number })
        $looks.Count | Should -BeGreaterThan 0
        $second.Number | Should -BeGreaterThan $looks[-1].Number
    }

    It 'refuses to restart a stopped server and points to Start-VpsServer' {
        $vps.Sandbox.SetServerStatus(900000001, 'stopped')

        $outcome = Get-Outcome { 900000001, 900000002 | Restart-VpsServer }

        $outcome.Errors.Count | Should -Be 1
        $outcome.Errors[0].FullyQualifiedErrorId | Should -Be 'ServerStopped,VpsOrg.PowerShell.Commands.RestartVpsServerCommand'
        $outcome.Errors[0].CategoryInfo.Category | Should -Be 'InvalidOperation'
        $outcome.Errors[0].ErrorDetails.RecommendedAction | Should -BeLike '*Start-VpsServer*'
        $vps.Sandbox.CountRequests('POST', 'servers/900000002/reboot/') | Should -Be 1
    }

    It 'says of a server that is on its way down to wait first, because nothing can start it before' {
        $vps.Sandbox.SetServerStatus(900000001, 'stopping')

        $outcome = Get-Outcome { Restart-VpsServer 900000001 }

        $outcome.ErrorIds | Should -Be 'ServerStopped'
        $outcome.Errors[0].ErrorDetails.RecommendedAction | Should -Be 'Wait with Wait-VpsServer 900000001 -Status stopped, then start it with Start-VpsServer 900000001.'
    }

    It 'takes a server that reboots already for done' {
        $vps.Sandbox.SetServerStatus(900000001, 'rebooting')

        $outcome = Get-Outcome { Restart-VpsServer 900000001 -PassThru }

        $outcome.ErrorIds | Should -BeNullOrEmpty
        $outcome.Output.Status | Should -Be 'rebooting'
    }

    It 'says that the outcome is unknown where the answer was lost, and does not send it again' {
        Add-Fault $vps @{ Kind = 'CutAfterActing'; Method = 'POST' }

        $outcome = Get-Outcome { Restart-VpsServer 900000001 }

        $outcome.ErrorIds | Should -Be 'ApiUnavailable'
        $outcome.Errors[0].ErrorDetails.RecommendedAction | Should -BeLike '*may have acted*'
        $vps.Sandbox.CountRequests('POST', 'servers/900000001/reboot/') | Should -Be 1
    }
}
