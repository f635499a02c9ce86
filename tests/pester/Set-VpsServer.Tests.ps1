BeforeAll {
    . (Join-Path $PSScriptRoot 'TestTools.ps1')
}

Describe 'Set-VpsServer' {
    BeforeEach {
        $script:vps = Connect-Vps -Sandbox -SandboxDelaySec 0
        $vps.Sandbox.ClearRequests()
    }

    AfterEach {
        Get-VpsSession | Disconnect-Vps
    }

    It 'sends only what was typed: <Typed>' -ForEach @(
        @{ Typed = '-NewName web-02'; Body = '{"name":"web-02"}' }
        @{ Typed = '-Hostname web02.example.com'; Body = '{"hostname":"web02.example.com"}' }
        @{ Typed = '-Hostname '''''; Body = '{"hostname":null}' }
        @{ Typed = '-Hostname $null'; Body = '{"hostname":null}' }
        @{ Typed = '-BackupsEnabled $false'; Body = '{"backups_enabled":false}' }
        @{ Typed = '-NewName web-02 -BackupsEnabled $true'; Body = '{"name":"web-02","backups_enabled":true}' }
    ) {
        $changed = & ([scriptblock]::Create("Set-VpsServer 900000001 $Typed"))

        $changed.Id | Should -Be 900000001
        $changed | Should -BeOfType VpsOrg.Client.VpsServer
        $vps.Sandbox.RequestSummary | Should -Be 'PATCH servers/{id}/: 1'
        $vps.Sandbox.Requests[0].BodyText -replace '\s' | Should -Be $Body
    }

    It 'writes the server as it is after the change' {
        (Set-VpsServer web-server-01 -NewName web-02).Name | Should -Be 'web-02'
        (Get-VpsServer 900000001).Name | Should -Be 'web-02'
    }

    It 'never sends a piped object''s own fields: <_>' -ForEach @(
        'Get-VpsServer 900000001 -Detailed', '[pscustomobject]@{ Id = 900000001; Name = ''web-server-01''; NewName = ''y''; Hostname = ''z.example.com'' }',
        '''Id,NewName,Hostname,Replace'', ''900000001,other,z.example.com,true'' | ConvertFrom-Csv') {
        $null = & ([scriptblock]::Create("$_ | Set-VpsServer -BackupsEnabled `$false"))

        Get-Write $vps | Should -Be 'PATCH servers/900000001/'
        ($vps.Sandbox.Requests | Where-Object Method -EQ 'PATCH').BodyText -replace '\s' | Should -Be '{"backups_enabled":false}'
    }

    It 'replaces the whole configuration with -Replace' {
        $null = Set-VpsServer 900000001 -Replace -NewName web-02 -Hostname web02.example.com -BackupsEnabled $false

        Get-Write $vps | Should -Be 'PUT servers/900000001/'
        $vps.Sandbox.Requests[0].BodyText -replace '\s' | Should -Be '{"name":"web-02","hostname":"web02.example.com","backups_enabled":false}'
    }

    It 'refuses -Replace without all three values: <_>' -ForEach @(
        '-NewName web-02', '-NewName web-02 -Hostname a.example.com', '-Hostname a.example.com -BackupsEnabled $true', '') {
        $outcome = Get-Outcome ([scriptblock]::Create("Set-VpsServer 900000001 -Replace $_"))

        $outcome.Ended.FullyQualifiedErrorId | Should -Be 'InvalidParameter,VpsOrg.PowerShell.Commands.SetVpsServerCommand'
        $vps.Sandbox.Requests.Count | Should -Be 0
    }

    It 'refuses to change nothing' {
        $outcome = Get-Outcome { Get-VpsServer | Set-VpsServer }

        $outcome.ErrorIds | Should -Be 'InvalidParameter'
        Get-Write $vps | Should -BeNullOrEmpty
    }

    It 'refuses bad values before anything is sent: <_>' -ForEach '-NewName ''two words''', '-NewName ''''', '-NewName $null', '-Hostname ''bad host''', '-BackupsEnabled maybe' {
        $outcome = Get-Outcome ([scriptblock]::Create("900000001 | Set-VpsServer $_"))

        $outcome.ErrorIds | Should -BeIn 'InvalidParameter', 'CannotConvertArgument'
        $vps.Sandbox.Requests.Count | Should -Be 0
    }

    It 'gives one new name to one server only' {
        $outcome = Get-Outcome { 900000001, 900000002 | Set-VpsServer -NewName web-02 }

        $outcome.ErrorIds | Should -Be 'InvalidParameter'
        Get-Write $vps | Should -Be 'PATCH servers/900000001/'
    }

    It 'changes many servers alike' {
        $changed = Get-VpsServer | Set-VpsServer -BackupsEnabled $true

        $changed.Id | Should -Be 900000001, 900000002
        $changed.BackupsEnabled | Should -Be $true, $true
    }

    It 'shows under -WhatIf what would change, field by field, and sends no write' {
        $child = Invoke-Child @'
            $vps = Connect-Vps -Sandbox
            $one = Get-VpsServer 900000001
            $null = Set-VpsServer 900000001 -Hostname changed.example.com
            $one | Set-VpsServer -NewName web-02 -Hostname web02.example.com -BackupsEnabled $false -WhatIf
            Set-VpsServer 900000001 -Hostname '' -WhatIf
            $vps.Sandbox.RequestSummary -match 'PATCH|PUT'
'@
        $lines = $child.Output -split '\r?\n'

        $child.ErrorText | Should -BeNullOrEmpty
        $lines.Count | Should -Be 3
        $lines[0] | Should -BeLike 'What if: *web-server-01 (id 900000001)*sandbox@example.com*name: web-server-01 * web-02*hostname: changed.example.com * web02.example.com*backups_enabled: true * false*'
        $lines[1] | Should -BeLike 'What if: *hostname: changed.example.com * (none)*'
        $lines[2] | Should -Be 'PATCH servers/{id}/: 1'
    }
}
