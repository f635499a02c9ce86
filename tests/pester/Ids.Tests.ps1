# One journey through an account, on either kind of ids: the whole numbers of the vendor's page and the UUIDs of the vendor's tool.

BeforeDiscovery {
    $kinds = @(
        @{ Kind = 'whole numbers'; Option = @{}; Type = 'Int32'; Web = 900000001; Db = 900000002; Made = 900000004 }
        @{
            Kind = 'UUIDs'; Option = @{ SandboxUuid = $true }; Type = 'String'; Web = '9e3779b1-5a6d-4b1d-8c5e-000000000001'
            Db = '3c6ef362-5a6d-4b1d-8c5e-000000000002'; Made = '78dde6c4-5a6d-4b1d-8c5e-000000000004'
        }
    )
}

BeforeAll {
    . (Join-Path $PSScriptRoot 'TestTools.ps1')
}

Describe 'Where ids are <Kind>' -ForEach $kinds {
    BeforeEach {
        $trail = Join-Path $TestDrive "$([guid]::NewGuid().ToString('N')).jsonl"
        $vps = Connect-Vps -Sandbox @Option -SandboxServerCount 3 -SandboxDelaySec 0 -TimeoutSec 86400 -LogPath $trail
        $vps.Sandbox.ClearRequests()
    }

    AfterEach {
        Get-VpsSession | Disconnect-Vps
    }

    It 'lists, sorts, groups and finds among keys' {
        $servers = @(Get-VpsServer)

        $servers[0].Id, $servers[1].Id | Should -Be $Web, $Db
        $servers[0].Id.GetType().Name | Should -Be $Type
        @($servers | Sort-Object Id).Count | Should -Be 3
        ($servers | Sort-Object Id -Descending)[-1].Id | Should -Be ($servers.Id | Sort-Object)[0]
        @{ $Db = 'found' }[$servers[1].Id] | Should -Be 'found'
        $asTable = @{ AsHashTable = $true } # Group-Object's is older than that of ConvertFrom-Json.
        ($servers | Group-Object Id @asTable)[$Db].Name | Should -Be 'db-server-01'
        ($servers | Group-Object Id @asTable -AsString)["$Db"].Name | Should -Be 'db-server-01'
        ($servers | Where-Object Id -EQ $Db).Name | Should -Be 'db-server-01'
        $servers.Id -contains $Db | Should -BeTrue
        $servers[1].ServerId | Should -Be $Db
        "$($servers[1] | Format-Table Id | Out-String -Width 80)" | Should -Match "$Db"
    }

    It 'shows the whole id in every view, at 80 columns too' {
        foreach ($view in @{}, @{ View = 'Usage' }) {
            (Get-VpsServer -Detailed | Format-Table @view | Out-String -Width 80) | Should -Match "(?m)^ *$Db db-server-01"
        }
    }

    It 'reaches a server by <Way>' -ForEach @(
        @{ Way = 'its id alone'; Line = 'Get-VpsServer <id>' }
        @{ Way = '-Id'; Line = 'Get-VpsServer -Id <id>' }
        @{ Way = '-Id in quotes'; Line = 'Get-VpsServer -Id ''<id>''' }
        @{ Way = 'a variable'; Line = 'Get-VpsServer -Id $Db' }
        @{ Way = 'text in a variable'; Line = '$text = "$Db"; Get-VpsServer -Id $text' }
        @{ Way = 'the pipeline'; Line = '$Db | Get-VpsServer' }
        @{ Way = 'a row'; Line = '[pscustomobject]@{ Id = $Db } | Get-VpsServer' }
        @{ Way = 'a dictionary'; Line = '@{ Id = "$Db" } | Get-VpsServer' }
        @{ Way = 'what was read before'; Line = '(Get-VpsServer)[1] | Get-VpsServer' }
        @{ Way = 'selected properties'; Line = '(Get-VpsServer)[1] | Select-Object Id, Name | Get-VpsServer' }
    ) {
        $server = Invoke-Expression $Line.Replace('<id>', "$Db")

        $server.Id, $server.Name | Should -Be $Db, 'db-server-01'
        $server.IsDetailed | Should -BeTrue
        $vps.Sandbox.Requests[-1].Path | Should -Be "servers/$Db/"
    }

    It 'comes back from <Form> and stops that server' -ForEach @(
        @{ Form = 'CSV'; Through = { param($server) $server | ConvertTo-Csv | ConvertFrom-Csv } }
        @{ Form = 'CSV with types'; Through = { param($server, $path) $server | Export-Csv $path -IncludeTypeInformation:($PSVersionTable.PSVersion.Major -ge 6); Import-Csv $path } }
        @{ Form = 'JSON'; Through = { param($server) $server | ConvertTo-Json | ConvertFrom-Json } }
        @{ Form = 'Clixml'; Through = { param($server, $path) $server | Export-Clixml $path; Import-Clixml $path } }
    ) {
        $back = & $Through (Get-VpsServer $Db) (Join-Path $TestDrive "$([guid]::NewGuid()).txt")

        $back | Stop-VpsServer -Wait

        "$($back.Id)" | Should -Be "$Db"
        Get-Write $vps | Should -Be "POST servers/$Db/stop/"
        (Get-VpsServer $Db).Status | Should -Be 'stopped'
    }

    It 'is completed and can be used as Tab wrote it' {
        $line = "Get-VpsServer -Id $("$Db".Substring(0, 9))"

        $offered = @(Wait-Completion $line | Where-Object CompletionText -EQ "$Db")

        $offered.Count | Should -Be 1
        $offered.ToolTip | Should -Match '^db-server-01, '
        (Invoke-Expression "Get-VpsServer -Id $($offered.CompletionText)").Name | Should -Be 'db-server-01'
    }

    It 'protects by name, also by the id and the path' {
        $guarded = Connect-Vps -Sandbox @Option -Protect 'db-*' -Name guarded -NotDefault
        $guarded.Sandbox.ClearRequests()

        $refused = @(
            Get-Outcome { Stop-VpsServer $Db -Session $guarded }
            Get-Outcome { Remove-VpsServer -Id $Db -Force -Session $guarded }
            Get-Outcome { Invoke-VpsApi "servers/$Db/stop/" -Method POST -Session $guarded }
            Get-Outcome { Invoke-VpsApi "servers/$Db/" -Method DELETE -Force -Session $guarded }
            Get-Outcome { Invoke-VpsApi "SERVERS/$Db" -Method DELETE -Force -Session $guarded })

        $refused.ErrorIds | Should -Be (@('ServerProtected') * 5)
        Get-Write $guarded | Should -BeNullOrEmpty
        Stop-VpsServer $Web -Session $guarded
        Get-Write $guarded | Should -Be "POST servers/$Web/stop/"
    }

    It 'is told by the trail, and asked of it' {
        Stop-VpsServer $Db -Wait
        Set-VpsServer $Db -NewName db-02
        Restart-VpsServer $Web
        Disconnect-Vps

        $writes = @(Get-VpsTrail $trail)
        $ofDb = @(Get-VpsTrail $trail -Server $Db)

        $writes.ServerId | Should -Be $Db, $Db, $Web
        $writes[0].ServerId.GetType().Name | Should -Be $Type
        $ofDb.Action | Should -Be 'Stop', 'Change'
        @(Get-VpsTrail $trail -Server "$Db".ToUpperInvariant()).Count | Should -Be 2
    }

    It 'is that of a new server, which is waited for' {
        $server = New-VpsServer web-02 -PlanId 1 -OsId 5 -Location us-west -Wait

        $server.Id, $server.Status | Should -Be $Made, 'active'
        Get-Write $vps | Should -Be 'POST servers/'
        (Wait-VpsServer $Made -Status active).Name | Should -Be 'web-02'
        (New-VpsServer web-02 -PlanId 1 -OsId 5 -Location us-west -IfNotExists).Id | Should -Be $Made
        (Get-Outcome { New-VpsServer web-02 -PlanId 1 -OsId 5 -Location us-west }).ErrorIds | Should -Be 'ServerNameExists'
        Get-Write $vps | Should -Be 'POST servers/'
    }

    It 'is found where the answer to an order was lost' {
        Add-Fault $vps @{ Kind = 'CutAfterActing'; Method = 'POST'; PathPattern = 'servers/' }

        $outcome = Get-Outcome { New-VpsServer web-02 -PlanId 1 -OsId 5 -Location us-west }

        $outcome.ErrorIds | Should -BeNullOrEmpty
        $outcome.Output.Id | Should -Be $Made
        $outcome.Warnings | Should -Match "Server $Made was found to be the one that was ordered"
        Get-Write $vps | Should -Be 'POST servers/'
        (Get-VpsTrail $trail)[-1].ServerId | Should -Be $Made
    }

    It 'is handed on: stopped, waited for, started, removed' {
        Get-VpsServer $Web, $Db | Stop-VpsServer -PassThru | Wait-VpsServer -Status stopped | Start-VpsServer -Wait -PassThru | ForEach-Object Status |
            Should -Be 'active', 'active'
        Remove-VpsServer $Web, $Db -Force

        $expected = "POST servers/$Web/stop/", "POST servers/$Db/stop/", "POST servers/$Web/start/", "POST servers/$Db/start/",
            "DELETE servers/$Web/", "DELETE servers/$Db/"
        Get-Write $vps | Sort-Object | Should -Be ($expected | Sort-Object) # Servers come as each gets there.
    }

    It 'stands in paths and in what is asked before a delete' {
        (Invoke-VpsApi "servers/$Db/").name | Should -Be 'db-server-01'
        $outcome = Get-Outcome { Remove-VpsServer $Db -Force -Verbose }
        $outcome.ErrorIds | Should -BeNullOrEmpty

        $gone = Get-Outcome { Invoke-VpsApi "servers/$Db/" }

        $gone.ErrorIds | Should -Be 'ServerNotFound'
        "$($gone.Ended)$($gone.Errors)" | Should -Match "servers/$Db/"
    }

    It 'stands in the advice of an error, which works when it is pasted' {
        $vps.Sandbox.SetServerStatus("$Web", 'stopped')

        $record = (Get-Outcome { Restart-VpsServer $Web }).Errors[0]

        $record.TargetObject | Should -Be $Web
        $record.ErrorDetails.RecommendedAction | Should -Be "Start it with Start-VpsServer $Web."
        Invoke-Expression "Start-VpsServer $Web -Wait"
        (Get-VpsServer $Web).Status | Should -Be 'active'
    }

    It 'stands in the advice of a write whose answer was lost' {
        Add-Fault $vps @{ Kind = 'StatusAfterActing'; Status = 502; Method = 'POST' }

        $record = (Get-Outcome { Restart-VpsServer $Db }).Errors[0]

        $record.ErrorDetails.RecommendedAction | Should -Match "check with Get-VpsServer $Db before you repeat it"
        (Invoke-Expression "Get-VpsServer $Db").Id | Should -Be $Db
    }

    It 'of a name that two servers have is named for each' {
        $twin = $vps.Sandbox.AddServer('db-server-01')

        $outcome = Get-Outcome { Stop-VpsServer db-server-01 }

        $outcome.ErrorIds | Should -Be 'AmbiguousServerName'
        "$($outcome.Errors[0])" | Should -Match "$Db, $twin"
        Get-Write $vps | Should -BeNullOrEmpty
    }
}

Describe 'A UUID' {
    BeforeEach {
        $vps = Connect-Vps -Sandbox -SandboxUuid -SandboxServerCount 3 -SandboxDelaySec 0
        $db = (Get-VpsServer db-server-01).Id
        $vps.Sandbox.ClearRequests()
    }

    AfterEach {
        Disconnect-Vps $vps
    }

    It 'may be a guid: <_>' -ForEach 'Stop-VpsServer ([guid]$db)', 'Stop-VpsServer -Id ([guid]$db)', '[guid]$db | Stop-VpsServer', '@{ Id = [guid]$db } | Stop-VpsServer' {
        Invoke-Expression $_

        Get-Write $vps | Should -Be "POST servers/$db/stop/"
    }

    It 'is no UUID in another form, and never another server: <_>' -ForEach '''{0}''.Replace(''-'', '''')', '"{{{0}}}"', '([guid]::Empty)', '"urn:uuid:{0}"' {
        $outcome = Get-Outcome ([scriptblock]::Create("Stop-VpsServer -Id $($_ -f $db)"))

        $outcome.ErrorIds.Count | Should -Be 1
        $vps.Sandbox.Requests.Count | Should -Be 0
    }

    It 'that a server has for a name is reached by -Name' {
        $name = '0d9f4e52-7c1b-4b8e-9d2a-3f6a5b4c8e10'
        $id = $vps.Sandbox.AddServer($name)

        (Get-VpsServer -Name $name).Id | Should -Be $id
        (Get-Outcome { Get-VpsServer $name }).ErrorIds | Should -Be 'ServerNotFound'
    }

    It 'of the sandbox is recognized where it turns up on an account' {
        $server = Open-SandboxServer
        try {
            $session = Connect-SandboxServer $server
            $outcome = Get-Outcome { Remove-VpsServer -Id $db -Force -Session $session }
            "$($outcome.Errors[0])" | Should -Match 'looks like the id of a sandbox server'
        }
        finally {
            Close-SandboxServer $server
        }
    }
}
