# Runs each row of the benchmarks once, tiny. Never a time: a busy machine must not turn a test red.
# PowerShell 7 only: the benchmarks compare with -Parallel.
if ($PSVersionTable.PSVersion.Major -lt 7) {
    return
}

BeforeAll {
    . (Join-Path $PSScriptRoot 'TestTools.ps1')
}

Describe 'The benchmarks' -Tag Slow {
    BeforeAll {
        $figuresPath = Join-Path $TestDrive 'figures.json'
        $pagePath = Join-Path $TestDrive 'performance.md'
        $picturePath = (New-Item -ItemType Directory -Path (Join-Path $TestDrive 'images')).FullName
        $program = (Get-Process -Id $PID).Path
        $words = @(if ([IO.Path]::GetFileNameWithoutExtension($program) -eq 'dotnet') { Join-Path $PSHOME 'pwsh.dll' })
        $words += '-NoProfile', '-NonInteractive', '-File', (Join-Path $Root 'tests/benchmarks/Measure-VpsOrg.ps1')
        $script:said = & $program @words -Smoke -FiguresPath $figuresPath -ReportPath $pagePath -PicturePath $picturePath *>&1 | Out-String
        $script:exitCode = $LASTEXITCODE
        $script:figures = if (Test-Path $figuresPath) { Get-Content -Raw $figuresPath | ConvertFrom-Json }
        $script:measured = @(@($script:figures.Table) + @($script:figures.Growth) | Where-Object { $_.psobject.Properties['Rounds'] })
        $script:hasCompare = [bool](Get-Command -Name Compare-VpsServer -ErrorAction Ignore)

        function Get-Row {
            # The row whose name begins so.
            param([string] $Name)
            $script:figures.Table | Where-Object { $_.Name.StartsWith($Name) }
        }
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
            'a whole script, cold, wall time'
            'a whole script, cold, processor time'
            'first Tab in a new shell'
            'first error in a new shell'
            'first table in a new shell'
            '3 GETs, one call each, over TLS, 2 ms away'
            '3 restarts with -Wait, 2 at once, over TLS, 2 ms away'
            '5 orders with -IfNotExists, 50 ms each, 2 at a time'
            'compare a fleet of 30 with its file'
        )
    }

    It 'give every size of the growth' {
        $script:figures.Growth | ForEach-Object { "$($_.Count) $($_.Kind)" } |
            Should -Be '4 one answer', '4 pages', '8 one answer', '8 pages', '2 actions'
    }

    It 'measure every contender in every round' {
        foreach ($row in $script:measured) {
            foreach ($contender in $row.Rounds.psobject.Properties) {
                @($contender.Value).Count | Should -Be 1 -Because "$($row.Name), $($contender.Name)"
            }
        }
    }

    It 'get equal answers from every contender' {
        foreach ($row in $script:measured) {
            $row.AnswersEqual | Should -BeTrue -Because "$($row.Name): $($row.Answers -join ' and ')"
        }
    }

    It 'ask for what the row says' {
        $script:figures.Table[0].Answers | Should -BeLike '3:*'
        $script:figures.Table[3].Answers | Should -BeLike '12:*'
        $script:figures.Table[5].Answers | Should -Be 'POST servers/{id}/reboot/: 3'
        (Get-Row '5 orders').Answers | Should -BeLike 'POST servers/: 5; 7:*'
    }

    It 'leave out in a plain word what cannot be measured here, and nothing else' {
        $leftOut = @($script:figures.Table | Where-Object { -not $_.psobject.Properties['Rounds'] })
        $may = @(if (-not $IsLinux) { '3 GETs*'; '3 restarts*' }; if (-not $script:hasCompare) { 'compare*' })
        $leftOut.Count | Should -Be $may.Count
        $leftOut | ForEach-Object { $_.LeftOut | Should -Not -BeNullOrEmpty -Because $_.Name }
    }

    It 'restart over TLS each server once and wait for it' -Skip:(-not $IsLinux) {
        (Get-Row '3 restarts').Answers | Should -Be 'POST servers/{id}/reboot/: 3; 3 active'
    }

    It 'count the requests of both whole scripts' {
        $requests = (Get-Row 'a whole script, cold, wall time').Requests
        $requests.Shell | Should -Be 0
        $requests.'Invoke-RestMethod' | Should -Be 4 -Because 'it asks who it is, lists, restarts and looks'
        $requests.VpsOrg | Should -Be 5 -Because 'it also looks before it restarts'
    }

    It 'say of each step of a cold script what it compiled and loaded' {
        $script:figures.Profile.Contender | Should -Be 'VpsOrg', 'Invoke-RestMethod'
        foreach ($one in $script:figures.Profile) {
            $one.Steps.Name | Should -Be 'import', 'connect', 'list', 'restart, -Wait'
            ($one.Compiled | Where-Object Owner -EQ '.NET').Methods | Should -BeGreaterThan 0
        }

        $script:figures.Profile[0].Steps[0].Assemblies | Should -Contain 'VpsOrg.PowerShell'
        ($script:figures.Profile[0].Compiled | Where-Object Owner -EQ 'VpsOrg.Client').Methods | Should -BeGreaterThan 0
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
        $page = Get-Content $pagePath
        $page[0] | Should -Be '# How fast it is'
        foreach ($row in $script:measured) {
            $page -like "| $($row.Name) |*" | Should -Not -BeNullOrEmpty -Because $row.Name
        }
    }

    It 'draw pictures that any page can show' {
        foreach ($name in 'speed.svg', 'growth.svg') {
            $text = Get-Content -Raw (Join-Path $picturePath $name)
            ([xml]$text).svg.role | Should -Be 'img'
            $text | Should -Match 'prefers-color-scheme: dark'
            $text | Should -Not -Match 'NaN|Infinity'
        }

        ([xml](Get-Content -Raw (Join-Path $picturePath 'speed.svg'))).svg.rect.Count | Should -BeGreaterThan 5
    }
}
