BeforeAll {
    . (Join-Path $PSScriptRoot 'TestTools.ps1')
}

Describe 'Stop-VpsServer' {
    BeforeEach {
        $script:vps = Connect-Vps -Sandbox -SandboxDelaySec 0.3
        $vps.Sandbox.ClearRequests()
    }

    AfterEach {
        Get-VpsSession | Disconnect-Vps
    }

    It 'shuts a running server down with one request and writes nothing' {
        $written = Stop-VpsServer 900000001

        $written | Should -BeNullOrEmpty
        $vps.Sandbox.RequestSummary | Should -Be 'POST servers/{id}/stop/: 1'
    }

    It 'waits with -Wait until the server is stopped' {
        $one = Get-VpsServer 900000001 | Stop-VpsServer -Wait -PassThru

        $one.Status | Should -Be 'stopped'
        (Get-VpsServer 900000001).Status | Should -Be 'stopped'
    }

    It 'writes each server with its new status with -PassThru' {
        (Get-VpsServer | Stop-VpsServer -PassThru).Status | Should -Be 'stopping', 'stopping'
    }

    It 'takes a server that is stopped already for done: verbose text, and the object with -PassThru' {
        $vps.Sandbox.SetServerStatus(900000001, 'stopped')

        $outcome = Get-Outcome { Stop-VpsServer 900000001 -PassThru -Verbose }

        $outcome.ErrorIds | Should -BeNullOrEmpty
        $outcome.Output.Status | Should -Be 'stopped'
        $outcome.Verbose -join "`n" | Should -BeLike '*900000001*already*stopped*'
    }

    It 'corrects the status of a piped server that was stopped meanwhile' {
        $piped = Get-VpsServer 900000001
        $vps.Sandbox.SetServerStatus(900000001, 'stopped')

        ($piped | Stop-VpsServer -PassThru).Status | Should -Be 'stopped'
    }

    It 'settles a stop whose answer was lost by the server''s state' {
        Add-Fault $vps @{ Kind = 'StatusAfterActing'; Status = 502; Method = 'POST' }

        $outcome = Get-Outcome { Stop-VpsServer 900000001 -Wait -PassThru }

        $outcome.ErrorIds | Should -BeNullOrEmpty
        $outcome.Output.Status | Should -Be 'stopped'
        $vps.Sandbox.CountRequests('POST', 'servers/900000001/stop/') | Should -Be 1
    }
}
