<#
.SYNOPSIS
    Runs the test files of a queue, one after another, beside others that take from the same queue.
.DESCRIPTION
    Started by Invoke-AllTests.ps1. Each file is taken by one of them; what it came to lies beside its place in the queue.
    The queue is a folder and no stream: what the tests start inherits this process's input, and must find it empty.
#>
[Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSReviewUnusedParameter', '', Justification = 'A function reads it.')]
[CmdletBinding()]
param(
    # The Pester module: a name, a folder or a manifest.
    [Parameter(Mandatory = $true)]
    [string] $PesterPath,

    # The folder of the queue: for each file a *.job, as JSON with its Path and the FullName of the tests that shall run.
    [Parameter(Mandatory = $true)]
    [string] $QueuePath,

    # The line that is written after each file.
    [Parameter(Mandatory = $true)]
    [string] $Mark,

    # Without the tests with this tag.
    [string] $ExcludeTag = '',

    # No colours, for a log.
    [switch] $Plain
)

Set-StrictMode -Version 2.0
$ErrorActionPreference = 'Stop'

function Test-Taken {
    # Whether somebody else has a job already; otherwise it is taken now: the file that says so can be made once.
    param([string] $Job)
    try {
        [IO.File]::Open([IO.Path]::ChangeExtension($Job, 'taken'), [IO.FileMode]::CreateNew).Dispose()
        $false
    }
    catch [IO.IOException] {
        $true
    }
}

function Invoke-File {
    # Runs what a filter leaves of a file; gives the counts.
    param([string] $Path, [string] $FullName)
    $configuration = New-PesterConfiguration
    $configuration.Run.Path = $Path
    $configuration.Run.PassThru = $true
    $configuration.Output.Verbosity = 'Normal'
    $configuration.Output.RenderMode = if ($Plain) { 'Plaintext' } else { 'Auto' }
    $configuration.TestRegistry.Enabled = $false
    $configuration.Filter.ExcludeTag = @($ExcludeTag | Where-Object { $_ })
    $configuration.Filter.FullName = @($FullName | Where-Object { $_ })
    $run = Invoke-Pester -Configuration $configuration

    # What a test itself says that this machine lacks is skipped; whatever else did not run is a failure. A file or a block
    # that breaks down as a whole counts as one beside its tests.
    $notRun = if ($ExcludeTag -or $FullName) { 0 } else { $run.NotRunCount }
    if ($run.SkippedCount -gt 0) {
        [Console]::Out.WriteLine("$($run.SkippedCount) tests of $(Split-Path -Leaf $Path) did not run: the machine lacks what they need.")
    }

    [pscustomobject]@{
        Passed  = $run.PassedCount
        Failed  = $run.FailedCount + $run.FailedBlocksCount + $run.FailedContainersCount + $run.InconclusiveCount + $notRun
        Skipped = $run.SkippedCount
    }
}

Import-Module -Name $PesterPath
foreach ($job in Get-ChildItem -Path $QueuePath -Filter '*.job' | Sort-Object -Property Name | ForEach-Object FullName) {
    if (Test-Taken $job) {
        continue
    }

    $file = Get-Content -Raw -LiteralPath $job -Encoding UTF8 | ConvertFrom-Json
    Invoke-File $file.Path $file.FullName | ConvertTo-Json | Set-Content -LiteralPath ([IO.Path]::ChangeExtension($job, 'result'))
    [Console]::Out.WriteLine($Mark)
}
