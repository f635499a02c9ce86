BeforeAll {
    . (Join-Path $PSScriptRoot 'TestTools.ps1')
}

Describe 'Select-VpsSession' {
    BeforeEach {
        $script:lab = Connect-Vps -Sandbox -Name lab
        $script:shop = Connect-Vps -Sandbox -Name shop -SandboxServerCount 5
    }

    AfterEach {
        Get-VpsSession | Disconnect-Vps
    }

    It 'makes a session the default: <_>' -ForEach 'Select-VpsSession lab', 'Select-VpsSession LAB', 'Select-VpsSession -Name lab', 'Select-VpsSession $lab', '$lab | Select-VpsSession', '"lab" | Select-VpsSession', 'Get-VpsSession lab | Select-VpsSession' {
        $outcome = Get-Outcome ([scriptblock]::Create($_))

        $outcome.ErrorIds | Should -BeNullOrEmpty
        $outcome.Output | Should -BeNullOrEmpty
        Get-VpsSession -Default | Should -Be $lab
        $lab.IsDefault, $shop.IsDefault | Should -Be $true, $false
        @(Get-VpsServer).Count | Should -Be 2
    }

    It 'writes it with -PassThru' {
        Select-VpsSession lab -PassThru | Should -Be $lab
    }

    It 'leaves the default where it is given <What>' -ForEach @(
        @{ What = 'a name that no session has'; Command = 'Select-VpsSession typo'; Id = 'SessionNotFound' }
        @{ What = 'a pattern'; Command = 'Select-VpsSession la*'; Id = 'SessionNotFound' }
        @{ What = 'an ended session'; Command = 'Disconnect-Vps $lab; Select-VpsSession $lab'; Id = 'SessionClosed' }
        @{ What = 'several'; Command = 'Get-VpsSession | Select-VpsSession'; Id = 'InvalidParameter' }
        @{ What = 'nothing'; Command = 'Select-VpsSession $null'; Id = 'InvalidParameter' }
        @{ What = 'a row'; Command = '[pscustomobject]@{ Name = "lab"; Session = "lab" } | Select-VpsSession'; Id = 'InvalidParameter' }
    ) {
        $outcome = Get-Outcome ([scriptblock]::Create($Command))

        $outcome.ErrorIds | Should -Be $Id
        Get-VpsSession -Default | Should -Be $shop
    }

    It 'completes names of sessions, also for -Session and in the other commands of sessions: <_>' -ForEach 'Select-VpsSession l', 'Get-VpsSession l', 'Disconnect-Vps l', 'Get-VpsServer -Session l', 'Stop-VpsServer -Session l', 'Invoke-VpsApi -Session l' {
        (TabExpansion2 $_ $_.Length).CompletionMatches.CompletionText | Should -Be 'lab'
    }

    It 'lets Tab complete servers of the session whose name was typed' {
        Remove-VpsServer web-server-01 -Session lab -Force

        Wait-Completion 'Get-VpsServer -Session lab -Name ' | ForEach-Object CompletionText | Should -Be 'db-server-01'
        (TabExpansion2 'Get-VpsServer -Session typo -Name ' 34).CompletionMatches | Where-Object { $_.CompletionText -like '*server-0*' } | Should -BeNullOrEmpty
    }
}
