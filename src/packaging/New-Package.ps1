<#
.SYNOPSIS
    Packs the staged module as a .nupkg with exactly the files of out/VpsOrg.
.DESCRIPTION
    Writes the .nuspec from the module's manifest, so that nothing is said twice, and has the .NET SDK pack it. Two packs of
    the same files are the same, byte by byte.
.PARAMETER Root
    The repository's folder.
#>
[CmdletBinding(SupportsShouldProcess)]
param(
    [Parameter(Mandatory)]
    [string] $Root
)

Set-StrictMode -Version 2.0
$ErrorActionPreference = 'Stop'

function ConvertTo-NuspecText {
    # The package's description, from the manifest's own words.
    param([hashtable] $Manifest)
    $data = $Manifest.PrivateData.PSData
    $commands = $Manifest.CmdletsToExport | ForEach-Object { "PSCmdlet_$_"; "PSCommand_$_" }
    $escape = { [Security.SecurityElement]::Escape($args[0]) }
    @"
<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://schemas.microsoft.com/packaging/2011/08/nuspec.xsd">
  <metadata>
    <id>VpsOrg</id>
    <version>$($Manifest.ModuleVersion)</version>
    <authors>$(& $escape $Manifest.Author)</authors>
    <owners>$(& $escape $Manifest.CompanyName)</owners>
    <requireLicenseAcceptance>false</requireLicenseAcceptance>
    <description>$(& $escape $Manifest.Description)</description>
    <releaseNotes>$(& $escape $data.ReleaseNotes)</releaseNotes>
    <copyright>$(& $escape $Manifest.Copyright)</copyright>
    <licenseUrl>$($data.LicenseUri)</licenseUrl>
    <projectUrl>$($data.ProjectUri)</projectUrl>
    <iconUrl>$($data.IconUri)</iconUrl>
    <tags>PSModule PSIncludes_Cmdlet $(@($data.Tags + $commands) -join ' ')</tags>
  </metadata>
  <files>
    <file src="**" target="" />
  </files>
</package>
"@
}

function Set-PlainEntry {
    # Writes a package anew, so that it depends on its files alone: their order by name, one time, and plain modes.
    param([string] $Path)
    Add-Type -AssemblyName System.IO.Compression, System.IO.Compression.FileSystem
    $plain = "$Path.plain"
    $from = [IO.Compression.ZipFile]::OpenRead($Path)
    $to = [IO.Compression.ZipFile]::Open($plain, 'Create')
    try {
        $names = [string[]] @($from.Entries.FullName)
        [Array]::Sort($names, [StringComparer]::Ordinal)
        foreach ($name in $names) {
            $entry = $to.CreateEntry($name)
            $entry.LastWriteTime = [DateTimeOffset]::new(2000, 1, 1, 0, 0, 0, [TimeSpan]::Zero)
            $entry.ExternalAttributes = 0x81A4 -shl 16 # A file, rw-r--r--.
            $in = $from.GetEntry($name).Open()
            $out = $entry.Open()
            $in.CopyTo($out)
            $out.Dispose()
            $in.Dispose()
        }
    }
    finally {
        $to.Dispose()
        $from.Dispose()
    }

    Move-Item -Force $plain $Path
}

$manifest = Import-PowerShellDataFile (Join-Path $Root 'out/VpsOrg/VpsOrg.psd1')
$folder = Join-Path $Root 'out/package'
if ($PSCmdlet.ShouldProcess($folder, 'Write the package')) {
    if (Test-Path $folder) {
        Remove-Item -Recurse -Force $folder
    }

    $null = New-Item -ItemType Directory -Force -Path $folder
    $nuspec = Join-Path $folder 'VpsOrg.nuspec'
    [IO.File]::WriteAllText($nuspec, (ConvertTo-NuspecText $manifest), (New-Object System.Text.UTF8Encoding $false))
    & dotnet pack (Join-Path $Root 'src/packaging/VpsOrg.Package.csproj') -c Release -v quiet -tl:off | Out-Host
    if ($LASTEXITCODE -ne 0) {
        throw "dotnet pack failed with exit code $LASTEXITCODE."
    }

    $package = Join-Path $folder "VpsOrg.$($manifest.ModuleVersion).nupkg"
    Set-PlainEntry $package
    Get-Item $package
}
