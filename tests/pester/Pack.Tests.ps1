# The package that would be published: what is in it, and that it works from an empty folder.

BeforeAll {
    $root = (Resolve-Path (Join-Path $PSScriptRoot '../..')).Path
    $script:staged = Join-Path $root 'out/VpsOrg'
    $script:root = $root
    $script:package = & (Join-Path $root 'src/packaging/New-Package.ps1') -Root $root
    $unpacked = Join-Path $TestDrive 'VpsOrg'
    Add-Type -AssemblyName System.IO.Compression.FileSystem
    [IO.Compression.ZipFile]::ExtractToDirectory($package.FullName, $unpacked)
}

Describe 'The package' {
    It 'holds exactly the files of the staged module, beside what every package holds' {
        $own = Get-ChildItem -Recurse -File -Path $staged | ForEach-Object { $_.FullName.Substring($staged.Length + 1).Replace('\', '/') } | Sort-Object
        $held = Get-ChildItem -Recurse -File -Path $unpacked | ForEach-Object { $_.FullName.Substring($unpacked.Length + 1).Replace('\', '/') } |
            Where-Object { $_ -notmatch '^(_rels/|package/|VpsOrg\.nuspec$|\[Content_Types\]\.xml$)' } | Sort-Object

        $held | Should -Be $own
        $own | Should -Contain 'VpsOrg.psd1'
    }

    It 'is the same, byte by byte, when it is packed again' {
        $first = (Get-FileHash $package.FullName).Hash
        Get-ChildItem -Recurse -File $staged | ForEach-Object { $_.LastWriteTime = $_.LastWriteTime.AddDays(-1) }

        $again = & (Join-Path $root 'src/packaging/New-Package.ps1') -Root $root

        (Get-FileHash $again.FullName).Hash | Should -Be $first
    }

    It 'holds files that are nobody''s programs, each with the mode rw-r--r--' {
        $zip = [IO.Compression.ZipFile]::OpenRead($package.FullName)
        try {
            $modes = $zip.Entries | ForEach-Object { '{0:x}' -f (($_.ExternalAttributes -shr 16) -band 0xFFFF) } | Sort-Object -Unique
        }
        finally {
            $zip.Dispose()
        }

        $modes | Should -Be '81a4'
    }

    It 'carries the licence of the library that it ships' {
        Get-Content -Raw (Join-Path $unpacked 'Newtonsoft.Json.LICENSE.md') | Should -Match 'Copyright \(c\) 2007 James Newton-King'
        Join-Path $unpacked 'Newtonsoft.Json.dll' | Should -Exist
    }

    It 'carries the version, the description and the tags of the manifest' {
        $manifest = Import-PowerShellDataFile (Join-Path $staged 'VpsOrg.psd1')
        $metadata = ([xml](Get-Content -Raw (Join-Path $unpacked 'VpsOrg.nuspec'))).package.metadata

        $metadata.version | Should -Be $manifest.ModuleVersion
        $metadata.description | Should -Be $manifest.Description
        $metadata.tags.Split(' ') | Should -Contain 'PSCmdlet_Get-VpsServer'
    }

    It 'works from an empty folder, in a PowerShell that knows no other copy' {
        $child = {
            param($folder)
            Import-Module (Join-Path $folder 'VpsOrg.psd1')
            $null = Connect-Vps -Sandbox
            "$((Get-VpsServer).Id) from $((Get-Module VpsOrg).ModuleBase)"
        }
        $program = (Get-Process -Id $PID).Path
        $start = @(if ([IO.Path]::GetFileNameWithoutExtension($program) -eq 'dotnet') { Join-Path $PSHOME 'pwsh.dll' })
        $seen = & $program @start -NoProfile -NonInteractive -Command $child -args $unpacked

        $seen | Should -Be "900000001 900000002 from $unpacked"
    }
}

Describe 'The manifest' {
    It 'says the newest section of the changelog' {
        $notes = (Import-PowerShellDataFile (Join-Path $root 'VpsOrg.psd1')).PrivateData.PSData.ReleaseNotes
        $newest = ((Get-Content -Raw (Join-Path $root 'CHANGELOG.md')) -split '(?m)^## ')[1]
        $lines = [regex]::Matches($newest, '(?m)^- (.+)$') | ForEach-Object { $_.Groups[1].Value.Trim() }

        $notes.Trim() -split '\r?\n' | Should -Be $lines
    }

    It 'has the version of the assemblies' {
        $version = [version](Import-PowerShellDataFile (Join-Path $root 'VpsOrg.psd1')).ModuleVersion
        $assembly = [Reflection.AssemblyName]::GetAssemblyName((Join-Path $staged 'VpsOrg.PowerShell.dll')).Version

        "$($assembly.Major).$($assembly.Minor).$($assembly.Build)" | Should -Be "$version"
    }
}
