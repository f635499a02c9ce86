BeforeDiscovery {
    $script:refused = '900000001, 900000002 | Get-VpsServer', '900000001, 900000002 | Stop-VpsServer', 'Get-VpsServer', 'Get-VpsServer web-*'
}

BeforeAll {
    . (Join-Path $PSScriptRoot 'TestTools.ps1')
    $script:server = Open-SandboxServer
}

AfterAll {
    Close-SandboxServer $server
}

Describe 'A failure of the API' {
    BeforeEach {
        $script:vps = Connect-Vps -Sandbox -SandboxDelaySec 0 -MaximumRetryCount 0
        $vps.Sandbox.ClearRequests()
    }

    AfterEach {
        Get-VpsSession | Disconnect-Vps
    }

    It '<Status> is <Id>, <Category>, in the API''s own words' -ForEach @(
        @{ Status = 400; Id = 'InvalidRequest'; Category = 'InvalidArgument' }
        @{ Status = 402; Id = 'InsufficientCredits'; Category = 'QuotaExceeded' }
        @{ Status = 403; Id = 'PermissionDenied'; Category = 'PermissionDenied' }
        @{ Status = 404; Id = 'ServerNotFound'; Category = 'ObjectNotFound' }
        @{ Status = 409; Id = 'Conflict'; Category = 'ResourceBusy' }
        @{ Status = 418; Id = 'UnexpectedStatus'; Category = 'InvalidResult' }
        @{ Status = 500; Id = 'ApiUnavailable'; Category = 'ResourceUnavailable' }
        @{ Status = 503; Id = 'ApiUnavailable'; Category = 'ResourceUnavailable' }
    ) {
        Add-Fault $vps @{ Kind = 'Status'; Status = $Status; PathPattern = 'servers/900000001/'; Body = '{"detail": "The words of the API."}' }

        $outcome = Get-Outcome { 900000001, 900000002 | Get-VpsServer }

        $outcome.Ended | Should -BeNullOrEmpty
        $outcome.Output.Id | Should -Be 900000002
        $outcome.Errors.Count | Should -Be 1
        $record = $outcome.Errors[0]
        $record.FullyQualifiedErrorId | Should -Be "$Id,VpsOrg.PowerShell.Commands.GetVpsServerCommand"
        $record.CategoryInfo.Category | Should -Be $Category
        $record.TargetObject | Should -Be 900000001
        $record.ToString() | Should -BeLike "*$Status*The words of the API.*"
        $record.ToString() | Should -Match 'sbx-\d+, \d{4}-\d\d-\d\dT'
        $record.Exception | Should -BeOfType VpsOrg.Client.VpsException
    }

    It 'says what to do: <Id>' -ForEach @(
        @{ Id = 'InvalidRequest'; Status = 400; Action = 'correct' }, @{ Id = 'InsufficientCredits'; Status = 402; Action = 'credits' }
        @{ Id = 'PermissionDenied'; Status = 403; Action = 'permission' }, @{ Id = 'ServerNotFound'; Status = 404; Action = 'Get-VpsServer' }
    ) {
        Add-Fault $vps @{ Kind = 'Status'; Status = $Status }

        $outcome = Get-Outcome { Get-VpsServer 900000001 }

        $outcome.Errors[0].ErrorDetails.RecommendedAction | Should -Match $Action
    }

    It '403 names the permissions that the token has' {
        Add-Fault $vps @{ Kind = 'Status'; Status = 403 }

        $outcome = Get-Outcome { Stop-VpsServer 900000001 }

        $outcome.Errors[0].ToString() | Should -Match ([regex]::Escape($vps.Permissions -join ', '))
    }

    It '429 with a long Retry-After is RateLimited and says until when' {
        Add-Fault $vps @{ Kind = 'Status'; Status = 429; Headers = @{ 'Retry-After' = 3000 } }
        $before = (Get-Date).AddSeconds(3000 - 1) # The text leaves out what is less than a second.

        $outcome = Get-Outcome { Get-VpsServer 900000001 }
        $after = (Get-Date).AddSeconds(3000)

        $outcome.Errors[0].FullyQualifiedErrorId | Should -Be 'RateLimited,VpsOrg.PowerShell.Commands.GetVpsServerCommand'
        $outcome.Errors[0].CategoryInfo.Category | Should -Be 'LimitsExceeded'
        $vps.Sandbox.Requests.Count | Should -Be 1
        "$($outcome.Errors[0])" -match '\b\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\b' | Should -BeTrue
        $until = [datetime]::ParseExact($Matches[0], 'yyyy-MM-dd HH:mm:ss', [cultureinfo]::InvariantCulture)
        $until -ge $before -and $until -le $after | Should -BeTrue -Because "$until lies between $before and $after"
    }

    It '429 with a short Retry-After is waited for, in one verbose line' {
        Add-Fault $vps @{ Kind = 'Status'; Status = 429; Headers = @{ 'Retry-After' = 1 } }

        $outcome = Get-Outcome { Get-VpsServer 900000001 -Verbose }

        $outcome.Output.Id | Should -Be 900000001
        @($outcome.Verbose -match '429.*wait').Count | Should -Be 1
        $vps.Sandbox.Requests.Status | Should -Be 429, 200
    }

    It 'that is a lost connection is ApiUnavailable' {
        Add-Fault $vps @{ Kind = 'CutBeforeActing' }

        $outcome = Get-Outcome { Get-VpsServer 900000001 }

        $outcome.Errors[0].FullyQualifiedErrorId | Should -Be 'ApiUnavailable,VpsOrg.PowerShell.Commands.GetVpsServerCommand'
        $outcome.Errors[0].CategoryInfo.Category | Should -Be 'ConnectionError'
    }

    It 'that is silence is ApiTimeout after -TimeoutSec, and is not sent again: <Kind>' -ForEach @{ Kind = 'Hang' }, @{ Kind = 'StallBody' }, @{ Kind = 'DripBody' } {
        # A body that drips takes an hour. The session has sent nothing before, so that nothing else must end in its second.
        Clear-ServerLog $server
        Add-ServerFault $server @{ kind = $Kind; delay = 10; pathPattern = 'servers/900000001/'; times = 9 }
        $quick = Connect-SandboxServer $server @{ TimeoutSec = 1 }

        $outcome = Get-Outcome { Get-VpsServer 900000001 -Session $quick }

        $outcome.Errors[0].FullyQualifiedErrorId | Should -Be 'ApiTimeout,VpsOrg.PowerShell.Commands.GetVpsServerCommand'
        $outcome.Errors[0].CategoryInfo.Category | Should -Be 'OperationTimeout'
        @(Get-ServerLog $server).Count | Should -BeLessThan 2
        Disconnect-Vps $quick
    }

    It 'that nobody can read is UnreadableAnswer, with little of it shown: <_>' -ForEach @(
        'not JSON', '', '[]', 'null', '{"id": ', '{"id": "abc"}', '{"id": 99999999999999999999}', '<html><body>Proxy says hello</body></html>') {
        Add-Fault $vps @{ Kind = 'Body'; Body = $_; PathPattern = 'servers/900000001/' }

        $outcome = Get-Outcome { Get-VpsServer 900000001 }

        $outcome.Output.Count | Should -Be 0
        $outcome.Errors[0].FullyQualifiedErrorId | Should -Be 'UnreadableAnswer,VpsOrg.PowerShell.Commands.GetVpsServerCommand'
        $outcome.Errors[0].ToString().Length | Should -BeLessThan 500
    }

    It 'shows no control characters, and no more than a little of a long text' {
        Add-Fault $vps @{ Kind = 'Status'; Status = 500; Body = "{`"detail`": `"$([char]27)[31mred\u001b[0m\u0007$('x' * 5000)`"}" }

        $outcome = Get-Outcome { Get-VpsServer 900000001 }

        $outcome.Errors[0].ToString() | Should -Not -Match '\p{Cc}'
        $outcome.Errors[0].ToString().Length | Should -BeLessThan 500
    }

    It 'is tried again as often as -MaximumRetryCount says, with a verbose line each' {
        $patient = Connect-Vps -Sandbox -MaximumRetryCount 1
        Add-Fault $patient @{ Kind = 'Status'; Status = 503; PathPattern = 'servers/900000001/'; Times = 1 }
        Add-Fault $vps @{ Kind = 'Status'; Status = 503; PathPattern = 'servers/900000001/'; Times = 1 }

        $outcome = Get-Outcome { Get-VpsServer 900000001 -Session $patient -Verbose; Get-VpsServer 900000001 -Session $vps }

        $outcome.Output.Count | Should -Be 1
        @($outcome.Verbose -match '\bretry 1\b').Count | Should -Be 1
        $outcome.ErrorIds | Should -Be 'ApiUnavailable'
        $patient.Sandbox.CountRequests('GET', 'servers/900000001/') | Should -Be 2
        $vps.Sandbox.CountRequests('GET', 'servers/900000001/') | Should -Be 1
    }
}

Describe 'A token that worked and is refused' -ForEach @{ Commands = $refused } {
    BeforeAll {
        # All at once: the client asks once more after two seconds.
        $script:asked = @{}
        foreach ($one in $Commands) {
            $asked[$one] = Start-Script @"
                `$vps = Connect-Vps -Sandbox -SandboxDelaySec 0 -MaximumRetryCount 0
                `$vps.Sandbox.InjectFault([VpsOrg.Sandbox.SandboxFault]@{ Kind = 'Status'; Status = 401; Times = 9 })
                try { $one } catch { `$_ }
"@
        }
    }

    It 'ends the command, for it would fail for every server: <_>' -ForEach $refused {
        $run = Receive-Script $asked[$_]

        $run.Output.Count | Should -Be 1
        $run.Output[0].FullyQualifiedErrorId | Should -BeLike 'TokenRejected,VpsOrg.PowerShell.Commands.*'
        $run.Output[0].CategoryInfo.Category | Should -Be 'AuthenticationError'
        $run.Errors | Should -BeNullOrEmpty
    }
}

Describe 'One family' {
    BeforeAll {
        $script:vps = Connect-Vps -Sandbox -SandboxDelaySec 0 -SandboxCredits 0
    }

    AfterAll {
        Get-VpsSession | Disconnect-Vps
    }

    It 'catches what fails in an account or a session: <_>' -ForEach @(
        'Get-VpsServer no-such-server', 'Get-VpsServer 7', 'Stop-VpsServer no-such-server', 'Get-VpsServer -Session typo', 'Select-VpsSession typo',
        'Connect-Vps -Sandbox -Name sandbox@example.com', 'New-VpsServer a -PlanId 1 -OsId 1 -Location us-west', 'Invoke-VpsApi no/such/path/') {
        $caught = try { & ([scriptblock]::Create("$_ -ErrorAction Stop")) } catch [VpsOrg.Client.VpsException] { 'caught' }

        $caught | Should -Be 'caught'
    }

    It 'has one type for a missing name and a missing id: <_>' -ForEach 'no-such-server', 7 {
        $caught = try { Get-VpsServer $_ -ErrorAction Stop } catch [VpsOrg.Client.VpsNotFoundException] { $_.FullyQualifiedErrorId.Split(',')[0] }

        $caught | Should -Be 'ServerNotFound'
    }

    It 'never speaks of a parameter of a method: <_>' -ForEach @(
        'New-VpsServer "a b" -PlanId 1 -OsId 1 -Location us-west', 'New-VpsServer a -PlanId 1 -OsId 1 -Location "us west"', 'Set-VpsServer 900000001 -NewName "a b"',
        'Set-VpsServer 900000001 -Hostname "-"', 'Connect-Vps -Token (ConvertTo-TestToken "a b")', 'Get-VpsServer "a["', 'Invoke-VpsApi ../x') {
        $outcome = Get-Outcome ([scriptblock]::Create($_))

        $outcome.ErrorIds | Should -Be 'InvalidParameter'
        $record = @($outcome.Errors) + @($outcome.Ended) | Where-Object { $_ }
        "$record $($record.Exception) $($record | Format-List * -Force | Out-String)" | Should -Not -Match "Parameter '|Parameter name:"
    }

    It 'names the server of a row in the text' {
        $outcome = Get-Outcome { 'web-02', 'web-03' | ForEach-Object { [pscustomobject]@{ Name = $_; PlanId = 'x'; OsId = 1; Location = 'us-west' } } | New-VpsServer }

        $outcome.Errors[0].ToString() | Should -BeLike "*'web-02'*'x'*"
        $outcome.Errors[1].ToString() | Should -BeLike "*'web-03'*'x'*"
    }
}

Describe 'Verbose and debug text' {
    BeforeAll {
        $script:vps = Connect-Vps -Sandbox
    }

    AfterAll {
        Disconnect-Vps $vps
    }

    It 'is one line a request with -Verbose' {
        $outcome = Get-Outcome { 900000001, 900000002 | Get-VpsServer -ThrottleLimit 1 -Verbose }

        $outcome.Verbose.Count | Should -Be 2
        $outcome.Verbose[0] | Should -Match '^GET servers/900000001/ \S+ 200\b.*\bsbx-\d+'
        $outcome.Debug.Count | Should -Be 0
    }

    It 'is headers and bodies with -Debug' {
        $outcome = Get-Outcome { Set-VpsServer 900000001 -BackupsEnabled $true -Debug }

        $text = $outcome.Debug -join "`n"
        $text | Should -Match 'PATCH servers/900000001/'
        $text | Should -Match '"?backups_enabled"?\s*:\s*true'
        $text | Should -Match 'Content-Type: application/json'
        $text | Should -Not -Match 'vps_sandbox'
    }

    It 'is nothing without them' {
        $outcome = Get-Outcome { Get-VpsServer }

        $outcome.Verbose.Count + $outcome.Debug.Count + $outcome.Warnings.Count | Should -Be 0
    }
}
