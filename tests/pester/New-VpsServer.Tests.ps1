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
        '-Name ''two words''', '-Name ''''', '-Name (''x'' * 64)', '-PlanId 0', '-PlanId 1.5', '-PlanId abc', '-PlanId $true', '-OsId -1', '-OsId ''''',
        '-Location ''''', '-Location ''us west''', '-Hostname ''bad host''', '-Hostname ''-a.example.com''', '-SshKeyId abc', '-SshKeyId 0') {
        $arguments = @{ Name = 'web-02'; PlanId = 1; OsId = 1; Location = 'us-west' }
        $arguments.Remove($_.Substring(1).Split()[0])

        $outcome = Get-Outcome ([scriptblock]::Create("New-VpsServer @arguments $_"))

        $outcome.ErrorIds | Should -Be 'InvalidParameter'
        $vps.Sandbox.Requests.Count | Should -Be 0
    }

    It 'refuses a flag that is none before anything is sent' {
        $outcome = Get-Outcome { New-VpsServer web-02 -PlanId 1 -OsId 1 -Location us-west -BackupsEnabled maybe }

        $outcome.ErrorIds | Should -Be 'ParameterArgumentTransformationError'
        $vps.Sandbox.Requests.Count | Should -Be 0
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
        $outcome.ErrorIds | Should -Be 'ParameterArgumentTransformationError'
        $outcome.Errors[0].ToString() | Should -BeLike '*BackupsEnabled*true*false*'
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
