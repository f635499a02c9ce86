# What real PowerShell makes of what is given for a server before any of our code sees it, and what may be piped.

BeforeAll {
    . (Join-Path $PSScriptRoot 'TestTools.ps1')
}

Describe 'An id' {
    BeforeEach {
        $script:vps = Connect-Vps -Sandbox -SandboxServerCount 3 -SandboxDelaySec 0
        $vps.Sandbox.ClearRequests()
    }

    AfterEach {
        Disconnect-Vps $vps
    }

    It 'is a whole number and nothing that could be made one: -Id <_>' -ForEach @(
        '''900,000,002''', '''900000,002''', '''900.000.002''', '900000002.5', '''900000002.5''', '''900000002.0''', '$true', '''12kb''', '12kb', '''0x35A4E902''', '0x35A4E902',
        '''9e8''', '9e8', '(Get-Date)', '[char]7', '[DayOfWeek]::Monday', '[timespan]::FromTicks(900000002)', '''+900000002''', '''900 000 002''', '''web-server-01''',
        '(-join ([char[]](0xFF19, 0xFF10, 0xFF12)))', '''''', '@()', '$null', '@(900000002, ''900,000,003'')', '@(900000002, $true)', '@(900000002, $null)', '(Get-VpsServer web-*)', '@{ Id = 900000002 }',
        '[double]::NaN', '[uint64]::MaxValue') {
        foreach ($command in 'Remove-VpsServer -Force', 'Stop-VpsServer', 'Start-VpsServer', 'Restart-VpsServer', 'Set-VpsServer -NewName x', 'Wait-VpsServer -Status active', 'Get-VpsServer') {
            $vps.Sandbox.ClearRequests()

            $outcome = Get-Outcome ([scriptblock]::Create("$command -Id $_"))

            $outcome.ErrorIds.Count | Should -Be 1 -Because $command
            $outcome.Output.Count | Should -Be 0
            @($vps.Sandbox.Requests | Where-Object Path -NE 'servers/').Count | Should -Be 0
        }
    }

    It 'is not made of the digits of a culture: <_>' -ForEach 'de-DE', 'en-US', 'de-CH', 'ar-SA' {
        $culture = [cultureinfo]::CurrentCulture
        try {
            [cultureinfo]::CurrentCulture = $_
            foreach ($text in '900,000,002', '900.000.002', "900'000'002", '900000,002') {
                (Get-Outcome { Remove-VpsServer -Id $text -Force }).ErrorIds.Count | Should -Be 1
            }
        }
        finally {
            [cultureinfo]::CurrentCulture = $culture
        }

        Get-Write $vps | Should -BeNullOrEmpty
    }

    It 'is a whole number of any type: -Id <_>' -ForEach @(
        '900000002', '900000002.0', '([double]900000002)', '([decimal]900000002)', '900000002L', '([uint32]900000002)', '([bigint]900000002)', '''900000002''',
        '(''{"id": 900000002.0}'' | ConvertFrom-Json).id', '@(900000002)', '([Collections.Generic.List[object]]@(900000002))', '(Get-VpsServer db-server-01).Id') {
        $outcome = Get-Outcome ([scriptblock]::Create("Stop-VpsServer -Id $_"))

        $outcome.ErrorIds | Should -BeNullOrEmpty
        Get-Write $vps | Should -Be 'POST servers/900000002/stop/'
    }

    It 'is not bound from what looks like one: <_>' -ForEach @(
        'Stop-VpsServer 12kb', 'Stop-VpsServer 0x35A4E902', 'Stop-VpsServer 9.00000002e8', '900000002.5 | Stop-VpsServer', '$true | Stop-VpsServer', '[DayOfWeek]::Monday | Stop-VpsServer',
        '[char]7 | Stop-VpsServer', 'Get-Date | Stop-VpsServer', '@{ Id = ''900,000,002'' } | Stop-VpsServer', '[pscustomobject]@{ Id = 900000002.5 } | Stop-VpsServer',
        '[pscustomobject]@{ Id = $true } | Stop-VpsServer', 'New-VpsServer -Name a -PlanId ''1,1'' -OsId 5 -Location us-west', 'New-VpsServer -Name a -PlanId $true -OsId 5 -Location us-west',
        'New-VpsServer -Name a -PlanId 1 -OsId 0x5 -Location us-west', 'New-VpsServer -Name a -PlanId 1 -OsId 5 -Location us-west -SshKeyId 1.5',
        'New-VpsServer -Name a -PlanId 1 -OsId 5 -Location us-west -SshKeyId ''1kb''') {
        $outcome = Get-Outcome ([scriptblock]::Create($_))

        $outcome.ErrorIds | Should -Be 'InvalidParameter'
        Get-Write $vps | Should -BeNullOrEmpty
    }

    It 'of a weekday that went through a file is none' {
        $path = Join-Path $TestDrive day.xml
        [DayOfWeek]::Monday | Export-Clixml $path

        (Get-Outcome { Import-Clixml $path | Stop-VpsServer }).ErrorIds | Should -Be 'InvalidParameter'
        Get-Write $vps | Should -BeNullOrEmpty
    }
}

Describe 'What is no server' {
    BeforeAll {
        $script:vps = Connect-Vps -Sandbox -SandboxServerCount 3 -SandboxDelaySec 0
        $path = Join-Path $TestDrive plan.xml
        (Get-VpsServer web-server-01).PlanDetail | Export-Clixml $path
        Invoke-VpsApi servers/900000001/ | Export-Clixml (Join-Path $TestDrive answer.xml)
    }

    AfterAll {
        Disconnect-Vps $vps
    }

    It 'is refused, and nothing is sent for it: <_>' -ForEach @(
        '(Get-VpsServer web-server-01).PlanDetail', '(Get-VpsServer web-server-01).OSDetail', '(Get-VpsServer web-server-01 | Select-Object PlanDetail).PlanDetail', 'Import-Clixml (Join-Path $TestDrive plan.xml)',
        'Invoke-VpsApi servers/', 'Invoke-VpsApi servers/900000001/', '(Invoke-VpsApi servers/900000001/).plan', 'Import-Clixml (Join-Path $TestDrive answer.xml)',
        'Get-Process -Id $PID', 'Get-Process -Id $PID | Select-Object Id, Name', 'Get-Item $PSHOME', 'Get-VpsSession', '[pscustomobject]@{ PSTypeName = ''My.Server''; Id = 900000001 }',
        '[pscustomobject]@{ id = 900000001; server = 900000002 }', '[pscustomobject]@{ id = 900000001; server = [pscustomobject]@{ id = 900000002 } }',
        '[pscustomobject]@{ Id = 900000001; ServerId = 900000002 }', '@{ id = 900000001; server_id = 900000002 }',
        '''{"id":900000001,"server_id":900000002}'' | ConvertFrom-Json', '''{"id":900000001,"server":"900000002"}'' | ConvertFrom-Json') {
        $strangers = & ([scriptblock]::Create($_))
        $vps.Sandbox.ClearRequests()

        $outcome = Get-Outcome { $strangers | Stop-VpsServer }

        $outcome.ErrorIds | Select-Object -Unique | Should -Be 'InvalidParameter'
        $vps.Sandbox.Requests.Count | Should -Be 0
    }
}

Describe 'What is named by an id and a name' {
    BeforeEach {
        $script:vps = Connect-Vps -Sandbox -SandboxServerCount 3 -SandboxDelaySec 0
        $csv, $xml = 'csv', 'xml' | ForEach-Object { Join-Path $TestDrive "$([guid]::NewGuid()).$_" }
        $old = Get-VpsServer web-server-01
        $old | Select-Object Id, Name | Export-Csv $csv
        $old | Export-Clixml $xml
        $json = $old | Select-Object Id, Name | ConvertTo-Json
        $script:Forms = @(
            { Import-Csv $csv }
            { Import-Clixml $xml }
            { Import-Clixml $xml | Select-Object Id, Name }
            { $json | ConvertFrom-Json }
            { $old | Select-Object Id, Name }
            { @{ Id = $old.Id; Name = $old.Name } }
        )
    }

    AfterEach {
        Disconnect-Vps $vps
    }

    It 'is compared with the account before a write, and refused where it differs' {
        $vps.Sandbox.RenameServers('another-')
        $vps.Sandbox.ClearRequests()

        foreach ($form in $Forms) {
            $outcome = Get-Outcome { & $form | Remove-VpsServer -Force }

            $outcome.ErrorIds | Should -Be 'ServerMismatch' -Because "$form"
            $outcome.Errors[0].CategoryInfo.Category | Should -Be 'InvalidData'
        }

        Get-Write $vps | Should -BeNullOrEmpty
        Remove-VpsServer -Id $old.Id -Force
        Get-Write $vps | Should -Be 'DELETE servers/900000001/'
    }

    It 'takes the write where both fit, after a look' {
        foreach ($form in $Forms) {
            $vps.Sandbox.ClearRequests()

            $outcome = Get-Outcome { & $form | Restart-VpsServer }

            $outcome.ErrorIds | Should -BeNullOrEmpty -Because "$form"
            $vps.Sandbox.Requests[0].Method | Should -Be 'GET' # A second look is right where the first was long ago.
            $vps.Sandbox.Requests[-1].Method | Should -Be 'POST'
            Get-Write $vps | Should -Be 'POST servers/900000001/reboot/'
        }
    }

    It 'is compared in a job''s output, too' {
        $servers = Receive-Job (Start-Job { param($Path) Import-Clixml $Path } -ArgumentList $xml) -Wait -AutoRemoveJob
        $vps.Sandbox.RenameServers('another-')

        (Get-Outcome { $servers | Stop-VpsServer }).ErrorIds | Should -Be 'ServerMismatch'
        Get-Write $vps | Should -BeNullOrEmpty
    }
}
