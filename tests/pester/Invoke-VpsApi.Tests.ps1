# Any endpoint by its path, on the session's funnel.

BeforeAll {
    . (Join-Path $PSScriptRoot 'TestTools.ps1')
}

Describe 'Invoke-VpsApi' {
    BeforeEach {
        $vps = Connect-Vps -Sandbox -SandboxServerCount 57 -SandboxPageSize 20
        $vps.Sandbox.ClearRequests()
    }

    AfterEach {
        Disconnect-Vps
    }

    It 'gets a plain object with the API''s own names' {
        $me = Invoke-VpsApi account/me/

        $me.account.email | Should -Be 'sandbox@example.com'
        $me.token.permissions | Should -Contain 'servers:read'
        $me | Should -BeOfType [pscustomobject]
    }

    It 'reads a list whole, item by item' {
        $servers = Invoke-VpsApi servers/

        $servers.Count | Should -Be 57
        ($servers.id | Sort-Object -Unique).Count | Should -Be 57
    }

    It 'gives one page where the path asks for it' {
        $page = Invoke-VpsApi 'servers/?page=2&page_size=5'

        $page.count | Should -Be 57
        $page.results.Count | Should -Be 5
        $vps.Sandbox.Requests.Count | Should -Be 1
    }

    It 'sends a body from <Kind>' -ForEach @(
        @{ Kind = 'a hashtable'; Body = @{ hostname = 'x.example.com'; backups_enabled = $true } }
        @{ Kind = 'an object'; Body = [pscustomobject]@{ hostname = 'x.example.com'; backups_enabled = $true } }
        @{ Kind = 'JSON text'; Body = '{"hostname":"x.example.com","backups_enabled":true}' }
    ) {
        $server = Invoke-VpsApi servers/900000001/ PATCH $Body

        $server.hostname | Should -Be 'x.example.com'
        $sent = Get-SentBody $vps PATCH
        $sent.backups_enabled | Should -BeExactly $true
        @($sent.PSObject.Properties).Count | Should -Be 2
    }

    It 'takes any name of a field, also in the answer to a write that acted' {
        $names = 'PSObject', 'pstypenames', '', 'PSBase', 'PSAdapted', 'PSExtended', 'PSStandardMembers', 'id', 'ID', 'Count', 'Length', 'Keys', 'ToString', 'a b', 'x*'
        $body = '{' + (($names | ForEach-Object { """$_"":{""$_"":[{""$_"":1}]}" }) -join ',') + '}'
        Add-Fault $vps @{ Kind = 'Alter'; Method = 'POST'; Body = $body }

        $outcome = Get-Outcome { Invoke-VpsApi servers/900000001/stop/ POST }

        $outcome.ErrorIds | Should -BeNullOrEmpty
        $answer = $outcome.Output[0]
        @($answer.PSObject.Properties).Count | Should -Be $names.Count
        $answer.PSObject_.PSObject_[0].PSObject_ | Should -Be 1
        $answer.ID_ | Should -Not -BeNullOrEmpty
        $answer | ConvertTo-Json -Depth 5 | Should -Match 'pstypenames_'
        { $answer | Format-List | Out-String } | Should -Not -Throw
    }

    It 'writes nothing for an answer without a body' {
        Invoke-VpsApi servers/900000002/ DELETE -Force | Should -BeNullOrEmpty
        Get-Write $vps | Should -Be 'DELETE servers/900000002/'
    }

    It 'sends no write under -WhatIf' {
        Invoke-VpsApi servers/900000002/ DELETE -WhatIf

        Get-Write $vps | Should -BeNullOrEmpty
    }

    It 'asks before a DELETE as Remove-VpsServer does' {
        $child = Invoke-Child @'
            $vps = Connect-Vps -Sandbox
            Invoke-VpsApi servers/900000002/ DELETE -WhatIf
            Remove-VpsServer 900000002 -WhatIf
            try { Invoke-VpsApi servers/900000002/ DELETE } catch { 'asked' }
            Invoke-VpsApi servers/900000002/stop/ POST | ForEach-Object { 'not asked' }
            Invoke-VpsApi servers/900000002/ DELETE -Confirm:$false
            $vps.Sandbox.CountRequests('DELETE', 'servers/{id}/')
'@

        $lines = $child.Output -split '\r?\n'
        $lines[0] | Should -BeLike '*Delete server for good*db-server-01 (id 900000002)*'
        $lines[1] | Should -Be $lines[0]
        $lines[2..4] | Should -Be 'asked', 'not asked', '1'
    }

    It 'stays at the session''s address: <_>' -ForEach 'https://example.com/x', '../../x', 'servers/1/../900000002/stop/', 'servers/1/%2e%2e/900000002/stop/', 'servers/1/%252e%252e/900000002/stop/', 'servers%2f900000002/', 'servers/900000002;x=1/', 'servers/1%5c..%5c900000002/', '..\..\x', '/', 'https://sandbox.invalid:444/api/v1/x' {
        $seen = Get-Outcome { Invoke-VpsApi $_ }

        $seen.ErrorIds | Should -Be 'InvalidParameter'
        $vps.Sandbox.Requests.Count | Should -Be 0
    }

    It 'is bound by the session''s guards, however the path is written: <_>' -ForEach 'servers/900000002/stop/', 'servers/900000002/stop', 'servers//900000002/stop/', 'servers/%39%300000002/stop/', 'keys/', 'servers/', '/servers/900000002/stop/' {
        $guarded = Connect-Vps -Sandbox -Protect db-* -NotDefault

        $seen = Get-Outcome { Invoke-VpsApi $_ POST -Session $guarded }

        $seen.ErrorIds | Should -Be 'ServerProtected'
        Get-Write $guarded | Should -BeNullOrEmpty
    }

    It 'is refused by a read-only session' {
        $readOnly = Connect-Vps -Sandbox -ReadOnly -NotDefault

        (Get-Outcome { Invoke-VpsApi keys/ POST @{ name = 'x' } -Session $readOnly }).ErrorIds | Should -Be 'SessionReadOnly'
        Get-Write $readOnly | Should -BeNullOrEmpty
    }

    It 'refuses a body that is no JSON, or has no form in it, before anything is sent' {
        (Get-Outcome { Invoke-VpsApi keys/ POST '{"name":' }).ErrorIds | Should -Be 'InvalidParameter'
        (Get-Outcome { Invoke-VpsApi keys/ GET @{ a = 1 } }).ErrorIds | Should -Be 'InvalidParameter'
        $circle = @{}
        $circle.self = $circle
        (Get-Outcome { Invoke-VpsApi keys/ POST $circle }).ErrorIds | Should -Be 'InvalidParameter'
        Get-Write $vps | Should -BeNullOrEmpty
    }

    It 'says that nothing is there, in other words than for a server' {
        (Get-Outcome { Invoke-VpsApi domains/ }).ErrorIds | Should -Be 'NotFound'
        (Get-Outcome { Invoke-VpsApi servers/1/ }).ErrorIds | Should -Be 'ServerNotFound'
        (Get-Outcome { Invoke-VpsApi servers/1/snapshots/ }).ErrorIds | Should -Be 'NotFound'
        (Get-Outcome { Invoke-VpsApi servers/900000001/snapshots/ }).ErrorIds | Should -Be 'NotFound'
    }
}
