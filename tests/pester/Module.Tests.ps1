BeforeAll {
    . (Join-Path $PSScriptRoot 'TestTools.ps1')
    $script:Commands = @(
        'Compare-VpsServer', 'Connect-Vps', 'Disconnect-Vps', 'Enter-VpsServer', 'Get-VpsAccount', 'Get-VpsBackup', 'Get-VpsServer',
        'Get-VpsSession', 'Get-VpsSnapshot', 'Get-VpsTrail', 'Invoke-VpsApi', 'New-VpsServer', 'New-VpsSnapshot', 'Remove-VpsServer',
        'Remove-VpsSnapshot', 'Restart-VpsServer', 'Restore-VpsSnapshot', 'Select-VpsSession', 'Set-VpsServer', 'Start-VpsServer',
        'Stop-VpsServer', 'Sync-VpsServer', 'Wait-VpsServer')
    $script:byPath = Start-Child @"
        function Get-Loaded { [AppDomain]::CurrentDomain.GetAssemblies() | ForEach-Object { `$_.GetName().Name } }
        `$before = Get-Loaded
        `$said = Import-Module '$ModulePath' *>&1
        `$loaded = @(Get-Loaded | Where-Object { `$_ -notin `$before })
        `$commands = @((Get-Module VpsOrg).ExportedCommands.Keys | Sort-Object)
        `$vps = Connect-Vps -Sandbox
        `$other = Connect-Vps -Sandbox -NotDefault
        `$connected = `$vps.IsConnected, `$other.IsConnected
        Remove-Module VpsOrg
        [pscustomobject]@{
            Said = @(`$said).Count; Commands = `$commands; Loaded = `$loaded; Before = `$connected; After = `$vps.IsConnected, `$other.IsConnected
        } | ConvertTo-Json -Compress
"@
    $script:byItself = Start-Child @'
        $before = @(Get-Module VpsOrg).Count
        $null = Connect-Vps -Sandbox
        "$before $((Get-VpsServer).Count) $((Get-Module VpsOrg).ModuleBase)"
'@
    $script:byPath, $script:byItself = $byPath, $byItself | ForEach-Object { Receive-Child $_ }
    $script:seen = $byPath.Output | ConvertFrom-Json
}

Describe 'The staged module' {
    It 'is imported by its path, in a fresh process, without a warning or an error' {
        $byPath.ErrorText | Should -BeNullOrEmpty
        $seen.Said | Should -Be 0
        $seen.Commands | Should -Be $Commands
    }

    It 'loads by itself where PSModulePath holds its folder' {
        $byItself.Output | Should -Be "0 2 $ModulePath"
        $byItself.ErrorText | Should -BeNullOrEmpty
    }

    It 'exports its cmdlets and nothing else' {
        $module = Get-Module VpsOrg

        @($module.ExportedCmdlets.Keys | Sort-Object) | Should -Be $Commands
        $module.ExportedFunctions.Count + $module.ExportedAliases.Count + $module.ExportedVariables.Count | Should -Be 0
    }

    It 'uses approved verbs and singular nouns that start with Vps' {
        $approved = (Get-Verb).Verb

        foreach ($command in Get-Command -Module VpsOrg) {
            $command.Verb | Should -BeIn $approved
            $command.Noun | Should -MatchExactly '^Vps([A-Z][a-z]*[^s])?$'
        }
    }

    It 'has a manifest that PowerShell accepts' {
        $manifest = Test-ModuleManifest -Path (Join-Path $ModulePath 'VpsOrg.psd1') -WarningVariable warnings

        $warnings | Should -BeNullOrEmpty
        @($manifest.ExportedCmdlets.Keys | Sort-Object) | Should -Be $Commands
        $manifest.PowerShellVersion | Should -Be '5.1'
        $manifest.CompatiblePSEditions | Should -Be 'Desktop', 'Core'
    }

    It 'holds exactly the files that belong there, and none of PowerShell''s own assemblies' {
        $files = Get-ChildItem -Path $ModulePath -File | ForEach-Object Name | Sort-Object
        $folders = Get-ChildItem -Path $ModulePath -Directory -Recurse | ForEach-Object Name
        $help = Get-ChildItem -Path (Join-Path $ModulePath 'en-US') | ForEach-Object Name | Sort-Object

        $files | Should -Be @(
            'LICENSE', 'Newtonsoft.Json.dll', 'Newtonsoft.Json.LICENSE.md', 'VpsOrg.Client.dll', 'VpsOrg.Format.ps1xml', 'VpsOrg.PowerShell.dll',
            'VpsOrg.psd1', 'VpsOrg.Sandbox.dll' | Sort-Object)
        $folders | Should -Be 'en-US'
        $help | Should -Be @(
            'about_VpsOrg.help.txt', 'about_VpsOrg_Errors.help.txt', 'about_VpsOrg_Sandbox.help.txt', 'about_VpsOrg_Sessions.help.txt',
            'VpsOrg.PowerShell.dll-Help.xml' | Sort-Object)
    }

    It 'loads no JSON library, no HTTP library and no sandbox before they are needed' {
        $seen.Loaded | Should -Contain 'VpsOrg.PowerShell'
        "$($seen.Loaded)" | Should -Not -Match 'Newtonsoft|System\.Net\.Http|VpsOrg\.Sandbox'
    }

    It 'ends the sessions of the runspace that removes it' {
        $seen.Before | Should -Be $true, $true
        $seen.After | Should -Be $false, $false
    }

    It 'leaves the sessions of other runspaces alone when one removes it' {
        $vps = Connect-Vps -Sandbox -NotDefault

        $null = Invoke-InRunspace '$null = Connect-Vps -Sandbox; Remove-Module VpsOrg'

        $vps.IsConnected | Should -BeTrue
        (Get-VpsServer 900000001 -Session $vps).Name | Should -Be 'web-server-01'
        Disconnect-Vps $vps
    }

    It 'declares what its cmdlets write' {
        foreach ($name in $Commands | Where-Object { $_ -notin 'Disconnect-Vps', 'Enter-VpsServer', 'Invoke-VpsApi', 'Remove-VpsServer', 'Remove-VpsSnapshot' }) {
            (Get-Command $name).OutputType.Name | Should -BeIn 'VpsOrg.Client.VpsAccount', 'VpsOrg.Client.VpsBackup', 'VpsOrg.Client.VpsServer', 'VpsOrg.Client.VpsServerDifference', 'VpsOrg.Client.VpsSnapshot', 'VpsOrg.Client.VpsSyncResult', 'VpsOrg.Client.VpsTrailRecord', 'VpsOrg.PowerShell.VpsSession'
        }
    }

    It 'lets every write be rehearsed with -WhatIf, and no read pretend to' {
        $rehearsed = Get-Command -Module VpsOrg | Where-Object { $_.Parameters.ContainsKey('WhatIf') } | ForEach-Object Name | Sort-Object

        $rehearsed | Should -Be @($Commands -match '^(Invoke|New|Remove|Restart|Restore|Set|Start|Stop|Sync)-')
    }
}
