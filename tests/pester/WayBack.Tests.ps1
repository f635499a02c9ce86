# Snapshots, backups and the account over real sockets, on both kinds of ids: what the server got, and what the admin sees under each fault.

BeforeDiscovery {
    $script:kinds = @(
        @{ Kind = 'numbers'; Option = @() }
        @{ Kind = 'UUIDs'; Option = @('--uuid-ids') }
    )
}

BeforeAll {
    . (Join-Path $PSScriptRoot 'TestTools.ps1')

    function Get-SentLine {
        # The requests that a sandbox server has seen, in their order: method, path, query.
        param([Parameter(Mandatory)] $Server, [string] $Method = '*', [string] $Path = '*')
        Get-ServerLog $Server | Where-Object { $_.method -like $Method -and $_.path -like $Path } | ForEach-Object { ("$($_.method) $($_.path)?$($_.query)").TrimEnd('?') }
    }

    function Add-Snapshot {
        # A snapshot that is there already; gives its id.
        param([Parameter(Mandatory)] $Server, [Parameter(Mandatory)] $Of, [string] $Name = 'before', [string] $Status = 'completed')
        (Invoke-Control $Server 'snapshots' Post @{ serverId = "$Of"; name = $Name; status = $Status }).id
    }

    function Start-Restore {
        # Starts to restore a server and to wait for it; gives both when the wait has seen that the server is being restored.
        param([Parameter(Mandatory)] $Server, [Parameter(Mandatory)] $Session, [Parameter(Mandatory)] $Of)
        $snapshot = Add-Snapshot $Server $Of.Id
        Add-ServerFault $Server @{ kind = 'HoldAfterActing'; method = 'POST' }
        $started = Start-Script 'Restore-VpsSnapshot $snapshot -Wait -Force -Session $vps' @{ vps = $Session; snapshot = $snapshot }
        Wait-Held $Server 1
        Add-ServerFault $Server @{ kind = 'HoldAfterActing'; method = 'GET'; pathPattern = "servers/$($Of.Id)/" }
        Open-Held $Server
        Wait-Held $Server 1
        Open-Held $Server
        [pscustomobject]@{ Started = $started; Id = $Of.Id }
    }

    # On an account the next look comes after five seconds. The other tests of this file run meanwhile; the last ones tell what it saw.
    $script:waiting = @{}
    $script:slow = foreach ($one in @{ Kind = 'numbers'; Option = @() }, @{ Kind = 'UUIDs'; Option = @('--uuid-ids') }) {
        $place = Open-SandboxServer (@('--restore-delay-sec', '3600') + $one.Option)
        $session = Connect-SandboxServer $place
        $waiting["$($one.Kind) stopped"] = Start-Restore $place $session (Get-VpsServer web-server-01 -Session $session)
        $null = Invoke-Control $place 'restores/fail' Post @{ status = 'broken' }
        $waiting["$($one.Kind) broken"] = Start-Restore $place $session (Get-VpsServer db-server-01 -Session $session)
        $null = Invoke-Control $place 'clock' Post @{ advance = 3600 }
        [pscustomobject]@{ Place = $place; Session = $session }
    }
}

AfterAll {
    foreach ($one in $slow) {
        Disconnect-Vps $one.Session
        Close-SandboxServer $one.Place
    }
}

Describe 'The way back, where ids are <Kind>' -ForEach $kinds {
    BeforeAll {
        $script:server = Open-SandboxServer (@('--servers', '3', '--delay-sec', '0', '--page-size', '2', '--link-pages') + $Option)
        $script:vps = Connect-SandboxServer $server
        $script:web = Get-VpsServer web-server-01 -Session $vps
    }

    AfterAll {
        Disconnect-Vps $vps
        Close-SandboxServer $server
    }

    BeforeEach {
        Clear-ServerFault $server
        Get-VpsSnapshot -Session $vps | Remove-VpsSnapshot -Force
        Start-VpsServer $web -Session $vps
        Clear-ServerLog $server
    }

    It 'leads from a snapshot over a restore to its removal, with one request each' {
        $taken = New-VpsSnapshot web-server-01 -Name '{server}_{date}' -Description 'Before the update' -Wait -Session $vps
        $restored = $taken | Restore-VpsSnapshot -Force -PassThru
        $taken | Remove-VpsSnapshot -Force

        $taken.Name | Should -Match '^web-server-01_\d{8}-\d{6}$'
        $taken.Status | Should -Be 'completed'
        $taken.SizeMB | Should -Be 5120
        $taken.ServerId | Should -Be $web.Id
        $restored.Id | Should -Be $web.Id
        $restored.Status | Should -Be 'stopped'
        Get-VpsSnapshot -Session $vps | Should -BeNullOrEmpty
        $writes = Get-ServerLog $server | Where-Object method -NE 'GET'
        $writes.method | Should -Be 'POST', 'POST', 'DELETE'
        $writes.path | Should -Be 'snapshots/', "snapshots/$($taken.Id)/restore/", "snapshots/$($taken.Id)/"
        $writes[0].bodyText | ConvertFrom-Json | ForEach-Object { $_.server_id | Should -Be $web.Id; $_.name | Should -Be $taken.Name; $_.description | Should -Be 'Before the update' }
        $writes.authorized | Should -Be $true, $true, $true
    }

    It 'is listed whole over pages, of all servers and of one' {
        $ids = 1..5 | ForEach-Object { Add-Snapshot $server $web.Id "nightly-$_" }
        $other = Add-Snapshot $server (Get-VpsServer db-server-01 -Session $vps).Id

        @((Get-VpsSnapshot -Session $vps).Id | ForEach-Object { "$_" } | Sort-Object) | Should -Be @($ids + $other | Sort-Object)
        @((Get-VpsSnapshot web-server-01 -Session $vps).Id | ForEach-Object { "$_" } | Sort-Object) | Should -Be @($ids | Sort-Object)
    }

    It 'shows the backups of one server and type' {
        $backups = Get-VpsBackup web-server-01 -Session $vps

        $backups.Description | Should -Be 'Automatic daily backup', 'Pre-update backup', 'Automatic daily backup'
        (Get-VpsBackup web-server-01 -Type manual -Session $vps).ExpiresAt | Should -BeNullOrEmpty
        $backups[0].ExpiresAt | Should -Be ([datetime]'2025-02-16T03:00:00Z')
        $backups.ServerId | Should -Be $web.Id, $web.Id, $web.Id
    }

    It 'shows the account' {
        $account = Get-VpsAccount -Session $vps

        $account.Email | Should -Be 'sandbox@example.com'
        $account.CreatedAt | Should -Be '2025-01-02'
        $account.Permissions | Should -Be 'servers:read', 'servers:write'
        Get-SentLine $server | Should -Be 'GET account/me/'
    }

    It 'asks once for a snapshot whose answer is lost, and finds it' {
        Add-ServerFault $server @{ kind = 'CutAfterActing'; method = 'POST'; pathPattern = 'snapshots/' }

        $outcome = Get-Outcome { New-VpsSnapshot web-server-01 -Name before-update -Wait -Session $vps }

        $outcome.ErrorIds | Should -BeNullOrEmpty
        $outcome.Output.Status | Should -Be 'completed'
        Get-SentLine $server POST | Should -Be 'POST snapshots/'
        @(Get-VpsSnapshot -Session $vps).Count | Should -Be 1
    }

    It 'takes no snapshot that somebody else took meanwhile for its own' {
        $null = Add-Snapshot $server $web.Id 'before-update'
        Add-ServerFault $server @{ kind = 'CutAfterActing'; method = 'POST'; pathPattern = 'snapshots/' }

        $outcome = Get-Outcome { New-VpsSnapshot web-server-01 -Name before-update -Wait -Session $vps }

        $outcome.ErrorIds | Should -BeNullOrEmpty
        @(Get-VpsSnapshot -Session $vps)[0].Id | Should -Be $outcome.Output.Id
    }

    It 'sends the removal again whose answer was no answer, and takes the 404 for done' {
        $id = Add-Snapshot $server $web.Id
        Add-ServerFault $server @{ kind = 'StatusAfterActing'; status = 502; method = 'DELETE' }

        $outcome = Get-Outcome { Remove-VpsSnapshot $id -Force -Session $vps }

        $outcome.ErrorIds | Should -BeNullOrEmpty
        Get-SentLine $server DELETE | Should -Be "DELETE snapshots/$id/", "DELETE snapshots/$id/"
    }

    It 'sends nothing where a server has five, and names them' {
        $ids = 1..5 | ForEach-Object { Add-Snapshot $server $web.Id "nightly-$_" }

        $outcome = Get-Outcome { New-VpsSnapshot web-server-01 -Name sixth -Session $vps }

        $outcome.ErrorIds | Should -Be 'SnapshotLimitReached'
        $ids | ForEach-Object { "$($outcome.Errors[0])" | Should -BeLike "*$_ ('nightly-*" }
        Get-SentLine $server POST | Should -BeNullOrEmpty
    }

    It 'hands on what the API says where somebody else takes the fifth meanwhile' {
        1..5 | ForEach-Object { $null = Add-Snapshot $server $web.Id "nightly-$_" }
        Add-ServerFault $server @{ kind = 'Body'; method = 'GET'; pathPattern = 'snapshots/'; body = '{"count":0,"results":[]}'; times = 99 }

        $outcome = Get-Outcome { New-VpsSnapshot web-server-01 -Name sixth -Session $vps }

        $outcome.ErrorIds | Should -Be 'InvalidRequest'
        "$($outcome.Errors[0])" | Should -BeLike '*Snapshot limit reached: a server can have 5 snapshots.*'
        @(Get-SentLine $server POST).Count | Should -Be 1
    }

    It 'ends the wait for a snapshot that failed with an error that names its status' {
        $null = Invoke-Control $server 'snapshots/fail' Post @{ status = 'broken' }

        $outcome = Get-Outcome { New-VpsSnapshot web-server-01 -Name before-update -Wait -Session $vps }

        $outcome.ErrorIds | Should -Be 'SnapshotStatusUnknown'
        "$($outcome.Errors[0])" | Should -BeLike "*'broken'*"
        $outcome.Output.Name | Should -Be 'before-update'
    }

    It 'restores no snapshot that is <_>' -ForEach 'in_progress', 'failed' {
        $id = Add-Snapshot $server $web.Id 'before' $_

        $outcome = Get-Outcome { Restore-VpsSnapshot $id -Force -Session $vps }

        $outcome.ErrorIds | Should -Be 'SnapshotNotCompleted'
        Get-SentLine $server POST | Should -BeNullOrEmpty
    }

    It 'shows what the API says of a server in the wrong state' {
        $id = Add-Snapshot $server $web.Id
        $null = Invoke-Control $server "servers/$($web.Id)/status" Post @{ status = 'suspended' }

        $outcome = Get-Outcome { Restore-VpsSnapshot $id -Force -Session $vps }
        $null = Invoke-Control $server "servers/$($web.Id)/status" Post @{ status = 'active' }

        $outcome.ErrorIds | Should -Be 'InvalidRequest'
        "$($outcome.Errors[0])" | Should -BeLike '*Server is suspended.*'
    }

    It 'says whose snapshot or server is missing' {
        $missing = if ($Kind -eq 'UUIDs') { '00000000-5a6d-4b1d-8c5e-0000000000ff' } else { 999 }

        (Get-Outcome { Restore-VpsSnapshot $missing -Force -Session $vps }).ErrorIds | Should -Be 'SnapshotNotFound'
        (Get-Outcome { Remove-VpsSnapshot $missing -Force -Session $vps }).ErrorIds | Should -Be 'SnapshotNotFound'
        (Get-Outcome { New-VpsSnapshot $missing -Name before -Session $vps }).ErrorIds | Should -Be 'ServerNotFound'
        (Get-Outcome { Get-VpsSnapshot $missing -Session $vps }).ErrorIds | Should -Be 'ServerNotFound'
        (Get-Outcome { Get-VpsBackup $missing -Session $vps }).ErrorIds | Should -Be 'ServerNotFound'
    }

    It 'stops a running server for its snapshot and starts it again, also where the API refuses the snapshot: <_>' -ForEach 'taken', 'refused' {
        if ($_ -eq 'refused') {
            Add-ServerFault $server @{ kind = 'Status'; status = 403; method = 'POST'; pathPattern = 'snapshots/' }
        }

        $outcome = Get-Outcome { New-VpsSnapshot web-server-01 -Name consistent -StopServer -Session $vps }

        $outcome.ErrorIds | Should -Be @(if ($_ -eq 'refused') { 'PermissionDenied' })
        Get-SentLine $server POST | Should -Be "POST servers/$($web.Id)/stop/", 'POST snapshots/', "POST servers/$($web.Id)/start/"
        (Get-VpsServer $web.Id -Session $vps).Status | Should -Be 'active'
    }

    It 'rotates its own snapshots only, while another process takes some of the same name' {
        $first = New-VpsSnapshot web-server-01 -Name 'nightly-{date}' -KeepLast 1 -Session $vps
        $null = Invoke-Control $server 'clock' Post @{ advance = 60 } # Of two snapshots of one second, UUIDs tell no older one.
        $byHand = Add-Snapshot $server $web.Id 'nightly-20200101-000000'
        Add-ServerFault $server @{ kind = 'HoldAfterActing'; method = 'POST'; pathPattern = 'snapshots/' }
        $started = Start-Script 'New-VpsSnapshot web-server-01 -Name ''nightly-{date}'' -KeepLast 1 -Session $vps' @{ vps = $vps }
        Wait-Held $server 1
        $others = 1..2 | ForEach-Object { Add-Snapshot $server $web.Id "nightly-2020010$_-000000" }
        Open-Held $server
        $run = Receive-Script $started

        $run.Errors | Should -BeNullOrEmpty
        Get-SentLine $server DELETE | Should -Be "DELETE snapshots/$($first.Id)/"
        @((Get-VpsSnapshot -Session $vps).Id | ForEach-Object { "$_" } | Sort-Object) | Should -Be @(@($others) + $byHand + "$($run.Output.Id)" | Sort-Object)
    }

    It 'gives nothing of a list that is cut short: <_>' -ForEach 'Get-VpsSnapshot', 'Get-VpsBackup' {
        1..5 | ForEach-Object { $null = Add-Snapshot $server $web.Id "nightly-$_" }
        Add-ServerFault $server @{ kind = 'Alter'; method = 'GET'; edits = @{ count = '9' }; times = 99 }

        $outcome = Get-Outcome ([scriptblock]::Create("$_ -Session `$vps"))

        $outcome.ErrorIds | Should -Be 'IncompleteList'
        $outcome.Output | Should -BeNullOrEmpty
    }
}

Describe 'A restore that takes its time, where ids are <Kind>' -ForEach $kinds {
    BeforeAll {
        $script:server = Open-SandboxServer (@('--restore-delay-sec', '3600') + $Option)
        $script:vps = Connect-SandboxServer $server
        $script:web = Get-VpsServer web-server-01 -Session $vps
        $script:snapshot = Add-Snapshot $server $web.Id
    }

    AfterAll {
        Disconnect-Vps $vps
        Close-SandboxServer $server
    }

    BeforeEach {
        $null = Invoke-Control $server 'clock' Post @{ advance = 3600 }
        Clear-ServerLog $server
    }

    It 'is sent once where its answer is <_>, and known by its server' -ForEach 'CutAfterActing', 'StatusAfterActing', 'EmptyBody' {
        Add-ServerFault $server @{ kind = $_; method = 'POST'; pathPattern = 'snapshots/{id}/restore/' }

        $outcome = Get-Outcome { Restore-VpsSnapshot $snapshot -Force -PassThru -Session $vps }

        $outcome.ErrorIds | Should -BeNullOrEmpty
        $outcome.Output.Status | Should -Be 'restoring'
        Get-SentLine $server POST | Should -Be "POST snapshots/$snapshot/restore/"
    }

    It 'refuses what else is asked of its server meanwhile, in the API''s words' {
        Restore-VpsSnapshot $snapshot -Force -Session $vps

        (Get-Outcome { New-VpsSnapshot web-server-01 -Name meanwhile -Session $vps }).ErrorIds | Should -Be 'InvalidRequest'
        (Get-Outcome { Remove-VpsSnapshot $snapshot -Force -Session $vps }).ErrorIds | Should -Be 'InvalidRequest'
        Get-SentLine $server POST '*restore/' | Should -Be "POST snapshots/$snapshot/restore/"
    }
}

Describe 'A restore that is waited for, where ids are <Kind>' -ForEach $kinds {
    It 'is over when its server is <Status>' -ForEach @(
        @{ Status = 'stopped'; ErrorIds = @() }
        @{ Status = 'broken'; ErrorIds = @('RestoreUnconfirmed') }
    ) {
        $restore = $waiting["$Kind $Status"]

        $run = Receive-Script $restore.Started

        @($run.Errors | ForEach-Object { $_.FullyQualifiedErrorId.Split(',')[0] }) | Should -Be $ErrorIds
        $run.Output.Id | Should -Be $restore.Id
        $run.Output.Status | Should -Be $Status
    }
}
