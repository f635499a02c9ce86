# Which copy of Newtonsoft.Json serves the module.
# PowerShell 7 only: Windows PowerShell has no copy of its own and no load contexts.
if ($PSVersionTable.PSVersion.Major -lt 7) {
    return
}

BeforeAll {
    . (Join-Path $PSScriptRoot 'TestTools.ps1')
    $script:useModule = @'
        $null = Connect-Vps -Sandbox -SandboxServerCount 57 -SandboxPageSize 20
        $made = New-VpsServer web-02 -PlanId 1 -OsId 5 -Location us-west
        $names = (Get-VpsServer | Measure-Object).Count
'@
    $script:tell = @'
        $client = [Runtime.Loader.AssemblyLoadContext]::GetLoadContext([VpsOrg.Client.VpsServer].Assembly)
        [pscustomobject]@{
            Servers = $names
            Made    = $made.Name
            Serves  = $client.LoadFromAssemblyName([Reflection.AssemblyName]::new('Newtonsoft.Json')).Location
            Loaded  = @([AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.GetName().Name -eq 'Newtonsoft.Json' } | ForEach-Object { "$($_.GetName().Version.Major) $($_.Location)" })
            Neighbour = $neighbour
        } | ConvertTo-Json -Compress
'@
}

Describe 'Newtonsoft.Json in PowerShell 7' {
    BeforeAll {
        $script:folder = Join-Path $Root 'out/artifacts/bin/VpsOrg.OldJsonNeighbour/release'
        $loadNeighbour = @"
            `$context = [Runtime.Loader.AssemblyLoadContext]::new('company')
            `$null = `$context.LoadFromAssemblyPath('$(Join-Path $folder 'Newtonsoft.Json.dll')')
            `$type = `$context.LoadFromAssemblyPath('$(Join-Path $folder 'VpsOrg.OldJsonNeighbour.dll')').GetType('VpsOrg.OldJsonNeighbour.OldJson')
"@
        $askNeighbour = '$neighbour = $type::Serialize(@(1, "two")) + " by " + $type::Version'
        $script:started = @{
            alone  = Start-Child ('$neighbour = ""', $useModule, $tell -join "`n")
            before = Start-Child ($loadNeighbour, $useModule, $askNeighbour, $tell -join "`n")
            after  = Start-Child ($useModule, $loadNeighbour, $askNeighbour, $tell -join "`n")
        }
    }

    It 'is the host''s own copy, whatever the module ships' {
        $child = Receive-Child $started.alone

        $child.ErrorText | Should -BeNullOrEmpty
        $result = $child.Output | ConvertFrom-Json
        $result.Servers | Should -Be 58
        $result.Made | Should -Be 'web-02'
        $result.Serves | Should -Be (Join-Path $PSHOME 'Newtonsoft.Json.dll')
        $result.Loaded | Should -Be "13 $(Join-Path $PSHOME 'Newtonsoft.Json.dll')"
    }

    It 'is the host''s own copy, too, where another module has loaded 12.0.3 in a context of its own: <_>' -ForEach 'before', 'after' {
        $child = Receive-Child $started.$_

        $child.ErrorText | Should -BeNullOrEmpty
        $result = $child.Output | ConvertFrom-Json
        $result.Servers | Should -Be 58
        $result.Neighbour | Should -Be '[1,"two"] by 12.0.0.0'
        $result.Serves | Should -Be (Join-Path $PSHOME 'Newtonsoft.Json.dll')
        @($result.Loaded | Sort-Object) | Should -Be "12 $(Join-Path $folder 'Newtonsoft.Json.dll')", "13 $(Join-Path $PSHOME 'Newtonsoft.Json.dll')"
    }
}
