BeforeAll {
    . (Join-Path $PSScriptRoot 'TestTools.ps1')
}

Describe 'Start-VpsServer' {
    BeforeEach {
        $script:vps = Connect-Vps -Sandbox -SandboxDelaySec 0.3
        $vps.Sandbox.SetServerStatus(900000001, 'stopped')
        $vps.Sandbox.ClearRequests()
    }

    AfterEach {
        Get-VpsSession | Disconnect-Vps
    }

    It 'powers a stopped server on with one request and writes nothing' {
        $written = Start-VpsServer 900000001

        $written | Should -BeNullOrEmpty
        $vps.Sandbox.RequestSummary | Should -Be 'POST servers/{id}/start/: 1'
        $vps.Sandbox.Requests[0].ContentType | Should -BeLike 'application/json*'
    }

    It 'writes the whole server with its new status with -PassThru' {
        $vps = Connect-Vps -Sandbox -SandboxDelaySec 3600 # It is still starting when it is read, however long that takes.
        $vps.Sandbox.SetServerStatus(900000001, 'stopped')

        $one = Start-VpsServer 900000001 -PassThru

        $one | Should -BeOfType VpsOrg.Client.VpsServer
        $one.Status | Should -Be 'starting'
        $one.IPAddress | Should -Be '203.0.113.10'
    }

    It 'writes a piped server with its own fields and the new status, without another request' {
        $piped = Get-VpsServer 900000001 -Detailed
        $vps.Sandbox.ClearRequests()

        $one = $piped | Start-VpsServer -PassThru

        $one.Status | Should -Be 'starting'
        $one.IPv6Address | Should -Be $piped.IPv6Address
        $piped.Status | Should -Be 'stopped'
        $vps.Sandbox.RequestSummary | Should -Be 'POST servers/{id}/start/: 1'
    }

    It 'waits with -Wait until the server is active' {
        $one = Start-VpsServer 900000001 -Wait -PassThru

        $one.Status | Should -Be 'active'
        $vps.Sandbox.CountRequests('POST', 'servers/900000001/start/') | Should -Be 1
    }

    It 'takes a server that runs already for done: verbose text, and the object with -PassThru' {
        $outcome = Get-Outcome { Start-VpsServer 900000002 -PassThru -Verbose }

        $outcome.ErrorIds | Should -BeNullOrEmpty
        $outcome.Output.Status | Should -Be 'active'
        $outcome.Verbose -join "`n" | Should -BeLike '*900000002*already*active*'
        (Get-Outcome { Start-VpsServer 900000002 -Wait }).ErrorIds | Should -BeNullOrEmpty
    }

    It 'says why a suspended server does not start' {
        $vps.Sandbox.SetServerStatus(900000001, 'suspended')

        $outcome = Get-Outcome { Start-VpsServer 900000001 }

        $outcome.Errors[0].FullyQualifiedErrorId | Should -Be 'InvalidRequest,VpsOrg.PowerShell.Commands.StartVpsServerCommand'
        $outcome.Errors[0].ToString() | Should -BeLike '*suspended*'
    }

    It 'ends with OperationTimeout where the server does not get there' {
        $slow = Connect-Vps -Sandbox -SandboxDelaySec 3600
        $slow.Sandbox.SetServerStatus(900000001, 'stopped')

        $outcome = Get-Outcome { Start-VpsServer 900000001 -Wait -TimeoutSec 1 -PassThru }

        $outcome.Errors[0].FullyQualifiedErrorId | Should -Be 'OperationTimeout,VpsOrg.PowerShell.Commands.StartVpsServerCommand'
        $outcome.Output.Count | Should -Be 0
    }

    It 'settles a start whose answer was lost by the server''s state' {
        Add-Fault $vps @{ Kind = 'CutAfterActing'; Method = 'POST' }

        (Get-Outcome { Start-VpsServer 900000001 }).ErrorIds | Should -BeNullOrEmpty
        $vps.Sandbox.CountRequests('POST', 'servers/900000001/start/') | Should -Be 1
    }
}

Describe '<Verb> of a server that is <Passing>' -ForEach @(
    @{ Verb = 'Start-VpsServer'; Passing = 'stopping'; End = 'stopped'; Reached = 'active'; Advice = '*Wait-VpsServer 900000001 -Status stopped, then try it again*' }
    @{ Verb = 'Stop-VpsServer'; Passing = 'provisioning'; End = 'active'; Reached = 'stopped'; Advice = '*Wait-VpsServer 900000001 -Status active, then try it again*' }
    @{ Verb = 'Stop-VpsServer'; Passing = 'rebooting'; End = 'active'; Reached = 'stopped'; Advice = '*Wait-VpsServer 900000001 -Status active, then try it again*' }
    @{ Verb = 'Restart-VpsServer'; Passing = 'starting'; End = 'active'; Reached = 'active'; Advice = '*Wait-VpsServer 900000001 -Status active, then try it again*' }
) {
    BeforeEach {
        $script:vps = Connect-Vps -Sandbox -SandboxDelaySec 0.3
        $vps.Sandbox.SetServerStatus(900000001, $Passing)
        $vps.Sandbox.ClearRequests()
    }

    AfterEach {
        Get-VpsSession | Disconnect-Vps
    }

    It 'waits with -Wait for the end of that, and only then acts' {
        $started = Start-Script "$Verb 900000001 -Wait -PassThru -Session `$vps" @{ vps = $vps }
        Wait-Task $vps.Sandbox.WaitForRequestsAsync(2)
        $early = Get-Write $vps

        $vps.Sandbox.SetServerStatus(900000001, $End)
        $other = Receive-Script $started

        $early | Should -BeNullOrEmpty
        $other.Errors.Count | Should -Be 0
        $other.Output.Status | Should -Be $Reached
        @(Get-Write $vps).Count | Should -Be 1
    }

    It 'says without -Wait what to do first' {
        $outcome = Get-Outcome { & $Verb 900000001 }

        $outcome.ErrorIds | Should -Be 'InvalidRequest'
        $outcome.Errors[0].ErrorDetails.RecommendedAction | Should -BeLike $Advice
    }

    It 'says after -TimeoutSec that nothing was done' {
        $outcome = Get-Outcome { & $Verb 900000001 -Wait -TimeoutSec 1 }

        $outcome.ErrorIds | Should -Be 'OperationTimeout'
        $outcome.Errors[0].ErrorDetails.RecommendedAction | Should -BeLike 'Nothing was done for this item.*'
        Get-Write $vps | Should -BeNullOrEmpty
    }
}

Describe '<Verb>' -ForEach @{ Verb = 'Start-VpsServer' }, @{ Verb = 'Stop-VpsServer' }, @{ Verb = 'Restart-VpsServer' } {
    BeforeEach {
        $script:vps = Connect-Vps -Sandbox -SandboxDelaySec 0
        $vps.Sandbox.ClearRequests()
    }

    AfterEach {
        Get-VpsSession | Disconnect-Vps
    }

    It 'refuses -TimeoutSec without -Wait before anything is sent' {
        $outcome = Get-Outcome { 900000001 | & $Verb -TimeoutSec 5 }

        $outcome.ErrorIds | Should -Be 'InvalidParameter'
        $outcome.Ended | Should -Not -BeNullOrEmpty
        $vps.Sandbox.Requests.Count | Should -Be 0
    }

    It 'refuses a time-out that is none: <_>' -ForEach 0, -1 {
        (Get-Outcome { & $Verb 900000001 -Wait -TimeoutSec $_ }).ErrorIds | Should -Be 'ParameterArgumentValidationError'
        $vps.Sandbox.Requests.Count | Should -Be 0
    }

    It 'sends no write under -WhatIf, typed or preferred' {
        $other = Invoke-InRunspace "$Verb 900000001 -WhatIf -Session `$vps; `$WhatIfPreference = `$true; 900000001, 900000002 | $Verb -Wait -PassThru -Session `$vps" @{ vps = $vps }

        $other.Errors.Count + $other.Output.Count | Should -Be 0
        Get-Write $vps | Should -BeNullOrEmpty
    }

    It 'does not ask unless it is told to' {
        $null = Invoke-InRunspace "$Verb 900000001 -Session `$vps" @{ vps = $vps }

        @(Get-Write $vps).Count | Should -Be 1
    }

    It 'asks with -Confirm, and sends nothing where nobody answers' {
        $other = Invoke-InRunspace "$Verb 900000001 -Confirm -Session `$vps" @{ vps = $vps }

        $other.Errors.Count | Should -Be 1
        Get-Write $vps | Should -BeNullOrEmpty
    }
}
