BeforeAll {
    . (Join-Path $PSScriptRoot 'TestTools.ps1')
}

Describe 'What <Verb> writes' -ForEach @{ Verb = 'Start-VpsServer' }, @{ Verb = 'Stop-VpsServer' }, @{ Verb = 'Restart-VpsServer' } {
    BeforeEach {
        $script:vps = Connect-Vps -Sandbox -SandboxDelaySec 0.3
        $vps.Sandbox.SetServerStatus(900000001, $(if ($Verb -eq 'Start-VpsServer') { 'stopped' } else { 'active' }))
        $vps.Sandbox.ClearRequests()
        $script:file = Join-Path $TestDrive 'out.txt'
    }

    AfterEach {
        Get-VpsSession | Disconnect-Vps
    }

    It 'is the server where a command follows: <_>' -ForEach @(
        'VERB 900000001 | Select-Object -Property *'
        '$x = VERB 900000001 | Write-Output; $x'
        'VERB 900000001 | Tee-Object -Variable copy'
        'VERB 900000001 | Where-Object Id -EQ 900000001'
        'VERB 900000001 | ForEach-Object { $_ }'
        'function Use-It { VERB 900000001 | Write-Output }; Use-It'
        '& { VERB 900000001 | Write-Output }'
        '& ''VERB'' 900000001 | Write-Output'
        '$with = @{ Id = 900000001 }; VERB @with | Write-Output'
        'VERB 900000001 -Wait | Write-Output'
        'VERB 900000001 -PassThru'
        '& { VERB 900000001 -PassThru } | Write-Output'
    ) {
        $outcome = Get-Outcome ([scriptblock]::Create($_.Replace('VERB', $Verb)))

        $outcome.ErrorIds | Should -BeNullOrEmpty
        $outcome.Output.Id | Should -Be 900000001
        @(Get-Write $vps).Count | Should -Be 1
    }

    It 'is nothing where nobody follows, or nobody shall have it: <_>' -ForEach @(
        'VERB 900000001'
        '900000001 | VERB'
        '$x = VERB 900000001; $x'
        '[void](VERB 900000001)'
        '@(VERB 900000001) | Write-Output'
        'VERB 900000001 -Wait'
        'VERB 900000001 -OutVariable kept; $kept'
        'VERB 900000001 > $file; Get-Content $file'
        'VERB 900000001 *>&1'
        'VERB 900000001 | Out-Null'
        'VERB 900000001 -PassThru:$false | Write-Output'
        '$PSDefaultParameterValues = @{ ''VERB:PassThru'' = $false }; VERB 900000001 | Write-Output'
        '& { VERB 900000001 } | Write-Output'
        '900000001 | ForEach-Object { VERB $_ } | Write-Output'
        'Invoke-Expression ''VERB 900000001'' | Write-Output'
        '$null = $(VERB 900000001)'
        'VERB 900000001 -WhatIf | Write-Output'
    ) {
        $outcome = Get-Outcome ([scriptblock]::Create($_.Replace('VERB', $Verb)))

        $outcome.ErrorIds | Should -BeNullOrEmpty
        $outcome.Output | Should -BeNullOrEmpty
    }

    It 'is nothing at a prompt: what a host appends to the line does not follow in it' {
        $runspace = Open-Runspace
        $runspace.SessionStateProxy.SetVariable('vps', $vps)
        $line = [powershell]::Create($runspace)
        try {
            $line.AddScript("$Verb 900000001 -Session `$vps").AddCommand('Write-Output').Invoke().Count | Should -Be 0
            @(Get-Write $vps).Count | Should -Be 1
        }
        finally {
            $line.Dispose()
            $runspace.Dispose()
        }
    }

    It 'is nothing inside a proxy function, which hands on its own output' {
        function Use-Proxy {
            [CmdletBinding()]
            param([Parameter(ValueFromPipeline)] $InputObject)
            begin {
                $steps = { & $Verb -Session $vps }.GetSteppablePipeline($MyInvocation.CommandOrigin)
                $steps.Begin($PSCmdlet)
            }
            process { $steps.Process($InputObject) }
            end { $steps.End() }
        }

        900000001 | Use-Proxy | Write-Output | Should -BeNullOrEmpty
        @(Get-Write $vps).Count | Should -Be 1
    }

    It 'is a table where one is asked for' {
        (Invoke-Expression "$Verb 900000001 | Format-Table Id" | Out-String).Trim() | Should -BeLike '*900000001'
    }
}

Describe 'A pipeline that ends in Wait-VpsServer' {
    BeforeEach {
        $script:vps = Connect-Vps -Sandbox -SandboxDelaySec 0.3
        $vps.Sandbox.ClearRequests()
    }

    AfterEach {
        Get-VpsSession | Disconnect-Vps
    }

    It 'waits for what was stopped, started or restarted before it' {
        (Get-VpsServer | Stop-VpsServer | Wait-VpsServer -Status stopped).Status | Should -Be 'stopped', 'stopped'
        ('web-server-01', 'db-server-01' | Start-VpsServer | Wait-VpsServer -Status active).Status | Should -Be 'active', 'active'
        (Restart-VpsServer 900000001 | Wait-VpsServer -Status active).Id | Should -Be 900000001
    }

    It 'says that it waited for nothing where nothing came: <_>' -ForEach @(
        '@() | Wait-VpsServer -Status stopped'
        '$none = @(); $none | Wait-VpsServer -Status stopped'
        'Get-VpsServer no-such-* | Stop-VpsServer | Wait-VpsServer -Status stopped'
        '& { Stop-VpsServer 900000001 } | Wait-VpsServer -Status stopped'
        'Get-VpsServer | Stop-VpsServer -PassThru:$false | Wait-VpsServer -Status stopped'
        'Get-VpsServer | Stop-VpsServer -WhatIf | Wait-VpsServer -Status stopped'
    ) {
        $outcome = Get-Outcome ([scriptblock]::Create($_))

        $outcome.ErrorIds | Should -Be 'NothingToWaitFor'
        $outcome.Errors[0].FullyQualifiedErrorId | Should -Be 'NothingToWaitFor,VpsOrg.PowerShell.Commands.WaitVpsServerCommand'
        $outcome.Ended | Should -BeNullOrEmpty
        $outcome.Output | Should -BeNullOrEmpty
    }

    It 'says so after the error that is the reason: <Line>' -ForEach @(
        @{ Line = 'Stop-VpsServer nobody | Wait-VpsServer -Status stopped'; First = 'ServerNotFound' }
        @{ Line = '$null | Wait-VpsServer -Status stopped'; First = 'ParameterArgumentValidationError' }
    ) {
        (Get-Outcome ([scriptblock]::Create($Line))).ErrorIds | Should -Be $First, 'NothingToWaitFor'
    }

    It 'ends a script that stops at errors' {
        (Get-Outcome { $ErrorActionPreference = 'Stop'; @() | Wait-VpsServer -Status stopped; 'went on' }).Output | Should -BeNullOrEmpty
    }

    It 'is no error in a rehearsal with $WhatIfPreference' {
        $outcome = Get-Outcome { $WhatIfPreference = $true; Get-VpsServer | Stop-VpsServer | Wait-VpsServer -Status stopped }

        $outcome.ErrorIds | Should -BeNullOrEmpty
        Get-Write $vps | Should -BeNullOrEmpty
    }

    It 'says what it waits for where that was named, and nothing of a pipeline: <_>' -ForEach 'Wait-VpsServer 900000001 -Status active', 'Wait-VpsServer -Id 900000001 -Status active', 'Wait-VpsServer -Name web-server-01 -Status active' {
        (Get-Outcome ([scriptblock]::Create($_))).ErrorIds | Should -BeNullOrEmpty
    }
}
