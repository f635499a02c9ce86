<#
.SYNOPSIS
    Measures the rows of an API that is far away. Run in a fresh child that trusts the relay's certificate.
#>
[CmdletBinding()]
param(
    # The API through the relay.
    [Parameter(Mandatory = $true)]
    [string] $ApiUri,

    # Where the sandbox behind it is steered, past the relay.
    [Parameter(Mandatory = $true)]
    [string] $Control,

    # The staged module, and the floor's assembly.
    [Parameter(Mandatory = $true)]
    [string] $ModulePath,

    [Parameter(Mandatory = $true)]
    [string] $FloorPath,

    # Which rows: gets, restarts.
    [Parameter(Mandatory = $true)]
    [string] $Row,

    # How much work, and how far away.
    [int] $RoundTrip,
    [int] $Gets,
    [int] $Restarts,
    [int] $Throttle,
    [int] $Rounds,
    [int] $PauseSec
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
'Tools', 'Rows', 'FarRows' | ForEach-Object { . (Join-Path $PSScriptRoot "$_.ps1") }
Import-Module $ModulePath
Import-Module $FloorPath
$api = Get-ApiAccess -Uri $ApiUri -Control $Control
$measured = @(& {
        if ('gets' -in $Row -split ',') {
            Measure-FarGet -Api $api -Count $Gets -Rounds $Rounds -RoundTrip $RoundTrip
        }

        if ('restarts' -in $Row -split ',') {
            Measure-FarRestart -Api $api -Count $Restarts -Throttle $Throttle -Rounds $Rounds -RoundTrip $RoundTrip -PauseSec $PauseSec
        }
    } 6>$null)
ConvertTo-Json -InputObject $measured -Depth 8
