BeforeAll {
    . (Join-Path $PSScriptRoot 'TestTools.ps1')

    function New-TrailLine {
        # A line of a trail, as a version of the module writes it.
        param([string] $Phase, [string] $Write, [hashtable] $Field = @{}, [string] $Time = '2026-01-31T12:00:00.000Z')
        $line = [ordered]@{ time = $Time; phase = $Phase; write = $Write; process = 1; host = 'vps.test' }
        foreach ($name in $Field.Keys) {
            $line[$name] = $Field[$name]
        }

        $line | ConvertTo-Json -Compress -Depth 4
    }
}

Describe 'Get-VpsTrail' {
    BeforeEach {
        $trail = Join-Path $TestDrive "$([guid]::NewGuid().ToString('N')).jsonl"
    }

    AfterEach {
        Get-VpsSession | Disconnect-Vps
    }

    It 'tells the story alone: which server, what was done, from which value to which' {
        $null = Connect-Vps -Sandbox -SandboxDelaySec 0 -LogPath $trail
        $new = New-VpsServer web-02 -PlanId 1 -OsId 5 -Location us-west -BackupsEnabled $true
        Set-VpsServer db-server-01 -NewName db-01 -BackupsEnabled $true
        Stop-VpsServer web-server-01 -Wait
        Start-VpsServer web-server-01
        Start-VpsServer web-server-01 -ErrorAction SilentlyContinue
        Remove-VpsServer web-server-01 -Force
        { Invoke-VpsApi servers/900000002/snapshots/ -Method POST -Body @{ label = 'hunter2' } } | Should -Throw
        Disconnect-Vps

        $writes = @(Get-VpsTrail $trail)

        $writes.Action | Should -Be 'Order', 'Change', 'Stop', 'Start', 'Start', 'Delete', 'Invoke'
        $writes.ServerName | Should -Be 'web-02', 'db-server-01', 'web-server-01', 'web-server-01', 'web-server-01', 'web-server-01', 'db-01'
        $writes.ServerId | Should -Be $new.Id, 900000002, 900000001, 900000001, 900000001, 900000001, 900000002
        $writes.Outcome | Should -Be 'Done', 'Done', 'Done', 'Done', 'Failed', 'Done', 'Failed'
        $writes.IsDoubtful | Should -Not -Contain $true
        $writes[0].Changes | Should -Be 'backups_enabled: true; plan_id: 1; os_id: 5; location: us-west'
        $writes[1].Changes | Should -Be 'name: db-server-01 -> db-01; backups_enabled: false -> true'
        $backups = $writes[1].GetFieldChanges() | Where-Object Field -EQ backups_enabled
        $backups.IsOldKnown, $backups.Old, $backups.New | Should -Be $true, $false, $true
        $writes[4].Detail | Should -Match 'running'
        $writes[5].Changes | Should -Match 'plan_id: \d+ \(before\)'
        $writes[6].Changes | Should -Be 'label: [redacted]'
        $writes.Host | Sort-Object -Unique | Should -Be 'sandbox.invalid'
        $writes.Account | Sort-Object -Unique | Should -Be 'sandbox@example.com'
        $writes.TimeUtc | Should -Match '^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$'
        $writes[0].Time.Kind | Should -Be 'Local'
        Get-Content $trail -Raw | Should -Not -Match 'hunter2'
    }

    It 'reads the trail of the default session where no path is given' {
        $null = Connect-Vps -Sandbox -LogPath $trail
        Restart-VpsServer db-server-01

        (Get-VpsTrail).ServerName | Should -Be 'db-server-01'
    }

    It 'exports flat columns, and the same ones for every write' {
        $null = Connect-Vps -Sandbox -LogPath $trail
        Set-VpsServer db-server-01 -BackupsEnabled $true
        $null = New-VpsServer web-02 -PlanId 1 -OsId 5 -Location us-west

        $csv = @(Get-VpsTrail | ConvertTo-Csv -NoTypeInformation)

        $csv[0] | Should -Match '^"Time","TimeUtc","Action","ServerId","ServerName","Outcome","IsDoubtful","Changes","Detail"'
        "$csv" | Should -Not -Match '\[\]|System\.|VpsOrg\.'
        Get-VpsTrail | Select-Object -First 1 | ConvertTo-Json | Should -Not -Match ': [[{]'
    }

    It 'shows a table within <Columns> columns, and marks what is in doubt' -ForEach @{ Columns = 80 }, @{ Columns = 120 } {
        Set-Content $trail (New-TrailLine begin a @{ verb = 'update'; id = 12345; name = 'web-01'; new = @{ name = 'web-02' }; old = @{ name = 'web-01' } })

        $lines = @((Get-VpsTrail $trail | Out-String -Width $Columns).Split("`n").TrimEnd() | Where-Object { $_ })

        $lines[0] | Should -Match '^Time +Action +Outcome +Server +Details'
        $lines[2] | Should -Match '^2026-\d\d-\d\d \d\d:\d\d:\d\d Change  Unknown \(\?\) web-01 \(12345\) '
        ($lines | Measure-Object -Property Length -Maximum).Maximum | Should -BeLessOrEqual $Columns
    }

    It 'says in the table what was called by its path, and why a write failed' {
        $null = Connect-Vps -Sandbox -SandboxDelaySec 3600 -LogPath $trail
        Invoke-VpsApi servers/900000002/ -Method PATCH -Body @{ name = 'db-02' } | Out-Null
        Stop-VpsServer web-server-01
        Stop-VpsServer 900000001 -ErrorAction SilentlyContinue
        Start-VpsServer 900000001 -ErrorAction SilentlyContinue
        Disconnect-Vps

        $table = Get-VpsTrail $trail | Out-String -Width 200

        $table | Should -Match 'Invoke +Done +db-server-01 \(900000002\) +PATCH servers/900000002/; name: db-server-01 -> db-02'
        $table | Should -Match 'Start +Failed +web-server-01 \(900000001\) +POST servers/900000001/start/ answered 400'
    }

    It 'keeps to -Since, as <Since>' -ForEach @(
        @{ Since = '2026-01-31T12:00:01Z' }
        @{ Since = '2026-01-31T14:00:01+02:00' }
        @{ Since = [datetimeoffset]'2026-01-31T12:00:01Z' }
        @{ Since = ([datetime]'2026-01-31T12:00:01Z').ToUniversalTime() }
        @{ Since = ([datetime]'2026-01-31T12:00:01Z').ToLocalTime() }
    ) {
        Set-Content $trail @(
            foreach ($second in 0..3) {
                New-TrailLine begin "w$second" @{ verb = 'stop' } "2026-01-31T12:00:0$second.000Z"
                New-TrailLine end "w$second" @{ verb = 'stop'; outcome = 'done' } "2026-01-31T12:00:0$second.500Z"
            })

        (Get-VpsTrail $trail -Since $Since).WriteId | Should -Be 'w1', 'w2', 'w3'
    }

    It 'keeps to -Server, as <Name>' -ForEach @(
        @{ Name = 'an id'; Server = 12345; Expected = 'a', 'b' }
        @{ Name = 'text that is an id'; Server = '12345'; Expected = 'a', 'b' }
        @{ Name = 'a UUID in another case'; Server = '3F2A9C1E-6B7D-4E8F-9A0B-1C2D3E4F5A6B'; Expected = 'c' }
        @{ Name = 'a name'; Server = 'WEB-01'; Expected = 'a' }
        @{ Name = 'the name before and after a renaming'; Server = 'web-02'; Expected = 'a', 'b' }
        @{ Name = 'a pattern'; Server = 'db-*'; Expected = 'c', 'd' }
        @{ Name = 'several'; Server = 'web-01', 'db-02'; Expected = 'a', 'd' }
        @{ Name = 'a row'; Server = [pscustomobject]@{ Id = 12345; Name = 'x' }; Expected = 'a', 'b' }
        @{ Name = 'one that is not there'; Server = 'web'; Expected = @() }
    ) {
        Set-Content $trail @(
            New-TrailLine end a @{ verb = 'update'; id = 12345; name = 'web-01'; outcome = 'done' }
            New-TrailLine begin b @{ verb = 'stop'; id = 12345; name = 'web-02' }
            New-TrailLine end b @{ verb = 'stop'; id = 12345; name = 'web-02'; outcome = 'done' }
            New-TrailLine end c @{ verb = 'stop'; id = '3f2a9c1e-6b7d-4e8f-9a0b-1c2d3e4f5a6b'; name = 'db-01'; outcome = 'done' }
            New-TrailLine end d @{ verb = 'create'; name = 'db-02'; outcome = 'done' })
        $renamed = New-TrailLine begin a @{ verb = 'update'; id = 12345; name = 'web-01'; new = @{ name = 'web-02' } }
        Set-Content $trail (@($renamed) + @(Get-Content $trail))

        Get-VpsTrail $trail -Server $Server | ForEach-Object WriteId | Should -Be $Expected
    }

    It 'takes a server for -Server, also where another has its id for a name' {
        $null = Connect-Vps -Sandbox -LogPath $trail
        Restart-VpsServer web-server-01
        Restart-VpsServer db-server-01

        (Get-VpsTrail -Server (Get-VpsServer db-server-01)).ServerId | Should -Be 900000002
        { Get-VpsTrail -Server (Get-Date) -ErrorAction Stop } | Should -Throw -ErrorId 'InvalidParameter,*'
    }

    It 'takes wildcards, literal paths, files from the pipeline and the paths of any drive' {
        $folder = New-Item -ItemType Directory (Join-Path $TestDrive ([guid]::NewGuid().ToString('N')))
        foreach ($name in 'a1.jsonl', 'a[1].jsonl') {
            Set-Content -LiteralPath (Join-Path $folder $name) (New-TrailLine end $name @{ verb = 'stop'; outcome = 'done' })
        }

        (Get-VpsTrail (Join-Path $folder '*.jsonl')).WriteId | Sort-Object | Should -Be 'a[1].jsonl', 'a1.jsonl'
        (Get-VpsTrail (Join-Path $folder 'a[1].jsonl')).WriteId | Should -Be 'a1.jsonl'
        (Get-VpsTrail -LiteralPath (Join-Path $folder 'a[1].jsonl')).WriteId | Should -Be 'a[1].jsonl'
        (Get-ChildItem -LiteralPath $folder | Get-VpsTrail).WriteId | Sort-Object | Should -Be 'a[1].jsonl', 'a1.jsonl'
        $null = New-PSDrive trails FileSystem $folder
        (Get-VpsTrail trails:\a1.jsonl).WriteId | Should -Be 'a1.jsonl'
        Push-Location $folder
        try {
            (Get-VpsTrail ./a1.jsonl).TrailPath | Should -Be (Join-Path $folder 'a1.jsonl')
        }
        finally {
            Pop-Location
        }
    }

    It 'says that there is no trail at <Path>, and reads the next' -ForEach @{ Path = 'missing.jsonl' }, @{ Path = '*.none' }, @{ Path = 'Env:\PATH' }, @{ Path = '.' }, @{ Path = 'nodrive:\x' } {
        Set-Content $trail (New-TrailLine end a @{ verb = 'stop'; outcome = 'done' })

        $told = Get-Outcome { Get-VpsTrail $Path, $trail }

        $told.ErrorIds | Should -Be 'TrailNotFound'
        $told.Errors[0].TargetObject | Should -Be $Path
        $told.Output.WriteId | Should -Be 'a'
        (Get-Outcome { Get-VpsTrail -LiteralPath $Path }).ErrorIds | Should -Be 'TrailNotFound'
    }

    It 'says that no trail was named where the default session keeps none' {
        (Get-Outcome { Get-VpsTrail }).ErrorIds | Should -Be 'TrailNotFound'
        $null = Connect-Vps -Sandbox
        (Get-Outcome { Get-VpsTrail }).ErrorIds | Should -Be 'TrailNotFound'
    }

    It 'warns of a line that is none with its number, and reads the rest' {
        Set-Content $trail @(
            New-TrailLine begin a @{ verb = 'stop'; id = 1 }
            'Somebody wrote a note into this file.'
            ''
            New-TrailLine paused b @{ verb = 'stop' }
            New-TrailLine end a @{ verb = 'stop'; outcome = 'done' })
        Add-Content $trail '{"time":"2026-01-31T12:0' -NoNewline

        $told = Get-Outcome { Get-VpsTrail $trail }

        $told.Output.Outcome | Should -Be 'Done'
        $told.Warnings.Count | Should -Be 3
        $told.Warnings[0] | Should -BeLike 'Line 2 of *'
        $told.Warnings[1] | Should -BeLike "Line 4 of *'paused'*"
        $told.Warnings[2] | Should -BeLike 'Line 6 of *cut off*'
    }

    It 'reads the trails of version 0.1.0' {
        Set-Content $trail @(
            '{"time":"2026-01-31T12:00:00.000Z","phase":"begin","write":"a","process":7,"host":"admin.vps.org","account":"ada@example.com","verb":"stop","method":"POST","path":"servers/12345/stop/","id":12345,"machine":"m","process_start":"2026-01-31T11:00:00.000Z"}'
            '{"time":"2026-01-31T12:00:01.000Z","phase":"end","write":"a","process":7,"host":"admin.vps.org","account":"ada@example.com","verb":"stop","method":"POST","path":"servers/12345/stop/","id":12345,"outcome":"done","status":200,"attempts":1}'
            '{"time":"2026-01-31T12:00:02.000Z","phase":"begin","write":"b","process":7,"host":"admin.vps.org","verb":"create","method":"POST","path":"servers/","name":"web-02"}')

        $writes = @(Get-VpsTrail $trail 3>&1)

        $writes.Count | Should -Be 2
        $writes[0].ServerId, $writes[0].Outcome, $writes[0].DurationMs | Should -Be 12345, 'Done', 1000
        $writes[1].ServerName, $writes[1].IsDoubtful | Should -Be 'web-02', $true
    }

    It 'tells a write that is under way from one whose process was ended' {
        $server = Open-SandboxServer
        try {
            Add-ServerFault $server @{ kind = 'hold'; method = 'POST' }
            $child = Start-Child "
                `$null = Connect-Vps -ApiUri $($server.ApiUri) -Token ([Net.NetworkCredential]::new('', '$($server.Token)').SecurePassword) -LogPath '$trail'
                Stop-VpsServer web-server-01"
            Wait-Held $server 1

            $while = Get-VpsTrail $trail
            $child.Process.Kill()
            $null = Receive-Child $child
            $after = Get-VpsTrail $trail
        }
        finally {
            Close-SandboxServer $server
        }

        $while.Outcome, $while.IsDoubtful, $while.ServerName | Should -Be 'UnderWay', $false, 'web-server-01'
        $after.Outcome, $after.IsDoubtful, $after.EndedAt | Should -Be 'Unknown', $true, $null
        $after.Detail | Should -Match 'ended before it told the outcome'
    }

    It 'ends although a script writes because of what it reads' {
        $null = Connect-Vps -Sandbox -SandboxDelaySec 0 -LogPath $trail
        Set-VpsServer web-server-01 -BackupsEnabled $true

        Get-VpsTrail | ForEach-Object { Set-VpsServer $_.ServerId -BackupsEnabled $false }

        @(Get-VpsTrail).Count | Should -Be 2
    }
}

Describe 'A write with a trail' {
    AfterEach {
        Get-VpsSession | Disconnect-Vps
    }

    It 'reads each server once before, and is done also where it cannot be read' {
        $trail = Join-Path $TestDrive 'unread.jsonl'
        $vps = Connect-Vps -Sandbox -LogPath $trail -MaximumRetryCount 0
        $vps.Sandbox.ClearRequests()
        Stop-VpsServer -Id 900000001
        Add-Fault $vps @{ Kind = 'Status'; Status = 503; Method = 'GET' }

        $told = Get-Outcome { Stop-VpsServer -Id 900000002 }

        $told.Errors | Should -BeNullOrEmpty
        $told.Warnings | Should -BeNullOrEmpty
        @($vps.Sandbox.Requests | ForEach-Object { "$($_.Method) $($_.Path)" }) | Should -Be @(
            'GET servers/900000001/', 'POST servers/900000001/stop/', 'GET servers/900000002/', 'POST servers/900000002/stop/')
        (Get-VpsTrail)[1].Detail | Should -BeLike 'The server could not be read before: *503*'
    }
}
