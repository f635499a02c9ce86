# What Get-Help shows of the staged module, in a fresh process that finds it by PSModulePath.

BeforeDiscovery {
    $pages = Join-Path (Split-Path -Parent (Split-Path -Parent $PSScriptRoot)) 'docs/en-US'
    $script:commands = Get-ChildItem -Path $pages -Filter '*-*.md' | ForEach-Object { @{ Command = $_.BaseName } }
    $script:topics = Get-ChildItem -Path $pages -Filter 'about_*.md' | ForEach-Object { @{ Topic = $_.BaseName } }
}

BeforeAll {
    . (Join-Path $PSScriptRoot 'TestTools.ps1')
    $child = Invoke-Child @'
        [Console]::OutputEncoding = [Text.Encoding]::UTF8
        if ($PSVersionTable.PSVersion.Major -ge 7) { $PSStyle.OutputRendering = 'PlainText' }
        [cultureinfo]::CurrentUICulture = 'en-US'
        [cultureinfo]::CurrentCulture = 'en-US'
        Import-Module VpsOrg
        $help = @{}
        foreach ($command in Get-Command -Module VpsOrg) {
            $get = @{ Name = $command.Name }
            $found = Get-Help @get
            $help[$command.Name] = @{
                Synopsis   = "$($found.Synopsis)"
                Online     = $command.HelpUri
                Linked     = @($found.relatedLinks.navigationLink.uri)[0]
                Full       = Get-Help @get -Full | Out-String -Width 100
                Examples   = @($found.examples.example | ForEach-Object { @{ Title = $_.title; Code = $_.code } })
                Parameters = @(Get-Help @get -Parameter * | ForEach-Object {
                        @{ Name = $_.name; Text = "$($_.description.Text)"; Default = "$($_.defaultValue)"; Type = "$($_.type.name)" }
                    })
                Known      = @($command.Parameters.Keys | Where-Object { $_ -notin [Management.Automation.PSCmdlet]::CommonParameters })
            }
        }

        foreach ($topic in 'about_VpsOrg', 'about_VpsOrg_Sessions', 'about_VpsOrg_Sandbox', 'about_VpsOrg_Errors') {
            $help[$topic] = @{ Text = Get-Help $topic | Out-String -Width 100; Listed = (Get-Help "$topic*" | Where-Object Name -EQ $topic).Synopsis }
        }

        $help | ConvertTo-Json -Depth 5 -Compress
'@
    $script:Help = $child.Output | ConvertFrom-Json
}

Describe 'Get-Help' {
    It 'has a page for every command, and the four topics' {
        $pages = Get-ChildItem -Path (Join-Path $Root 'docs/en-US') -Filter '*.md' | ForEach-Object BaseName | Sort-Object

        $pages | Should -Be @(@(Get-Command -Module VpsOrg | ForEach-Object Name) + @('about_VpsOrg', 'about_VpsOrg_Errors', 'about_VpsOrg_Sandbox', 'about_VpsOrg_Sessions') | Sort-Object)
    }
}

Describe 'Get-Help <Command>' -ForEach $commands {
    It 'shows a synopsis that is a sentence, not the syntax' {
        $Help.$Command.Synopsis.Trim() | Should -Match '\.$'
        $Help.$Command.Synopsis | Should -Not -Match "$Command|\[-"
    }

    It 'shows every section, none of them empty' {
        # A heading begins a line; what belongs to it is indented.
        $parts = [regex]::Split($Help.$Command.Full, '(?m)^(?=[A-Z]{4,}[A-Z ]*\s*$)') | Where-Object { $_.Trim() }
        $sections = @{}
        $parts | ForEach-Object { $sections[($_ -split '\r?\n')[0].Trim()] = ($_ -split '\r?\n' | Select-Object -Skip 1) -join "`n" }

        foreach ($heading in 'NAME', 'SYNOPSIS', 'SYNTAX', 'DESCRIPTION', 'PARAMETERS', 'INPUTS', 'OUTPUTS', 'NOTES', 'RELATED LINKS') {
            $sections.Keys | Should -Contain $heading
            $sections[$heading].Trim() | Should -Not -BeNullOrEmpty -Because "$heading has text"
        }
    }

    It 'shows no placeholder and no markup' {
        $Help.$Command.Full | Should -Match $Command
        $Help.$Command.Full -replace [regex]::Escape($Help.$Command.Online) | Should -Not -Match '\{\{|```|\x80|\.md\b'
        $Help.$Command.Full | Should -Not -Match '(?m)^\s+#|\*\*'
    }

    It 'opens its page with -Online, where the help is found and where it is not' {
        $Help.$Command.Online | Should -Be "https://github.com/VpsOrg/VpsOrg.PowerShell/blob/main/docs/en-US/$Command.md"
        $Help.$Command.Linked | Should -Be $Help.$Command.Online
    }

    It 'describes every parameter, with its type and its default' {
        $Help.$Command.Parameters.Name | Sort-Object | Should -Be ($Help.$Command.Known | Sort-Object)
        foreach ($parameter in $Help.$Command.Parameters) {
            $parameter.Text | Should -Not -BeNullOrEmpty -Because "-$($parameter.Name) is described"
            $parameter.Default | Should -Not -BeNullOrEmpty -Because "-$($parameter.Name) says its default"
            $parameter.Type | Should -Not -BeNullOrEmpty -Because "-$($parameter.Name) says its type"
        }
    }

    It 'shows three examples or more, each with code that stands alone' {
        $Help.$Command.Examples.Count | Should -BeGreaterOrEqual 3
        $Help.$Command.Examples.Title | ForEach-Object { $_ | Should -Match '^-+ Example \d+: .+ -+$' }
        foreach ($example in $Help.$Command.Examples) {
            $problems = $null
            $null = [Management.Automation.Language.Parser]::ParseInput($example.Code, [ref]$null, [ref]$problems)
            $problems | Should -BeNullOrEmpty
            $example.Code | Should -Not -BeNullOrEmpty
        }
    }
}

Describe 'Get-Help <Topic>' -ForEach $topics {
    It 'is found and shown' {
        $Help.$Topic.Text | Should -Match "(?s)^\s*TOPIC\s+$Topic\s+SHORT DESCRIPTION.+LONG DESCRIPTION.+SEE ALSO"
    }

    It 'is listed with its short description' {
        $Help.$Topic.Listed | Should -Match '\.$'
    }
}
