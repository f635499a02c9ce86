<#
.SYNOPSIS
    Packs the staged module as a .nupkg with exactly the files of out/VpsOrg.
.DESCRIPTION
    Writes the .nuspec from the module's manifest, so that nothing is said twice, and has the .NET SDK pack it.
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

    Get-Item (Join-Path $folder "VpsOrg.$($manifest.ModuleVersion).nupkg")
}
