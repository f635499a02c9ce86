<#
.SYNOPSIS
    Installs the packed module from a folder as users install it from the Gallery, and runs the README's first session with it.
.DESCRIPTION
    Expects the package that `./build.ps1 -Task Pack` makes. Installs for the current user, in Windows PowerShell 5.1 and in PowerShell 7.
.EXAMPLE
    ./tests/checks/Install/Test-Install.ps1 -With Install-PSResource
#>
[Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSAvoidUsingWriteHost', '', Justification = 'What it shows is for the person at the console.')]
[CmdletBinding()]
param(
    # The command that installs.
    [Parameter(Mandatory = $true)]
    [ValidateSet('Install-PSResource', 'Install-Module')]
    [string] $With
)

Set-StrictMode -Version 2.0
$ErrorActionPreference = 'Stop'
$root = (Resolve-Path (Join-Path $PSScriptRoot '../../..')).Path
$source = Join-Path $root 'out/package'
$name = 'VpsOrgTestInstall'

function Get-FirstSession {
    # The README's first session, with the installed module in the place of the built one.
    $readme = [IO.File]::ReadAllText((Join-Path $root 'README.md')) -replace "`r`n", "`n"
    $session = [regex]::Match($readme, '(?s)## First session, on the sandbox\n.*?```powershell\n(.*?)```').Groups[1].Value
    $installed = $session -replace [regex]::Escape('Import-Module ./out/VpsOrg'), 'Import-Module VpsOrg'
    if ($installed -eq $session) {
        throw 'The README has no first session that begins with Import-Module ./out/VpsOrg.'
    }

    $installed
}

if ($With -eq 'Install-PSResource') {
    Register-PSResourceRepository -Name $name -Uri $source -Trusted -Force
    try {
        Install-PSResource VpsOrg -Repository $name -Reinstall
    }
    finally {
        Unregister-PSResourceRepository -Name $name
    }
}
else {
    Register-PSRepository -Name $name -SourceLocation $source -InstallationPolicy Trusted
    try {
        Install-Module VpsOrg -Repository $name -Scope CurrentUser -Force
    }
    finally {
        Unregister-PSRepository -Name $name
    }
}

. ([scriptblock]::Create((Get-FirstSession)))

$module = Get-Module VpsOrg
Write-Host "VpsOrg $($module.Version) was installed with $With and ran from $($module.ModuleBase)."
if ($module.ModuleBase.StartsWith($root)) {
    throw 'That is the built module, not the installed one.'
}

$writes = @($vps.Sandbox.RequestSummary -match '^(POST|DELETE)')
if ($writes.Count -lt 4) {
    throw "The first session did not do its work: $($vps.Sandbox.RequestSummary -join '; ')"
}
