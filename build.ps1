<#
.SYNOPSIS
    Builds, shows and tests the VpsOrg module.
.DESCRIPTION
    Runs in Windows PowerShell 5.1 and in PowerShell 7, from any folder. Needs the .NET SDK that global.json names.

    The Pester tests need Pester 5. Where there is none, the task Test fetches it into out/tools: from the repositories that
    are registered for PSResourceGet, else from the PowerShell Gallery, or from the folder that VPSORG_PESTER_SOURCE names,
    which holds its .nupkg. With VPSORG_REQUIRE=pester the task fails where they cannot run; otherwise it counts them as
    skipped.
.EXAMPLE
    ./build.ps1 -Task Test
    Runs every test and ends with one line: N passed, N failed, N skipped.
.EXAMPLE
    ./build.ps1 -Task Test -Fast -Filter Restart
    Builds, and runs the quick tests whose name contains Restart.
.EXAMPLE
    ./build.ps1 -Task Stress -Rounds 200 -Filter Timeout
    Runs the .NET tests whose name contains Timeout two hundred times while the machine is busy.
.EXAMPLE
    ./build.ps1 -Task Bench -Filter cold
    Measures one work of the benchmarks, and leaves the page as it is.
.EXAMPLE
    ./build.ps1 -Task Relay -RoundTripMs 80
    Starts a sandbox that answers over TLS from 80 ms away, and says how to connect to it.
#>
[Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSAvoidUsingWriteHost', '', Justification = 'What it shows is for the person at the console.')]
[Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSReviewUnusedParameter', '', Justification = 'Functions read them.')]
[CmdletBinding()]
param(
    # What to do.
    [Parameter(Mandatory = $true)]
    [ValidateSet('Build', 'Demo', 'Test', 'Stress', 'Bench', 'Relay', 'Docs', 'Pack', 'Clean')]
    [string] $Task,

    # For Test, after each edit: no slow tests, no second run on the newest JSON, and Pester only together with -Filter.
    [switch] $Fast,

    # For Test and Stress: only tests whose name contains this text. Of the Pester tests also those whose file's name does.
    # For Bench: one work of tests/benchmarks/Measure-VpsOrg.ps1, such as cold or far.
    [string] $Filter = '',

    # For Stress: how many times the tests run.
    [ValidateRange(1, 99999)]
    [int] $Rounds = 10,

    # For Relay: how far away the API is, in milliseconds there and back.
    [ValidateRange(0, 60000)]
    [int] $RoundTripMs = 20
)

Set-StrictMode -Version 2.0
$ErrorActionPreference = 'Stop'

$root = $PSScriptRoot
$out = Join-Path $root 'out'
$results = Join-Path $out 'test-results'
$pesterTests = Join-Path $root 'tests/pester'
$pesterReport = Join-Path $results 'pester.json'
$netFrameworkTests = 'tests/checks/OnNetFramework/VpsOrg.OnNetFramework.slnx'

# The Pester that the tests were last proven with, and the range that they run with.
$provenPester = '5.9.0'
$oldestPester = [version]'5.5.0'
$tooNewPester = [version]'6.0'

function Exit-Task {
    # Ends this script with the exit code 1, and says why.
    param([string] $Message)
    [Console]::Error.WriteLine("build.ps1: $Message")
    if ($Task -eq 'Test') {
        Write-Host '0 passed, 1 failed, 0 skipped'
    }

    exit 1
}

function Get-ChildEnvironment {
    # What .NET and PowerShell write for themselves goes below out/, but not where the user has settings that count.
    # Packages stay in the user's cache. build.sh does the same.
    $own = Join-Path $out 'home'
    $variables = @{
        DOTNET_CLI_TELEMETRY_OPTOUT               = '1'
        DOTNET_NOLOGO                             = '1'
        DOTNET_GENERATE_ASPNET_CERTIFICATE        = 'false'
        DOTNET_ADD_GLOBAL_TOOLS_TO_PATH           = 'false'
        DOTNET_CLI_WORKLOAD_UPDATE_NOTIFY_DISABLE = 'true'
        POWERSHELL_TELEMETRY_OPTOUT               = '1'
        XDG_CACHE_HOME                            = Join-Path $own '.cache'
    }
    $user = [Environment]::GetFolderPath('UserProfile')
    if (-not $user) {
        $user = $variables.HOME = $own
    }

    $settings = if ($env:APPDATA) { Join-Path $env:APPDATA 'NuGet/NuGet.Config' } else { Join-Path $user '.nuget/NuGet/NuGet.Config' }
    if (-not (Test-Path -LiteralPath $settings)) {
        $variables.DOTNET_CLI_HOME = $own
        $variables.NUGET_PACKAGES = if ($env:NUGET_PACKAGES) { $env:NUGET_PACKAGES } else { Join-Path $user '.nuget/packages' }
    }

    $variables
}

function Switch-Environment {
    # Sets variables of this process, null takes one away; gives what they were before.
    param([hashtable] $Variables)
    $before = @{}
    foreach ($name in $Variables.Keys) {
        $before[$name] = [Environment]::GetEnvironmentVariable($name)
        if ($null -eq $Variables[$name]) {
            Remove-Item -LiteralPath "Env:$name" -ErrorAction Ignore
        }
        else {
            Set-Item -LiteralPath "Env:$name" -Value $Variables[$name]
        }
    }

    $before
}

function Assert-Argument {
    # An argument that a task does not take is a mistake, and so is a requirement that nobody knows.
    $takers = @{ Fast = @('Test'); Filter = 'Test', 'Stress', 'Bench'; Rounds = @('Stress'); RoundTripMs = @('Relay') }
    foreach ($name in $takers.Keys) {
        if ($script:PSBoundParameters.ContainsKey($name) -and $takers[$name] -notcontains $Task) {
            Exit-Task "the task $Task does not take -$name."
        }
    }

    foreach ($word in Get-Requirement) {
        if ('powershell', 'pester' -notcontains $word) {
            Exit-Task "VPSORG_REQUIRE knows powershell and pester, not '$word'."
        }
    }
}

function Get-Requirement {
    # What a pipeline must not be green without.
    "$env:VPSORG_REQUIRE" -split '[,;\s]+' | Where-Object { $_ }
}

function Assert-Sdk {
    # The .NET SDK is there and is the one that global.json asks for.
    $ErrorActionPreference = 'Continue' # In Windows PowerShell, what a program writes to its error stream ends a script.
    $wanted = [version](Get-Content -Raw (Join-Path $root 'global.json') | ConvertFrom-Json).sdk.version
    $advice = "Install the .NET SDK $wanted or a newer $($wanted.Major).$($wanted.Minor).x: https://dotnet.microsoft.com/download"
    if (-not (Get-Command dotnet -CommandType Application -ErrorAction Ignore)) {
        Exit-Task "there is no dotnet on PATH. $advice"
    }

    $found = "$(& dotnet --version 2>$null)".Trim()
    if ($LASTEXITCODE -ne 0) {
        Exit-Task "no .NET SDK on this machine satisfies global.json. $advice"
    }

    if ([version]($found -replace '-.*') -lt $wanted) {
        Exit-Task "the .NET SDK $found is too old. $advice"
    }
}

function Invoke-Build {
    # Builds a project or a solution, and says so before.
    param([string] $Path, [string] $What)
    Write-Host "Building $What ..."
    & dotnet build -c Release (Join-Path $root $Path) -v quiet -tl:off -clp:NoSummary | Out-Host
    if ($LASTEXITCODE -ne 0) {
        Exit-Task 'the build failed.'
    }
}

function Get-ThisPowerShell {
    # The words that start a clean PowerShell of the same kind, before the path of a script.
    $program = (Get-Process -Id $PID).Path
    $program
    if ([IO.Path]::GetFileNameWithoutExtension($program) -eq 'dotnet') {
        Join-Path $PSHOME 'pwsh.dll'
    }

    '-NoProfile', '-NonInteractive', '-File'
}

function Open-PowerShell {
    # Starts a script in a child of its own, whose output is to be read.
    param([string] $Script, [string[]] $Arguments, [hashtable] $Environment = @{})
    $program, $words = Get-ThisPowerShell
    # Quoted as .NET takes it apart on every system: .NET Framework has no list of arguments.
    $quoted = $words + $Script + $Arguments | ForEach-Object { '"' + ($_ -replace '(\\*)"', '$1$1\"' -replace '(\\+)$', '$1$1') + '"' }
    $start = New-Object Diagnostics.ProcessStartInfo $program, "$quoted"
    $start.UseShellExecute = $false
    $start.RedirectStandardOutput = $true
    foreach ($name in $Environment.Keys) {
        $start.EnvironmentVariables[$name] = $Environment[$name]
    }

    [Diagnostics.Process]::Start($start)
}

function Get-CleanModulePath {
    # Finds the staged module, PowerShell's own modules, and nothing else.
    @($out, (Join-Path $PSHOME 'Modules')) -join [IO.Path]::PathSeparator
}

function Invoke-CleanPowerShell {
    # Runs a script in a child that has the clean module path; gives its exit code.
    param([string] $Script, [string[]] $Arguments)
    $program, $words = Get-ThisPowerShell
    $before = Switch-Environment @{ PSModulePath = Get-CleanModulePath }
    try {
        & $program @words $Script @Arguments | Out-Host
        $LASTEXITCODE
    }
    finally {
        $null = Switch-Environment $before
    }
}

function Find-Pester {
    # The newest Pester in the range that the tests run with, of the user's modules and of out/tools.
    $before = Switch-Environment @{ PSModulePath = @($env:PSModulePath, (Join-Path $out 'tools')) -join [IO.Path]::PathSeparator }
    try {
        Get-Module -ListAvailable -Name Pester | Where-Object { $_.Version -ge $oldestPester -and $_.Version -lt $tooNewPester } |
            Sort-Object Version -Descending | Select-Object -First 1
    }
    finally {
        $null = Switch-Environment $before
    }
}

function Save-Pester {
    # Fetches the proven Pester into out/tools, in a child that is given a minute; gives what went wrong, if anything.
    Write-Host "There is no Pester 5 here: fetching Pester $provenPester into out/tools ..."
    $process = Open-PowerShell (Join-Path $pesterTests 'Save-Pester.ps1') '-Version', $provenPester, '-Destination', (Join-Path $out 'tools')
    $said = $process.StandardOutput.ReadToEndAsync()
    if ($process.WaitForExit(60000)) {
        $said.Result.Trim()
    }
    else {
        $process.Kill()
        'it took more than a minute'
    }
}

function Get-Pester {
    # Pester, found or fetched: its Path. Where it cannot be had: the Problem.
    $found = Find-Pester
    if (-not $found) {
        $trouble = Save-Pester
        $found = Find-Pester
    }

    if ($found) {
        @{ Path = $found.Path; Problem = '' }
    }
    else {
        @{ Path = ''; Problem = "There is no Pester 5, and it could not be fetched ($trouble). To get it: Install-PSResource Pester -Version $provenPester" }
    }
}

function Measure-PesterTest {
    # The lines of tests/pester that begin a test: all, or those whose file or text contains what is asked for.
    $lines = Select-String -Path (Join-Path $pesterTests '*.Tests.ps1') -Pattern '^ *It ' | ForEach-Object { "$($_.Filename):$($_.Line)" }
    @($lines | Where-Object { $_.IndexOf($Filter, [StringComparison]::OrdinalIgnoreCase) -ge 0 }).Count
}

function Get-Selection {
    # Which tests VSTest is to run. The text may hold what VSTest reads as an operator.
    $text = $Filter -replace '[\\()&|=!~]', '\$0'
    $parts = @(
        if ($Filter) { "(FullyQualifiedName~$text|DisplayName~$text)" }
        if ($Fast) { 'Speed!=Slow' }
    )
    $parts -join '&'
}

function Get-TestCount {
    # Adds up what the .NET test runner wrote.
    $sum = @{ Passed = 0; Failed = 0; Skipped = 0 }
    $files = @(if (Test-Path -LiteralPath $results) { Get-ChildItem -Path $results -Filter '*.trx' }) # It writes none where it could not begin.
    foreach ($file in $files) {
        $counters = ([xml](Get-Content -Raw -LiteralPath $file.FullName)).TestRun.ResultSummary.Counters
        $sum.Passed += [int]$counters.passed
        $sum.Failed += [int]$counters.failed
        $sum.Skipped += [int]$counters.total - [int]$counters.passed - [int]$counters.failed
    }

    $sum
}

function Invoke-DotnetTest {
    # Runs the .NET tests, one solution after another; gives the counts.
    param([string[]] $Path)
    $selection = (Get-Selection) -replace '%', '%25' -replace '"', '%22' -replace ';', '%3B' # MSBuild is to pass it on as it is.
    $filtered = @(if ($selection) { '--filter', $selection })
    $exitCode = 0
    foreach ($one in $Path) {
        & dotnet test (Join-Path $root $one) -c Release --no-build -v quiet -tl:off --logger trx --results-directory $results @filtered | Out-Host
        $exitCode = [Math]::Max($exitCode, $LASTEXITCODE)
    }

    $count = Get-TestCount
    if ($exitCode -ne 0 -and $count.Failed -eq 0) {
        $count.Failed = 1 # A test host that died left no count of what it did not run.
    }

    $count
}

function Get-NetFramework {
    # What runs programs of .NET Framework here: Windows itself, elsewhere Mono; nothing where there is none.
    if ($env:OS -eq 'Windows_NT') {
        '.NET Framework'
    }
    elseif (Get-Command mono -CommandType Application -ErrorAction Ignore) {
        'Mono'
    }
}

function Measure-NetFrameworkTest {
    # The lines that begin one of the tests that run on .NET Framework too: all, or those whose file or text contains what is asked for.
    $lines = Get-ChildItem -Path (Join-Path $root 'tests/unit/Client/*/*.cs'), (Join-Path $root 'tests/unit/PowerShell/*/*.cs') |
        Where-Object { 'Conventions', 'Engine' -notcontains $_.Directory.Name } |
        Select-String -Pattern '^    public (async )?\w+ \w+_\w+\(' | ForEach-Object { "$($_.Filename):$($_.Line)" }
    @($lines | Where-Object { $_.IndexOf($Filter, [StringComparison]::OrdinalIgnoreCase) -ge 0 }).Count
}

function Open-PesterTest {
    # Starts tests/pester against the staged module.
    param([string] $PesterPath)
    $arguments = @('-PesterPath', $PesterPath, '-ReportPath', $pesterReport)
    $arguments += @(if ($Filter) { "-Filter:$Filter" })
    $arguments += @(if ($Fast) { '-ExcludeTag:Slow' })
    $arguments += @(if ([Console]::IsOutputRedirected) { '-Plain' })
    Open-PowerShell -Script (Join-Path $pesterTests 'Invoke-AllTests.ps1') -Arguments $arguments -Environment @{ PSModulePath = Get-CleanModulePath }
}

function Complete-PesterTest {
    # Shows what the Pester tests write, to their end; gives the counts.
    param([Diagnostics.Process] $Process)
    while ($null -ne ($line = $Process.StandardOutput.ReadLine())) {
        Write-Host $line
    }

    $Process.WaitForExit()
    if (-not (Test-Path -LiteralPath $pesterReport)) {
        Write-Host "The Pester run ended with exit code $($Process.ExitCode) and left no report."
        return @{ Passed = 0; Failed = 1; Skipped = 0 }
    }

    $counts = Get-Content -Raw -LiteralPath $pesterReport | ConvertFrom-Json
    @{ Passed = $counts.Passed; Failed = $counts.Failed; Skipped = $counts.Skipped }
}

function Invoke-Test {
    # Runs both kinds of tests, side by side: each of them leaves processors idle for much of its time.
    $pester = if (-not $Fast -or $Filter) { Get-Pester } else { @{ Path = ''; Problem = '' } }
    if ($pester.Problem -and (Get-Requirement) -contains 'pester') {
        Exit-Task "VPSORG_REQUIRE asks for the Pester tests, and they cannot run. $($pester.Problem)"
    }

    $paths = @(if ($Fast) { 'VpsOrg.Fast.slnf' } else { 'VpsOrg.PowerShell.sln' })
    Invoke-Build $paths[0] 'the tests (about a minute the first time)'
    $netFramework = if (-not $Fast) { Get-NetFramework }
    if ($netFramework) {
        Invoke-Build $netFrameworkTests "what runs on $netFramework too, as Windows PowerShell does"
        $paths += $netFrameworkTests
    }

    if (Test-Path -LiteralPath $results) {
        Remove-Item -Recurse -Force -LiteralPath $results
    }

    $process = if ($pester.Path) { Open-PesterTest $pester.Path }
    try {
        $sum = Invoke-DotnetTest $paths
        if ($process) {
            $counts = Complete-PesterTest $process
            $sum.Passed += $counts.Passed
            $sum.Failed += $counts.Failed
            $sum.Skipped += $counts.Skipped
        }
    }
    finally {
        if ($process -and -not $process.HasExited) {
            $process.Kill()
        }
    }

    Write-Host ''
    if ($pester.Problem) {
        $leftOut = Measure-PesterTest
        $sum.Skipped += $leftOut
        Write-Host "$leftOut Pester tests did not run. $($pester.Problem)"
    }

    if (-not $Fast -and -not $netFramework) {
        $leftOut = Measure-NetFrameworkTest
        $sum.Skipped += $leftOut
        Write-Host "$leftOut tests did not run once more on .NET Framework. There is no Mono, which stands for it outside Windows; nothing requires it."
    }

    if ($Fast) {
        Write-Host 'Left out by -Fast: slow tests, the newest JSON, .NET Framework, and the Pester tests unless -Filter names some.'
    }

    if ($sum.Passed + $sum.Failed -eq 0) {
        Write-Host "No test ran. What was asked for: $Filter"
    }

    Write-Host "$($sum.Passed) passed, $($sum.Failed) failed, $($sum.Skipped) skipped"
    exit [int]($sum.Failed -gt 0 -or $sum.Passed -eq 0)
}

function Invoke-Stress {
    Invoke-Build 'VpsOrg.PowerShell.sln' 'the tests (about a minute the first time)'
    Invoke-Build 'tests/stress/VpsOrg.Stress' 'the stress runner'
    $selection = @(Get-Selection | Where-Object { $_ })
    & dotnet (Join-Path $out 'artifacts/bin/VpsOrg.Stress/release/VpsOrg.Stress.dll') $root $Rounds @selection | Out-Host
    exit $LASTEXITCODE
}

function Invoke-Demo {
    Invoke-Build 'src/VpsOrg.PowerShell' 'the module (about 20 s the first time)'
    exit (Invoke-CleanPowerShell (Join-Path $root 'tests/demo/Show-Demo.ps1'))
}

function Invoke-Benchmark {
    # The micro benchmarks are no part of the solution: only this task needs BenchmarkDotNet.
    Invoke-Build 'VpsOrg.PowerShell.sln' 'everything (about a minute the first time)'
    $measure = Join-Path $root 'tests/benchmarks/Measure-VpsOrg.ps1'
    if ($Filter) {
        exit (Invoke-CleanPowerShell $measure @('-Work', $Filter))
    }

    Invoke-Build 'tests/benchmarks/VpsOrg.Benchmarks' 'the benchmarks'
    $figures = Join-Path $out 'benchmarks'
    $null = New-Item -ItemType Directory -Force -Path $figures
    & dotnet run --project (Join-Path $root 'tests/benchmarks/VpsOrg.Benchmarks') -c Release --no-build -- $figures | Out-File (Join-Path $figures 'micro.log')
    if ($LASTEXITCODE -ne 0) {
        Exit-Task "BenchmarkDotNet failed with exit code $LASTEXITCODE; $figures/micro.log says why."
    }

    $micro = Get-ChildItem (Join-Path $figures 'results/*-report-github.md') | Sort-Object LastWriteTime | Select-Object -Last 1
    exit (Invoke-CleanPowerShell $measure @(
            '-ReportPath', (Join-Path $root 'docs/performance.md'), '-PicturePath', (Join-Path $root 'docs/images'), '-MicroPath', $micro.FullName))
}

function Invoke-Relay {
    Invoke-Build 'tests/tools/Relay' 'the relay and the sandbox server (about 20 s the first time)'
    & dotnet (Join-Path $out 'artifacts/bin/VpsOrg.Relay/release/VpsOrg.Relay.dll') --certificate (Join-Path $out 'relay/certificate.pem') --round-trip-ms $RoundTripMs | Out-Host
    exit $LASTEXITCODE
}

if ($Task -eq 'Clean') {
    if (Test-Path -LiteralPath $out) {
        Remove-Item -Recurse -Force -LiteralPath $out
    }

    return
}

$before = Switch-Environment (Get-ChildEnvironment)
Push-Location -LiteralPath $root # The .NET SDK looks for global.json from here.
try {
    Assert-Argument
    Assert-Sdk
    switch ($Task) {
        'Build' { Invoke-Build 'VpsOrg.PowerShell.sln' 'everything (about a minute the first time)' }
        'Demo' { Invoke-Demo }
        'Test' { Invoke-Test }
        'Stress' { Invoke-Stress }
        'Bench' { Invoke-Benchmark }
        'Relay' { Invoke-Relay }
        'Docs' { & (Join-Path $root 'docs/Build-Help.ps1') -Root $root }
        'Pack' {
            Invoke-Build 'VpsOrg.PowerShell.sln' 'everything (about a minute the first time)'
            & (Join-Path $root 'src/packaging/New-Package.ps1') -Root $root
        }
    }
}
finally {
    Pop-Location
    $null = Switch-Environment $before
}
