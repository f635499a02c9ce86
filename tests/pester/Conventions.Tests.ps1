# What holds for every file of this folder: it runs in Windows PowerShell 5.1, too, or says why not, and it judges nothing by the clock.

BeforeDiscovery {
    $script:files = Get-ChildItem -Path $PSScriptRoot -Filter '*.ps1' | Where-Object Name -NE 'Invoke-AllTests.ps1' | ForEach-Object { @{ Name = $_.Name; Path = $_.FullName } }
    $script:portable = $files | Where-Object { (Get-Content -Raw $_.Path) -notmatch '(?m)^# PowerShell 7 only: ' }
}

BeforeAll {
    function Get-Word {
        # The words of a script: commands, parameters, members, types, operators. What stands in a text is none.
        param([string] $Path)
        $words = $problems = $null
        $null = [Management.Automation.Language.Parser]::ParseFile($Path, [ref]$words, [ref]$problems)
        $problems | Should -BeNullOrEmpty
        $words.Text
    }
}

Describe 'The files of these tests' {
    It 'that need PowerShell 7 are these' {
        $files = Get-ChildItem -Path $PSScriptRoot -Filter '*.ps1' | Where-Object { (Get-Content -Raw $_.FullName) -match '(?m)^# PowerShell 7 only: ' } | ForEach-Object Name

        $files | Should -Be 'Benchmarks.Tests.ps1', 'Examples.Tests.ps1', 'OldJsonNeighbour.Tests.ps1', 'Parallel.Tests.ps1'
    }

    It 'know nothing that Windows PowerShell 5.1 does not: <Name>' -ForEach $portable {
        $text = Get-Content -Raw -LiteralPath $Path

        $text | Should -Not -Match '[^\x00-\x7F]' -Because 'it reads a script without a mark in the system''s code page'
        $text | Should -Not -Match '(?m)^\s*\|\s' -Because 'there a pipeline does not go on in the next line'
        $words = Get-Word $Path
        '?', '??', '??=', '?.', '?[', '&&', '||', '-Parallel', '-AsHashtable', '-AsByteStream', '-NoProxy', '-SkipHttpErrorCheck', 'ArgumentList', 'ToHexString' |
            Where-Object { $words -contains $_ } | Should -BeNullOrEmpty
    }

    It 'judge nothing by the clock: <Name>' -ForEach $files {
        $ofTheClock = @('Start-Sleep', 'Measure-Command', 'Sleep', 'TotalMinutes')
        if ($Name -notlike '*Tools.ps1' -and $Name -ne 'Cancellation.Tests.ps1') {
            # There is the watchdog, and what measures how long Ctrl-C takes.
            $ofTheClock += 'Diagnostics.Stopwatch', 'Elapsed', 'WaitOne', 'WaitForExit'
        }

        $words = Get-Word $Path
        $ofTheClock | Where-Object { $words -contains $_ } | Should -BeNullOrEmpty
    }
}
