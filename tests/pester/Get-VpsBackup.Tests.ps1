BeforeAll {
    . (Join-Path $PSScriptRoot 'TestTools.ps1')
}

Describe 'Get-VpsBackup' {
    BeforeEach {
        $script:vps = Connect-Vps -Sandbox -SandboxDelaySec 0 -Name lab
    }

    AfterEach {
        Get-VpsSession | Disconnect-Vps
    }

    It 'gets the backups that are asked for: <Command>' -ForEach @(
        @{ Command = 'Get-VpsBackup'; Count = 3 }
        @{ Command = 'Get-VpsBackup web-server-01 -Type Manual'; Count = 1 }
        @{ Command = 'Get-VpsServer | Get-VpsBackup -Type automatic'; Count = 2 }
        @{ Command = 'Get-VpsBackup db-*'; Count = 0 }
        @{ Command = 'Get-VpsBackup -Session lab'; Count = 3 }
    ) {
        $outcome = Get-Outcome ([scriptblock]::Create($Command))

        $outcome.ErrorIds | Should -BeNullOrEmpty
        $outcome.Output.Count | Should -Be $Count
    }

    It 'refuses a type that there is not, and says who is no server: <Command>' -ForEach @(
        @{ Command = 'Get-VpsBackup -Type weekly'; ErrorId = 'ParameterArgumentValidationError' }
        @{ Command = 'Get-VpsBackup 999'; ErrorId = 'ServerNotFound' }
        @{ Command = 'Get-VpsBackup | Get-VpsBackup'; ErrorId = 'InvalidParameter' }
    ) {
        (Get-Outcome ([scriptblock]::Create($Command))).ErrorIds | Select-Object -Unique | Should -Be $ErrorId
    }

    It 'shows backups in a table, and compares their times with those of Get-Date' {
        $table = (Get-VpsBackup | Out-String -Width 120) -replace '\x1b\[[0-9;]*m'

        $table | Should -Match '(?m)^920000005 web-server-01 manual    completed  4\.4 GB +\d+ [dy] never'
        @(Get-VpsBackup | Where-Object { $_.ExpiresAt -and $_.ExpiresAt -lt (Get-Date) }).Count | Should -Be 2
        (Get-VpsBackup -Type manual).ExpiresAt | Should -BeNullOrEmpty
    }
}
