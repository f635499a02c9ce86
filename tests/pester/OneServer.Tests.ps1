# One name, one server: whatever is done next after an order. The list of this account shows a new server an hour late, longer
# than any of these tests takes.

BeforeAll {
    . (Join-Path $PSScriptRoot 'TestTools.ps1')
    $script:server = Open-SandboxServer '--delay-sec', 0, '--list-lag-sec', 3600
    $script:vps = Connect-SandboxServer $server
    $script:names = 0

    function Get-Post {
        # How many orders have arrived.
        @(Get-ServerLog $server | Where-Object method -EQ 'POST').Count
    }

    function Stop-Order {
        # Sends an order, and presses Ctrl-C when the server has made it and holds the answer back.
        param([string] $Script)
        Add-ServerFault $server @{ kind = 'HoldAfterActing'; method = 'POST' }
        $started = Start-Script $Script @{ vps = $vps; name = $name }
        try {
            Wait-Held $server 1
            $started.PowerShell.Stop()
        }
        finally {
            Close-Script $started
        }
    }

    function Get-ChildScript {
        # A script that connects to the server with a trail and orders the server.
        param([string] $Trail, [string] $More = '')
        "`$ErrorActionPreference = 'Stop'
        `$token = [Net.NetworkCredential]::new('', 'vps_sandbox').SecurePassword
        `$null = Connect-Vps -ApiUri $($server.ApiUri) -Token `$token -LogPath '$Trail'
        (New-VpsServer $name -PlanId 1 -OsId 1 -Location us-west $More).Id"
    }
}

AfterAll {
    Disconnect-Vps $vps
    Close-SandboxServer $server
}

Describe 'One name, one server' {
    BeforeEach {
        Clear-ServerLog $server
        $script:name = "one-$((++$script:names))"
        $script:order = @{ Name = $name; PlanId = 1; OsId = 1; Location = 'us-west' }
    }

    It 'buys one where the same line runs twice' {
        $first = New-VpsServer @order -IfNotExists -Session $vps
        $second = New-VpsServer @order -IfNotExists -Session $vps

        $second.Id | Should -Be $first.Id
        Get-Post | Should -Be 1
    }

    It 'buys one where a session ends in between' {
        $other = Connect-SandboxServer $server
        $first = New-VpsServer @order -IfNotExists -Session $other
        Disconnect-Vps $other
        $again = Connect-SandboxServer $server

        (New-VpsServer @order -IfNotExists -Session $again).Id | Should -Be $first.Id
        Get-Post | Should -Be 1
        Disconnect-Vps $again
    }

    It 'buys one where two runspaces order at once on one session' {
        Add-ServerFault $server @{ kind = 'HoldAfterActing'; method = 'POST' }
        $script = 'New-VpsServer $name -PlanId 1 -OsId 1 -Location us-west -IfNotExists -Session $vps'
        $started = 1..2 | ForEach-Object { Start-Script $script @{ vps = $vps; name = $name } }
        Wait-Held $server 1
        Open-Held $server

        $ended = $started | ForEach-Object { Receive-Script $_ }

        @($ended.Output.Id | Sort-Object -Unique).Count | Should -Be 1
        @($ended.Output).Count | Should -Be 2
        Get-Post | Should -Be 1
    }

    It 'buys one where the outcome was unknown: <_>' -ForEach '', '-IfNotExists' {
        Add-ServerFault $server @{ kind = 'Status'; status = 403; method = 'GET'; pathPattern = 'servers/' } # Without a list nothing is looked for.
        Add-ServerFault $server @{ kind = 'CutAfterActing'; method = 'POST' }
        $lost = Connect-SandboxServer $server
        $again = [scriptblock]::Create("New-VpsServer @order -Session `$lost $_")

        (Get-Outcome { New-VpsServer @order -Session $lost }).ErrorIds | Should -Be 'CreateOutcomeUnknown'
        $outcome = Get-Outcome $again

        $outcome.ErrorIds | Should -Be 'OrderInDoubt'
        "$($outcome.Errors)" | Should -BeLike "*Server '$name' was not ordered*"
        $outcome.Errors[0].ErrorDetails.RecommendedAction | Should -BeLike "*Get-VpsServer -Name '$name'*-DespiteDoubt*"
        Get-Post | Should -Be 1
        (New-VpsServer @order -DespiteDoubt -Session $lost).Name | Should -Be $name
        Get-Post | Should -Be 2
        Disconnect-Vps $lost
    }

    It 'buys one where Ctrl-C was pressed in the order' {
        Stop-Order 'New-VpsServer $name -PlanId 1 -OsId 1 -Location us-west -Session $vps'
        $again = Start-Script 'New-VpsServer $name -PlanId 1 -OsId 1 -Location us-west -IfNotExists -Session $vps' @{ vps = $vps; name = $name }
        Open-Held $server

        $outcome = Receive-Script $again

        $outcome.Output.Name | Should -Be $name
        $outcome.Errors | Should -BeNullOrEmpty
        Get-Post | Should -Be 1
    }

    It 'does not buy it again where the order that Ctrl-C left alone is repeated as it was' {
        Stop-Order 'New-VpsServer $name -PlanId 1 -OsId 1 -Location us-west -Session $vps'
        Open-Held $server

        (Get-Outcome { New-VpsServer @order -Session $vps }).ErrorIds | Should -Be 'OrderInDoubt'
        Get-Post | Should -Be 1
    }

    It 'buys again what was deleted' {
        $first = New-VpsServer @order -IfNotExists -Session $vps
        $first | Remove-VpsServer -Force

        $second = New-VpsServer @order -IfNotExists -Session $vps

        $second.Id | Should -Not -Be $first.Id
        Get-Post | Should -Be 2
    }

    It 'acts on no server that an answer names by mistake' {
        Add-ServerFault $server @{ kind = 'Status'; status = 403; method = 'GET'; pathPattern = 'servers/' }
        Add-ServerFault $server @{ kind = 'Body'; status = 202; method = 'POST'; body = '{"id":12345,"task":"a1"}' }
        $lost = Connect-SandboxServer $server

        $outcome = Get-Outcome { New-VpsServer @order -Session $lost | Remove-VpsServer -Force }

        $outcome.ErrorIds | Should -Be 'CreateOutcomeUnknown'
        "$($outcome.Errors)" | Should -BeLike '*12345*'
        @(Get-ServerLog $server | Where-Object method -EQ 'DELETE') | Should -BeNullOrEmpty
        Disconnect-Vps $lost
    }

    It 'buys one where two processes with a common trail order at once' {
        $trail = Join-Path $TestDrive "$name.jsonl"
        Add-ServerFault $server @{ kind = 'HoldAfterActing'; method = 'POST' }
        $started = 1..2 | ForEach-Object { Start-Child (Get-ChildScript $trail '-IfNotExists') }
        Wait-Held $server 1
        Open-Held $server

        $ended = $started | ForEach-Object { Receive-Child $_ }

        "$($ended.ErrorText)" | Should -Match '^\s*$'
        @($ended.Output.Trim() | Sort-Object -Unique).Count | Should -Be 1
        Get-Post | Should -Be 1
    }

    It 'buys one where the process that ordered it was killed' {
        $trail = Join-Path $TestDrive "$name.jsonl"
        Add-ServerFault $server @{ kind = 'HoldAfterActing'; method = 'POST' }
        $child = Start-Child (Get-ChildScript $trail)
        Wait-Held $server 1
        $child.Process.Kill()
        $null = Receive-Child $child
        Open-Held $server
        $kept = Connect-SandboxServer $server @{ LogPath = $trail }

        $outcome = Get-Outcome { New-VpsServer @order -IfNotExists -Session $kept }

        $outcome.ErrorIds | Should -Be 'OrderInDoubt'
        "$($outcome.Errors)" | Should -BeLike '*ended before its answer came*'
        Get-Post | Should -Be 1
        Disconnect-Vps $kept
    }

    It 'warns once a session where the trail cannot be locked' -Skip:($PSVersionTable.PSVersion.Major -lt 6 -or $IsWindows) {
        $trail = Join-Path $TestDrive "$name.jsonl"

        $ended = Receive-Child (Start-Child "$(Get-ChildScript $trail); $(Get-ChildScript $trail '-AllowDuplicateName')" @{ DOTNET_SYSTEM_IO_DISABLEFILELOCKING = '1'; COLUMNS = '400' })

        $ended.ErrorText | Should -Match '^\s*$'
        [regex]::Matches($ended.Output, 'cannot be locked or read back').Count | Should -Be 2 # Once for each of the two sessions.
        Get-Post | Should -Be 2
    }
}
