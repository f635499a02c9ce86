#Requires -Version 7.2
<#
.SYNOPSIS
    Measures the module against Invoke-RestMethod, a raw HttpClient and a bare typed prototype, on the same work in the
    same run, and compares their answers.
.DESCRIPTION
    Needs what `./build.sh bench` builds. The API is the sandbox on a loopback port, in a process of its own; nothing
    else is asked. The figures go to a JSON file, and into the page that -ReportPath names.
.EXAMPLE
    ./tests/benchmarks/Measure-VpsOrg.ps1 -ReportPath ./docs/performance.md -PicturePath ./docs/images
    Everything, in about half an hour; best on a machine that does nothing else.
.EXAMPLE
    ./tests/benchmarks/Measure-VpsOrg.ps1 -Work cold, far -Rounds 5
    Two works of the table alone.
.EXAMPLE
    ./tests/benchmarks/Measure-VpsOrg.ps1 -Smoke
    Every row once with a handful of servers: shows that the benchmarks work, says nothing about speed.
#>
[CmdletBinding()]
param(
    # Every row once, tiny.
    [switch] $Smoke,

    # Which work; all without it.
    [ValidateSet('gets', 'lists', 'reboots', 'import', 'stop', 'cold', 'profile', 'first', 'far', 'orders', 'fleet', 'growth')]
    [string[]] $Work = @('gets', 'lists', 'reboots', 'import', 'stop', 'cold', 'profile', 'first', 'far', 'orders', 'fleet', 'growth'),

    # How often each contender does the same work, the untimed times at first left out. What is over in a moment is done three
    # times as often, what takes long less often.
    [ValidateRange(1, 1000)]
    [int] $Rounds = 9,

    # Where the raw figures go, as JSON.
    [string] $FiguresPath,

    # The page to write, and the folder for its pictures; none without them. They need all of the work.
    [string] $ReportPath,

    [string] $PicturePath,

    # What BenchmarkDotNet wrote, to be put into the page.
    [string] $MicroPath
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
[cultureinfo]::CurrentCulture = [cultureinfo]::InvariantCulture
'Tools', 'Rows', 'ColdRows', 'FarRows', 'BulkRows', 'Report', 'Pictures' | ForEach-Object { . (Join-Path $PSScriptRoot "$_.ps1") }

$root = Split-Path -Parent (Split-Path -Parent $PSScriptRoot)
$modulePath = Join-Path $root 'out/VpsOrg'
$floorPath = Join-Path $root 'out/artifacts/bin/VpsOrg.Floor/release/VpsOrg.Floor.dll'
if (-not $FiguresPath) {
    $FiguresPath = Join-Path $root 'out/benchmarks/figures.json'
}

$floorSources = Get-ChildItem -Path (Join-Path $PSScriptRoot 'VpsOrg.Floor/*') -Include '*.cs', '*.csproj'
if (-not (Test-Path -LiteralPath $floorPath) -or ($floorSources | Where-Object LastWriteTimeUtc -GT (Get-Item -LiteralPath $floorPath).LastWriteTimeUtc)) {
    & dotnet build -c Release (Join-Path $PSScriptRoot 'VpsOrg.Floor') -v quiet -tl:off | Out-Host
    if ($LASTEXITCODE -ne 0) {
        throw 'The floor could not be built.'
    }
}

Import-Module $modulePath
Import-Module $floorPath

# The smoke run leaves out the untimed times, but where a row says how many it wants.
if ($Smoke) {
    $PSDefaultParameterValues['Measure-Contender:WarmUp'] = 0
}

# How much work: the table's, or a handful.
$size = if ($Smoke) {
    @{
        Rounds = 1; ManyRounds = 1; WarmUp = 1; Gets = 3; Lists = 5, 12; Actions = 3; Growth = 4, 8; GrowthActions = , 2; BigRounds = 1; FewRounds = 1
        Children = 1; Throttle = 2; Orders = 5; Fleet = , 30; FleetStep = 10; RoundTrip = 2; RestartSec = 0; PauseSec = 1
    }
}
else {
    @{
        Rounds = $Rounds; ManyRounds = [math]::Max(1, 3 * $Rounds - 2); WarmUp = 30; Gets = 200; Lists = 10000, 100000; Actions = 100; Growth = 1000, 10000, 100000; GrowthActions = 10, 100, 1000
        BigRounds = [math]::Max(1, $Rounds - 4); FewRounds = [math]::Max(1, $Rounds - 6); Children = 3; Throttle = 16
        Orders = 1000; Fleet = 1000, 10000; FleetStep = 200; RoundTrip = 20; RestartSec = 2; PauseSec = 5
    }
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

$works = [ordered]@{
    gets    = {
        Measure-With '--servers', ($size.Gets + 2) {
            param($api)
            Measure-SingleGet -Api $api -Count $size.Gets -Rounds $size.ManyRounds -WarmUp $size.WarmUp
            Measure-PipedGet -Api $api -Count $size.Gets -Rounds $size.ManyRounds -WarmUp $size.WarmUp
        }
    }
    lists   = {
        foreach ($count in $size.Lists) {
            Measure-With '--servers', $count {
                param($api)
                Measure-List -Api $api -Count $count -Rounds ($count -ge 100000 ? $size.BigRounds : $size.Rounds)
                if ($count -eq $size.Lists[-1]) {
                    Measure-PeakMemory -Api $api -Count $count -Rounds $size.Children -ModulePath $modulePath -FloorPath $floorPath -SideBySide:$Smoke
                }
            }
        }
    }
    reboots = {
        Measure-With '--servers', ($size.Actions * 2), '--latency-ms', 50, '--delay-sec', 0 {
            param($api)
            Measure-Reboot -Api $api -Count $size.Actions -Throttle $size.Throttle -Rounds $size.BigRounds
        }
    }
    import  = { Measure-Import -Rounds $size.ManyRounds -ModulePath $modulePath -FloorPath $floorPath -SideBySide:$Smoke }
    stop    = {
        Measure-With '--servers', 10 {
            param($api)
            Measure-Stop -Api $api -Rounds $size.BigRounds -ModulePath $modulePath
        }
    }
    cold    = {
        Measure-With '--servers', (2 * $size.ManyRounds + 10), '--delay-sec', 0 {
            param($api)
            Measure-ColdScript -Api $api -Rounds $size.ManyRounds -ModulePath $modulePath
        }
    }
    first   = {
        Measure-With '--servers', 10 {
            param($api)
            Measure-FirstUse -Api $api -Rounds $size.BigRounds -ModulePath $modulePath
        }
    }
    far     = {
        Measure-With '--servers', (2 * $size.Gets + 10), '--delay-sec', $size.RestartSec {
            param($api)
            Measure-Far -Root $root -Api $api -ModulePath $modulePath -FloorPath $floorPath -Row 'gets', 'restarts' -Size @{
                RoundTrip = $size.RoundTrip; Gets = $size.Gets; Restarts = $size.Actions; Throttle = $size.Throttle; Rounds = $size.FewRounds; PauseSec = $size.PauseSec
            }
        }
    }
    orders  = { Measure-Order -Root $root -Count $size.Orders -Throttle $size.Throttle -Rounds $size.FewRounds }
    fleet   = {
        foreach ($count in $size.Fleet) {
            Measure-With '--servers', $count {
                param($api)
                Measure-Fleet -Api $api -Count $count -Rounds $size.FewRounds -Step $size.FleetStep
            }
        }
    }
}

function Measure-Growth {
    # Time and memory by size.
    $shell = Measure-PeakMemory -Count 0 -Rounds $size.Children -Only 'Shell'
    foreach ($count in $size.Growth) {
        Measure-With '--servers', $count {
            param($api)
            $row = Measure-List -Api $api -Count $count -Rounds $size.BigRounds -Only 'VpsOrg', 'Floor'
            $peak = Measure-PeakMemory -Api $api -Count $count -Rounds 1 -ModulePath $modulePath -FloorPath $floorPath -Only 'VpsOrg'
            $row | Add-Member -PassThru -Force -NotePropertyMembers @{ Count = $count; Requests = 1; PeakMB = $peak.Median['VpsOrg'] - $shell.Median['Shell']; Kind = 'one answer' }
        }
        Measure-With '--servers', $count, '--page-size', ($Smoke ? 3 : 100) {
            param($api)
            Clear-ApiLog $api
            $null = Get-VpsServer -Session $api.Session
            $requests = Get-RequestCount $api
            $row = Measure-PagedList -Api $api -Count $count -Rounds ($count -ge 100000 ? 1 : $size.BigRounds) -PageSize ($Smoke ? 3 : 100)
            $peak = Measure-PeakMemory -Api $api -Count $count -Rounds 1 -ModulePath $modulePath -FloorPath $floorPath -Only 'VpsOrg'
            $row | Add-Member -PassThru -Force -NotePropertyMembers @{ Count = $count; Requests = $requests; PeakMB = $peak.Median['VpsOrg'] - $shell.Median['Shell']; Kind = 'pages' }
        }
    }
    foreach ($count in $size.GrowthActions) {
        Measure-With '--servers', ($count * 2), '--latency-ms', 50, '--delay-sec', 0 {
            param($api)
            Measure-Reboot -Api $api -Count $count -Throttle $size.Throttle -Rounds ($count -ge 1000 ? 3 : $size.BigRounds) -Only 'VpsOrg', 'IRM -Parallel' |
                Add-Member -PassThru -Force -NotePropertyMembers @{ Count = $count; Requests = $count; Kind = 'actions' }
        }
    }
}

$loadBefore = Get-SystemLoad
Write-Information 'The table:' -InformationAction Continue
$table = @(
    foreach ($name in $works.Keys | Where-Object { $_ -in $Work }) {
        & $works[$name] | Add-Member -PassThru -NotePropertyName Work -NotePropertyValue $name
    }
)

$coldProfile = @(
    if ('profile' -in $Work) {
        Measure-With '--servers', 20, '--delay-sec', 0 {
            param($api)
            Measure-ColdProfile -Api $api -ModulePath $modulePath -FloorPath $floorPath
        }
    }
)

$growth = @(
    if ('growth' -in $Work) {
        Write-Information 'Growth:' -InformationAction Continue
        Measure-Growth
    }
)

$figures = [ordered]@{
    Smoke   = [bool]$Smoke
    Machine = Get-Machine -LoadBefore $loadBefore
    Table   = $table
    Profile = $coldProfile
    Growth  = $growth
}
$null = New-Item -ItemType Directory -Force -Path (Split-Path -Parent $FiguresPath)
$figures | ConvertTo-Json -Depth 8 | Set-Content -LiteralPath $FiguresPath
if ($ReportPath) {
    ConvertTo-Report -FiguresPath $FiguresPath -MicroPath $MicroPath | Set-Content -LiteralPath $ReportPath
}

if ($PicturePath) {
    ConvertTo-SpeedPicture -FiguresPath $FiguresPath | Set-Content -LiteralPath (Join-Path $PicturePath 'speed.svg')
    ConvertTo-GrowthPicture -FiguresPath $FiguresPath | Set-Content -LiteralPath (Join-Path $PicturePath 'growth.svg')
}

$all = @($table + $growth)
$all | Format-Ratio
$unequal = @($all | Where-Object { $_.psobject.Properties['AnswersEqual'] -and -not $_.AnswersEqual })
if ($unequal) {
    throw "The contenders' answers differ: $(($unequal | ForEach-Object { "$($_.Name) ($($_.Answers -join ' and '))" }) -join '; ')"
}
