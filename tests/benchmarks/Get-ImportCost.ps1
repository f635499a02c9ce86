<#
.SYNOPSIS
    Imports one module and tells what it took: milliseconds, assemblies, sockets. Run in a fresh child.
#>
[CmdletBinding()]
param(
    # The module: a folder, a manifest or an assembly.
    [Parameter(Mandatory = $true)]
    [string] $ModulePath
)

# First of all, as in a script's first line: what runs before it would warm the engine up.
$stopwatch = [Diagnostics.Stopwatch]::StartNew()
Import-Module $ModulePath
$milliseconds = $stopwatch.Elapsed.TotalMilliseconds

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
$assemblies = [AppDomain]::CurrentDomain.GetAssemblies()
$sockets = if (Test-Path -LiteralPath '/proc/self/fd') {
    @([IO.Directory]::GetFiles("/proc/$PID/fd") | Where-Object { ([IO.FileInfo]$_).LinkTarget -like 'socket:*' }).Count
}

@{
    Milliseconds = $milliseconds
    Assemblies   = @($assemblies | ForEach-Object { $_.GetName().Name })
    Sockets      = $sockets
} | ConvertTo-Json
