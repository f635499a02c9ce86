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
        @{ Typed = '-ClearHostname'; Body = '{"hostname":null}' }
        @{ Typed = '-ClearHostname -Hostname '''''; Body = '{"hostname":null}' }
        @{ Typed = '-Hostname '''' -NewName $null -BackupsEnabled $false'; Body = '{"backups_enabled":false}' }
        @{ Typed = '-BackupsEnabled true'; Body = '{"backups_enabled":true}' }
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

    It 'never sends a piped server''s own fields, nor empty cells, nor what is no value: <_>' -ForEach @(
        'Get-VpsServer 900000001 -Detailed', '[pscustomobject]@{ Id = 900000001; Name = ''web-server-01''; NewName = ''''; Hostname = $null; Status = ''stopped'' }',
        '''Id,NewName,Hostname,Replace,ClearHostname'', ''900000001,,,true,true'' | ConvertFrom-Csv') {
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

        $outcome.ErrorIds | Should -BeIn 'InvalidParameter'
        $vps.Sandbox.Requests.Count | Should -Be 0
    }

    It 'gives one new name to one server only: <_>' -ForEach @(
        '900000001, 900000002 | Set-VpsServer -NewName web-02', 'Get-VpsServer | Set-VpsServer -NewName web-02 -WhatIf',
        'Set-VpsServer web-server-01, db-server-01 -NewName web-02 -WhatIf', 'Set-VpsServer -Id 900000001, 900000002 -NewName web-02',
        '''web-server-01'', ''no-such-server'' | Set-VpsServer -NewName web-02') {
        $outcome = Get-Outcome ([scriptblock]::Create($_))

        $outcome.Ended.FullyQualifiedErrorId | Should -Be 'InvalidParameter,VpsOrg.PowerShell.Commands.SetVpsServerCommand'
        Get-Write $vps | Should -BeNullOrEmpty
    }

    It 'renames each server by a name of its own' {
        (900000001, 900000002 | Set-VpsServer -NewName { "vm-$_" }).Name | Should -Be 'vm-900000001', 'vm-900000002'
    }

    It 'says which parameter renames: <_>' -ForEach @(
        'Set-VpsServer web-server-01 -Name foo', 'Set-VpsServer -Id 900000001 -Name foo', '''web-server-01'' | Set-VpsServer -Name foo',
        'Get-VpsServer | Set-VpsServer -Name foo -Hostname a.example.com') {
        $outcome = Get-Outcome ([scriptblock]::Create($_))

        $outcome.Ended.FullyQualifiedErrorId | Should -Be 'InvalidParameter,VpsOrg.PowerShell.Commands.SetVpsServerCommand'
        $outcome.Ended.ToString() | Should -BeLike '*use -NewName*'
        Get-Write $vps | Should -BeNullOrEmpty
    }

    It 'finds the server by its name alone, as before' {
        (Set-VpsServer -Name web-server-01 -Hostname a.example.com).Hostname | Should -Be 'a.example.com'
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
            Set-VpsServer 900000001 -ClearHostname -WhatIf
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

Describe 'Set-VpsServer and rows' {
    BeforeEach {
        $script:vps = Connect-Vps -Sandbox -SandboxDelaySec 0
        $vps.Sandbox.ClearRequests()
    }

    AfterEach {
        Get-VpsSession | Disconnect-Vps
    }

    It 'changes what the cells say: <Row>' -ForEach @(
        @{ Row = '"Id,NewName,Hostname,BackupsEnabled`n900000001,web-02,web02.example.com,false" | ConvertFrom-Csv'; Body = '{"name":"web-02","hostname":"web02.example.com","backups_enabled":false}' }
        @{ Row = '"Name,NewName,Hostname,BackupsEnabled`nweb-server-01,,,TRUE" | ConvertFrom-Csv'; Body = '{"backups_enabled":true}' }
        @{ Row = '@{ Id = 900000001; NewName = ''web-02'' }'; Body = '{"name":"web-02"}' }
        @{ Row = '''{"id": 900000001, "hostname": "a.example.com", "backupsEnabled": false}'' | ConvertFrom-Json'; Body = '{"hostname":"a.example.com","backups_enabled":false}' }
    ) {
        $null = & ([scriptblock]::Create("$Row | Set-VpsServer"))

        ($vps.Sandbox.Requests | Where-Object Method -EQ PATCH).BodyText -replace '\s' | Should -Be $Body
    }

    It 'refuses a bad row, sends nothing for it, and does the others: <_>' -ForEach @(
        '900000001,,,yes', '900000001,two words,,', '900000001,,bad host,', '900000001,,,2', '900000001,,,') {
        $outcome = Get-Outcome { "Id,NewName,Hostname,BackupsEnabled`n$_`n900000002,,,false" | ConvertFrom-Csv | Set-VpsServer }

        $outcome.Ended | Should -BeNullOrEmpty
        $outcome.ErrorIds | Should -Be 'InvalidParameter'
        Get-Write $vps | Should -Be 'PATCH servers/900000002/'
    }

    It 'applies an edited export of all servers' {
        $file = Join-Path $TestDrive servers.csv
        Get-VpsServer -Detailed | Export-Csv $file
        $rows = Import-Csv $file
        $rows[0].Hostname = 'edited.example.com'
        $rows[1].Hostname = ''
        $rows | Export-Csv $file
        $before = Get-VpsServer db-server-01

        $null = Import-Csv $file | Set-VpsServer

        (Get-VpsServer 900000001).Hostname | Should -Be 'edited.example.com'
        (Get-VpsServer 900000002).Hostname | Should -Be $before.Hostname -Because 'an empty cell is not given'
    }

    It 'runs a file of new names a second time, and says so under -WhatIf' {
        $rows = "Id,Name,NewName`n900000001,web-server-01,web-01`n900000002,db-server-01,db-01" | ConvertFrom-Csv
        $null = $rows | Set-VpsServer

        (Get-Outcome { $rows | Set-VpsServer }).Output.Name | Should -Be 'web-01', 'db-01'
        (Get-Outcome { $rows | Set-VpsServer -WhatIf }).Errors | Should -BeNullOrEmpty
        (Get-Outcome { "Id,Name,NewName`n900000001,old,new" | ConvertFrom-Csv | Set-VpsServer }).ErrorIds | Should -Be 'ServerMismatch'
        (Get-VpsServer 900000001).Name | Should -Be 'web-01'
    }

    It 'refuses one name for two rows, in the real run and under -WhatIf' {
        $rows = "Name,NewName`nweb-server-01,same`ndb-server-01,SAME" | ConvertFrom-Csv

        (Get-Outcome { $rows | Set-VpsServer -WhatIf }).ErrorIds | Should -Be 'InvalidParameter'
        (Get-Outcome { $rows | Set-VpsServer }).ErrorIds | Should -Be 'InvalidParameter'
        Get-Write $vps | Should -Be 'PATCH servers/900000001/'
    }
}
