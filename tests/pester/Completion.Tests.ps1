# What Tab offers, asked of the engine itself.

BeforeAll {
    . (Join-Path $PSScriptRoot 'TestTools.ps1')
}

Describe 'Tab' {
    BeforeAll {
        $vps = Connect-Vps -Sandbox -TimeoutSec 86400
        $null = $vps.Sandbox.AddServer("odd name's", 'suspended')
    }

    AfterAll {
        Disconnect-Vps
    }

    It 'completes <Line>' -ForEach @(
        @{ Line = 'Get-VpsServer web'; Offers = 'web-server-01' }
        @{ Line = 'Get-VpsServer WEB'; Offers = 'web-server-01' }
        @{ Line = 'Get-VpsServer 90000000'; Offers = '900000001', '900000002', '900000003' }
        @{ Line = 'Get-VpsServer -Name db'; Offers = 'db-server-01' }
        @{ Line = 'Stop-VpsServer 900000001,web'; Offers = 'web-server-01' }
        @{ Line = 'Remove-VpsServer -Id 900000002'; Offers = '900000002' }
        @{ Line = 'Get-VpsServer -Status st'; Offers = 'starting', 'stopped', 'stopping' }
        @{ Line = 'Wait-VpsServer 900000001 -Status a'; Offers = 'active' }
        @{ Line = 'Get-VpsServer -Location us-'; Offers = 'us-east', 'us-west' }
        @{ Line = 'New-VpsServer x -PlanId '; Offers = '1', '2' }
        @{ Line = 'New-VpsServer x -OsId '; Offers = '3', '5' }
        @{ Line = 'New-VpsServer x -Location us-w'; Offers = 'us-west' }
        @{ Line = 'Get-VpsServer odd'; Offers = "'odd name''s'" }
        @{ Line = '$rows | Compare-VpsServer -Extra db'; Offers = 'db-server-01' }
        @{ Line = '$rows | Sync-VpsServer -Prune db'; Offers = 'db-server-01' }
        @{ Line = "Get-VpsServer -Name 'odd"; Offers = "'odd name''s'" }
    ) {
        @(Wait-Completion $Line | ForEach-Object CompletionText) | Should -Be $Offers
    }

    It 'offers nothing that does not begin as the word does' {
        (Wait-Completion 'Get-VpsServer ').Count | Should -BeGreaterThan 3

        Get-Completion 'Get-VpsServer nothing' | Should -BeNullOrEmpty
    }

    It 'completes a word in the middle of a line' {
        (Wait-Completion 'Stop-VpsServer web-ser -Wait' 18).CompletionText | Should -Be 'web-server-01'
    }

    It 'tells by its tips what an id stands for' {
        (Wait-Completion 'Get-VpsServer -Id 900000001').ToolTip | Should -Be 'web-server-01, active'
        (Wait-Completion 'New-VpsServer x -PlanId 1').ListItemText | Should -Be '1 Standard VPS'
        (Wait-Completion 'New-VpsServer x -OsId 5').ToolTip | Should -Be 'Ubuntu 22.04 LTS'
    }

    It 'asks the API once, however often it is pressed: <Line>' -ForEach @{ Line = 'Get-VpsServer web' }, @{ Line = 'Get-VpsServer -Session $session web' } {
        $session = Connect-Vps -Sandbox -TimeoutSec 86400
        Add-Fault $session @{ Kind = 'Hold'; PathPattern = 'servers/' }
        $session.Sandbox.ClearRequests()

        $early = 1..2 | ForEach-Object { Get-Completion $Line }
        Wait-Task $session.Sandbox.WaitForHeldAsync(1)
        $null = $session.Sandbox.ReleaseHeld()
        $later = Wait-Completion $Line

        $early | Should -BeNullOrEmpty
        $later.CompletionText | Should -Be 'web-server-01'
        $session.Sandbox.RequestSummary | Should -Be 'GET servers/: 1'
        Disconnect-Vps $session
    }
}

Describe 'Tab with nothing to know' {
    AfterEach {
        Get-VpsSession | Disconnect-Vps
    }

    It 'offers nothing and fails nothing where nothing is connected' {
        $null = Connect-Vps -Sandbox -TimeoutSec 86400
        Wait-Completion 'Get-VpsServer -Name web' | Should -Not -BeNullOrEmpty
        Get-VpsSession | Disconnect-Vps
        $Error.Clear()

        Get-Completion 'Get-VpsServer -Name web' | Should -BeNullOrEmpty

        $Error.Count | Should -Be 0
    }

    It 'offers nothing and gives the prompt back while the API does not answer' {
        $vps = Connect-Vps -Sandbox -TimeoutSec 86400
        Add-Fault $vps @{ Kind = 'Hold'; PathPattern = 'servers/' }
        $vps.Sandbox.ClearRequests()

        # The list is held until this test lets it go: that Tab comes back before is what is tested.
        Get-Completion 'Get-VpsServer -Name web' | Should -BeNullOrEmpty

        Wait-Task $vps.Sandbox.WaitForHeldAsync(1)
        $vps.Sandbox.RequestSummary | Should -Be 'GET servers/: 1'
        $null = $vps.Sandbox.ReleaseHeld()
    }

    It 'offers nothing where the API refuses, and asks again at the next Tab' {
        $vps = Connect-Vps -Sandbox -TimeoutSec 86400
        Add-Fault $vps @{ Kind = 'Status'; Status = 403; PathPattern = 'servers/' }
        $vps.Sandbox.ClearRequests()
        $Error.Clear()

        Get-Completion 'Get-VpsServer -Name web' | Should -BeNullOrEmpty
        Wait-Task $vps.Sandbox.WaitForRequestsAsync(1)
        Wait-Task $vps.Sandbox.WaitUntilIdleAsync()

        $vps.Sandbox.Requests[0].Status | Should -Be 403
        $Error.Count | Should -Be 0
        (Wait-Completion 'Get-VpsServer -Name web').CompletionText | Should -Be 'web-server-01'
    }
}
