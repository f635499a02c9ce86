BeforeAll {
    . (Join-Path $PSScriptRoot 'TestTools.ps1')
}

Describe 'Remove-VpsServer' {
    BeforeEach {
        $script:vps = Connect-Vps -Sandbox -SandboxDelaySec 0
        $vps.Sandbox.ClearRequests()
    }

    AfterEach {
        Get-VpsSession | Disconnect-Vps
    }

    It 'deletes with <_>, without asking' -ForEach '-Force', '-Confirm:$false' {
        $written = & ([scriptblock]::Create("Remove-VpsServer 900000001 $_"))

        $written | Should -BeNullOrEmpty
        $vps.Sandbox.RequestSummary | Should -Be 'DELETE servers/{id}/: 1'
        (Get-VpsServer).Id | Should -Be 900000002
    }

    It 'deletes what is piped, and exact names' {
        Get-VpsServer web-* | Remove-VpsServer -Force
        Remove-VpsServer db-server-01 -Force

        Get-VpsServer | Should -BeNullOrEmpty
    }

    It 'takes no wildcards: <_>' -ForEach 'Remove-VpsServer * -Force', 'Remove-VpsServer -Name web-* -Force', '''*'' | Remove-VpsServer -Force' {
        $outcome = Get-Outcome ([scriptblock]::Create($_))

        $outcome.ErrorIds | Should -Be 'InvalidParameter'
        Get-Write $vps | Should -BeNullOrEmpty
    }

    It 'cannot be called without naming a server' {
        $other = Invoke-InRunspace 'Remove-VpsServer -Force -Session $vps' @{ vps = $vps }

        $other.Errors.FullyQualifiedErrorId | Should -BeLike 'MissingMandatoryParameter,*'
        Get-Write $vps | Should -BeNullOrEmpty
    }

    It 'sends no write where -WhatIf or a wish to be asked stands against it: <_>' -ForEach @(
        'Remove-VpsServer 900000001 -WhatIf', 'Remove-VpsServer 900000001 -Force -WhatIf', '$WhatIfPreference = $true; Remove-VpsServer 900000001 -Force',
        '$WhatIfPreference = $true; 900000001, 900000002 | Remove-VpsServer -Confirm:$false') {
        $other = Invoke-InRunspace "`$PSDefaultParameterValues['*-VpsServer:Session'] = `$vps; $_" @{ vps = $vps }

        $other.Errors | Should -BeNullOrEmpty
        $other.Ended | Should -BeNullOrEmpty
        Get-Write $vps | Should -BeNullOrEmpty
        (Get-VpsServer).Count | Should -Be 2
    }

    It 'deletes what is there and says what is not' {
        $outcome = Get-Outcome { 999, 900000001 | Remove-VpsServer -Force }

        $outcome.Errors[0].FullyQualifiedErrorId | Should -Be 'ServerNotFound,VpsOrg.PowerShell.Commands.RemoveVpsServerCommand'
        $outcome.Errors[0].TargetObject | Should -Be 999
        (Get-VpsServer).Id | Should -Be 900000002
    }

    It 'knows that an earlier attempt whose answer was lost has deleted the server' {
        Add-Fault $vps @{ Kind = 'CutAfterActing'; Method = 'DELETE' }

        $outcome = Get-Outcome { Remove-VpsServer 900000001 -Force }

        $outcome.ErrorIds | Should -BeNullOrEmpty
        $vps.Sandbox.CountRequests('DELETE', 'servers/900000001/') | Should -Be 2
    }
}

Describe 'Remove-VpsServer and whoever sits at the prompt' {
    It 'is an error that deletes nothing where nobody can be asked' {
        $commands = 'Remove-VpsServer 900000001', 'Remove-VpsServer 900000001 -Force -Confirm', '900000001, 900000002 | Remove-VpsServer'

        $child = Invoke-Child @"
            foreach (`$command in '$($commands -join "', '")') {
                `$vps = Connect-Vps -Sandbox
                `$Error.Clear()
                & ([scriptblock]::Create(`$command))
                "`${command}: `$(`$Error.Count) `$(`$vps.Sandbox.CountRequests('DELETE', 'servers/{id}/'))"
            }
"@

        $child.Output -split '\r?\n' | Should -Be ($commands | ForEach-Object { "${_}: 1 0" })
    }

    It 'asks once a server, and says which one it is where; even with -Force where -Confirm is given' {
        $child = Invoke-Child -Interactive -StandardInput "N`nY`nN`n" -Script @'
            $vps = Connect-Vps -Sandbox
            900000001, 900000002 | Remove-VpsServer
            "left: $((Get-VpsServer).Id)"
            Remove-VpsServer 900000001 -Force -Confirm
            "left: $((Get-VpsServer).Id) after $($vps.Sandbox.CountRequests('DELETE', 'servers/{id}/'))"
'@

        $child.Output -replace '\s+', ' ' | Should -BeLike '*left: 900000001 *left: 900000001 after 1'
        if ([IO.Path]::DirectorySeparatorChar -eq '/') {
            # On Windows prompts go to the console's buffer, whatever becomes of the output.
            $child.Output -replace '\s+', ' ' | Should -BeLike '*web-server-01 (id 900000001)*sandbox@example.com*db-server-01 (id 900000002)*sandbox@example.com*left: 900000001 *left: 900000001 after 1'
            [regex]::Matches($child.Output, 'Are you sure').Count | Should -Be 3
        }
    }
}
