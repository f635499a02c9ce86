<#
.SYNOPSIS
    Reads the whole list with one contender and tells the peak of this process's memory. Run in a fresh child.
#>
[CmdletBinding()]
param(
    # Who reads: Shell reads nothing, it is what a PowerShell takes by itself.
    [Parameter(Mandatory = $true)]
    [ValidateSet('Shell', 'VpsOrg', 'Invoke-RestMethod', 'HttpClient', 'Floor')]
    [string] $Contender,

    # The root of the API; http on this machine.
    [string] $ApiUri,

    # The staged module, or the floor's assembly.
    [string] $ModulePath
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
. (Join-Path $PSScriptRoot 'Tools.ps1')
$stopwatch = [Diagnostics.Stopwatch]::StartNew()
$answer = @(switch ($Contender) {
        'Shell' { }
        'VpsOrg' {
            Import-Module $ModulePath
            $null = Connect-Vps -ApiUri $ApiUri -Token (Get-SandboxToken) -SkipTokenCheck
            $stopwatch.Restart()
            Get-VpsServer
        }
        'Invoke-RestMethod' {
            (Invoke-RestMethod -Uri "${ApiUri}servers/" -Headers @{ Authorization = 'Bearer vps_sandbox' } -NoProxy).results
        }
        default {
            $client = [Net.Http.HttpClient]::new()
            $client.BaseAddress = $ApiUri
            $client.DefaultRequestHeaders.Add('Authorization', 'Bearer vps_sandbox')
            if ($Contender -eq 'Floor') {
                Import-Module $ModulePath
                $stopwatch.Restart()
                Get-FloorServer $client
            }
            else {
                ($client.GetStringAsync('servers/').GetAwaiter().GetResult() | ConvertFrom-Json).results
            }
        }
    })
$stopwatch.Stop()
$peak = [Diagnostics.Process]::GetCurrentProcess().PeakWorkingSet64
@{
    PeakBytes    = $peak
    Milliseconds = $stopwatch.Elapsed.TotalMilliseconds
    Answer       = if ($Contender -eq 'Shell') { $null } else { Get-Digest $answer }
} | ConvertTo-Json
