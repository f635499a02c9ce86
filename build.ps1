<#
.SYNOPSIS
    Builds, shows and tests the VpsOrg module.
.DESCRIPTION
    Runs in Windows PowerShell 5.1 and in PowerShell 7. Needs the .NET SDK that global.json names; the task Test also
    needs Pester 5.5 or newer.
.EXAMPLE
    ./build.ps1 -Task Test
    Runs every test and ends with one line: N passed, N failed, N skipped.
#>
[Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSAvoidUsingWriteHost', '', Justification = 'What it shows is for the person at the console.')]
[CmdletBinding()]
param(
    # What to do.
    [Parameter(Mandatory = $true)]
    [ValidateSet('Build', 'Demo', 'Test', 'Bench', 'Docs', 'Pack', 'Clean')]
    [string] $Task
)

Set-StrictMode -Version 2.0
$ErrorActionPreference = 'Stop'
$env:DOTNET_CLI_TELEMETRY_OPTOUT = '1'
$env:DOTNET_NOLOGO = '1'
$env:POWERSHELL_TELEMETRY_OPTOUT = '1'

$root = $PSScriptRoot
$solution = Join-Path $root 'VpsOrg.PowerShell.sln'
$out = Join-Path $root 'out'
$results = Join-Path $out 'test-results'
$oldestPester = [version]'5.5.0'

function Invoke-Dotnet {
    # Runs the .NET SDK and passes on what it prints; throws where it fails.
    param([string[]] $Arguments)
    & dotnet @Arguments | Out-Host
    if ($LASTEXITCODE -ne 0) {
        throw "dotnet $($Arguments[0]) failed with exit code $LASTEXITCODE."
    }
}

function Get-ThisPowerShell {
    # The program that runs this script, to start a clean child of the same kind.
    (Get-Process -Id $PID).Path
}

function Invoke-CleanPowerShell {
    # Runs a script in a child that finds the staged module, PowerShell's own modules, and nothing else.
    param([string] $Script, [string[]] $Arguments)
    $before = $env:PSModulePath
    $env:PSModulePath = @($out, (Join-Path $PSHOME 'Modules')) -join [IO.Path]::PathSeparator
    try {
        $program = Get-ThisPowerShell
        if ([IO.Path]::GetFileNameWithoutExtension($program) -eq 'dotnet') {
            & $program (Join-Path $PSHOME 'pwsh.dll') -NoProfile -NonInteractive -File $Script @Arguments | Out-Host
        }
        else {
            & $program -NoProfile -NonInteractive -File $Script @Arguments | Out-Host
        }

        $LASTEXITCODE
    }
    finally {
        $env:PSModulePath = $before
    }
}

function Invoke-Build {
    Invoke-Dotnet 'build', '-c', 'Release', $solution, '-v', 'quiet', '-tl:off'
}

function Find-Pester {
    # The newest Pester that is new enough; one bounded try to fetch it where the pinned PowerShell brought none.
    $found = Get-Module -ListAvailable -Name Pester | Where-Object Version -GE $oldestPester |
        Sort-Object Version -Descending | Select-Object -First 1
    if (-not $found -and $env:VPSORG_PINNED_POWERSHELL) {
        $tools = Join-Path $out 'tools'
        $null = New-Item -ItemType Directory -Force -Path $tools
        try {
            Save-PSResource -Name Pester -Path $tools -TrustRepository
        }
        catch {
            Write-Warning "Pester could not be fetched: $_"
        }

        $found = Get-Module -ListAvailable -Name (Join-Path $tools 'Pester') | Select-Object -First 1
    }

    $found
}

function Invoke-PesterTest {
    # Runs tests/pester against the staged module; gives the counts. Skipped tests are failures: all must run.
    $pester = Find-Pester
    if (-not $pester -and $env:VPSORG_PINNED_POWERSHELL) {
        Write-Host 'No Pester was found: the Pester tests (tests/pester) did not run.'
        return @{ Passed = 0; Failed = 0; Skipped = 0 }
    }

    if (-not $pester) {
        throw "Pester $oldestPester or newer is needed beside PowerShell: install it with Install-PSResource Pester, or set VPSORG_NO_POWERSHELL=1 to test without PowerShell."
    }

    $report = Join-Path $results 'pester.json'
    $runner = Join-Path $root 'tests/pester/Invoke-AllTests.ps1'
    $exitCode = Invoke-CleanPowerShell $runner @('-PesterPath', $pester.Path, '-ReportPath', $report)
    if (-not (Test-Path $report)) {
        throw "The Pester run ended with exit code $exitCode and left no report."
    }

    $counts = Get-Content -Raw $report | ConvertFrom-Json
    if ($counts.Skipped -gt 0) {
        Write-Host "$($counts.Skipped) Pester tests did not run; all of them must."
    }

    @{ Passed = $counts.Passed; Failed = $counts.Failed + $counts.Skipped; Skipped = 0 }
}

function Get-TestCount {
    # Adds up what the .NET test runner wrote.
    $sum = @{ Passed = 0; Failed = 0; Skipped = 0 }
    foreach ($file in Get-ChildItem -Path $results -Filter '*.trx') {
        $counters = ([xml](Get-Content -Raw -LiteralPath $file.FullName)).TestRun.ResultSummary.Counters
        $sum.Passed += [int]$counters.passed
        $sum.Failed += [int]$counters.failed
        $sum.Skipped += [int]$counters.total - [int]$counters.passed - [int]$counters.failed
    }

    $sum
}

function Invoke-AllTest {
    if (Test-Path $results) {
        Remove-Item -Recurse -Force $results
    }

    Invoke-Build
    & dotnet test $solution -c Release --no-build -v quiet -tl:off --logger trx --results-directory $results | Out-Host
    $dotnetExitCode = $LASTEXITCODE
    $sum = Get-TestCount
    if ($dotnetExitCode -ne 0 -and $sum.Failed -eq 0) {
        $sum.Failed = 1 # A test host that died left no count of what it did not run.
    }

    try {
        $pester = Invoke-PesterTest
    }
    catch {
        Write-Host "The Pester tests failed as a whole: $_"
        $pester = @{ Passed = 0; Failed = 1; Skipped = 0 }
    }

    foreach ($name in 'Passed', 'Failed', 'Skipped') {
        $sum[$name] += $pester[$name]
    }

    Write-Host ''
    Write-Host "$($sum.Passed) passed, $($sum.Failed) failed, $($sum.Skipped) skipped"
    if ($sum.Failed -gt 0 -or $sum.Passed -eq 0) {
        exit 1
    }
}

function Invoke-Demo {
    Invoke-Build
    exit (Invoke-CleanPowerShell (Join-Path $root 'tests/demo/Show-Demo.ps1'))
}

function Invoke-Benchmark {
    # The projects of tests/benchmarks are no part of the solution: only this task needs BenchmarkDotNet.
    Invoke-Build
    $figures = Join-Path $out 'benchmarks'
    $project = Join-Path $root 'tests/benchmarks/VpsOrg.Benchmarks'
    Invoke-Dotnet 'build', '-c', 'Release', $project, '-v', 'quiet', '-tl:off'
    $null = New-Item -ItemType Directory -Force -Path $figures
    & dotnet run --project $project -c Release --no-build -- $figures | Out-File (Join-Path $figures 'micro.log')
    if ($LASTEXITCODE -ne 0) {
        throw "BenchmarkDotNet failed with exit code $LASTEXITCODE; $figures/micro.log says why."
    }

    $micro = Get-ChildItem (Join-Path $figures 'results/*-report-github.md') | Sort-Object LastWriteTime | Select-Object -Last 1
    exit (Invoke-CleanPowerShell (Join-Path $root 'tests/benchmarks/Measure-VpsOrg.ps1') @(
            '-ReportPath', (Join-Path $root 'docs/performance.md'), '-MicroPath', $micro.FullName))
}

switch ($Task) {
    'Build' { Invoke-Build }
    'Demo' { Invoke-Demo }
    'Test' { Invoke-AllTest }
    'Bench' { Invoke-Benchmark }
    'Docs' { & (Join-Path $root 'docs/Build-Help.ps1') -Root $root }
    'Pack' {
        Invoke-Build
        & (Join-Path $root 'src/packaging/New-Package.ps1') -Root $root
    }
    'Clean' {
        if (Test-Path $out) {
            Remove-Item -Recurse -Force $out
        }
    }
}
