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

    It 'goes over a real socket, breaks in the middle, and is finished by running again' {
        $server = Open-SandboxServer
        try {
            $remote = Connect-SandboxServer $server @{ MaximumRetryCount = 0 }
            Add-ServerFault $server @{ kind = 'CutAfterActing'; method = 'PATCH'; pathPattern = 'servers/{id}/' }
            $broken = Get-Outcome { $fleet | Sync-VpsServer -Session $remote }
            $again = Get-Outcome { $fleet | Sync-VpsServer -Session $remote }

            $broken.ErrorIds | Should -Be 'ApiUnavailable'
            $again.ErrorIds | Should -BeNullOrEmpty
            $again.Output.Outcome | Select-Object -Unique | Should -Be 'Unchanged'
            @(Get-VpsServer -Session $remote -Name app-01).Count | Should -Be 1
        }
        finally {
            Close-SandboxServer $server
        }
    }
}
