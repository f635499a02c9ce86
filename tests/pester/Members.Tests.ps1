# Servers as objects, in the engine: what exports show, what filters see, and what the import does to a runspace.

BeforeAll {
    . (Join-Path $PSScriptRoot 'TestTools.ps1')
    $script:columns = 'Id', 'Name', 'Status', 'IPAddress', 'IPv6Address', 'Hostname', 'Location', 'PlanId', 'Plan', 'OsId', 'OS', 'VCpus', 'MemoryMB',
    'StorageGB', 'BandwidthGB', 'BackupsEnabled', 'IsDetailed', 'CreatedAt', 'UpdatedAt', 'CreatedAtUtc', 'UpdatedAtUtc', 'Message'
    $script:hidden = 'AgeDays', 'CpuPercent', 'MemoryPercent', 'DiskPercent', 'BandwidthPercent', 'ComputerName', 'PlanDetail', 'OSDetail', 'ResourceUsage',
    'AdditionalProperties', 'ServerId'
    $script:asTable = @{ AsHashTable = $true } # Group-Object's is older than that of ConvertFrom-Json.

    function Add-Field {
        # Adds fields to the next answers about one server.
        param($Session, [string] $Path, [hashtable] $Fields)
        $fault = [VpsOrg.Sandbox.SandboxFault]@{ Kind = 'Alter'; Method = 'GET'; PathPattern = $Path; Times = 1000 }
        foreach ($name in $Fields.Keys) {
            $fault.Edits[$name] = $Fields[$name]
        }

        $Session.Sandbox.InjectFault($fault)
    }
}

Describe 'A server as an object' {
    BeforeEach {
        $script:vps = Connect-Vps -Sandbox -SandboxDelaySec 0
    }

    AfterEach {
        Get-VpsSession | Disconnect-Vps
    }

    It 'has flat columns in a fixed order: in JSON, CSV, Select-Object and Format-List *' {
        $server = Get-VpsServer 900000001

        (($server | ConvertTo-Json -WarningVariable warned | ConvertFrom-Json).PSObject.Properties.Name) | Should -Be $columns
        (($server | ConvertTo-Csv -NoTypeInformation)[0] -replace '"' -split ',') | Should -Be $columns
        ($server | Select-Object -Property *).PSObject.Properties.Name | Should -Be $columns
        @($server | Format-List -Property * | Out-String -Stream | Where-Object { $_ -match '^(\w+) +:' } | ForEach-Object { $Matches[1] }) | Should -Be $columns
        $warned | Should -BeNullOrEmpty
        foreach ($value in $server.PSObject.Properties.Value) {
            $value -is [string] -or $value -is [ValueType] -or $null -eq $value | Should -BeTrue
        }
    }

    It 'exports an unchanged account to the same bytes each time: <_>' -ForEach 'ConvertTo-Json', 'ConvertTo-Csv', 'Export-Clixml' {
        $export = if ($_ -eq 'Export-Clixml') {
            { $input | Export-Clixml -Path (Join-Path $TestDrive 'x.xml'); Get-Content -Raw (Join-Path $TestDrive 'x.xml') }
        }
        else {
            [scriptblock]::Create("`$input | $_")
        }

        $first = Get-VpsServer -Detailed | & $export | Out-String
        $null = Get-VpsServer | Select-Object AgeDays, DiskPercent
        $second = Get-VpsServer -Detailed | & $export | Out-String

        $second | Should -BeExactly $first
        $first | Should -Not -Match 'AgeDays|Percent|ServerId|ResourceUsage|Detail"|AdditionalProperties'
    }

    It 'hides what is computed, nested or changes by itself, and has it all the same' {
        $server = Get-VpsServer 900000001

        foreach ($name in $hidden) {
            $server.PSObject.Members[$name] | Should -Not -BeNullOrEmpty -Because $name
            @($server | Get-Member).Name | Should -Not -Contain $name
            @(($server | Get-Member -Force).Name) | Should -Contain $name
        }

        $server.DiskPercent | Should -Be 43.75
        $server.PlanDetail.MemoryMB | Should -Be 4096
        $server.OSDetail.Id | Should -Be 5
        $server.ResourceUsage.DiskUsedGB | Should -Be 35
        $server.AgeDays | Should -BeOfType double
    }

    It 'shows hidden members to Where-Object, Sort-Object, Select-Object, Group-Object and Measure-Object' {
        (Get-VpsServer -Detailed | Where-Object DiskPercent -GT 50).Name | Should -Be 'db-server-01'
        (Get-VpsServer -Detailed | Sort-Object CpuPercent -Descending)[0].Name | Should -Be 'db-server-01'
        $chosen = Get-VpsServer -Detailed | Select-Object Name, MemoryPercent, ServerId
        $chosen.MemoryPercent | Should -Be 50, 62.5
        $chosen.ServerId | Should -Be 900000001, 900000002
        (Get-VpsServer | Group-Object ComputerName).Name | Should -Be 'db01.example.com', 'web01.example.com'
        (Get-VpsServer -Detailed | Measure-Object DiskPercent -Maximum).Maximum | Should -Be 60
    }

    It 'shows them to Tab: <_>' -ForEach 'Get-VpsServer | Where-Object Age', 'Get-VpsServer | Sort-Object Age', 'Get-VpsServer | Select-Object Age', '(Get-VpsServer).Age' {
        (TabExpansion2 -inputScript $_ -cursorColumn $_.Length).CompletionMatches.CompletionText | Should -Contain 'AgeDays'
    }

    It 'has an age that is a number of days, and none that is read as ticks' {
        $null = New-VpsServer new-01 -PlanId 1 -OsId 5 -Location us-west

        @(Get-VpsServer | Where-Object AgeDays -GT 30).Name | Should -Be 'web-server-01', 'db-server-01'
        @(Get-VpsServer | Where-Object { $_.AgeDays -lt 1 }).Name | Should -Be 'new-01'
        @(Get-VpsServer | Where-Object { $_.CreatedAt -lt (Get-Date).AddDays(-30) }).Name | Should -Be 'web-server-01', 'db-server-01'
        & { Set-StrictMode -Off; Get-VpsServer | Where-Object Age -GT 30 } | Should -BeNullOrEmpty
        (Get-VpsServer new-01).PSObject.Members['Age'] | Should -BeNullOrEmpty
    }

    It 'has a plan and a system that are text' {
        $server = Get-VpsServer web-server-01

        (Get-VpsServer | Where-Object Plan -EQ 'standard vps').Name | Should -Be 'web-server-01'
        (Get-VpsServer | Where-Object OS -Like 'Debian*').Name | Should -Be 'db-server-01'
        @{ 'Standard VPS' = 5 }[$server.Plan] | Should -Be 5
        (Get-VpsServer | Group-Object Plan @asTable)['Performance VPS'].Name | Should -Be 'db-server-01'
        'Performance VPS' -lt $server.Plan | Should -BeTrue
        $server.Plan | Should -BeOfType string
        $server.OS | Should -BeOfType string
    }

    It 'keeps what is useful over Clixml, and carries nothing that it hides' {
        $path = Join-Path $TestDrive 'servers.xml'
        Get-VpsServer -Detailed | Export-Clixml -Path $path

        $back = Import-Clixml -Path $path

        $back.Plan | Should -Be 'Standard VPS', 'Performance VPS'
        $back.OS | Should -Be 'Ubuntu 22.04 LTS', 'Debian 12'
        @($back | Where-Object Plan -EQ 'Standard VPS').Id | Should -Be 900000001
        $back[0].CreatedAt | Should -BeOfType datetime
        $back[0].CreatedAt | Should -Be (Get-VpsServer 900000001).CreatedAt
        $back[0].BackupsEnabled | Should -BeTrue
        $back[0].PSObject.Properties.Name | Should -Be $columns
        (Get-Content -Raw $path) | Should -Not -Match 'AgeDays|ResourceUsage|AdditionalProperties|ServerId'
        ($back | Get-VpsServer).Name | Should -Be 'web-server-01', 'db-server-01'
    }

    It 'has times in UTC that are the same text everywhere' {
        $server = Get-VpsServer 900000001

        $server.CreatedAtUtc | Should -BeExactly '2025-01-10T14:30:00Z'
        $server.UpdatedAtUtc | Should -BeExactly '2025-01-16T15:45:00Z'
        '{0:yyyy}' -f $server.CreatedAt | Should -Be '2025'
    }

    It 'is a row that names its server, and one that orders another like it: <_>' -ForEach 'Csv', 'Json' {
        $path = Join-Path $TestDrive 'rows'
        if ($_ -eq 'Csv') {
            Get-VpsServer -Detailed | Export-Csv $path -NoTypeInformation
            $rows = Import-Csv $path
        }
        else {
            Get-VpsServer -Detailed | ConvertTo-Json | Set-Content $path
            $rows = Get-Content -Raw $path | ConvertFrom-Json | ForEach-Object { $_ }
        }

        ($rows | Get-VpsServer).Id | Should -Be 900000001, 900000002
        ($rows | Set-VpsServer -BackupsEnabled $true).BackupsEnabled | Should -Be $true, $true
        $made = $rows | ForEach-Object { $_.Name += '-b'; $_ } | New-VpsServer
        $made.Name | Should -Be 'web-server-01-b', 'db-server-01-b'
        $made.PlanId | Should -Be 1, 2
        $made.OsId | Should -Be 5, 3
    }
}

Describe 'A field that the API adds one day' {
    BeforeEach {
        $script:vps = Connect-Vps -Sandbox -SandboxDelaySec 0
    }

    AfterEach {
        Get-VpsSession | Disconnect-Vps
    }

    It 'is a property under its own name, and stands in JSON, CSV and Clixml' {
        Add-Field $vps 'servers/900000001/' @{ rack = '{"row":7}'; tier = '"gold"' }

        $server = Get-VpsServer 900000001

        $server.tier | Should -Be 'gold'
        $server.rack.row | Should -Be 7
        ($server | ConvertTo-Json -Depth 3 | ConvertFrom-Json).rack.row | Should -Be 7
        ($server | ConvertTo-Csv -NoTypeInformation | ConvertFrom-Csv).tier | Should -Be 'gold'
        $path = Join-Path $TestDrive 'field.xml'
        $server | Export-Clixml $path
        (Import-Clixml $path).tier | Should -Be 'gold'
        (Get-VpsServer 900000001 | Where-Object tier -EQ 'gold').Name | Should -Be 'web-server-01'
        ($server | Format-Table | Out-String) | Should -Match '900000001 web-server-01'
    }

    It 'is there on every server of a list, so that a table keeps the column' {
        Add-Fault $vps @{
            Kind = 'Body'; PathPattern = 'servers/'
            Body = '{"count": 2, "results": [{"id": 900000001, "name": "web"}, {"id": 900000002, "name": "db", "rack": 7}]}'
        }

        $rows = Get-VpsServer | ConvertTo-Csv -NoTypeInformation | ConvertFrom-Csv

        $rows[0].PSObject.Properties.Name | Should -Contain 'rack'
        $rows.rack | Should -Be '', '7'
    }

    It 'breaks nothing where it has the name of a member: <_>' -ForEach 'NAME', 'agedays', 'SERVERID', 'tostring', 'psobject', 'psstandardmembers', 'count', 'length', 'where', 'foreach', 'gettype', 'equals' {
        Add-Field $vps 'servers/900000001/' @{ $_ = '"odd"'; rack = '7' }

        $server = Get-VpsServer 900000001

        $server.Name | Should -Be 'web-server-01'
        $server.AgeDays | Should -BeGreaterThan 1
        "$server" | Should -Be 'web-server-01'
        @($server).Count | Should -Be 1
        & { Set-StrictMode -Off; $server.Count } | Should -Be 1
        $server.Where({ $true }).Id | Should -Be 900000001
        $server.rack | Should -Be 7
        $server.AdditionalProperties[$_] | Should -Be 'odd'
        ($server | ConvertTo-Json | ConvertFrom-Json).PSObject.Properties.Name | Should -Not -Contain 'odd'
    }

    It 'stays on a server that is piped on, passed through, and written twice' {
        Add-Field $vps 'servers/{id}/' @{ rack = '7' }

        $server = Get-VpsServer 900000001
        ($server | Stop-VpsServer -PassThru).rack | Should -Be 7
        ($server | Wait-VpsServer -Status stopped -TimeoutSec 60).rack | Should -Be 7
        (Get-VpsServer 900000001, web-server-01, 900000001).rack | Should -Be 7, 7, 7
        $twice = $server | ForEach-Object { $_, $_ } | Get-VpsServer
        $twice.rack | Should -Be 7, 7
    }
}

Describe 'Ids' {
    BeforeAll {
        $script:vps = Connect-Vps -Sandbox -SandboxServerCount 9
        $script:servers = Get-VpsServer
    }

    AfterAll {
        Get-VpsSession | Disconnect-Vps
    }

    It 'fit the keys and the numbers that scripts write' {
        $server = $servers[0]

        @{ 900000001 = 1 }[$server.Id] | Should -Be 1
        ([int[]](900000001, 5)).Contains($server.Id) | Should -BeTrue
        900000001 -in $servers.Id | Should -BeTrue
        $server.Id -eq '900000001' | Should -BeTrue
        $table = $servers | Group-Object Id @asTable
        $table[900000002].Name | Should -Be 'db-server-01'
        ($servers | Group-Object Id @asTable -AsString)['900000002'].Name | Should -Be 'db-server-01'
        [int]$server.Id | Should -Be 900000001
        $server.Id | Should -BeOfType int
        $server.PlanId | Should -BeOfType int
        $server.OsId | Should -BeOfType int
    }

    It 'sort and compare as numbers do, also where some are beyond 32 bits' {
        $large = [long]::MaxValue - 1
        Add-Fault $vps @{ Kind = 'Body'; PathPattern = 'servers/'; Body = "{`"count`": 3, `"results`": [{`"id`": $large}, {`"id`": 7}, {`"id`": 3000000000}]}" }

        $mixed = Get-VpsServer

        ($mixed | Sort-Object Id).Id | Should -Be 7, 3000000000, $large
        @($mixed | Where-Object Id -GT 2999999999).Count | Should -Be 2
        @($mixed | Where-Object Id -EQ 3000000000).Count | Should -Be 1
        ($mixed | Sort-Object ServerId)[0].Id | Should -BeOfType int
        ($mixed | Sort-Object Id)[2].Id | Should -BeOfType long
        ($mixed | ConvertTo-Json | ConvertFrom-Json).Id | Should -Be $large, 7, 3000000000
    }

    It 'come from CSV and JSON as what -AsHashTable -AsString takes' {
        $fromCsv = $servers | ConvertTo-Csv -NoTypeInformation | ConvertFrom-Csv
        $fromJson = $servers | ConvertTo-Json | ConvertFrom-Json | ForEach-Object { $_ }
        $table = $servers | Group-Object Id @asTable -AsString

        $table["$($fromCsv[1].Id)"].Name | Should -Be 'db-server-01'
        $table["$($fromJson[1].Id)"].Name | Should -Be 'db-server-01'
    }
}

Describe 'What only the detail says' {
    BeforeEach {
        $script:vps = Connect-Vps -Sandbox -SandboxDelaySec 0
        $vps.Sandbox.ClearRequests()
    }

    AfterEach {
        Get-VpsSession | Disconnect-Vps
    }

    It 'is there for a server that is named by its id or its exact name, and for no other' {
        (Get-VpsServer 900000001).IsDetailed | Should -BeTrue
        (Get-VpsServer web-server-01).BackupsEnabled | Should -BeTrue
        (Get-VpsServer -Name DB-SERVER-01).IsDetailed | Should -BeTrue
        $vps.Sandbox.ClearRequests()

        @(Get-VpsServer) + @(Get-VpsServer web-*) | ForEach-Object { $_.IsDetailed | Should -BeFalse }

        $vps.Sandbox.RequestSummary | Should -Be 'GET servers/: 2'
    }

    It 'is filtered by commands that read it' {
        (Get-VpsServer -BackupsEnabled $false).Name | Should -Be 'db-server-01'
        (Get-VpsServer *-server-* -BackupsEnabled $true).Name | Should -Be 'web-server-01'
        (Get-VpsServer -BackupsEnabled false).Name | Should -Be 'db-server-01'
        { Get-VpsServer -BackupsEnabled off } | Should -Throw -ErrorId 'InvalidParameter,*'
        { Get-VpsServer -BackupsEnabled $null } | Should -Throw
        (Get-VpsServer -MinimumDiskPercent 50).Name | Should -Be 'db-server-01'
        Get-VpsServer -BackupsEnabled $true -MinimumDiskPercent 50 | Should -BeNullOrEmpty
    }

    It 'is an error where it cannot be read, or says nothing' {
        Add-Fault $vps @{ Kind = 'Status'; Status = 500; PathPattern = 'servers/900000001/'; Times = 100 }
        Add-Field $vps 'servers/900000002/' @{ backups_enabled = 'null' }

        $outcome = Get-Outcome { Get-VpsServer -BackupsEnabled $false }

        $outcome.Output | Should -BeNullOrEmpty
        $outcome.ErrorIds | Should -Be 'ApiUnavailable', 'DetailUnknown'
        "$($outcome.Errors[1])" | Should -BeLike "*900000002*db-server-01*whether its backups are on*"
    }

    It 'refuses a share that is none: <_>' -ForEach -1, 101, ([double]::NaN), 'full' {
        { Get-VpsServer -MinimumDiskPercent $_ } | Should -Throw
        $vps.Sandbox.Requests.Count | Should -Be 0
    }

    It 'is told apart from what was not read, in the list view' {
        $listed = Get-VpsServer -Name web-* | Format-List | Out-String
        $detailed = Get-VpsServer web-server-01 | Format-List | Out-String
        $made = New-VpsServer new-01 -PlanId 1 -OsId 5 -Location us-west -BackupsEnabled $true | Format-List | Out-String

        foreach ($name in 'IPv6Address', 'BackupsEnabled', 'ResourceUsage') {
            $listed | Should -Match "$name +: \(not read: -Detailed\)"
        }

        $detailed | Should -Match 'BackupsEnabled +: True'
        $detailed | Should -Not -Match 'not read'
        $made | Should -Match 'BackupsEnabled +: True'
        $made | Should -Match 'IPv6Address +: \(not read: -Detailed\)'
    }
}

Describe 'The import' {
    BeforeAll {
        $script:tryMembers = '$null = Connect-Vps -Sandbox; $s = Get-VpsServer 900000001; "$($s.DiskPercent) $($s.ServerId) $(($s | ConvertTo-Csv -NoTypeInformation)[0] -match "Percent")"'
    }

    It 'can be repeated, forced, undone and done again' {
        $child = Invoke-Child @"
            Import-Module '$ModulePath'
            Import-Module '$ModulePath' -Force
            Remove-Module VpsOrg
            Import-Module '$ModulePath'
            $tryMembers
"@
        $child.ErrorText | Should -BeNullOrEmpty
        $child.Output | Should -Be '43.75 900000001 False'
    }

    It 'can be done of a copy beside it, and of a second version' {
        $second = Join-Path $TestDrive 'VpsOrg/9.9.9'
        $null = New-Item -ItemType Directory -Path $second
        Copy-Item -Path (Join-Path $ModulePath '*') -Destination $second -Recurse
        $manifest = Join-Path $second 'VpsOrg.psd1'
        (Get-Content -Raw $manifest) -replace "ModuleVersion( +)= '[\d.]+'", "ModuleVersion`$1= '9.9.9'" | Set-Content $manifest

        $child = Invoke-Child @"
            Import-Module '$ModulePath'
            Import-Module '$manifest'
            @(Get-Module VpsOrg).Count
            $tryMembers
"@
        $child.ErrorText | Should -BeNullOrEmpty
        $child.Output -split '\r?\n' | Should -Be '2', '43.75 900000001 False'
    }

    It 'works whatever the preferences say, and whoever else is called Update-TypeData' {
        $child = Invoke-Child @"
            `$WhatIfPreference = `$true
            `$ConfirmPreference = 'Low'
            `$ErrorActionPreference = 'Stop'
            Set-StrictMode -Version Latest
            function Update-TypeData { throw 'mine' }
            Import-Module '$ModulePath'
            `$WhatIfPreference = `$false
            $tryMembers
"@
        $child.ErrorText | Should -BeNullOrEmpty
        $child.Output | Should -Be '43.75 900000001 False'
    }

    It 'works in a runspace that is made with the module: <_>' -ForEach 'CreateDefault', 'CreateDefault2' {
        $state = [initialsessionstate]::$_()
        $state.ImportPSModule([string[]]$ModulePath)
        $shell = [powershell]::Create($state)
        try {
            $shown = $shell.AddScript($tryMembers).Invoke()
            "$($shell.Streams.Error)" | Should -BeNullOrEmpty
        }
        finally {
            $shell.Dispose()
        }

        $shown | Should -Be '43.75 900000001 False'
    }

    It 'works in a runspace that shows nearly no other command and has no language' {
        $state = [initialsessionstate]::CreateDefault()
        $state.ImportPSModule([string[]]$ModulePath)
        $state.LanguageMode = 'NoLanguage'
        $state.Commands | Where-Object Name -NE 'Select-Object' | ForEach-Object { $_.Visibility = 'Private' }
        $shell = [powershell]::Create($state)
        try {
            $null = $shell.AddCommand('Connect-Vps').AddParameter('Sandbox').Invoke()
            $shell.Commands.Clear()
            $servers = $shell.AddCommand('Get-VpsServer').AddCommand('Select-Object').AddParameter('Property', @('Name', 'ServerId')).Invoke()
            "$($shell.Streams.Error)" | Should -BeNullOrEmpty
        }
        finally {
            $shell.Dispose()
        }

        $servers.ServerId | Should -Be 900000001, 900000002
    }

    It 'works in many runspaces at once' {
        $state = [initialsessionstate]::CreateDefault2()
        $state.ImportPSModule([string[]]$ModulePath)
        $pool = [runspacefactory]::CreateRunspacePool(1, 4, $state, $Host)
        $pool.Open()
        try {
            $running = foreach ($number in 1..8) {
                $shell = [powershell]::Create()
                $shell.RunspacePool = $pool
                $null = $shell.AddScript($tryMembers)
                @{ Shell = $shell; Result = $shell.BeginInvoke() }
            }

            $shown = $running | ForEach-Object { $_.Shell.EndInvoke($_.Result) }
        }
        finally {
            $pool.Dispose()
        }

        $shown | Should -Be (@('43.75 900000001 False') * 8)
    }

    It 'leaves a runspace without the module without hidden members, where a missing age is less than any' {
        $server = Get-VpsServer -Session (Connect-Vps -Sandbox -NotDefault) -Id 900000001
        $shell = [powershell]::Create()
        try {
            $shown = $shell.AddScript('param($s) $null -eq $s.AgeDays; $s.AgeDays -lt 30; $s.CreatedAt -lt (Get-Date).AddDays(-30)').AddArgument($server).Invoke()
        }
        finally {
            $shell.Dispose()
        }

        $shown | Should -Be $true, $true, $true
    }
}
