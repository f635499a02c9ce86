# The trail of writes, kept by several processes at once.

BeforeAll {
    . (Join-Path $PSScriptRoot 'TestTools.ps1')
}

Describe 'A trail that several processes keep' {
    It 'loses no line, mixes none, and pairs each write with its end' {
        $trail = Join-Path $TestDrive 'writes.jsonl'
        $script = Join-Path $TestDrive 'write.ps1'
        Set-Content $script "
            `$ErrorActionPreference = 'Stop'
            Import-Module '$ModulePath'
            `$null = Connect-Vps -Sandbox -LogPath '$trail'
            1..25 | ForEach-Object { `$null = Set-VpsServer 12345 -BackupsEnabled (`$_ % 2) }"
        $program = (Get-Process -Id $PID).Path
        $start = @(if ([IO.Path]::GetFileNameWithoutExtension($program) -eq 'dotnet') { Join-Path $PSHOME 'pwsh.dll' }) + '-NoProfile', '-NonInteractive', '-File', $script

        $processes = 1..4 | ForEach-Object { Start-Process -FilePath $program -ArgumentList $start -PassThru -RedirectStandardOutput (Join-Path $TestDrive "out$_.txt") }
        foreach ($process in $processes) {
            $process.WaitForExit(60000) | Should -BeTrue
            $process.ExitCode | Should -Be 0
        }

        $lines = @(Get-Content $trail | ForEach-Object { $_ | ConvertFrom-Json })
        $lines.Count | Should -Be 200
        @($lines.process | Sort-Object -Unique).Count | Should -Be 4
        $pairs = @($lines | Group-Object write)
        $pairs.Count | Should -Be 100
        @($pairs | Where-Object { "$($_.Group.phase)" -ne 'begin end' }).Count | Should -Be 0
        @($lines | Where-Object phase -EQ 'end' | Where-Object outcome -NE 'done').Count | Should -Be 0
    }
}
