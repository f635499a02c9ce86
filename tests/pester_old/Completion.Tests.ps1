# What Tab offers, asked of the engine itself.

BeforeAll {
    . (Join-Path $PSScriptRoot 'TestTools.ps1')

    function Get-Completion {
        # What Tab would put in the place of the word under the cursor (by default at the end).
        param([string] $Line, [int] $Cursor = $Line.Length)
        @((TabExpansion2 -inputScript $Line -cursorColumn $Cursor).CompletionMatches)
    }
}

Describe 'Tab' {
    BeforeAll {
        $vps = Connect-Vps -Sandbox
        $null = $vps.Sandbox.AddServer("odd name's", 'suspended')
    }

    AfterAll {
        Disconnect-Vps
    }

    It 'completes <Line>' -ForEach @(
        @{ Line = 'Get-VpsServer web'; Offers = 'web-server-01' }
        @{ Line = 'Get-VpsServer WEB'; Offers = 'web-server-01' }
        @{ Line = 'Get-VpsServer 1234'; Offers = '12345', '12346', '12347' }
        @{ Line = 'Get-VpsServer -Name db'; Offers = 'db-server-01' }
        @{ Line = 'Stop-VpsServer 12345,web'; Offers = 'web-server-01' }
        @{ Line = 'Remove-VpsServer -Id 12346'; Offers = '12346' }
        @{ Line = 'Get-VpsServer -Status st'; Offers = 'starting', 'stopped', 'stopping' }
        @{ Line = 'Wait-VpsServer 12345 -Status a'; Offers = 'active' }
        @{ Line = 'Get-VpsServer -Location us-'; Offers = 'us-east', 'us-west' }
        @{ Line = 'New-VpsServer x -PlanId '; Offers = '1', '2' }
        @{ Line = 'New-VpsServer x -OsId '; Offers = '3', '5' }
        @{ Line = 'New-VpsServer x -Location us-w'; Offers = 'us-west' }
        @{ Line = 'Get-VpsServer odd'; Offers = "'odd name''s'" }
        @{ Line = "Get-VpsServer -Name 'odd"; Offers = "'odd name''s'" }
        @{ Line = 'Get-VpsServer nothing'; Offers = @() }
    ) {
        @(Get-Completion $Line | ForEach-Object CompletionText) | Should -Be $Offers
    }

    It 'completes a word in the middle of a line' {
        (Get-Completion 'Stop-VpsServer web-ser -Wait' 18).CompletionText | Should -Be 'web-server-01'
    }

    It 'tells by its tips what an id stands for' {
        (Get-Completion 'Get-VpsServer -Id 12345').ToolTip | Should -Be 'web-server-01, active'
        (Get-Completion 'New-VpsServer x -PlanId 1').ListItemText | Should -Be '1 Standard VPS'
        (Get-Completion 'New-VpsServer x -OsId 5').ToolTip | Should -Be 'Ubuntu 22.04 LTS'
    }

    It 'asks the API once in 30 seconds' {
        $session = Connect-Vps -Sandbox -NotDefault
        $session.Sandbox.ClearRequests()
        $null = 1..5 | ForEach-Object { Get-Completion 'Get-VpsServer -Session $session web' }

        $session.Sandbox.CountRequests('GET', 'servers/') | Should -BeLessOrEqual 1
        $vps.Sandbox.ClearRequests()
        $null = 1..5 | ForEach-Object { Get-Completion 'Get-VpsServer web' }
        $vps.Sandbox.Requests.Count | Should -BeLessOrEqual 1
    }
}

Describe 'Tab with nothing to know' {
    It 'offers nothing and fails nothing where nothing is connected' {
        Get-VpsSession | Disconnect-Vps

        Get-Completion 'Get-VpsServer -Name web' | Should -BeNullOrEmpty
    }

    It 'offers nothing and gives the prompt back where the API does not answer' {
        $vps = Connect-Vps -Sandbox
        $vps.Sandbox.FailNext('GET', 'servers/', 'Hang', 5)
        try {
            # The list hangs for as long as the call may take, a hundred seconds: only the half second lets this go on.
            Get-Completion 'Get-VpsServer -Name web' | Should -BeNullOrEmpty
            @($vps.Sandbox.Requests | Where-Object Path -EQ 'servers/')[0].Status | Should -BeNullOrEmpty
        }
        finally {
            Disconnect-Vps
        }
    }

    It 'offers nothing where the API refuses' {
        $vps = Connect-Vps -Sandbox
        $vps.Sandbox.FailNext('GET', 'servers/', 'Status', 9, 403)

        Get-Completion 'Get-VpsServer -Name web' | Should -BeNullOrEmpty
        Disconnect-Vps
    }
}
