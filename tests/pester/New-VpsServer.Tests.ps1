BeforeAll {
    . (Join-Path $PSScriptRoot 'TestTools.ps1')

    function ConvertTo-Row {
        # Rows as Import-Csv gives them.
        param([string[]] $Line)
        Set-Content (Join-Path $TestDrive rows.csv) (@('Name,PlanId,OsId,Location,Hostname,SshKeyId,BackupsEnabled') + $Line)
        Import-Csv (Join-Path $TestDrive rows.csv)
    }
}

Describe 'New-VpsServer' {
    BeforeEach {
        $script:vps = Connect-Vps -Sandbox -SandboxDelaySec 0
        $vps.Sandbox.ClearRequests()
    }

    AfterEach {
        Get-VpsSession | Disconnect-Vps
    }

    It 'orders a server with exactly the fields that were given' {
        $made = New-VpsServer web-02 -PlanId 2 -OsId 3 -Location us-east

        $made | Should -BeOfType VpsOrg.Client.VpsServer
        $made.Name | Should -Be 'web-02'
        $made.Message | Should -Not -BeNullOrEmpty
        $vps.Sandbox.RequestSummary | Should -Be @('GET servers/: 1', 'POST servers/: 1')
        $body = Get-SentBody $vps POST
        $body.PSObject.Properties.Name | Should -Be 'name', 'plan_id', 'os_id', 'location'
        "$($body.name) $($body.plan_id) $($body.os_id) $($body.location)" | Should -Be 'web-02 2 3 us-east'
    }

    It 'sends every field that is given, each as its type' {
        $null = New-VpsServer -Name web-02 -PlanId 2 -OsId 3 -Location us-east -Hostname web02.example.com -SshKeyId 7 -BackupsEnabled $true

        @($vps.Sandbox.Requests | Where-Object Method -EQ POST)[0].BodyText | Should -Match '"plan_id":\s*2\b.*"hostname":\s*"web02\.example\.com".*"ssh_key_id":\s*7\b.*"backups_enabled":\s*true'
    }

    It 'remembers where the server was made' {
        $made = New-VpsServer web-02 -PlanId 2 -OsId 3 -Location us-east
        $null = Connect-Vps -Sandbox

        $made | Remove-VpsServer -Force

        (Get-Write $vps)[-1] | Should -Be "DELETE servers/$($made.Id)/"
    }

    It 'orders nothing under -WhatIf' {
        $other = Invoke-InRunspace 'New-VpsServer web-02 -PlanId 2 -OsId 3 -Location us-east -Session $vps -WhatIf' @{ vps = $vps }

        $other.Errors.Count + $other.Output.Count | Should -Be 0
        Get-Write $vps | Should -BeNullOrEmpty
    }

    It 'waits with -Wait until the server is active and has its address' {
        $slow = Connect-Vps -Sandbox -SandboxDelaySec 0.4

        $first = New-VpsServer web-02 -PlanId 2 -OsId 3 -Location us-east -Session $slow
        $second = New-VpsServer web-03 -PlanId 2 -OsId 3 -Location us-east -Session $slow -Wait

        $first.Status | Should -Be 'provisioning'
        $first.IPAddress | Should -BeNullOrEmpty
        $second.Status | Should -Be 'active'
        $second.IPAddress | Should -Not -BeNullOrEmpty
    }

    It 'gives the server that was bought even where the wait for it fails' {
        $slow = Connect-Vps -Sandbox -SandboxDelaySec 3600

        $outcome = Get-Outcome { New-VpsServer web-02 -PlanId 2 -OsId 3 -Location us-east -Session $slow -Wait -TimeoutSec 1 }

        $outcome.Output.Name | Should -Be 'web-02'
        $outcome.Errors[0].FullyQualifiedErrorId | Should -Be 'OperationTimeout,VpsOrg.PowerShell.Commands.NewVpsServerCommand'
    }

    It 'refuses -TimeoutSec without -Wait before anything is sent' {
        $outcome = Get-Outcome { New-VpsServer web-02 -PlanId 2 -OsId 3 -Location us-east -TimeoutSec 5 }

        $outcome.Ended.FullyQualifiedErrorId | Should -Be 'InvalidParameter,VpsOrg.PowerShell.Commands.NewVpsServerCommand'
        $vps.Sandbox.Requests.Count | Should -Be 0
    }

    It 'refuses bad values before anything is sent: <_>' -ForEach @(
        '-Name ''two words''', '-Name ''''', '-Name (''x'' * 64)', '-PlanId 0', '-PlanId 1.5', '-OsId -1', '-OsId ''''',
        '-Location ''''', '-Location ''us west''', '-Hostname ''bad host''', '-Hostname ''-a.example.com''', '-SshKeyId abc', '-SshKeyId 0') {
        $arguments = @{ Name = 'web-02'; PlanId = 1; OsId = 1; Location = 'us-west' }
        $arguments.Remove($_.Substring(1).Split()[0])

        $outcome = Get-Outcome ([scriptblock]::Create("New-VpsServer @arguments $_"))

        $outcome.ErrorIds | Should -Be 'InvalidParameter'
        $vps.Sandbox.Requests.Count | Should -Be 0
    }

    It 'refuses a flag that is none before anything is sent, and shows it' {
        $outcome = Get-Outcome { New-VpsServer web-02 -PlanId 1 -OsId 1 -Location us-west -BackupsEnabled maybe }

        $outcome.ErrorIds | Should -Be 'InvalidParameter'
        $outcome.Errors[0].ToString() | Should -BeLike "*'maybe'*true*false*"
        $vps.Sandbox.Requests.Count | Should -Be 0
    }

    It 'takes a flag as people write it: <_>' -ForEach '$true', 'true', '1', '([bool]1)' {
        $null = & ([scriptblock]::Create("New-VpsServer web-02 -PlanId 1 -OsId 1 -Location us-west -BackupsEnabled $_"))

        (Get-SentBody $vps POST).backups_enabled | Should -BeExactly $true
    }

    It 'refuses a plan or a system that no server shows, and lists those that they show: <_>' -ForEach '-PlanId abc', '-PlanId 12kb', '-PlanId $true', '-OsId Windows' {
        $arguments = @{ PlanId = 1; OsId = 1; Location = 'us-west' }
        $arguments.Remove($_.Substring(1).Split()[0])

        $outcome = Get-Outcome ([scriptblock]::Create("New-VpsServer a, b @arguments $_"))

        $outcome.ErrorIds | Should -Be 'InvalidParameter'
        $outcome.Errors[0].ToString() | Should -Match "They show: '(Performance VPS' \(2\), 'Standard VPS' \(1\)|Debian 12' \(3\), 'Ubuntu 22\.04 LTS' \(5\))"
        Get-Write $vps | Should -BeNullOrEmpty
    }

    It 'looks plans and systems up by their names, of the command line and of rows' {
        $null = New-VpsServer web-02 -PlanId 'standard vps' -OsId 'Debian 12' -Location us-east
        $null = [pscustomobject]@{ Name = 'web-03'; PlanId = 'Standard VPS'; OsId = 'debian 12'; Location = 'us-east' } | New-VpsServer

        Get-SentBody $vps POST | ForEach-Object { "$($_.plan_id) $($_.os_id)" } | Should -Be '1 3', '1 3'
        $vps.Sandbox.RequestSummary | Should -Be 'GET servers/: 2', 'POST servers/: 2'
    }

    It 'tells the API''s own words where it refuses, and the sum where money runs out' {
        $poor = Connect-Vps -Sandbox -SandboxCredits 5

        $outcome = Get-Outcome {
            New-VpsServer web-02 -PlanId 99 -OsId 3 -Location us-east
            New-VpsServer web-02 -PlanId 1 -OsId 3 -Location us-east -Session $poor
        }

        $outcome.ErrorIds | Should -Be 'InvalidRequest', 'InsufficientCredits'
        $outcome.Errors[0].ToString() | Should -BeLike '*plan_id*'
        $outcome.Errors[0].TargetObject | Should -Be 'web-02'
        $outcome.Errors[1].CategoryInfo.Category | Should -Be 'QuotaExceeded'
    }
}

Describe 'New-VpsServer and CSV rows' {
    BeforeEach {
        $script:vps = Connect-Vps -Sandbox -SandboxDelaySec 0 -SandboxCredits 100000
        $vps.Sandbox.ClearRequests()
    }

    AfterEach {
        Get-VpsSession | Disconnect-Vps
    }

    It 'refuses the row with a bad cell, sends nothing for it, and does the others: <_>' -ForEach @(
        'bad,1,1,us-west,,abc,', 'bad,1,1,us-west,,1.5,', 'bad,1,1,us-west,,true,', 'bad,1,1,us-west,,0,', 'bad,1,1,us-west,,-3,',
        'bad,1,1,us-west,,99999999999999999999,', 'bad,1.5,1,us-west,,,', 'bad,,1,us-west,,,', 'bad,true,1,us-west,,,', 'bad,0x1,1,us-west,,,',
        'bad,1,,us-west,,,', 'bad,1,abc,us-west,,,', 'bad,1,1,,,,', 'bad,1,1,us west,,,', 'bad,1,1,us-west,bad host,,', ',1,1,us-west,,,', 'bad name,1,1,us-west,,,') {
        $outcome = Get-Outcome { ConvertTo-Row 'good-1,1,1,us-west,,,', $_, 'good-2,1,1,us-west,,,' | New-VpsServer }

        $outcome.Ended | Should -BeNullOrEmpty
        $outcome.ErrorIds | Should -Be 'InvalidParameter'
        $outcome.Output.Name | Should -Be 'good-1', 'good-2'
        (Get-SentBody $vps POST).name | Should -Be 'good-1', 'good-2'
    }

    It 'refuses the row with a bad flag, sends nothing for it, and does the others: <_>' -ForEach 'maybe', '2', 'yes', '-1' {
        $outcome = Get-Outcome { ConvertTo-Row 'good-1,1,1,us-west,,,', "bad,1,1,us-west,,,$_", 'good-2,1,1,us-west,,,' | New-VpsServer }

        $outcome.Ended | Should -BeNullOrEmpty
        $outcome.ErrorIds | Should -Be 'InvalidParameter'
        $outcome.Errors[0].ToString() | Should -BeLike "*'$_'*BackupsEnabled*true*false*"
        $outcome.Output.Name | Should -Be 'good-1', 'good-2'
        (Get-SentBody $vps POST).name | Should -Be 'good-1', 'good-2'
    }

    It 'names the cell that is bad' {
        $outcome = Get-Outcome { ConvertTo-Row 'web-02,1,1,us-west,,abc,' | New-VpsServer }

        $outcome.Errors[0].ToString() | Should -BeLike '*abc*SshKeyId*'
        $outcome.Errors[0].TargetObject.Name | Should -Be 'web-02'
    }

    It 'takes an empty cell for a value that was not given' {
        $null = ConvertTo-Row 'web-02,1,1,us-west,,,' | New-VpsServer

        (Get-SentBody $vps POST).PSObject.Properties.Name | Should -Be 'name', 'plan_id', 'os_id', 'location'
    }

    It 'takes <Cell> for <Value>' -ForEach @(
        @{ Cell = 'true'; Value = $true }, @{ Cell = 'False'; Value = $false }, @{ Cell = '1'; Value = $true }, @{ Cell = '0'; Value = $false },
        @{ Cell = 'TRUE'; Value = $true }) {
        $null = ConvertTo-Row "web-02,1,1,us-west,,7,$Cell" | New-VpsServer

        $body = Get-SentBody $vps POST
        $body.backups_enabled | Should -BeExactly $Value
        $body.ssh_key_id | Should -BeExactly 7
    }

    It 'lets what was typed beat the rows' {
        $null = ConvertTo-Row 'web-02,1,1,us-west,,abc,', 'web-03,x,1,us-west,,,' | New-VpsServer -PlanId 3 -SshKeyId 9

        (Get-SentBody $vps POST).plan_id | Should -Be 3, 3
        (Get-SentBody $vps POST).ssh_key_id | Should -Be 9, 9
    }

    It 'does not carry a value from one row over to the next' {
        $null = ConvertTo-Row 'web-02,1,1,us-west,a.example.com,7,true', 'web-03,1,1,us-west,,,' | New-VpsServer

        (Get-SentBody $vps POST)[1].PSObject.Properties.Name | Should -Be 'name', 'plan_id', 'os_id', 'location'
    }

    It 'refuses a row that lacks a column, and does the others' {
        $rows = [pscustomobject]@{ Name = 'bad'; OsId = 1; Location = 'us-west' }, [pscustomobject]@{ Name = 'good'; PlanId = 1; OsId = 1; Location = 'us-west' }

        $outcome = Get-Outcome { $rows | New-VpsServer }

        $outcome.ErrorIds.Count | Should -Be 1
        $outcome.Output.Name | Should -Be 'good'
        (Get-SentBody $vps POST).name | Should -Be 'good'
    }

    It 'lets numbers be numbers: of JSON, of a spreadsheet' {
        $null = '{"name": "web-02", "planId": 2.0, "osId": 3, "location": "us-east", "backupsEnabled": true}' | ConvertFrom-Json | New-VpsServer

        @($vps.Sandbox.Requests | Where-Object Method -EQ POST)[0].BodyText | Should -Match '"plan_id":\s*2\b(?!\.)'
    }

    It 'takes <Kind> for the name of an order' -ForEach @(
        @{ Kind = 'text'; Typed = "'web-02'" }, @{ Kind = 'a row'; Typed = "[pscustomobject]@{ Name = 'web-02' }" }
        @{ Kind = 'a dictionary'; Typed = "@{ Name = 'web-02' }" }, @{ Kind = 'an ordered dictionary'; Typed = "[ordered]@{ name = 'web-02' }" }
        @{ Kind = 'a selected property'; Typed = "Get-VpsServer web-server-01 | Select-Object @{ n = 'Name'; e = { 'web-02' } }" }) {
        $outcome = Get-Outcome ([scriptblock]::Create("$Typed | New-VpsServer -PlanId 2 -OsId 3 -Location us-east"))

        $outcome.ErrorIds | Should -BeNullOrEmpty
        $outcome.Output.Name | Should -Be 'web-02'
    }

    It 'refuses what names no order, and does the others: <_>' -ForEach @(
        '5', '$null', '(Get-Date)', '(Get-Process -Id $PID)', '(Get-Item $PSHOME)', '(,@(''x'', ''y''))', '$true', '[char]120',
        '@{ Host = ''x''; PlanId = 2 }', '[pscustomobject]@{ Host = ''x''; PlanId = 2 }', '[pscustomobject]@{ Name = ''x'', ''y'' }',
        '[pscustomobject]@{ Name = @{ Name = ''x'' } }', '@{ Name = ''x'', ''y'' }', '(Get-Process -Id $PID | Select-Object Name)', '(Invoke-VpsApi servers/900000001/)') {
        $outcome = Get-Outcome ([scriptblock]::Create("& { $_; 'good' } | New-VpsServer -PlanId 1 -OsId 1 -Location us-west"))

        $outcome.ErrorIds | Should -Be 'InvalidParameter'
        $outcome.Output.Name | Should -Be 'good'
        (Get-SentBody $vps POST).name | Should -Be 'good'
    }

    It 'orders every name that is typed, and none where one is wrong' {
        (New-VpsServer a, b -PlanId 1 -OsId 1 -Location us-west).Name | Should -Be 'a', 'b'

        (Get-Outcome { New-VpsServer c, d_d -PlanId 1 -OsId 1 -Location us-west }).ErrorIds | Should -Be 'InvalidParameter'
        (Get-Outcome { New-VpsServer c, C -PlanId 1 -OsId 1 -Location us-west }).ErrorIds | Should -Be 'InvalidParameter'
        (Get-SentBody $vps POST).name | Should -Be 'a', 'b'
    }

    It 'says itself that a name is missing: <_>' -ForEach '', '-Name @()', '-Name $null', '-Name ''''' {
        $outcome = Get-Outcome ([scriptblock]::Create("New-VpsServer -PlanId 1 -OsId 1 -Location us-west $_"))

        $outcome.Errors[0].FullyQualifiedErrorId | Should -Be 'InvalidParameter,VpsOrg.PowerShell.Commands.NewVpsServerCommand'
        $vps.Sandbox.Requests.Count | Should -Be 0
    }

    It 'warns of a location that no server of the account is in, once, and orders nevertheless' {
        $null = 'a-1', 'a-2' | New-VpsServer -PlanId 1 -OsId 5 -Location mars -WarningVariable warnings -WarningAction SilentlyContinue -ErrorVariable refused -ErrorAction SilentlyContinue

        $warnings | Should -HaveCount 1
        "$warnings" | Should -BeLike "'mars' is not one of the locations that this account's servers are in (*us-east, us-west*); ordering anyway."
        $refused | Should -HaveCount 2
        $vps.Sandbox.RequestSummary | Should -Be @('GET servers/: 1', 'POST servers/: 2')
    }

    It 'says of the location what it says of the order under -WhatIf' {
        New-VpsServer a-1 -PlanId 1 -OsId 5 -Location mars -WhatIf -WarningVariable warnings -WarningAction SilentlyContinue

        "$warnings" | Should -BeLike "'mars' is not one of*"
    }

    It 'says nothing of a location that a server is in: <_>' -ForEach 'us-west', 'US-West' {
        $null = New-VpsServer a-1 -PlanId 1 -OsId 5 -Location $_ -WarningVariable warnings -WarningAction SilentlyContinue -ErrorAction SilentlyContinue

        $warnings | Should -BeNullOrEmpty
    }

    It 'asks for the plan, the system and the location, and can say what they are' {
        $asked = (Get-Command New-VpsServer).Parameters.Values | Where-Object { $_.Name -ne 'InputObject' -and @($_.Attributes | Where-Object { $_ -is [Parameter] -and $_.Mandatory }) }

        $asked.Name | Should -Be 'PlanId', 'OsId', 'Location'
        $asked | ForEach-Object { $_.Attributes | Where-Object { $_ -is [Parameter] -and $_.HelpMessage } } | Should -HaveCount 3
    }

    It 'takes computed values' {
        $null = 'web-02', 'web-03' | New-VpsServer -PlanId 1 -OsId 1 -Location us-west -Hostname { "$_.example.com" } -BackupsEnabled { $_ -eq 'web-03' }
        $null = 'x', 'y' | New-VpsServer -Name { "computed-$_" } -PlanId 1 -OsId 1 -Location us-west

        Get-SentBody $vps POST | ForEach-Object { Set-StrictMode -Off; "$($_.name) $($_.hostname) $($_.backups_enabled)" } |
            Should -Be 'web-02 web-02.example.com False', 'web-03 web-03.example.com True', 'computed-x  ', 'computed-y  '
    }

    It 'takes a piped server for an order of a name that exists' {
        $server = Get-VpsServer web-server-01

        (Get-Outcome { $server | New-VpsServer }).ErrorIds | Should -Be 'ServerNameExists'
        ($server | New-VpsServer -IfNotExists).Id | Should -Be 900000001
        Get-Write $vps | Should -BeNullOrEmpty
        ($server | New-VpsServer -Name copy).PlanId | Should -Be $server.PlanId
    }

    It 'orders rows of one name one after another, so that -IfNotExists buys one' {
        # Two orders are held until both are there: the row of another name, and one of the three.
        Add-Fault $vps @{ Kind = 'Hold'; Method = 'POST'; Times = 2 }
        $rows = ConvertTo-Row 'other,1,1,us-west,,,', 'same,1,1,us-west,,,', 'same,1,1,us-west,,,', 'SAME,1,1,us-west,,,'

        $started = Start-Script '$rows | New-VpsServer -IfNotExists -ThrottleLimit 8 -Session $vps' @{ rows = $rows; vps = $vps }
        Wait-Task $vps.Sandbox.WaitForHeldAsync(2)
        $null = $vps.Sandbox.ReleaseHeld()
        $made = (Receive-Script $started).Output

        $made.Name | Should -Be 'other', 'same', 'same', 'same'
        @($made.Id | Select-Object -Unique).Count | Should -Be 2
        (Get-SentBody $vps POST).name | Sort-Object | Should -Be 'other', 'same'
    }
}

Describe 'New-VpsServer and names that exist' {
    BeforeEach {
        $script:vps = Connect-Vps -Sandbox -SandboxDelaySec 0
        $vps.Sandbox.ClearRequests()
        $script:order = @{ PlanId = 1; OsId = 1; Location = 'us-west' }
    }

    AfterEach {
        Get-VpsSession | Disconnect-Vps
    }

    It 'refuses a name that a server has: <_>' -ForEach '', '-WhatIf' {
        $outcome = Get-Outcome ([scriptblock]::Create("New-VpsServer WEB-server-01 @order $_"))

        $outcome.Errors[0].FullyQualifiedErrorId | Should -Be 'ServerNameExists,VpsOrg.PowerShell.Commands.NewVpsServerCommand'
        $outcome.Errors[0].ToString() | Should -BeLike '*900000001*'
        $outcome.Errors[0].CategoryInfo.Category | Should -Be 'ResourceExists'
        Get-Write $vps | Should -BeNullOrEmpty
    }

    It 'refuses the second of two rows, in the real run and under -WhatIf' {
        (Get-Outcome { 'twin', 'TWIN' | New-VpsServer @order -WhatIf }).ErrorIds | Should -Be 'ServerNameExists'
        (Get-Outcome { 'twin', 'TWIN' | New-VpsServer @order }).ErrorIds | Should -Be 'ServerNameExists'
        $vps.Sandbox.CountRequests('POST', 'servers/') | Should -Be 1
    }

    It 'orders another one with -AllowDuplicateName, which -IfNotExists contradicts' {
        (New-VpsServer web-server-01 @order -AllowDuplicateName).Id | Should -Not -Be 900000001
        (Get-Outcome { New-VpsServer web-server-01 @order -AllowDuplicateName -IfNotExists }).ErrorIds | Should -Be 'InvalidParameter'
        $vps.Sandbox.CountRequests('POST', 'servers/') | Should -Be 1
    }

    It 'orders a name again that was deleted a moment ago' {
        Remove-VpsServer web-server-01 -Force

        (New-VpsServer web-server-01 @order).Name | Should -Be 'web-server-01'
    }
}

Describe 'New-VpsServer -Wait' {
    AfterEach {
        Get-VpsSession | Disconnect-Vps
    }

    It 'sends all orders before it looks at any server' {
        $vps = Connect-Vps -Sandbox -SandboxDelaySec 0.4
        $vps.Sandbox.ClearRequests()

        $made = New-VpsServer a, b, c -PlanId 1 -OsId 1 -Location us-west -Wait

        $made.Name | Should -Be 'a', 'b', 'c'
        $made.Status | Should -Be 'active', 'active', 'active'
        $vps.Sandbox.Requests[0..3] | ForEach-Object { "$($_.Method) $($_.Path)" } | Should -Be 'GET servers/', 'POST servers/', 'POST servers/', 'POST servers/'
    }

    It 'shows the id before it waits, and writes nothing more than the server' {
        $child = Invoke-Child @'
            $vps = Connect-Vps -Sandbox -SandboxDelaySec 0.2
            $made = New-VpsServer web-02 -PlanId 1 -OsId 1 -Location us-west -Wait -InformationVariable shown
            @($made).Count
            $shown[0].MessageData.Message
            $again = New-VpsServer web-03 -PlanId 1 -OsId 1 -Location us-west -Wait 6> $null
            $again.Status
'@

        $child.ErrorText | Should -BeNullOrEmpty
        $lines = $child.Output -split '\r?\n'
        $lines[0] | Should -BeLike "Server 'web-02' is ordered (id 90000000?); waiting*"
        $lines[1] | Should -Be '1'
        $lines[2] | Should -Be $lines[0]
        $lines[3] | Should -Be 'active'
    }

    It 'says at once that an existing server is stopped, and returns it' {
        $vps = Connect-Vps -Sandbox -SandboxDelaySec 3600
        $vps.Sandbox.SetServerStatus(900000001, 'stopped')

        $outcome = Get-Outcome { New-VpsServer web-server-01 -PlanId 1 -OsId 5 -Location us-west -IfNotExists -Wait }

        $outcome.ErrorIds | Should -Be 'ServerStopped'
        $outcome.Errors[0].ToString() | Should -BeLike '*900000001*is stopped*'
        $outcome.Output.Status | Should -Be 'stopped'
    }
}

Describe 'New-VpsServer -IfNotExists' {
    BeforeEach {
        $script:vps = Connect-Vps -Sandbox -SandboxDelaySec 0
        $vps.Sandbox.ClearRequests()
    }

    AfterEach {
        Get-VpsSession | Disconnect-Vps
    }

    It 'gives the server that is there already, and orders nothing' {
        $made = New-VpsServer WEB-server-01 -PlanId 1 -OsId 5 -Location us-west -IfNotExists

        $made.Id | Should -Be 900000001
        Get-Write $vps | Should -BeNullOrEmpty
    }

    It 'orders the server that is not there, once, however often it runs' {
        $first = New-VpsServer web-02 -PlanId 1 -OsId 5 -Location us-west -IfNotExists
        $second = New-VpsServer web-02 -PlanId 1 -OsId 5 -Location us-west -IfNotExists

        $second.Id | Should -Be $first.Id
        $vps.Sandbox.CountRequests('POST', 'servers/') | Should -Be 1
    }

    It 'refuses a server of that name that is something else: <_>' -ForEach '-PlanId 2 -OsId 5 -Location us-west', '-PlanId 1 -OsId 6 -Location us-west', '-PlanId 1 -OsId 5 -Location us-east' {
        $outcome = Get-Outcome ([scriptblock]::Create("New-VpsServer web-server-01 $_ -IfNotExists"))

        $outcome.Errors[0].FullyQualifiedErrorId | Should -Be 'ServerDiffers,VpsOrg.PowerShell.Commands.NewVpsServerCommand'
        $outcome.Errors[0].CategoryInfo.Category | Should -Be 'ResourceExists'
        Get-Write $vps | Should -BeNullOrEmpty
    }

    It 'refuses to choose where several have the name' {
        $null = $vps.Sandbox.AddServer('web-server-01')

        (Get-Outcome { New-VpsServer web-server-01 -PlanId 1 -OsId 5 -Location us-west -IfNotExists }).ErrorIds | Should -Be 'AmbiguousServerName'
        Get-Write $vps | Should -BeNullOrEmpty
    }

    It 'reads the list once for many' {
        $null = 'a', 'b', 'c' | ForEach-Object { [pscustomobject]@{ Name = $_; PlanId = 1; OsId = 1; Location = 'us-west' } } | New-VpsServer -IfNotExists

        $vps.Sandbox.RequestSummary | Should -Be 'GET servers/: 1', 'POST servers/: 3'
    }
}

Describe 'An order whose answer is lost' {
    AfterEach {
        Get-VpsSession | Disconnect-Vps
    }

    It 'is not sent again: one server, one warning (<Kind>)' -ForEach @{ Kind = 'CutAfterActing' }, @{ Kind = 'StatusAfterActing' }, @{ Kind = 'TruncateBody' } {
        $vps = Connect-Vps -Sandbox
        Add-Fault $vps @{ Kind = $Kind; Method = 'POST'; PathPattern = 'servers/' }

        $outcome = Get-Outcome { New-VpsServer web-02 -PlanId 1 -OsId 5 -Location us-west }

        $outcome.ErrorIds | Should -BeNullOrEmpty
        $outcome.Output.Name | Should -Be 'web-02'
        $outcome.Warnings.Count | Should -Be 1
        $vps.Sandbox.CountRequests('POST', 'servers/') | Should -Be 1
        @(Get-VpsServer web-02).Count | Should -Be 1
    }
}
