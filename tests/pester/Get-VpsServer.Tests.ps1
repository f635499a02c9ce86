BeforeAll {
    . (Join-Path $PSScriptRoot 'TestTools.ps1')
}

Describe 'Get-VpsServer' {
    BeforeEach {
        $script:vps = Connect-Vps -Sandbox -SandboxDelaySec 0
        $vps.Sandbox.ClearRequests()
    }

    AfterEach {
        Get-VpsSession | Disconnect-Vps
    }

    It 'gets every server with the documented request, and no other' {
        $servers = Get-VpsServer

        $servers.Id | Should -Be 900000001, 900000002
        $servers | Should -BeOfType VpsOrg.Client.VpsServer
        $vps.Sandbox.Requests.Count | Should -Be 1
        "$($vps.Sandbox.Requests[0].Method) $($vps.Sandbox.Requests[0].Path)?$($vps.Sandbox.Requests[0].Query)" | Should -Be 'GET servers/?'
    }

    It 'gives typed values with their units in the names' {
        $one = Get-VpsServer 900000001 -Detailed

        $one.Name | Should -Be 'web-server-01'
        $one.Hostname | Should -Be 'web01.example.com'
        $one.ComputerName | Should -Be 'web01.example.com'
        $one.IPAddress | Should -Be '203.0.113.10'
        $one.MemoryMB | Should -Be 4096
        $one.StorageGB | Should -Be 80
        $one.BandwidthGB | Should -Be 2048
        $one.PlanId | Should -Be 1
        $one.OsId | Should -Be 5
        "$($one.Plan), $($one.OS)" | Should -Be 'Standard VPS, Ubuntu 22.04 LTS'
        $one.ResourceUsage.CpuPercent | Should -Be 23.5
        $one.ResourceUsage.MemoryUsedMB | Should -Be 2048
        $one.ResourceUsage.DiskUsedGB | Should -Be 35
        $one.ResourceUsage.BandwidthUsedGB | Should -Be 450
        $one.BackupsEnabled | Should -BeTrue
        "$one" | Should -Be 'web-server-01'
    }

    It 'turns list items into details with -Detailed, one request each' {
        Get-VpsServer | Where-Object { $_.IPv6Address -or $_.ResourceUsage -or $null -ne $_.BackupsEnabled } | Should -BeNullOrEmpty
        $vps.Sandbox.ClearRequests()

        $servers = Get-VpsServer -Detailed

        $servers.IPv6Address | Should -Be '2001:0db8::1', '2001:0db8::2'
        $servers.BackupsEnabled | Should -Be $true, $false
        $vps.Sandbox.RequestSummary | Should -Be 'GET servers/: 1', 'GET servers/{id}/: 2'
    }

    It 'details what names and wildcards find, too' {
        (Get-VpsServer web-*, db-server-01 -Detailed).IPv6Address | Should -Be '2001:0db8::1', '2001:0db8::2'
    }

    It 'cannot be made to forge a server' {
        $one = Get-VpsServer 900000001

        { $one.Name = 'other' } | Should -Throw
        { [VpsOrg.Client.VpsServer]@{ Id = 1 } } | Should -Throw
        [pscustomobject]@{ Id = 1; Name = 'x' } -as [VpsOrg.Client.VpsServer] | Should -BeNullOrEmpty
    }

    It 'lets a status and a field that it does not know pass unharmed' {
        $vps.Sandbox.SetServerStatus(900000001, 'migrating')
        (Get-VpsServer 900000001).Status | Should -Be 'migrating'
        Add-Fault $vps @{ Kind = 'Body'; PathPattern = 'servers/900000002/'; Body = '{"id": 900000002, "name": "db", "rack": {"row": 7, "tags": ["a", null]}, "weight": 1.5}' }

        $odd = Get-VpsServer 900000002

        $odd.AdditionalProperties['weight'] | Should -Be 1.5
        $odd.AdditionalProperties['rack']['row'] | Should -Be 7
        $odd.AdditionalProperties['rack']['tags'][0] | Should -Be 'a'
        $odd | ConvertTo-Json -Depth 5 | Should -BeLike '*"row": 7*'
    }

    It 'makes control characters in the API''s texts harmless' {
        $id = [long]$vps.Sandbox.AddServer("evil$([char]27)[31m`r`nname")

        $name = (Get-VpsServer $id).Name

        $name | Should -Not -Match '\p{Cc}'
        $name | Should -BeLike 'evil*name'
    }
}

Describe 'Filters of Get-VpsServer' {
    BeforeAll {
        $script:vps = Connect-Vps -Sandbox -SandboxServerCount 57
        $script:all = Get-VpsServer
    }

    BeforeEach {
        $vps.Sandbox.ClearRequests()
    }

    AfterAll {
        Disconnect-Vps $vps
    }

    It 'sends one documented status to the API' {
        $servers = Get-VpsServer -Status stopped

        $servers.Count | Should -Be @($all | Where-Object Status -EQ 'stopped').Count
        $servers.Count | Should -BeGreaterThan 1
        $vps.Sandbox.Requests.Query | Should -Be 'status=stopped'
    }

    It 'sends one location to the API' {
        $servers = Get-VpsServer -Location eu-central

        @($servers.Location | Select-Object -Unique) | Should -Be 'eu-central'
        $vps.Sandbox.Requests.Query | Should -Be 'location=eu-central'
    }

    It 'picks several statuses and locations on this side, in any case of letters' {
        $servers = Get-VpsServer -Status Stopped, SUSPENDED -Location us-west, EU-central

        $servers.Count | Should -Be @($all | Where-Object { $_.Status -in 'stopped', 'suspended' -and $_.Location -in 'us-west', 'eu-central' }).Count
        $servers.Count | Should -BeGreaterThan 1
        $vps.Sandbox.Requests.Query | Should -Be ''
    }

    It 'does not ask the API for a status that it does not document, and finds it all the same' {
        $vps.Sandbox.SetServerStatus(900000006, 'rebooting')

        (Get-VpsServer -Status rebooting).Id | Should -Be 900000006
        $vps.Sandbox.Requests.Query | Should -Be ''
        $vps.Sandbox.SetServerStatus(900000006, 'active')
    }

    It 'warns of a status that nobody has seen, for it may be a typing mistake' {
        $outcome = Get-Outcome { Get-VpsServer -Status actve }

        $outcome.Output.Count | Should -Be 0
        $outcome.Warnings | Should -BeLike '*actve*'
    }

    It 'applies to named servers, too' {
        Get-VpsServer 900000001 -Status stopped | Should -BeNullOrEmpty
        $stopped = @($all | Where-Object { $_.Name -like 'app-server-0*' -and $_.Status -eq 'stopped' })
        $stopped.Count | Should -BeGreaterThan 1
        (Get-VpsServer web-*, app-server-0* -Status stopped).Id | Should -Be $stopped.Id
    }
}

Describe 'Whole lists of Get-VpsServer' {
    AfterEach {
        Get-VpsSession | Disconnect-Vps
    }

    It 'gets 57 servers that come in pages of 20, each once' {
        $vps = Connect-Vps -Sandbox -SandboxServerCount 57 -SandboxPageSize 20
        $vps.Sandbox.ClearRequests()

        $servers = Get-VpsServer

        $servers.Id | Should -Be (900000001..900000057)
        $vps.Sandbox.Requests.Query | Should -Be '', 'page=1&page_size=100'
    }

    It 'gets 257 servers over pages of one size' {
        $vps = Connect-Vps -Sandbox -SandboxServerCount 257 -SandboxPageSize 20
        $vps.Sandbox.ClearRequests()

        (Get-VpsServer).Id | Should -Be (900000001..900000257)
        @($vps.Sandbox.Requests.Query | Sort-Object) | Should -Be '', 'page=1&page_size=100', 'page=2&page_size=100', 'page=3&page_size=100'
    }

    It 'follows the links of a server that gives them' {
        $server = Open-SandboxServer '--servers', 57, '--page-size', 20, '--link-pages'
        try {
            $vps = Connect-SandboxServer $server

            (Get-VpsServer -Session $vps).Id | Should -Be (900000001..900000057)
            (Get-ServerLog $server).Count | Should -Be 3
        }
        finally {
            Close-SandboxServer $server
        }
    }

    It 'ends with IncompleteList rather than give half of the servers' {
        $vps = Connect-Vps -Sandbox
        Add-Fault $vps @{ Kind = 'Body'; PathPattern = 'servers/'; Times = 20; Body = '{"count": 57, "results": [{"id": 1, "name": "a"}, {"id": 2, "name": "b"}]}' }

        $outcome = Get-Outcome { Get-VpsServer }

        $outcome.Output.Count | Should -Be 0
        $outcome.Ended.FullyQualifiedErrorId | Should -Be 'IncompleteList,VpsOrg.PowerShell.Commands.GetVpsServerCommand'
        $outcome.Ended.ToString() | Should -Match '\b2 of 57\b'
    }

    It 'looks no name up in half a list, either' {
        $vps = Connect-Vps -Sandbox -SandboxDelaySec 0
        Add-Fault $vps @{ Kind = 'Body'; PathPattern = 'servers/'; Times = 20; Body = '{"count": 57, "results": [{"id": 900000001, "name": "web-server-01"}]}' }

        $outcome = Get-Outcome { Stop-VpsServer web-server-01 }

        $outcome.Ended.FullyQualifiedErrorId | Should -Be 'IncompleteList,VpsOrg.PowerShell.Commands.StopVpsServerCommand'
        Get-Write $vps | Should -BeNullOrEmpty
    }

    It 'writes nothing before the list is whole, so that what acts on it moves no page' {
        $vps = Connect-Vps -Sandbox -SandboxServerCount 257 -SandboxPageSize 20 -SandboxDelaySec 0
        $active = @(Get-VpsServer -Status active).Count
        $vps.Sandbox.ClearRequests()

        Get-VpsServer -Status active | Stop-VpsServer

        (Get-Write $vps).Count | Should -Be $active
        Get-VpsServer -Status active | Should -BeNullOrEmpty
        $posts = @($vps.Sandbox.Requests | Where-Object Method -EQ 'POST')
        $lists = @($vps.Sandbox.Requests | Where-Object { $_.Path -eq 'servers/' -and $_.Number -lt $posts[-1].Number })
        $lists.Count | Should -BeGreaterThan 1
        $posts[0].Number | Should -BeGreaterThan $lists[-1].Number
    }
}

Describe 'What Get-VpsServer looks like' {
    BeforeAll {
        $script:vps = Connect-Vps -Sandbox
        $script:style = Get-Variable -Name PSStyle -ValueOnly -ErrorAction Ignore # Windows PowerShell has none.
        if ($style) {
            $script:rendering = $style.OutputRendering
            $style.OutputRendering = 'PlainText'
        }
    }

    AfterAll {
        if ($style) {
            $style.OutputRendering = $rendering
        }

        Disconnect-Vps $vps
    }

    It 'is a table with a line for each server that fits 100 columns' {
        $lines = @(Get-VpsServer | Out-String -Stream -Width 100 | Where-Object { $_.Trim() })

        $lines.Count | Should -Be 4
        ($lines | Measure-Object -Property Length -Maximum).Maximum | Should -BeLessOrEqual 100
        $lines[0] | Should -Match '^\s*Id\s+Name\s+Status\s+\S+.*Location'
        $lines[2] | Should -Match '^\s*900000001\s+web-server-01\s+active\s+203\.0\.113\.10\s+us-west\s+'
        $lines[3] | Should -Match '^\s*900000002\s+db-server-01\s+active\s+203\.0\.113\.11\s+us-east\s+'
    }

    It 'shows every property in a list, unknown ones where there are any' {
        $text = Get-VpsServer 900000001 -Detailed | Format-List | Out-String -Width 120

        foreach ($shown in 'web-server-01', 'web01.example.com', '2001:0db8::1', 'Standard VPS', 'Ubuntu 22.04 LTS', 'us-west') {
            $text | Should -Match ([regex]::Escape($shown))
        }

        $text | Should -Not -Match 'AdditionalProperties'
    }

    It 'can be asked for by Format-Table, Select-Object, Group-Object and Sort-Object like any object' {
        (Get-VpsServer | Sort-Object Name | Select-Object -First 1).Id | Should -Be 900000002
        (Get-VpsServer | Group-Object Location | ForEach-Object Name) | Should -Be 'us-east', 'us-west'
        (Get-VpsServer | Where-Object { $_.VCpus -gt 2 }).Id | Should -Be 900000002
        (Get-VpsServer | Format-Table ServerId, Name | Out-String) | Should -Match '900000001 web-server-01'
    }
}

Describe 'Servers as CSV rows' {
    AfterEach {
        Get-VpsSession | Disconnect-Vps
    }

    It 'go out with Export-Csv and come back with Import-Csv and New-VpsServer as the same orders' {
        $file = Join-Path $TestDrive fleet.csv
        $source = Connect-Vps -Sandbox -SandboxServerCount 12 -SandboxDelaySec 0 -SandboxCredits 100000
        Get-VpsServer -Detailed | Export-Csv $file
        $target = Connect-Vps -Sandbox -SandboxServerCount 0 -SandboxDelaySec 0 -SandboxCredits 100000

        $made = @(Import-Csv $file | New-VpsServer)

        $made.Count | Should -Be 12
        $properties = 'Name', 'PlanId', 'OsId', 'Location', 'Hostname', 'BackupsEnabled'
        $expected = Get-VpsServer -Session $source -Detailed | Select-Object $properties | ConvertTo-Csv
        Get-VpsServer -Session $target -Detailed | Select-Object $properties | ConvertTo-Csv | Should -Be $expected
    }
}
