BeforeDiscovery {
    $script:kinds = @(
        @{ Kind = 'numbers'; Option = @() }
        @{ Kind = 'UUIDs'; Option = @('--uuid-ids') }
    )
}

BeforeAll {
    . (Join-Path $PSScriptRoot 'TestTools.ps1')
}

Describe 'Sync-VpsServer' {
    BeforeEach {
        $script:vps = Connect-Vps -Sandbox -SandboxDelaySec 0.05
        $script:fleet = @'
Name,PlanId,OsId,Location,Hostname,BackupsEnabled,Status
web-server-01,1,5,us-west,www.example.com,True,active
db-server-01,2,3,us-east,,,stopped
app-01,1,5,us-west,app01.example.com,true,
'@ | ConvertFrom-Csv
        $vps.Sandbox.ClearRequests()
    }

    AfterEach {
        Get-VpsSession | Disconnect-Vps
    }

    It 'makes the account what the file says, and does nothing the second time' {
        $first = $fleet | Sync-VpsServer -ApplyStatus -Wait 6>$null
        $writes = Get-Write $vps
        $vps.Sandbox.ClearRequests()
        $second = $fleet | Sync-VpsServer -ApplyStatus -Wait 6>$null

        $first[0] | Should -BeOfType VpsOrg.Client.VpsSyncResult
        $first.Name | Should -Be 'app-01', 'web-server-01', 'db-server-01'
        $first.Outcome | Should -Be 'Ordered', 'Changed', 'Changed'
        $first.Changes[1] | Should -Be 'hostname: web01.example.com -> www.example.com'
        $writes | Should -Be 'POST servers/', 'PATCH servers/900000001/', 'POST servers/900000002/stop/'
        $second.Outcome | Should -Be 'Unchanged', 'Unchanged', 'Unchanged'
        Get-Write $vps | Should -BeNullOrEmpty
        $fleet | Compare-VpsServer | Should -BeNullOrEmpty
    }

    It 'shows under -WhatIf what it would do, and sends no write' {
        $child = Invoke-Child @'
            $vps = Connect-Vps -Sandbox
            @{ Name = 'web-server-01'; Hostname = 'www.example.com'; Status = 'stopped' }, @{ Name = 'app-01'; PlanId = 1; OsId = 5; Location = 'us-west' } |
                Sync-VpsServer -ApplyStatus -Prune db-* -WhatIf
            @($vps.Sandbox.Requests | Where-Object Method -NE GET).Count
'@
        $lines = $child.Output -split '\r?\n'

        $child.ErrorText | Should -BeNullOrEmpty
        $lines[0] | Should -Be 'To do at the sandbox, account sandbox@example.com: order 1, change 1, stop 1, remove 1.'
        $lines[1] | Should -BeLike 'What if: *Order server*app-01 (plan 1, OS 5, us-west)*'
        $lines[2] | Should -BeLike 'What if: Change server web-server-01*hostname: web01.example.com -> www.example.com'
        $lines[3] | Should -BeLike 'What if: *Stop server*web-server-01*'
        $lines[4] | Should -BeLike 'What if: *Delete server for good*db-server-01*'
        $lines[5] | Should -Be '0'
    }

    It 'touches nothing of a row that cannot be followed, and does the others' {
        $outcome = Get-Outcome { @{ Name = 'web-server-01'; PlanId = 3; Hostname = 'x.example.com' }, @{ Name = 'db-server-01'; Hostname = 'y.example.com' } | Sync-VpsServer }

        $outcome.ErrorIds | Should -Be 'RowNotTouched'
        $outcome.Output.Outcome | Should -Be 'Changed', 'Refused'
        Get-Write $vps | Should -Be 'PATCH servers/900000002/'
    }

    It 'ends before anything is sent: <Name>' -ForEach @(
        @{ Name = 'another account'; Id = 'NoRowFound'; Tried = { @{ Name = 'app-01'; PlanId = 1; OsId = 5; Location = 'us-west' } | Sync-VpsServer } }
        @{ Name = 'too many'; Id = 'LimitExceeded'; Tried = { $fleet | Sync-VpsServer -MaximumNew 0 } }
        @{ Name = 'no rows'; Id = 'NoRows'; Tried = { @() | Sync-VpsServer } }
        @{ Name = 'a slip'; Id = 'InvalidParameter'; Tried = { @{ Name = 'web-server-01'; Hostnme = 'x' } | Sync-VpsServer } }
        @{ Name = 'all names'; Id = 'InvalidParameter'; Tried = { $fleet | Sync-VpsServer -Prune * -Force } }
        @{ Name = 'a time-out without a wait'; Id = 'InvalidParameter'; Tried = { $fleet | Sync-VpsServer -TimeoutSec 5 } }
        @{ Name = '-Force without -Prune'; Id = 'InvalidParameter'; Tried = { $fleet | Sync-VpsServer -Force } }
    ) {
        $outcome = Get-Outcome $Tried

        $outcome.Ended.FullyQualifiedErrorId | Should -Be "$Id,VpsOrg.PowerShell.Commands.SyncVpsServerCommand"
        Get-Write $vps | Should -BeNullOrEmpty
    }

    It 'removes nothing without a yes to just that where nobody can be asked: <_>' -ForEach '', '-Confirm:$false' {
        $child = Invoke-Child @"
            `$vps = Connect-Vps -Sandbox
            `$ConfirmPreference = 'None'
            @{ Name = 'web-server-01' } | Sync-VpsServer -Prune db-* $_ -ErrorAction Continue
            "`$((Get-VpsServer).Count)"
"@

        $child.ErrorText | Should -Match 'nobody can be asked'
        $child.Output | Should -Not -Match '^1$'
    }

    It 'removes with -Force what no row names' {
        $result = @{ Name = 'web-server-01' } | Sync-VpsServer -Prune db-* -Force 6>$null

        $result.Outcome | Should -Be 'Unchanged', 'Removed'
        (Get-VpsServer).Name | Should -Be 'web-server-01'
    }

    It 'shows names, outcomes and changes in a table, and loses nothing of them where it is narrow' {
        $results = @{ Name = 'web-server-01'; Hostname = 'www.example.com' }, @{ Name = 'db-server-01' } | Sync-VpsServer 6>$null
        $wide, $narrow = 120, 60 | ForEach-Object { , @(($results | Out-String -Width $_).Split("`n").TrimEnd() | Where-Object { $_ }) }

        $wide[0] | Should -Match '^Name +Outcome +Changes$'
        $wide[2] | Should -Match '^web-server-01 +Changed +hostname: web01\.example\.com -> www\.example\.com$'
        $wide[3] | Should -Match '^db-server-01 +Unchanged$'
        ($narrow -join ' ') -replace '\s+', ' ' | Should -Match 'hostname: web01\.example\.com -> www\.example\.com'
    }

    # Windows PowerShell shows no colours.
    if ($PSVersionTable.PSVersion.Major -ge 7) {
        It 'shows outcomes in colour where $PSStyle says so' {
            $results = @{ Name = 'web-server-01'; Hostname = 'www.example.com' }, @{ Name = 'db-server-01'; PlanId = 3 } | Sync-VpsServer -ErrorAction Ignore 6>$null
            $style = Get-Variable -Name PSStyle -ValueOnly
            $before = $style.OutputRendering
            try {
                $style.OutputRendering = 'Ansi'
                $shown = $results | Out-String -Width 100
            }
            finally {
                $style.OutputRendering = $before
            }

            $shown | Should -Match "$([char]27)\[32mChanged$([char]27)\[0m"
            $shown | Should -Match "$([char]27)\[31mRefused$([char]27)\[0m"
        }
    }
}

Describe 'A fleet over real sockets, where ids are <Kind>' -ForEach $kinds {
    BeforeAll {
        function Get-ServerWrite {
            # What a sandbox server has seen that may change something, since this was last asked.
            $log = @(Get-ServerLog $server)
            Clear-ServerLog $server
            $log | Where-Object method -NE 'GET' | ForEach-Object { "$($_.method) $($_.path)" }
        }
    }

    BeforeEach {
        $script:server = Open-SandboxServer (@('--delay-sec', '0') + $Option)
        $script:vps = Connect-SandboxServer $server @{ MaximumRetryCount = 0 }
        $script:web, $script:db = (Get-VpsServer web-server-01, db-server-01 -Session $vps).Id
        $script:fleet = @'
Name,PlanId,OsId,Location,Hostname,BackupsEnabled,Status
web-server-01,1,5,us-west,www.example.com,True,active
db-server-01,2,3,us-east,,,stopped
app-01,1,5,us-west,app01.example.com,true,
'@ | ConvertFrom-Csv
    }

    AfterEach {
        Disconnect-Vps $vps
        Close-SandboxServer $server
    }

    It 'is made, changed, stopped, mended and pruned as the file says' {
        $made = $fleet | Sync-VpsServer -ApplyStatus -Wait -Session $vps 6>$null
        $madeBy = Get-ServerWrite
        $null = Set-VpsServer web-server-01 -Hostname by-hand.example.com -Session $vps
        Start-VpsServer db-server-01 -Session $vps
        $drift = $fleet | Compare-VpsServer -Session $vps 6>$null
        $null = Get-ServerWrite
        $mended = $fleet | Sync-VpsServer -ApplyStatus -Wait -Session $vps 6>$null
        $mendedBy = Get-ServerWrite
        $again = $fleet | Sync-VpsServer -ApplyStatus -Wait -Session $vps
        $againBy = Get-ServerWrite
        $pruned = $fleet[0] | Sync-VpsServer -Prune db-*, app-* -Force -Session $vps 6>$null

        $made.Outcome | Should -Be 'Ordered', 'Changed', 'Changed'
        $madeBy | Should -Be 'POST servers/', "PATCH servers/$web/", "POST servers/$db/stop/"
        $drift | ForEach-Object { "$_" } | Should -Be 'web-server-01: Different Hostname', 'db-server-01: Different Status'
        $mended.Outcome | Should -Be 'Changed', 'Changed', 'Unchanged'
        $mendedBy | Should -Be "PATCH servers/$web/", "POST servers/$db/stop/"
        $again.Outcome | Should -Be 'Unchanged', 'Unchanged', 'Unchanged'
        $againBy | Should -BeNullOrEmpty
        $pruned.Outcome | Should -Be 'Unchanged', 'Removed'
        (Get-VpsServer -Session $vps).Name | Should -Be 'web-server-01', 'app-01' -Because 'what is not an hour old stays'
        Get-ServerWrite | Should -Be "DELETE servers/$db/"
    }

    It 'takes no harm from a file that was not meant' {
        $file = Join-Path $TestDrive "$([guid]::NewGuid()).csv"
        $null = Invoke-Control $server servers Post @{ name = 'web-02' }
        Get-VpsServer -Detailed -Session $vps | Export-Csv $file
        Remove-VpsServer web-02 -Force -Session $vps
        $null = Get-ServerWrite
        $any = @{ ApplyStatus = $true; Prune = 'db-*'; Force = $true; Session = $vps }

        (Get-Outcome { @() | Sync-VpsServer @any }).ErrorIds | Should -Be 'NoRows'
        (Get-Outcome { $fleet[2] | Sync-VpsServer @any }).ErrorIds | Should -Be 'NoRowFound' -Because 'it is the file of another account'
        (Get-Outcome { Import-Csv $file | Sync-VpsServer @any }).ErrorIds | Should -Be 'RowNotTouched' -Because 'it is an old export'
        (Get-Outcome { @{ Name = 'db-server-01' }, @{ Name = 'web-01'; PlanId = 1; OsId = 5; Location = 'us-west'; Hostname = 'web01.example.com' } | Sync-VpsServer @any }).ErrorIds |
            Should -Be 'RowNotTouched' -Because 'the server may be the one, renamed'
        (Get-Outcome { @{ Name = 'web-server-01' }, @{ Name = 'db-serv' } | Sync-VpsServer @any }).ErrorIds | Should -Be 'InvalidParameter' -Because 'the file ends in the middle of a row'
        (Get-Outcome { @{ Name = 'web-server-01' } | Sync-VpsServer -ApplyStatus -Session $vps }).ErrorIds | Should -BeNullOrEmpty -Because 'half a file leaves the rest alone'
        Get-ServerWrite | Should -BeNullOrEmpty
    }

    It 'is finished by running again where a change was carried out and its answer lost' {
        Add-ServerFault $server @{ kind = 'CutAfterActing'; method = 'PATCH'; pathPattern = 'servers/{id}/' }
        $broken = Get-Outcome { $fleet | Sync-VpsServer -Session $vps }
        $again = Get-Outcome { $fleet | Sync-VpsServer -Session $vps }

        $broken.ErrorIds | Should -Be 'ApiUnavailable'
        $again.ErrorIds | Should -BeNullOrEmpty
        $again.Output.Outcome | Select-Object -Unique | Should -Be 'Unchanged'
        Get-ServerWrite | Should -Be 'POST servers/', "PATCH servers/$web/"
    }

    It 'is finished by another process where the first was killed in the middle of an order' {
        Add-ServerFault $server @{ kind = 'HoldAfterActing'; method = 'POST' }
        $child = Start-Child @"
            `$token = [Net.NetworkCredential]::new('', '$($server.Token)').SecurePassword
            `$null = Connect-Vps -ApiUri $($server.ApiUri) -Token `$token -SkipTokenCheck
            @{ Name = 'web-server-01' }, @{ Name = 'app-01'; PlanId = 1; OsId = 5; Location = 'us-west' } | Sync-VpsServer
"@
        try {
            Wait-Held $server 1
            $child.Process.Kill()
        }
        finally {
            $null = Receive-Child $child
        }

        $again = $fleet[0, 2] | Sync-VpsServer -Session $vps 6>$null

        $again.Outcome | Should -Be 'Changed', 'Changed'
        @(Get-ServerWrite) -eq 'POST servers/' | Should -HaveCount 1
        $fleet[0, 2] | Compare-VpsServer -Session $vps | Should -BeNullOrEmpty
    }
}
