# A command that ends before its time while orders are in flight, over real sockets: nothing that was bought is lost, and
# nothing that may have been bought is called not done.

BeforeAll {
    . (Join-Path $PSScriptRoot 'TestTools.ps1')
    $script:server = Open-SandboxServer '--delay-sec', 0
    $script:vps = Connect-SandboxServer $server @{ TimeoutSec = 86400 }
    $script:order = '[pscustomobject]@{ Name = $_; PlanId = 1; OsId = 1; Location = ''us-west'' }'

    function Start-Order {
        # Starts a script whose first order is held with a refusal and whose others are made and held; gives it when all are in flight.
        param([string] $Script, [int] $Others, [int] $Status = 400, [switch] $NoRefusal)
        if (-not $NoRefusal) {
            Add-ServerFault $server @{ kind = 'Hold'; method = 'POST'; status = $Status; body = '{"detail": "no"}' }
        }

        if ($Others) {
            Add-ServerFault $server @{ kind = 'HoldAfterActing'; method = 'POST'; times = $Others }
        }

        if ($Status -eq 401) {
            Add-ServerFault $server @{ kind = 'Status'; method = 'POST'; status = 401 } # A 401 is believed when it is said twice.
        }

        $started = Start-Script $Script @{ vps = $vps; control = $server.Control; direct = $Direct }
        Wait-Held $server ($Others + [int](-not $NoRefusal))
        $started
    }

    function Get-Made {
        # The servers that the account did not start with.
        @(Get-VpsServer -Session $vps 3>$null | Where-Object Id -GT 900000002)
    }

    function Stop-Order {
        # Presses Ctrl-C when an order is in flight, and lets its answer come then, which nobody waits for.
        param([string] $Name, $Session)
        Add-ServerFault $server @{ kind = 'HoldAfterActing'; method = 'POST' }
        $started = Start-Script "New-VpsServer $Name -PlanId 1 -OsId 1 -Location us-west -Session `$vps" @{ vps = $Session }
        Wait-Held $server 1
        $null = $started.PowerShell.Stop()
        Close-Script $started
        Open-Held $server
        Wait-Until { $Session.OpenOrders.Count -eq 0 }
    }

    function Assert-Named {
        # Each server that was made is named with its id in a text.
        param([string] $Text, [int] $Count)
        $made = @(Get-Made | Where-Object { $known -notcontains $_.Id })
        $made.Count | Should -Be $Count
        foreach ($one in $made) {
            $Text | Should -BeLike "*'$($one.Name)'*$($one.Id)*"
        }
    }
}

AfterAll {
    Disconnect-Vps $vps 3>$null
    Close-SandboxServer $server
}

Describe 'A command that ends with orders in flight' {
    BeforeEach {
        Clear-ServerLog $server
        $known = @(Get-Made | ForEach-Object Id)
        Clear-ServerLog $server
        $script:first = '''c-01''; $null = Invoke-RestMethod "$control/held?count=1" @direct;'
    }

    It 'names the seven that were bought where -ErrorAction Stop ends eight' {
        $started = Start-Order -Others 7 -Script @"
            `$made = `$null
            try { `$made = & { $first 'c-02', 'c-03', 'c-04', 'c-05', 'c-06', 'c-07', 'c-08' } | ForEach-Object { `$_ } | ForEach-Object { $order } |
                New-VpsServer -AllowDuplicateName -ThrottleLimit 8 -ErrorAction Stop -Session `$vps -WarningVariable warned }
            catch { [pscustomobject]@{ Record = `$_; Made = `$made; Warned = @(`$warned | ForEach-Object Message) } }
"@
        Open-Held $server

        $result = Receive-Script $started

        $result.Ended | Should -BeNullOrEmpty
        $caught = $result.Output[0]
        $caught.Record.FullyQualifiedErrorId | Should -Be 'InvalidRequest,VpsOrg.PowerShell.Commands.NewVpsServerCommand'
        $caught.Made | Should -BeNullOrEmpty -Because 'an assignment stays empty'
        $result.Warnings.Count | Should -Be 7
        Assert-Named ($result.Warnings -join "`n") 7
        Assert-Named ($caught.Warned -join "`n") 7
        Assert-Named "$($caught.Record)" 7
        Assert-Named $caught.Record.Exception.Message 7
        "$($caught.Record) $($caught.Record.ErrorDetails.RecommendedAction)" | Should -Not -BeLike '*command again*'
        $caught.Record.ErrorDetails.RecommendedAction | Should -BeLike '*this item*'
        @(Get-ServerLog $server | Where-Object method -EQ 'POST').Count | Should -Be 8
    }

    It 'names what was bought where a rejected token ends it' {
        $started = Start-Order -Others 2 -Status 401 -Script @"
            try { & { $first 'c-02', 'c-03' } | ForEach-Object { $order } | New-VpsServer -AllowDuplicateName -ThrottleLimit 8 -Session `$vps } catch { `$_ }
"@
        Open-Held $server

        $result = Receive-Script $started

        $result.Output[0].FullyQualifiedErrorId | Should -BeLike 'TokenRejected,*'
        Assert-Named ($result.Warnings -join "`n") 2
        Assert-Named "$($result.Output[0])" 2
    }

    It 'names what was bought where <Name> ends it' -ForEach @(
        @{ Name = 'Select-Object -First 1'; Tail = '| Select-Object -First 1' }
        @{ Name = 'a throw further down'; Tail = '| ForEach-Object { throw ''down'' }' }
        @{ Name = 'a break further down'; Tail = '| ForEach-Object { break }' }) {
        $started = Start-Order -Others 3 -NoRefusal -Script @"
            foreach (`$once in 1) {
                try { 'c-01', 'c-02', 'c-03' | ForEach-Object { $order } | New-VpsServer -AllowDuplicateName -ThrottleLimit 8 -Session `$vps -WarningVariable warned $Tail } catch { `$_ }
            }
"@
        Open-Held $server

        $result = Receive-Script $started

        $result.Ended | Should -BeNullOrEmpty
        $said = (@($result.Warnings) + @($result.Output | ForEach-Object { if ($_.PSObject.Properties['Id']) { "'$($_.Name)' is $($_.Id)" } })) -join "`n"
        Assert-Named $said 3
        $result.Warnings.Count | Should -BeGreaterThan 1
    }

    It 'names each once where a warning ends the command, and the next command goes on' {
        $started = Start-Order -Others 3 -Script @"
            try { & { $first 'c-02', 'c-03', 'c-04' } | ForEach-Object { $order } |
                New-VpsServer -AllowDuplicateName -ThrottleLimit 8 -ErrorAction Stop -WarningAction Stop -Session `$vps } catch { `$_ }
"@
        Open-Held $server

        $result = Receive-Script $started

        Assert-Named ($result.Warnings -join "`n") 3
        $result.Warnings.Count | Should -Be 3
        (Get-Outcome { Get-VpsServer 900000001 -Session $vps }).Warnings | Should -BeNullOrEmpty
    }

    It 'names what was bought where a command further up fails' {
        $started = Start-Order -Others 2 -NoRefusal -Script @"
            try { & { 'c-01', 'c-02'; `$null = Invoke-RestMethod "`$control/requests?count=2" @direct; throw 'up' } | ForEach-Object { $order } | New-VpsServer -AllowDuplicateName -ThrottleLimit 8 -Session `$vps } catch { "`$_" }
"@
        Open-Held $server

        $result = Receive-Script $started

        $result.Output | Should -Be 'up'
        Assert-Named ($result.Warnings -join "`n") 2
    }
}

Describe 'Ctrl-C with orders in flight' {
    BeforeEach {
        Clear-ServerLog $server
        $null = Get-VpsServer 900000001 -Session $vps 3>$null
        Clear-ServerLog $server
    }

    It 'ends at once and leaves them in flight: <Name>' -ForEach @(
        @{ Name = 'in the order'; Left = 'left-1'; NoRefusal = $true; Script = 'New-VpsServer left-1 -PlanId 1 -OsId 1 -Location us-west -Session $vps' }
        @{
            Name = 'in the wait that an error began'; Left = 'left-2'; NoRefusal = $false
            Script = '& { ''c-01''; $null = Invoke-RestMethod "$control/held?count=1" @direct; ''left-2'' } | ForEach-Object { [pscustomobject]@{ Name = $_; PlanId = 1; OsId = 1; Location = ''us-west'' } } | New-VpsServer -AllowDuplicateName -ThrottleLimit 8 -ErrorAction Stop -Session $vps'
        }) {
        $started = Start-Order -Others 1 -NoRefusal:$NoRefusal -Script $Script
        try {
            if (-not $NoRefusal) {
                Open-Held $server 'count=1'
                Wait-Until { "$($vps.OpenOrders.Name)" -eq $Left } # The refusal was read.
            }

            $stopping = $started.PowerShell.BeginStop($null, $null)
            Wait-Until { $stopping.IsCompleted -and $started.Running.IsCompleted } -PatienceSec 20 # After 30 s the wait ends by itself.
            [string]$started.PowerShell.InvocationStateInfo.State | Should -Be 'Stopped'
            @($started.PowerShell.Streams.Warning) -join "`n" | Should -BeLike "*order of server '$Left' was sent and has no answer yet*"
        }
        finally {
            Close-Script $started
        }

        $vps.OpenOrders.Name | Should -Be $Left
        $vps.OpenOrders[0].State | Should -Be 'InFlight'
        @(Get-ServerLog $server | Where-Object aborted).Count | Should -Be 0

        Open-Held $server
        Wait-Until { $vps.OpenOrders.Count -eq 0 }
        $told = Get-Outcome { Get-VpsServer -Session $vps }
        $id = ($told.Output | Where-Object Name -EQ $Left | Select-Object -Last 1).Id
        $own = @($told.Warnings -like "*order of server '$Left'*")
        $own.Count | Should -Be 1
        $own[0] | Should -BeLike "*the server's id is $id.*"
        (Get-Outcome { Get-VpsServer 900000001 -Session $vps }).Warnings | Should -BeNullOrEmpty
    }

    It 'is told of once also where that warning ends the next command' {
        Stop-Order left-5 $vps

        $stopped = Get-Outcome { Get-VpsServer 900000001 -Session $vps -WarningAction Stop }
        $next = Get-Outcome { Get-VpsServer 900000001 -Session $vps -WarningAction Stop }

        $stopped.Output.Count | Should -Be 0
        "$($stopped.Warnings) $($stopped.Ended)" | Should -BeLike "*order of server 'left-5'*"
        $next.Warnings | Should -BeNullOrEmpty
        $next.Output.Id | Should -Be 900000001
    }

    It 'is told of by Invoke-VpsApi and by Disconnect-Vps as well: <Script>' -ForEach @(
        @{ Left = 'left-3'; Script = 'Invoke-VpsApi account/me/ -Session $other' }, @{ Left = 'left-4'; Script = 'Disconnect-Vps $other' }) {
        $other = Connect-SandboxServer $server @{ TimeoutSec = 86400 }
        Stop-Order $Left $other

        $told = Get-Outcome ([scriptblock]::Create($Script))

        $told.Warnings | Should -BeLike "*order of server '$Left'*"
        Disconnect-Vps $other
    }
}

Describe 'A 402' {
    It 'ends the orders of the command, and each row says that it was not sent' {
        $rehearsal = Connect-Vps -Sandbox -NotDefault -SandboxCredits 100
        Add-Fault $rehearsal @{ Kind = 'Status'; Status = 402; Method = 'POST' }

        $outcome = Get-Outcome { 'c-01', 'c-02', 'c-03' | ForEach-Object { [pscustomobject]@{ Name = $_; PlanId = 1; OsId = 1; Location = 'us-west' } } | New-VpsServer -Session $rehearsal }

        $outcome.ErrorIds | Should -Be 'InsufficientCredits', 'OrderNotSent', 'OrderNotSent'
        $outcome.Errors.TargetObject | Should -Be 'c-01', 'c-02', 'c-03'
        @(Get-Write $rehearsal).Count | Should -Be 1
    }
}
