BeforeAll {
    . (Join-Path $PSScriptRoot 'TestTools.ps1')
}

# Never a time: a busy machine must not turn a test red.
Describe 'The benchmarks' {
    BeforeAll {
        $figuresPath = Join-Path $TestDrive 'figures.json'
        $pagePath = Join-Path $TestDrive 'performance.md'
        $program = (Get-Process -Id $PID).Path
        $words = @(if ([IO.Path]::GetFileNameWithoutExtension($program) -eq 'dotnet') { Join-Path $PSHOME 'pwsh.dll' })
        $words += '-NoProfile', '-NonInteractive', '-File', (Join-Path $Root 'tests/benchmarks/Measure-VpsOrg.ps1')
        $script:said = & $program @words -Smoke -FiguresPath $figuresPath -ReportPath $pagePath *>&1 | Out-String
        $script:exitCode = $LASTEXITCODE
        $script:figures = if (Test-Path $figuresPath) { Get-Content -Raw $figuresPath | ConvertFrom-Json }
    }

    It 'run to their end' {
        $script:exitCode | Should -Be 0 -Because $script:said
    }

    It 'give every row of the table' {
        $script:figures.Table.Name | Should -Be @(
            '3 single GETs, one call each'
            '3 single GETs, ids piped into one call'
            'list of 5 in one answer'
            'list of 12 in one answer'
            'peak memory, list of 12 in one answer'
            '3 reboots, 50 ms each, 2 at a time'
            'Import-Module, views and types included'
            'Ctrl-C in a request'
            'Ctrl-C in a retry wait'
            'Ctrl-C in -Wait'
        )
    }

    It 'give every size of the growth' {
        $script:figures.Growth | ForEach-Object { "$($_.Count) $($_.Kind)" } |
            Should -Be '4 one answer', '4 pages', '8 one answer', '8 pages', '2 actions'
    }

    It 'measure every contender in every round' {
        foreach ($row in @($script:figures.Table) + @($script:figures.Growth)) {
            foreach ($contender in $row.Rounds.psobject.Properties) {
                @($contender.Value).Count | Should -Be 1 -Because "$($row.Name), $($contender.Name)"
            }
        }
    }

    It 'get equal answers from every contender' {
        foreach ($row in @($script:figures.Table) + @($script:figures.Growth)) {
            $row.AnswersEqual | Should -BeTrue -Because "$($row.Name): $($row.Answers -join ' and ')"
        }
    }

    It 'ask for what the row says' {
        $script:figures.Table[0].Answers | Should -BeLike '3:*'
        $script:figures.Table[3].Answers | Should -BeLike '12:*'
        $script:figures.Table[5].Answers | Should -Be 'POST servers/{id}/reboot/: 3'
    }

    It 'open no socket and load neither JSON nor HTTP at import' {
        $import = $script:figures.Table | Where-Object Name -Like 'Import-Module*'
        $import.Sockets | Should -BeIn $null, 0
        $import.Assemblies | Should -Not -Contain 'Newtonsoft.Json'
        $import.Assemblies | Should -Not -Contain 'System.Net.Http'
        $import.Assemblies | Should -Not -Contain 'VpsOrg.Client'
        $import.Assemblies | Should -Not -Contain 'VpsOrg.Sandbox'
    }

    It 'write the page' {
        Get-Content $pagePath | Select-Object -First 1 | Should -Be '# How fast it is'
    }
}
