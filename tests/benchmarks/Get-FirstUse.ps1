<#
.SYNOPSIS
    Tells what the first Tab, error or table of a shell takes, and the second. Run in a fresh child.
#>
[CmdletBinding()]
param(
    # What a user does for the first time.
    [Parameter(Mandatory = $true)]
    [ValidateSet('Tab', 'error', 'table')]
    [string] $What,

    # The staged module; without it the engine's own commands do the same.
    [string] $ModulePath
)

$ErrorActionPreference = 'Stop'
if ($ModulePath) {
    Import-Module $ModulePath
    $null = Connect-Vps
}

$use = switch ("$What $([bool]$ModulePath)") {
    'Tab True' { { (TabExpansion2 -inputScript 'Restart-VpsServer ' -cursorColumn 18).CompletionMatches.CompletionText } }
    'error True' { { Get-VpsServer 1 -ErrorAction SilentlyContinue -ErrorVariable failed; $failed | Out-String } }
    'table True' { { Get-VpsServer | Out-String } }
    'Tab False' { { (TabExpansion2 -inputScript 'Get-Module ' -cursorColumn 11).CompletionMatches.CompletionText } }
    'error False' { { Get-Item -Path './nowhere' -ErrorAction SilentlyContinue -ErrorVariable failed; $failed | Out-String } }
    'table False' { { Get-Process -Id $PID | Out-String } }
}

$times = foreach ($turn in 'First', 'Again') {
    $stopwatch = [Diagnostics.Stopwatch]::StartNew()
    $shown = & $use
    $stopwatch.Elapsed.TotalMilliseconds
}

@{ First = $times[0]; Again = $times[1]; Shown = "$shown" } | ConvertTo-Json
