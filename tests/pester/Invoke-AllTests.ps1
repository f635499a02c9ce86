<#
.SYNOPSIS
    Runs the Pester tests against the staged module in out/VpsOrg, and leaves the counts in a file.
.DESCRIPTION
    Expects what build.ps1 builds: the staged module, the sandbox server and the neighbour with the old Newtonsoft.Json.
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

    # Where the counts go, as JSON: Passed and Failed.
    [Parameter(Mandatory = $true)]
    [string] $ReportPath,

    # Only files whose name contains this text, and tests whose full name does.
    [string] $Filter = '',

    # Leaves out tests with this tag.
    [string] $ExcludeTag = '',

    # No colours, for a log.
    [switch] $Plain
)

Set-StrictMode -Version 2.0
$ErrorActionPreference = 'Stop'
Remove-Item -Path Env:VPS_API_TOKEN, Env:VPS_API_URL -ErrorAction Ignore

function Invoke-File {
    # Runs what a filter leaves of some files; gives the counts.
    param([string[]] $Path, [string] $FullName)
    $configuration = New-PesterConfiguration
    $configuration.Run.Path = $Path
    $configuration.Run.PassThru = $true
    $configuration.Output.Verbosity = 'Normal'
    $configuration.Output.RenderMode = if ($Plain) { 'Plaintext' } else { 'Auto' }
    $configuration.TestRegistry.Enabled = $false
    $configuration.Filter.ExcludeTag = @($ExcludeTag | Where-Object { $_ })
    $configuration.Filter.FullName = @($FullName | Where-Object { $_ })
    $run = Invoke-Pester -Configuration $configuration

    # All that was asked for must run, so what was skipped is a failure. A file or a block that breaks down as a whole
    # counts as one beside its tests.
    $notRun = if ($ExcludeTag -or $FullName) { 0 } else { $run.NotRunCount }
    [pscustomobject]@{
        Passed = $run.PassedCount
        Failed = $run.FailedCount + $run.FailedBlocksCount + $run.FailedContainersCount + $run.SkippedCount + $run.InconclusiveCount + $notRun
    }
}

Import-Module -Name $PesterPath
$files = @(Get-ChildItem -Path $PSScriptRoot -Filter '*.Tests.ps1' | Sort-Object -Property Name)
if ($PSVersionTable.PSVersion.Major -lt 7) {
    # The few that say at their top why; Conventions.Tests.ps1 names them.
    $files = @($files | Where-Object { [IO.File]::ReadAllText($_.FullName) -notmatch '(?m)^# PowerShell 7 only: ' })
}

$whole = @($files | Where-Object { $_.Name.IndexOf($Filter, [StringComparison]::OrdinalIgnoreCase) -ge 0 })
$parts = @($files | Where-Object { $_ -notin $whole })
$runs = @(
    if ($whole) { Invoke-File $whole.FullName }
    if ($parts) { Invoke-File $parts.FullName "*$([WildcardPattern]::Escape($Filter))*" }
)
$report = [ordered]@{
    Passed = ($runs | Measure-Object -Property Passed -Sum).Sum
    Failed = ($runs | Measure-Object -Property Failed -Sum).Sum
}
$null = New-Item -ItemType Directory -Force -Path (Split-Path -Parent $ReportPath)
$report | ConvertTo-Json | Set-Content -Path $ReportPath
exit [int]($report.Failed -gt 0)
