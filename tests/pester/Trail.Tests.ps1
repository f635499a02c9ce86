# The trail of writes, kept by several processes at once.

BeforeAll {
    . (Join-Path $PSScriptRoot 'TestTools.ps1')
}

Describe 'A trail that several processes keep' {
    It 'loses no line, mixes none, and pairs each write with its end' {
        $trail = Join-Path $TestDrive 'writes.jsonl'
        $script = "
            `$ErrorActionPreference = 'Stop'
            `$null = Connect-Vps -Sandbox -LogPath '$trail'
            Set-Content (Join-Path '$TestDrive' `"ready-`$PID`") ''
            while (@(Get-ChildItem '$TestDrive' -Filter 'ready-*').Count -lt 4) { } # All four write at once.
            1..25 | ForEach-Object { `$null = Set-VpsServer 900000001 -BackupsEnabled (`$_ % 2) }"

        $started = 1..4 | ForEach-Object { Start-Child $script }
        $ended = $started | ForEach-Object { Receive-Child $_ }

        $ended.ExitCode | Should -Be 0, 0, 0, 0

        $lines = @(Get-Content $trail | ForEach-Object { $_ | ConvertFrom-Json })
        $lines.Count | Should -Be 200
        @($lines.process | Sort-Object -Unique).Count | Should -Be 4
        $pairs = @($lines | Group-Object write)
        $pairs.Count | Should -Be 100
        @($pairs | Where-Object { "$($_.Group.phase)" -ne 'begin end' }).Count | Should -Be 0
        @($lines | Where-Object phase -EQ 'end' | Where-Object outcome -NE 'done').Count | Should -Be 0
    }
}
