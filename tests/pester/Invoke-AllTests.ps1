<#
.SYNOPSIS
    Runs the Pester tests against the staged module in out/VpsOrg, and leaves the counts in a file.
.DESCRIPTION
    Expects what build.ps1 builds: the staged module, the sandbox server, the floor of the benchmarks and the neighbour with
    the old Newtonsoft.Json.

    Two files run at once, each in a PowerShell that takes the next file when it is done: many tests wait for processes that
    they start, and leave processors idle for much of their time. No two files share anything but what was built.
.EXAMPLE
    ./tests/pester/Invoke-AllTests.ps1 -PesterPath Pester -ReportPath ./out/test-results/pester.json -Filter Restart
    Runs all of Restart-VpsServer.Tests.ps1, and of the other files the tests whose full name contains Restart.
#>
[Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSReviewUnusedParameter', '', Justification = 'A function reads it.')]
[CmdletBinding()]
param(
    # The Pester module: a name, a folder or a manifest.
    [Parameter(Mandatory = $true)]
    [string] $PesterPath,

    # Where the counts go, as JSON: Passed, Failed and Skipped.
    [Parameter(Mandatory = $true)]
    [string] $ReportPath,

    # Only files whose name contains this text, and tests whose full name does.
    [string] $Filter = '',

    # Without the tests with this tag.
    [string] $ExcludeTag = '',

    # No colours, for a log.
    [switch] $Plain,

    # How many files run at once.
    [ValidateRange(1, 64)]
    [int] $AtOnce = 2
)

Set-StrictMode -Version 2.0
$ErrorActionPreference = 'Stop'
Remove-Item -Path Env:VPS_API_TOKEN, Env:VPS_API_URL -ErrorAction Ignore
. (Join-Path $PSScriptRoot 'ScriptTools.ps1')
$mark = "<<<$([guid]::NewGuid())>>>"

# What Pester says around each file, in whatever colour. The file's own line tells how long it took.
$around = '^(\x1b\[[0-9;]*m)*\s*($|Starting discovery in |Discovery found |Filter ''|Filters selected |Running tests\.|Tests completed in |Tests Passed: )'

function Get-TestFile {
    # The files that this PowerShell can run.
    $files = @(Get-ChildItem -Path $PSScriptRoot -Filter '*.Tests.ps1' | Sort-Object -Property Name)
    if ($PSVersionTable.PSVersion.Major -lt 7) {
        # The few that say at their top why; Conventions.Tests.ps1 names them.
        $files = @($files | Where-Object { [IO.File]::ReadAllText($_.FullName) -notmatch '(?m)^# PowerShell 7 only: ' })
    }

    $files
}

function New-Queue {
    # A folder with a job for each file, in their order: whole where the filter is in its name, otherwise the tests of that name.
    param([IO.FileInfo[]] $File)
    $queue = (New-Item -ItemType Directory -Path (Join-Path ([IO.Path]::GetTempPath()) ([guid]::NewGuid()))).FullName
    $number = 0
    foreach ($one in $File) {
        $isWhole = $one.Name.IndexOf($Filter, [StringComparison]::OrdinalIgnoreCase) -ge 0
        $job = @{ Path = $one.FullName; FullName = if ($isWhole) { '' } else { "*$([WildcardPattern]::Escape($Filter))*" } }
        $job | ConvertTo-Json | Set-Content -LiteralPath (Join-Path $queue ('{0:d4}.job' -f ++$number)) -Encoding UTF8
    }

    $queue
}

function Start-Worker {
    # Starts a PowerShell that runs jobs of a queue.
    param([string] $Queue)
    $argument = @('-NonInteractive', '-File', (Join-Path $PSScriptRoot 'Invoke-TestFile.ps1'), '-PesterPath', $PesterPath, '-QueuePath', $Queue, '-Mark', $mark)
    $argument += @(if ($ExcludeTag) { "-ExcludeTag:$ExcludeTag" }; if ($Plain) { '-Plain' })
    $start = New-PowerShellStartInfo $argument
    $start.RedirectStandardInput = $false
    $process = [Diagnostics.Process]::Start($start)
    [pscustomobject]@{ Process = $process; Line = $process.StandardOutput.ReadLineAsync(); Lines = [Collections.Generic.List[string]]::new() }
}

function Show-Worker {
    # Shows what the workers write, to their end, each file's lines together.
    param([object[]] $Worker)
    $open = [Collections.Generic.List[object]]::new($Worker)
    while ($open.Count -gt 0) {
        $one = $open[[Threading.Tasks.Task]::WaitAny([Threading.Tasks.Task[]]@($open | ForEach-Object { $_.Line }))]
        $line = $one.Line.Result
        if ($null -eq $line -or $line -eq $mark) {
            $one.Lines | ForEach-Object { Write-Host $_ }
            $one.Lines.Clear()
        }
        elseif ($line -notmatch $around) {
            $one.Lines.Add($line)
        }

        if ($null -eq $line) {
            $null = $open.Remove($one)
        }
        else {
            $one.Line = $one.Process.StandardOutput.ReadLineAsync()
        }
    }
}

function Get-Report {
    # Adds up what the jobs of a queue came to. A file that did not run to its end is a failure.
    param([string] $Queue)
    $report = [ordered]@{ Passed = 0; Failed = 0; Skipped = 0 }
    foreach ($job in Get-ChildItem -Path $Queue -Filter '*.job') {
        $result = [IO.Path]::ChangeExtension($job.FullName, 'result')
        if (Test-Path -LiteralPath $result) {
            $counts = Get-Content -Raw -LiteralPath $result | ConvertFrom-Json
            $report.Passed += $counts.Passed
            $report.Failed += $counts.Failed
            $report.Skipped += $counts.Skipped
        }
        else {
            Write-Host "This file did not run to its end: $((Get-Content -Raw -LiteralPath $job.FullName -Encoding UTF8 | ConvertFrom-Json).Path)"
            $report.Failed++
        }
    }

    $report
}

$files = @(Get-TestFile)
$queue = New-Queue $files
$workers = @()
try {
    $workers = @(1..[Math]::Min($AtOnce, $files.Count) | ForEach-Object { Start-Worker $queue })
    Show-Worker $workers
    $report = Get-Report $queue
}
finally {
    foreach ($one in $workers) {
        if (-not $one.Process.HasExited) {
            $one.Process.Kill()
        }

        $one.Process.Dispose()
    }

    Remove-Item -Recurse -Force -LiteralPath $queue
}

Write-Host "The Pester tests: $($report.Passed) passed, $($report.Failed) failed, $($report.Skipped) skipped."
$null = New-Item -ItemType Directory -Force -Path (Split-Path -Parent $ReportPath)
$report | ConvertTo-Json | Set-Content -Path $ReportPath
exit [int]($report.Failed -gt 0)
