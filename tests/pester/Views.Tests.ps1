# What the views show, as rendered text.

BeforeAll {
    . (Join-Path $PSScriptRoot 'TestTools.ps1')
    $null = Connect-Vps -Sandbox -SandboxServerCount 12 -SandboxDelaySec 0

    $script:escape = [char]27

    function Get-Rendered {
        # The lines that a host of so many columns would show.
        param([object] $Shown, [int] $Columns)
        @(($Shown | Out-String -Width $Columns).Split("`n").TrimEnd() | Where-Object { $_ })
    }
}

AfterAll {
    Get-VpsSession | Disconnect-Vps
}

Describe 'The table of servers' {
    It 'shows eight columns within 100' {
        $lines = Get-Rendered (Get-VpsServer) 100

        $lines[0] -split '\s+' | Where-Object { $_ } | Should -Be 'Id', 'Name', 'Status', 'IPAddress', 'Location', 'Age', 'OS', 'Plan'
        $lines[2] | Should -Match '^900000001 web-server-01 +active +203\.0\.113\.10 +us-west +\d+ [dy] Ubuntu 22\.04 LTS Standard VPS$'
        ($lines | Measure-Object -Property Length -Maximum).Maximum | Should -BeLessOrEqual 100
        $lines.Count | Should -Be 14
    }

    It 'drops columns from the right within 80, and keeps what names and finds a server' {
        $lines = Get-Rendered (Get-VpsServer) 80

        $lines[0] | Should -Match 'Id Name +Status +IPAddress +Location'
        $lines[2] | Should -Match '900000001 web-server-01 +active +203\.0\.113\.10 +us-west'
        ($lines | Measure-Object -Property Length -Maximum).Maximum | Should -BeLessOrEqual 80
    }

    It 'keeps its columns where a name holds an escape, and lets it do nothing to the terminal' {
        $vps = Connect-Vps -Sandbox -NotDefault
        $null = $vps.Sandbox.AddServer("bad$($escape)[2Jname")

        $lines = Get-Rendered (Get-VpsServer -Session $vps) 100

        $lines[-1] | Should -Match "900000003 bad$([char]0x241B)\[2Jname +active"
        "$lines" | Should -Not -Match $escape
    }

    It 'shows the status under strict mode also where there is no $PSStyle, as in Windows PowerShell' {
        $state = [initialsessionstate]::CreateDefault2()
        $state.Variables.Remove('PSStyle', $null)
        $shell = [powershell]::Create($state)
        try {
            $shown = $shell.AddScript({
                    param($Path)
                    Set-StrictMode -Version Latest
                    Import-Module $Path
                    $null = Connect-Vps -Sandbox
                    $server = Get-VpsServer web-server-01
                    ($server | Out-String -Width 100), ($server | Format-List | Out-String -Width 100)
                }).AddArgument($ModulePath).Invoke()
        }
        finally {
            $shell.Dispose()
        }

        $shown[0] | Should -Match 'web-server-01 +active '
        $shown[1] | Should -Match 'Status +: active'
    }

    # Windows PowerShell shows no colours.
    if ($PSVersionTable.PSVersion.Major -ge 7) {
        It 'shows statuses in colour where $PSStyle says so, and plain where it does not' {
            $style = Get-Variable -Name PSStyle -ValueOnly
            $before = $style.OutputRendering
            try {
                $style.OutputRendering = 'Ansi'
                $coloured = Get-VpsServer 900000001, 900000011 | Out-String
                $style.OutputRendering = 'PlainText'
                $plain = Get-VpsServer 900000001, 900000011 | Out-String
            }
            finally {
                $style.OutputRendering = $before
            }

            $coloured | Should -Match "$escape\[32mactive$escape\[0m"
            $coloured | Should -Match "$escape\[31msuspended$escape\[0m"
            $plain | Should -Not -Match $escape
            $plain | Should -Match ' active '
        }
    }
}

Describe 'The usage view' {
    It 'shows bars, percentages and figures against the plan''s limits' {
        $lines = Get-Rendered (Get-VpsServer 900000001 | Format-Table -View Usage) 130

        $lines[0] | Should -Match 'CPU +Memory +Disk +Bandwidth'
        $lines[2] | Should -Match '\S+  24 % +\S+  50 %  2\.0/4\.0 GB +\S+  44 %  35/80 GB +\S+  22 %  450/2048 GB'
    }

    It 'shows plain bars where the console has no blocks' {
        $before = [Console]::OutputEncoding
        try {
            [Console]::OutputEncoding = [Text.Encoding]::GetEncoding(28591)
            $lines = Get-Rendered (Get-VpsServer 900000001 | Format-Table -View Usage) 130
        }
        finally {
            [Console]::OutputEncoding = $before
        }

        $lines[2] | Should -Match '#\.\.\.  24 % +##\.\.  50 %'
        $lines[2] | Should -Match '^[ -~]+$'
    }

    It 'is empty, not wrong, for list items, which know no usage' {
        $lines = Get-Rendered (Get-VpsServer web-* | Format-Table -View Usage) 130

        $lines[2] | Should -Match '^900000001 web-server-01$'
    }
}

Describe 'The table of differences' {
    BeforeAll {
        $script:differences = @(
            @{ Name = 'web-server-01'; Hostname = 'www.example.com'; PlanId = 2; BackupsEnabled = 'false' }, @{ Name = 'web-99' } | Compare-VpsServer -Extra db-* 6>$null)
    }

    It 'names the row, the kind, the column and both values within 100' {
        $lines = Get-Rendered $differences 100

        $lines[0] -split '\s+' | Where-Object { $_ } | Should -Be 'Name', 'Kind', 'Property', 'Desired', 'Actual', 'Id'
        $lines[2] | Should -Match '^web-server-01 +CannotChange +PlanId +2 +1 +900000001$'
        $lines[3] | Should -Match '^web-server-01 +Different +Hostname +www\.example\.com +web01\.example\.com +900000001$'
        $lines[4] | Should -Match '^web-server-01 +Different +BackupsEnabled +False +True +900000001$'
        $lines[5] | Should -Match '^web-99 +Missing +Name +web-99$'
        $lines[6] | Should -Match '^db-server-01 +Extra +Name +db-server-01 +900000002$'
    }

    It 'is a list of all there is, the remedy last' {
        $lines = Get-Rendered ($differences[1] | Format-List) 120

        $lines[-1] | Should -Be "Remedy   : Set-VpsServer 900000001 -Hostname 'www.example.com'."
        $lines.Count | Should -Be 7
    }

    # Windows PowerShell shows no colours.
    if ($PSVersionTable.PSVersion.Major -ge 7) {
        It 'shows kinds in colour where $PSStyle says so: <Kind>' -ForEach @(
            @{ Kind = 'Missing'; Colour = '33' }, @{ Kind = 'Different'; Colour = '33' }, @{ Kind = 'CannotChange'; Colour = '31' }) {
            $style = Get-Variable -Name PSStyle -ValueOnly
            $before = $style.OutputRendering
            try {
                $style.OutputRendering = 'Ansi'
                $differences | Out-String -Width 100 | Should -Match "$escape\[$($Colour)m$Kind$escape\[0m"
            }
            finally {
                $style.OutputRendering = $before
            }
        }
    }
}

Describe 'The other views' {
    It 'list a server in the order an admin reads' {
        $lines = Get-Rendered (Get-VpsServer 900000001 | Format-List) 100
        $names = $lines | ForEach-Object { ($_ -split ' *: ', 2)[0] }

        $names[0..8] | Should -Be 'Id', 'Name', 'Status', 'Hostname', 'IPAddress', 'IPv6Address', 'Location', 'Plan', 'PlanId'
        $names | Should -Contain 'Memory'
        $names | Should -Not -Contain 'AdditionalProperties'
    }

    It 'show names with Format-Wide' {
        (Get-Rendered (Get-VpsServer | Format-Wide -Column 2) 80)[0] | Should -Match '^web-server-01 +db-server-01$'
    }

    It 'show plan, system and session in a line each' {
        $server = Get-VpsServer 900000001

        (Get-Rendered $server.PlanDetail 100)[2] | Should -Match '^ +1 Standard VPS +2 +4096 +80 +2048$'
        (Get-Rendered $server.OSDetail 100)[2] | Should -Match '^ +5 Ubuntu 22\.04 LTS$'
        (Get-Rendered (Get-VpsSession -Default) 80)[2] | Should -Match '^\* +sandbox@example\.com +False +sandbox@example\.com'
    }

    It 'show a create answer with what the API said' {
        "$(Get-Rendered (New-VpsServer new-01 -PlanId 1 -OsId 5 -Location us-west | Format-List) 120)" | Should -Match 'Message +: Server is being provisioned'
    }
}

Describe 'A server in the pipeline' {
    It 'is found by what takes a computer name: its host name, else its address' {
        $server = Get-VpsServer 900000001
        function Get-Bound { param([Parameter(ValueFromPipelineByPropertyName)] [string] $ComputerName) process { $ComputerName } }

        $server | Get-Bound | Should -Be 'web01.example.com'
        $server.ServerId | Should -Be 900000001
    }

    It 'reads as its name in a text' {
        "$(Get-VpsServer 900000001)" | Should -Be 'web-server-01'
    }
}

Describe 'The scripts in the files that ship' {
    It 'are of a syntax that Windows PowerShell 5.1 knows, and call no command' {
        $newer = 'TernaryExpressionAst', 'PipelineChainAst', 'CommandAst'
        $blocks = Get-ChildItem -Path $ModulePath -Filter '*.ps1xml' | ForEach-Object { ([xml](Get-Content -Raw $_.FullName)).SelectNodes('//ScriptBlock') } | ForEach-Object InnerText

        $blocks.Count | Should -BeGreaterThan 10
        foreach ($block in $blocks) {
            $errors = $null
            $ast = [Management.Automation.Language.Parser]::ParseInput($block, [ref]$null, [ref]$errors)
            $errors | Should -BeNullOrEmpty
            $ast.FindAll({ $args[0].GetType().Name -in $newer }, $true) | Should -BeNullOrEmpty -Because $block
            $block | Should -Not -Match '\?\?|\?\.' -Because $block
        }
    }
}
