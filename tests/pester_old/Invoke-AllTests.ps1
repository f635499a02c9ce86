#Requires -Version 7.2
<#
.SYNOPSIS
    Runs the Pester tests against the staged module in out/VpsOrg, and leaves the counts in a file.
.DESCRIPTION
    Expects what build.ps1 builds: the staged module, the sandbox server and the neighbour with the old Newtonsoft.Json.
.EXAMPLE
    ./tests/pester/Invoke-AllTests.ps1 -PesterPath Pester -ReportPath ./out/test-results/pester.json
#>
[CmdletBinding()]
param(
    # The Pester module: a name, a folder or a manifest.
    [Parameter(Mandatory = $true)]
    [string] $PesterPath,

    # Where the counts go, as JSON: Passed, Failed and Skipped.
    [Parameter(Mandatory = $true)]
    [string] $ReportPath,

    # Which files of this folder; all of them by default.
    [string] $Filter = '*.Tests.ps1'
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
Remove-Item -Path Env:VPS_API_TOKEN, Env:VPS_API_URL -ErrorAction Ignore

Import-Module -Name $PesterPath
$configuration = New-PesterConfiguration
$configuration.Run.Path = Get-ChildItem -Path $PSScriptRoot -Filter $Filter | Sort-Object -Property Name | ForEach-Object -MemberName FullName
$configuration.Run.PassThru = $true
$configuration.Output.Verbosity = 'Normal'
$configuration.TestRegistry.Enabled = $false
$run = Invoke-Pester -Configuration $configuration

# A file or a block that breaks down as a whole counts as one failure beside its tests.
$failed = $run.FailedCount + $run.FailedBlocksCount + $run.FailedContainersCount
$report = [ordered]@{
    Passed  = $run.PassedCount
    Failed  = $failed
    Skipped = $run.SkippedCount + $run.InconclusiveCount + $run.NotRunCount
}
$null = New-Item -ItemType Directory -Force -Path (Split-Path -Parent $ReportPath)
$report | ConvertTo-Json | Set-Content -Path $ReportPath
exit [int]($failed -gt 0 -or $run.PassedCount -eq 0)
