<#
.SYNOPSIS
    Fetches Pester into a folder. Installs nothing, registers nothing, asks nothing.
.DESCRIPTION
    Asks the repositories that are registered for PSResourceGet, else downloads the package from the PowerShell Gallery.
    The environment variable VPSORG_PESTER_SOURCE names a folder that is used instead of both: it holds the .nupkg.

    Writes nothing where it worked, else one line that says why not. build.ps1 runs it in a child, and ends that after a
    while: a repository that does not answer must not stop the other tests.
.EXAMPLE
    ./tests/pester/Save-Pester.ps1 -Version 5.9.0 -Destination ./out/tools
    The module is then in ./out/tools/Pester/5.9.0.
#>
[CmdletBinding()]
param(
    # Which version; no other one is taken.
    [Parameter(Mandatory)]
    [version] $Version,

    # A folder of modules.
    [Parameter(Mandatory)]
    [string] $Destination
)

Set-StrictMode -Version 2.0
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'

# All is put together beside the destination and moved there in one step, so that half a module is never found.
$staging = Join-Path $Destination ".pester-$PID"
$saved = Join-Path $staging "Pester/$Version"

function Save-FromRepository {
    # PSResourceGet keeps its list of repositories in the user's data. Where there is none yet, it is made beside ours.
    $list = Join-Path ([Environment]::GetFolderPath('LocalApplicationData')) 'PSResourceGet/PSResourceRepository.xml'
    if (-not (Test-Path -LiteralPath $list)) {
        $env:XDG_DATA_HOME = Join-Path $staging 'data'
        $null = New-Item -ItemType Directory -Force -Path $env:XDG_DATA_HOME
    }

    # One after another: asked together, the first one that cannot be reached would end it.
    $trouble = 'no repository is registered'
    foreach ($repository in Get-PSResourceRepository | Sort-Object -Property Priority) {
        try {
            Save-PSResource -Name Pester -Version "[$Version]" -Repository $repository.Name -Path $staging -TrustRepository -SkipDependencyCheck
            return
        }
        catch {
            $trouble = $_
        }
    }

    throw $trouble
}

function Save-FromGallery {
    # Windows PowerShell offers older TLS by itself, and would ask Internet Explorer to read the answer.
    [Net.ServicePointManager]::SecurityProtocol = [Net.ServicePointManager]::SecurityProtocol -bor [Net.SecurityProtocolType]::Tls12
    $package = Join-Path $staging 'Pester.nupkg'
    Invoke-WebRequest -UseBasicParsing -Uri "https://www.powershellgallery.com/api/v2/package/Pester/$Version" -OutFile $package -TimeoutSec 30
    Expand-Package $package
}

function Save-FromFolder {
    Expand-Package (Join-Path $env:VPSORG_PESTER_SOURCE "Pester.$Version.nupkg")
}

function Expand-Package {
    # A package is a zip with the module at its root.
    param([string] $Path)
    Add-Type -AssemblyName System.IO.Compression.FileSystem
    [IO.Compression.ZipFile]::ExtractToDirectory($Path, $saved)
}

$ways = @(
    if ($env:VPSORG_PESTER_SOURCE) {
        'Save-FromFolder'
    }
    else {
        if (Get-Command Save-PSResource -ErrorAction Ignore) { 'Save-FromRepository' }
        'Save-FromGallery'
    }
)

$troubles = foreach ($way in $ways) {
    try {
        $null = New-Item -ItemType Directory -Force -Path $staging
        $null = & $way
        $null = Test-ModuleManifest (Join-Path $saved 'Pester.psd1')
        $null = New-Item -ItemType Directory -Force -Path (Join-Path $Destination 'Pester')
        Move-Item -LiteralPath $saved -Destination (Join-Path $Destination 'Pester')
        exit 0
    }
    catch {
        $line = "$_".Split("`n")[0].Trim()
        $line.Substring(0, [Math]::Min($line.Length, 120))
    }
    finally {
        Remove-Item -Recurse -Force -LiteralPath $staging -ErrorAction Ignore
    }
}

$troubles -join '; '
exit 1
