BeforeAll {
    . (Join-Path $PSScriptRoot 'TestTools.ps1')
}

Describe 'Compare-VpsServer' {
    BeforeEach {
        $script:vps = Connect-Vps -Sandbox -SandboxServerCount 12 -SandboxDelaySec 0
        $vps.Sandbox.ClearRequests()
    }

    AfterEach {
        Get-VpsSession | Disconnect-Vps
    }

    It 'takes an export of the account for a file without a difference: <_>' -ForEach @(
        'Get-VpsServer -Detailed | Export-Csv $file; Import-Csv $file'
        'Get-VpsServer -Detailed | Export-Csv $file -IncludeTypeInformation; Import-Csv $file'
        'Get-VpsServer | Export-Csv $file; Import-Csv $file'
        'Get-VpsServer -Detailed | ConvertTo-Json | Set-Content $file; Get-Content -Raw $file | ConvertFrom-Json'
        'Get-VpsServer -Detailed | Export-Clixml $file; Import-Clixml $file'
        'Get-VpsServer -Detailed'
        'Get-VpsServer | Select-Object *'
        'Get-VpsServer -Detailed | Select-Object Id, Name, PlanId, OsId, Location, Hostname, BackupsEnabled, Status'
        'Get-VpsServer -Detailed | Select-Object * -ExcludeProperty Id'
    ) {
        if ($PSVersionTable.PSVersion.Major -lt 7 -and $_ -match 'IncludeTypeInformation') {
            $_ = $_.Replace(' -IncludeTypeInformation', '') # There it is what is written anyway.
        }

        $file = Join-Path $TestDrive "$([guid]::NewGuid())"
        $rows = & ([scriptblock]::Create($_))

        $outcome = Get-Outcome { $rows | Compare-VpsServer }

        $outcome.Ended | Should -BeNullOrEmpty
        $outcome.Output | Should -BeNullOrEmpty
        $outcome.Warnings | Should -BeNullOrEmpty
        Get-Write $vps | Should -BeNullOrEmpty
    }

    It 'takes an export of an account of UUIDs, with fields that the API adds' {
        $uuids = Connect-Vps -Sandbox -SandboxUuid -SandboxServerCount 3
        $edits = [Collections.Generic.Dictionary[string, string]]::new()
        $edits['host'] = '"h7"'
        $edits['power_state'] = '"on"'
        Add-Fault $uuids @{ Kind = 'Alter'; Method = 'GET'; PathPattern = 'servers/{id}/'; Edits = $edits; Times = 6 }
        $file = Join-Path $TestDrive uuids.csv
        Get-VpsServer -Session $uuids -Detailed | Export-Csv $file

        $outcome = Get-Outcome { Import-Csv $file | Compare-VpsServer -Session $uuids -Extra * }

        (Import-Csv $file)[0].host | Should -Be 'h7'
        $outcome.Output | Should -BeNullOrEmpty
        $outcome.Warnings | Should -BeNullOrEmpty
        $outcome.Ended | Should -BeNullOrEmpty
    }

    It 'is a check: something where something differs, nothing where nothing does' {
        $same = [pscustomobject]@{ Name = 'web-server-01'; Status = 'active' }
        $other = [pscustomobject]@{ Name = 'web-server-01'; Status = 'stopped' }

        $(if ($same | Compare-VpsServer) { 'drift' } else { 'none' }) | Should -Be 'none'
        $(if ($other | Compare-VpsServer 6>$null) { 'drift' } else { 'none' }) | Should -Be 'drift'
    }

    It 'takes rows from <Name>' -ForEach @(
        @{ Name = 'CSV'; Rows = '"Name,Hostname,BackupsEnabled`nWEB-server-01,a.example.com,False" | ConvertFrom-Csv' }
        @{ Name = 'JSON'; Rows = '''[{"name":"web-server-01","hostname":"a.example.com","backupsEnabled":false}]'' | ConvertFrom-Json' }
        @{ Name = 'a data file'; Rows = '(Import-PowerShellDataFile $file).Servers' }
        @{ Name = 'a parameter'; Rows = ', @(@{ Name = ''web-server-01''; Hostname = ''a.example.com''; BackupsEnabled = 0 })' }
    ) {
        $file = Join-Path $TestDrive fleet.psd1
        Set-Content $file "@{ Servers = @(@{ Name = 'web-server-01'; Hostname = 'a.example.com'; BackupsEnabled = `$false }) }"
        $rows = & ([scriptblock]::Create($Rows))

        $found = if ($Name -eq 'a parameter') { Compare-VpsServer $rows 6>$null } else { $rows | Compare-VpsServer 6>$null }

        $found.Kind | Should -Be 'Different', 'Different'
        $found.Property | Should -Be 'Hostname', 'BackupsEnabled'
        $found[0] | Should -BeOfType VpsOrg.Client.VpsServerDifference
    }

    It 'takes what a script wrote nothing for as not given: <Name>' -ForEach @(
        @{ Name = 'a dictionary'; Rows = '@{ Name = "web-server-01"; PlanId = if ($false) { 2 }; Hostname = & { }; BackupsEnabled = if ($false) { $false } }' }
        @{ Name = 'an object'; Rows = '[pscustomobject]@{ Name = "web-server-01"; PlanId = if ($false) { 2 }; Hostname = & { }; BackupsEnabled = if ($false) { $false } }' }
        @{ Name = 'a computed column'; Rows = '[pscustomobject]@{ Name = "web-server-01" } | Select-Object Name, @{ n = "PlanId"; e = { if ($false) { 2 } } }, @{ n = "BackupsEnabled"; e = { } }' }
    ) {
        & ([scriptblock]::Create($Rows)) | Compare-VpsServer | Should -BeNullOrEmpty
    }

    It 'takes the array that ConvertFrom-Json of Windows PowerShell writes as one object' {
        $rows = [pscustomobject]@{ Name = 'web-server-01' }, [pscustomobject]@{ Name = 'web-99' }

        (Write-Output $rows -NoEnumerate | Compare-VpsServer 6>$null).Name | Should -Be 'web-99'
    }

    It 'writes flat objects that go into CSV and JSON and are told as text' {
        $found = @{ Name = 'web-server-01'; BackupsEnabled = 'false'; PlanId = 'Big' } | Compare-VpsServer 6>$null

        ($found | ConvertTo-Csv -NoTypeInformation)[0] | Should -Be '"Name","Id","Kind","Property","Desired","Actual","Remedy"'
        ($found[1] | ConvertTo-Json -Compress) | Should -BeLike '{"Name":"web-server-01","Id":900000001,"Kind":"Different","Property":"BackupsEnabled","Desired":false,"Actual":true,"Remedy":*'
        "$($found[1])" | Should -Be 'web-server-01: Different BackupsEnabled'
    }

    It 'says of no rows, and of a top level of a data file, that they are none: <_>' -ForEach @('@()', '@{ Servers = 1, 2 }', '$null', '''fleet.csv''') {
        $rows = & ([scriptblock]::Create($_))

        $outcome = Get-Outcome { $rows | Compare-VpsServer }

        @($outcome.ErrorIds) + @($outcome.Output | ForEach-Object { $_.Kind }) | Where-Object { $_ } | Should -BeIn 'NoRows', 'Unknown'
        @($outcome.ErrorIds).Count + @($outcome.Output).Count | Should -Be 1
    }

    It 'ends where the list cannot be read, and tells of a server that cannot' {
        $vps.Sandbox.FailNext('GET', 'servers/900000001/', 'Status', 9, 403)
        $found = @{ Name = 'web-server-01'; BackupsEnabled = $true } | Compare-VpsServer 6>$null
        $vps.Sandbox.FailNext('GET', 'servers/', 'Status', 99, 403)
        $outcome = Get-Outcome { @{ Name = 'web-server-01' } | Compare-VpsServer }

        $found.Kind | Should -Be 'Unknown'
        $outcome.Ended.FullyQualifiedErrorId | Should -Be 'PermissionDenied,VpsOrg.PowerShell.Commands.CompareVpsServerCommand'
        $outcome.Output | Should -BeNullOrEmpty
    }

    It 'refuses a misspelt column, and names others in a warning' {
        $slip = Get-Outcome { @{ Name = 'web-server-01'; Hostnme = 'a.example.com' } | Compare-VpsServer }
        $note = Get-Outcome { @{ Name = 'web-server-01'; Team = 'blue' } | Compare-VpsServer }

        $slip.Ended.FullyQualifiedErrorId | Should -Be 'InvalidParameter,VpsOrg.PowerShell.Commands.CompareVpsServerCommand'
        $slip.Ended.ToString() | Should -BeLike "*'Hostnme'*Hostname is meant*"
        $note.Warnings | Should -BeLike 'These columns of the rows are not compared: Team.*'
        $note.Output | Should -BeNullOrEmpty
    }

    It 'refuses what is no pattern before anything is read' {
        $outcome = Get-Outcome { @{ Name = 'web-server-01' } | Compare-VpsServer -Extra 'a[' }

        $outcome.Ended.FullyQualifiedErrorId | Should -Be 'InvalidParameter,VpsOrg.PowerShell.Commands.CompareVpsServerCommand'
        $vps.Sandbox.Requests.Count | Should -Be 0
    }

    It 'gives a script the exit code 1 where there is drift, and 0 where there is none' {
        $script = "`$ErrorActionPreference = 'Stop'
            `$null = Connect-Vps -Sandbox
            `$drift = @(@{ Name = 'web-server-01'; Status = 'STATUS' } | Compare-VpsServer)
            if (`$drift) { throw ""`$(`$drift.Count) differences."" }"

        $none, $drift = 'active', 'stopped' | ForEach-Object { Start-Child $script.Replace('STATUS', $_) } | ForEach-Object { Receive-Child $_ }

        $none.ExitCode | Should -Be 0
        $none.Output | Should -BeNullOrEmpty
        $drift.ExitCode | Should -Be 1
        $drift.ErrorText | Should -Match '1 differences\.'
    }
}
