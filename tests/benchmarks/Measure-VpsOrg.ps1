#Requires -Version 7.2
<#
.SYNOPSIS
    Measures the module against Invoke-RestMethod, a raw HttpClient and a bare typed prototype, on the same work in the
    same run, and compares their answers.
.DESCRIPTION
    Needs what `./build.sh bench` builds. The API is the sandbox on a loopback port, in a process of its own; nothing
    else is asked. The figures go to a JSON file, and into the page that -ReportPath names.
.EXAMPLE
    ./tests/benchmarks/Measure-VpsOrg.ps1 -ReportPath ./docs/performance.md
    Everything, in about ten minutes; best on a machine that does nothing else.
.EXAMPLE
    ./tests/benchmarks/Measure-VpsOrg.ps1 -Smoke
    Every row once with a handful of servers: shows that the benchmarks work, says nothing about speed.
#>
[CmdletBinding()]
param(
    # Every row once, tiny.
    [switch] $Smoke,

    # How often each contender does the same work, the untimed times at first left out.
    [ValidateRange(1, 1000)]
    [int] $Rounds = 9,

    # Where the raw figures go, as JSON.
    [string] $FiguresPath,

    # The page to write; none without it.
    [string] $ReportPath,

    # What BenchmarkDotNet wrote, to be put into the page.
    [string] $MicroPath
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
[cultureinfo]::CurrentCulture = [cultureinfo]::InvariantCulture
. (Join-Path $PSScriptRoot 'Tools.ps1')
. (Join-Path $PSScriptRoot 'Rows.ps1')
. (Join-Path $PSScriptRoot 'Report.ps1')

$root = Split-Path -Parent (Split-Path -Parent $PSScriptRoot)
$modulePath = Join-Path $root 'out/VpsOrg'
$floorPath = Join-Path $root 'out/artifacts/bin/VpsOrg.Floor/release/VpsOrg.Floor.dll'
if (-not $FiguresPath) {
    $FiguresPath = Join-Path $root 'out/benchmarks/figures.json'
}

if (-not (Test-Path -LiteralPath $floorPath)) {
    & dotnet build -c Release (Join-Path $PSScriptRoot 'VpsOrg.Floor') -v quiet -tl:off | Out-Host
    if ($LASTEXITCODE -ne 0) {
        throw 'The floor could not be built.'
    }
}

Import-Module $modulePath
Import-Module $floorPath

# How much work: the table's, or a handful.
$size = if ($Smoke) {
    @{ Rounds = 1; WarmUp = 1; Gets = 3; Lists = 5, 12; Actions = 3; Growth = 4, 8; GrowthActions = , 2; BigRounds = 1; Children = 1; Throttle = 2 }
}
else {
    @{ Rounds = $Rounds; WarmUp = 10; Gets = 200; Lists = 10000, 100000; Actions = 100; Growth = 1000, 10000, 100000; GrowthActions = 10, 100, 1000; BigRounds = [math]::Max(1, $Rounds - 4); Children = 3; Throttle = 16 }
}

function Measure-With {
    # Opens an API, measures, and closes it again.
    param([string[]] $Option, [scriptblock] $Measure)
    $api = Open-Api -Root $root -Option $Option
    try {
        & $Measure $api
    }
    finally {
        Close-Api $api
    }
}

$loadBefore = Get-SystemLoad
Write-Information 'The table:' -InformationAction Continue
$table = @(
    Measure-With '--servers', ($size.Gets + 2) {
        param($api)
        Measure-SingleGet -Api $api -Count $size.Gets -Rounds $size.Rounds -WarmUp $size.WarmUp
        Measure-PipedGet -Api $api -Count $size.Gets -Rounds $size.Rounds -WarmUp $size.WarmUp
    }
    foreach ($count in $size.Lists) {
        Measure-With '--servers', $count {
            param($api)
            Measure-List -Api $api -Count $count -Rounds ($count -ge 100000 ? $size.BigRounds : $size.Rounds)
            if ($count -eq $size.Lists[-1]) {
                Measure-PeakMemory -Api $api -Count $count -Rounds $size.Children -ModulePath $modulePath -FloorPath $floorPath -SideBySide:$Smoke
            }
        }
    }
    Measure-With '--servers', ($size.Actions * 2), '--latency-ms', 50, '--delay-sec', 0 {
        param($api)
        Measure-Reboot -Api $api -Count $size.Actions -Throttle $size.Throttle -Rounds $size.BigRounds
    }
    Measure-Import -Rounds $size.Rounds -ModulePath $modulePath -FloorPath $floorPath -SideBySide:$Smoke
    Measure-With '--servers', 10 {
        param($api)
        Measure-Stop -Api $api -Rounds $size.BigRounds -ModulePath $modulePath
    }
)

Write-Information 'Growth:' -InformationAction Continue
$shellMB = ($table | Where-Object Name -Like 'peak memory*').Median['Shell']
$growth = @(
    foreach ($count in $size.Growth) {
        Measure-With '--servers', $count {
            param($api)
            $row = Measure-List -Api $api -Count $count -Rounds $size.BigRounds -Only 'VpsOrg', 'Floor'
            $peak = Measure-PeakMemory -Api $api -Count $count -Rounds 1 -ModulePath $modulePath -FloorPath $floorPath -Only 'VpsOrg'
            $row | Add-Member -PassThru -NotePropertyMembers @{ Count = $count; Requests = 1; PeakMB = $peak.Median['VpsOrg'] - $shellMB; Kind = 'one answer' }
        }
        Measure-With '--servers', $count, '--page-size', ($Smoke ? 3 : 100) {
            param($api)
            Clear-ApiLog $api
            $null = Get-VpsServer -Session $api.Session
            $requests = @(Get-ApiCount $api)
            $row = Measure-PagedList -Api $api -Count $count -Rounds ($count -ge 100000 ? 1 : $size.BigRounds) -PageSize ($Smoke ? 3 : 100)
            $peak = Measure-PeakMemory -Api $api -Count $count -Rounds 1 -ModulePath $modulePath -FloorPath $floorPath -Only 'VpsOrg'
            $row | Add-Member -PassThru -NotePropertyMembers @{ Count = $count; Requests = [int]($requests[0] -replace '.*: '); PeakMB = $peak.Median['VpsOrg'] - $shellMB; Kind = 'pages' }
        }
    }
    foreach ($count in $size.GrowthActions) {
        Measure-With '--servers', ($count * 2), '--latency-ms', 50, '--delay-sec', 0 {
            param($api)
            Measure-Reboot -Api $api -Count $count -Throttle $size.Throttle -Rounds ($count -ge 1000 ? 3 : $size.BigRounds) -Only 'VpsOrg', 'IRM -Parallel' |
                Add-Member -PassThru -NotePropertyMembers @{ Count = $count; Requests = $count; Kind = 'actions' }
        }
    }
)

$figures = [ordered]@{
    Smoke   = [bool]$Smoke
    Machine = Get-Machine -LoadBefore $loadBefore
    Table   = $table
    Growth  = $growth
}
$null = New-Item -ItemType Directory -Force -Path (Split-Path -Parent $FiguresPath)
$figures | ConvertTo-Json -Depth 8 | Set-Content -LiteralPath $FiguresPath
if ($ReportPath) {
    ConvertTo-Report -FiguresPath $FiguresPath -MicroPath $MicroPath | Set-Content -LiteralPath $ReportPath
}

$table + $growth | Format-Ratio
$unequal = @($table + $growth | Where-Object { -not $_.AnswersEqual })
if ($unequal) {
    throw "The contenders' answers differ: $($unequal.Name -join '; ')"
}
