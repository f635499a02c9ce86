BeforeDiscovery {
    $script:Commands = @(
        'Get-VpsServer', 'Get-VpsServer 900000001', 'Get-VpsServer web-*', 'Get-VpsServer web-server-01',
        'New-VpsServer new -PlanId 1 -OsId 1 -Location us-west', 'Set-VpsServer 900000001 -NewName other', 'Remove-VpsServer 900000001 -Force',
        'Start-VpsServer 900000001', 'Stop-VpsServer 900000001', 'Restart-VpsServer 900000001', 'Wait-VpsServer 900000001 -Status active')
}

BeforeAll {
    . (Join-Path $PSScriptRoot 'TestTools.ps1')
}

Describe 'Which session a command uses' {
    AfterEach {
        Remove-Item -Path Env:VPS_API_TOKEN, Env:VPS_API_URL -ErrorAction Ignore
        Get-VpsSession | Disconnect-Vps
    }

    It 'is none without Connect-Vps, whatever the environment holds: <_>' -ForEach $Commands {
        $env:VPS_API_TOKEN = 'vps_production'
        $env:VPS_API_URL = 'http://127.0.0.1:1/'

        $outcome = Get-Outcome ([scriptblock]::Create($_))

        $outcome.ErrorIds | Should -Be 'NotConnected'
        $outcome.Ended | Should -Not -BeNullOrEmpty
        $outcome.Ended.ToString() | Should -BeLike '*Connect-Vps*-Session $using:vps*'
    }

    It 'is the one that -Session names, with every command: <_>' -ForEach $Commands {
        $vps = Connect-Vps -Sandbox -SandboxDelaySec 0 -NotDefault
        $default = Connect-Vps -Sandbox
        $vps.Sandbox.ClearRequests()
        $default.Sandbox.ClearRequests()

        $outcome = Get-Outcome ([scriptblock]::Create("$_ -Session `$vps"))

        $outcome.ErrorIds | Should -BeNullOrEmpty
        $vps.Sandbox.Requests.Count | Should -BeGreaterThan 0
        $default.Sandbox.Requests.Count | Should -Be 0
    }

    It 'is the one that a piped server came from, not the default: <_>' -ForEach @(
        'Get-VpsServer', 'Set-VpsServer -NewName other', 'Remove-VpsServer -Force', 'Start-VpsServer', 'Stop-VpsServer', 'Restart-VpsServer',
        'Wait-VpsServer -Status active') {
        $vps = Connect-Vps -Sandbox -SandboxDelaySec 0
        $script:piped = Get-VpsServer 900000001
        $default = Connect-Vps -Sandbox
        $vps.Sandbox.ClearRequests()
        $default.Sandbox.ClearRequests()

        $outcome = Get-Outcome ([scriptblock]::Create("`$piped | $_"))

        $outcome.ErrorIds | Should -BeNullOrEmpty
        $vps.Sandbox.Requests.Count | Should -BeGreaterThan 0
        $default.Sandbox.Requests.Count | Should -Be 0
    }

    It 'is still its own for a server that went through <_>' -ForEach @(
        'Sort-Object Name', 'Where-Object Id', 'Select-Object -First 1', 'ForEach-Object { $_ }', 'Stop-VpsServer -PassThru', 'Set-VpsServer -Hostname a.example.com') {
        $vps = Connect-Vps -Sandbox -SandboxDelaySec 0
        $script:piped = Get-VpsServer 900000001
        $null = Connect-Vps -Sandbox

        $again = & ([scriptblock]::Create("`$piped | $_"))
        $vps.Sandbox.ClearRequests()
        $again | Remove-VpsServer -Force

        Get-Write $vps | Should -Be 'DELETE servers/900000001/'
    }

    It 'must not be another one than the piped server''s: SessionMismatch before any request' {
        $vps = Connect-Vps -Sandbox
        $piped = Get-VpsServer 900000001
        $other = Connect-Vps -Sandbox
        $vps.Sandbox.ClearRequests()
        $other.Sandbox.ClearRequests()

        $outcome = Get-Outcome { $piped | Stop-VpsServer -Session $other }

        $outcome.Errors[0].FullyQualifiedErrorId | Should -Be 'SessionMismatch,VpsOrg.PowerShell.Commands.StopVpsServerCommand'
        $vps.Sandbox.Requests.Count + $other.Sandbox.Requests.Count | Should -Be 0
    }

    It 'may be named again for a server of its own' {
        $vps = Connect-Vps -Sandbox -SandboxDelaySec 0
        $null = Connect-Vps -Sandbox

        (Get-VpsServer 900000001 -Session $vps | Stop-VpsServer -Session $vps -PassThru).Id | Should -Be 900000001
    }

    It 'is each server''s own where servers of several sessions come together' {
        $one = Connect-Vps -Sandbox -SandboxDelaySec 0
        $other = Connect-Vps -Sandbox -SandboxDelaySec 0

        (Get-VpsServer 900000001 -Session $one), (Get-VpsServer 900000002 -Session $other) | Stop-VpsServer

        Get-Write $one | Should -Be 'POST servers/900000001/stop/'
        Get-Write $other | Should -Be 'POST servers/900000002/stop/'
    }

    It 'is the one whose name -Session gives, with every command: <_>' -ForEach $Commands {
        $vps = Connect-Vps -Sandbox -SandboxDelaySec 0 -NotDefault -Name lab
        $default = Connect-Vps -Sandbox
        $vps.Sandbox.ClearRequests()
        $default.Sandbox.ClearRequests()

        $outcome = Get-Outcome ([scriptblock]::Create("$_ -Session LAB"))

        $outcome.ErrorIds | Should -BeNullOrEmpty
        $vps.Sandbox.Requests.Count | Should -BeGreaterThan 0
        $default.Sandbox.Requests.Count | Should -Be 0
    }

    It 'is none where -Session names none, with every command: <_>' -ForEach $Commands {
        $default = Connect-Vps -Sandbox
        $default.Sandbox.ClearRequests()

        $outcome = Get-Outcome ([scriptblock]::Create("$_ -Session typo"))

        $outcome.ErrorIds | Should -Be 'SessionNotFound'
        $outcome.Ended.Exception | Should -BeOfType VpsOrg.Client.VpsException
        $default.Sandbox.Requests.Count | Should -Be 0
    }

    It 'is not selected by a row: <_>' -ForEach 'Stop-VpsServer', 'Set-VpsServer -Hostname a.example.com', 'Remove-VpsServer -Force' {
        $lab = Connect-Vps -Sandbox -Name lab -NotDefault
        $default = Connect-Vps -Sandbox -SandboxDelaySec 0
        $script:row = [pscustomobject]@{ Id = 900000001; Session = 'lab' }

        $outcome = Get-Outcome ([scriptblock]::Create("`$row | $_"))

        $outcome.ErrorIds | Should -BeNullOrEmpty
        Get-Write $lab | Should -BeNullOrEmpty
        @(Get-Write $default).Count | Should -Be 1
    }

    It 'that reaches a job is a copy, and the error says to connect there' {
        $vps = Connect-Vps -Sandbox
        $job = Start-Job -ArgumentList $vps, $ModulePath -ScriptBlock {
            param($vps, $path)
            Import-Module $path
            try { Get-VpsServer -Session $vps } catch { "$($_.FullyQualifiedErrorId) $_" }
        }

        try {
            $job | Wait-Job -Timeout $WatchdogSec | Receive-Job | Should -BeLike 'SessionDeserialized,*run Connect-Vps inside the job*'
        }
        finally {
            $job | Remove-Job -Force
        }
    }

    It 'is never the default for what names none: <_>' -ForEach @(
        'Get-VpsServer -Session sandbox', 'Get-VpsServer -Session $null', 'Get-VpsServer -Session ""', 'Get-VpsServer -Session $copy', 'Stop-VpsServer 900000001 -Session $copy',
        'Get-VpsServer -Session ($copy | Select-Object *)', 'Get-VpsServer -Session 1', 'Get-VpsServer -Session @{ Name = "lab" }', 'Get-VpsServer -Session { "lab" }',
        'Get-VpsServer -Session $copy, $copy') {
        $vps = Connect-Vps -Sandbox
        $copy = [Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($vps))
        $copy.IsSandbox | Should -BeTrue
        $vps.Sandbox.ClearRequests()

        $outcome = Get-Outcome ([scriptblock]::Create($_))

        $outcome.ErrorIds.Count | Should -Be 1
        $outcome.Ended.FullyQualifiedErrorId | Should -Match '^(SessionNotFound|SessionDeserialized|InvalidParameter),VpsOrg\.PowerShell\.'
        $vps.Sandbox.Requests.Count | Should -Be 0
    }

    It 'is not remembered by a server that was exported and imported: then it is the default' {
        $null = Connect-Vps -Sandbox
        Get-VpsServer 900000001 | Export-Clixml (Join-Path $TestDrive server.xml)
        $default = Connect-Vps -Sandbox -SandboxDelaySec 0

        Import-Clixml (Join-Path $TestDrive server.xml) | Stop-VpsServer

        Get-Write $default | Should -Be 'POST servers/900000001/stop/'
        Get-Content -Raw (Join-Path $TestDrive server.xml) | Should -Not -Match 'VpsSession|sandbox@example|Origin'
    }

    It 'is never shown by a server' {
        $null = Connect-Vps -Sandbox
        $piped = Get-VpsServer 900000001

        $piped | ConvertTo-Json -Depth 5 | Should -Not -Match 'session|sandbox|origin'
        $piped | Format-List * -Force | Out-String | Should -Not -Match 'session|sandbox|origin'
        $piped | Get-Member -Force | Out-String | Should -Not -Match 'VpsSession|Origin'
    }
}
