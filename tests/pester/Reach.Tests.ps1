# -TcpPort: what is waited for until it can be reached, over real sockets of the loopback, in real PowerShell.

BeforeAll {
    . (Join-Path $PSScriptRoot 'TestTools.ps1')

    # What is never reached takes the whole -TimeoutSec. The other tests of this file run meanwhile; the last ones tell what came of it.
    $csv = Join-Path $TestDrive 'fleet.csv'
    @('Name,PlanId,OsId,Location') + @(1..5 | ForEach-Object { "web-0$_,1,5,us-west" }) | Set-Content $csv
    $script:fleets = @{}
    foreach ($throttle in 1, 8) {
        $fleets[$throttle] = Start-Script -Variable @{ csv = $csv; throttle = $throttle } -Script @'
            $vps = Connect-Vps -Sandbox -SandboxDelaySec 0.3
            $vps.Sandbox.AddPort(@{ Server = 'web-01'; Kind = 'Never' })
            $vps.Sandbox.AddPort(@{ Server = 'web-02'; Kind = 'Silent' })
            Import-Csv $csv | New-VpsServer -IfNotExists -Wait -TcpPort 22 -TimeoutSec 20 -ThrottleLimit $throttle
            "sent: $(@($vps.Sandbox.Requests | Where-Object Method -NE GET).Count)"
'@
    }
}

Describe 'A server that is ready for SSH' {
    It 'hands a server on while another is still waited for' {
        $vps = Connect-Vps -Sandbox -SandboxDelaySec 0.3
        $vps.Sandbox.AddPort(@{ Server = 'web-01'; Kind = 'Never' })
        $started = Start-Script '''web-01'', ''web-02'' | New-VpsServer -PlanId 1 -OsId 5 -Location us-west -Wait -TcpPort 22 -Session $vps' @{ vps = $vps }

        Wait-Until { $started.Output.Count -gt 0 }

        $started.Output[0].Name | Should -Be 'web-02'
        $started.Running.IsCompleted | Should -BeFalse
        $vps.Sandbox.AddPort(@{ Server = 'web-01' })
        (Receive-Script $started).Output.Name | Should -Be 'web-02', 'web-01'
        Disconnect-Vps $vps
    }
}

Describe 'Waiting for a port' {
    BeforeEach {
        $script:vps = Connect-Vps -Sandbox -SandboxDelaySec 1
    }

    AfterEach {
        Get-VpsSession | Disconnect-Vps
    }

    It 'needs no status' {
        (Wait-VpsServer web-server-01 -TcpPort 22).Status | Should -Be 'active'
        (Wait-VpsServer web-server-01 -TcpPort '22' -Status Active -Address IPAddress).Id | Should -Be 900000001
    }

    It 'follows a start and a restart, and a server that runs already' {
        Stop-VpsServer db-server-01 -Wait

        (Start-VpsServer db-server-01 -Wait -TcpPort 22 -PassThru).Status | Should -Be 'active'
        (Start-VpsServer db-server-01 -Wait -TcpPort 22 -PassThru).Status | Should -Be 'active'
        (Restart-VpsServer db-server-01 -Wait -TcpPort 22 -PassThru).Status | Should -Be 'active'
        (Get-Write $vps) -like '*reboot*' | Should -Be 'POST servers/900000002/reboot/'
    }

    It 'takes other ports where the sandbox has them' {
        $vps.Sandbox.AddPort(@{ Number = 443; Kind = 'Silent' })

        (Wait-VpsServer web-server-01 -TcpPort 22, 443).Id | Should -Be 900000001
    }

    It 'refuses what is no port before anything is sent: <_>' -ForEach '0', '65536', '-1', '@()', '$null', '22,0', "'ssh'" {
        $vps.Sandbox.ClearRequests()

        $outcome = Get-Outcome ([scriptblock]::Create("Wait-VpsServer web-server-01 -TcpPort $_"))

        $outcome.Ended.FullyQualifiedErrorId | Should -Match '^Parameter(ArgumentValidationError|ArgumentTransformationError)|^CannotConvertArgument'
        $vps.Sandbox.Requests.Count | Should -Be 0
    }

    It 'says what to give where neither a status nor a port is given' {
        $outcome = Get-Outcome { Wait-VpsServer web-server-01 }

        $outcome.Ended.FullyQualifiedErrorId | Should -Be 'InvalidParameter,VpsOrg.PowerShell.Commands.WaitVpsServerCommand'
        "$($outcome.Ended)" | Should -BeLike '*give -Status, e.g. active, or -TcpPort, e.g. 22.*'
    }

    It 'refuses <_>' -ForEach @(
        'Wait-VpsServer web-server-01 -Status stopped -TcpPort 22', 'Wait-VpsServer web-server-01 -Status active -Address Hostname',
        'Start-VpsServer web-server-01 -TcpPort 22', 'Restart-VpsServer web-server-01 -TcpPort 22', 'Restart-VpsServer web-server-01 -Wait -Address Hostname',
        'New-VpsServer web-03 -PlanId 1 -OsId 5 -Location us-west -TcpPort 22') {
        $vps.Sandbox.ClearRequests()

        $outcome = Get-Outcome ([scriptblock]::Create($_))

        $outcome.ErrorIds | Should -Be 'InvalidParameter'
        $vps.Sandbox.Requests.Count | Should -Be 0
    }

    It 'completes ports and addresses' {
        $ports = (TabExpansion2 'Wait-VpsServer web-server-01 -TcpPort ' -cursorColumn 38).CompletionMatches.CompletionText
        $more = (TabExpansion2 'Wait-VpsServer web-server-01 -TcpPort 22,4' -cursorColumn 42).CompletionMatches.CompletionText
        $addresses = (TabExpansion2 'Wait-VpsServer web-server-01 -Address ' -cursorColumn 38).CompletionMatches.CompletionText

        $ports | Should -Contain '22'
        $ports | Should -Contain '443'
        $more | Should -Be '443'
        @($addresses | Sort-Object) | Should -Be 'Hostname', 'IPAddress', 'IPv6Address'
    }
}

Describe 'A fleet that is ready for SSH' {
    It 'writes each as it gets there, and says of one that never answers and one that is silent why not, with a throttle of <_>' -ForEach 1, 8 {
        $run = Receive-Script $fleets[$_]

        $run.Ended | Should -BeNullOrEmpty
        @($run.Output[0..2].Name | Sort-Object) | Should -Be 'web-03', 'web-04', 'web-05'
        $run.Output | Select-Object -Skip 3 | Should -Be 'sent: 5'
        $run.Errors | ForEach-Object { $_.FullyQualifiedErrorId.Split(',')[0] } | Should -Be 'OperationTimeout', 'OperationTimeout'
        $never, $silent = $run.Errors | Sort-Object { $_.TargetObject.Name }
        "$never" | Should -Match "^Server \d+ has status 'active', but within 20 s port 22 was not reached: the last attempt at port 22 of [\d.]+: the connection was refused\."
        "$silent" | Should -Match 'the last attempt at port 22 of [\d.]+: it accepted the connection and said nothing\.'
        $silent.ErrorDetails.RecommendedAction | Should -BeLike "The order stands: do not order this server again.*Wait-VpsServer $($silent.TargetObject.Id) -TcpPort 22."
    }
}
