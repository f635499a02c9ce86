# The tables as a host of 80, 100, 120 and 160 columns shows them, line by line.

BeforeAll {
    . (Join-Path $PSScriptRoot 'TestTools.ps1')
    $script:ellipsis = [string][char]0x2026
    $script:full = [string][char]0x2587
    $script:open = [string][char]0x2591

    function Get-Rendered {
        # The lines that a host of so many columns would show, in plain characters.
        param([object] $Shown, [int] $Columns)
        $text = ($Shown | Out-String -Width $Columns) -replace '\x1b\[[0-9;]*m'
        @($text.Split("`n").TrimEnd() | Where-Object { $_ } | ForEach-Object { $_.Replace($ellipsis, '~').Replace($full, '#').Replace($open, '.') })
    }

    function Get-Longest {
        param([string[]] $Line)
        ($Line | Measure-Object -Property Length -Maximum).Maximum
    }

    function Get-Header {
        param([string[]] $Line)
        @($Line[0] -split '\s+' | Where-Object { $_ })
    }

    # Both servers of the documentation, whose ages are those of the day: an age in days has three digits for the first three years.
    $null = Connect-Vps -Sandbox -SandboxDelaySec 0
    $script:servers = @(Get-VpsServer)
    $script:details = @(Get-VpsServer -Detailed)
    $script:ages = @($servers | ForEach-Object { [VpsOrg.PowerShell.ViewText]::Age($_).PadLeft(5) })
}

AfterAll {
    Get-VpsSession | Disconnect-Vps
}

Describe 'The table of servers' {
    It 'shows all there is within 160, 120 and 100' -ForEach 160, 120, 100 {
        Get-Rendered $servers $_ | Should -Be @(
            '       Id Name            Status   IPAddress       Location   Age OS               Plan'
            '       -- ----            ------   ---------       --------   --- --               ----'
            "900000001 web-server-01   active   203.0.113.10    us-west  $($ages[0]) Ubuntu 22.04 LTS Standard VPS"
            "900000002 db-server-01    active   203.0.113.11    us-east  $($ages[1]) Debian 12        Performance VPS"
        )
    }

    It 'drops the plan within 80, and cuts the system last' {
        Get-Rendered $servers 80 | Should -Be @(
            '       Id Name            Status   IPAddress       Location   Age OS'
            '       -- ----            ------   ---------       --------   --- --'
            "900000001 web-server-01   active   203.0.113.10    us-west  $($ages[0]) Ubuntu 22.04 ~"
            "900000002 db-server-01    active   203.0.113.11    us-east  $($ages[1]) Debian 12"
        )
    }

    It 'shows a name of <_> characters whole within 160, with everything behind it' -ForEach 1, 12, 40, 63 {
        $vps = Connect-Vps -Sandbox -NotDefault
        $name = 'n' * $_
        $null = $vps.Sandbox.AddServer($name)

        $lines = Get-Rendered (Get-VpsServer -Session $vps | Sort-Object -Property { $_.Name.Length } -Descending) 160

        "$lines" | Should -Match " $name +active "
        "$lines" | Should -Not -Match '~'
        Get-Header $lines | Should -Be 'Id', 'Name', 'Status', 'IPAddress', 'Location', 'Age', 'OS', 'Plan'
        Get-Longest $lines | Should -BeLessOrEqual 160
    }

    It 'never shows the plan where the age or the system has no room: <_> columns' -ForEach 80, 100, 120, 160 {
        $columns = $_
        $vps = Connect-Vps -Sandbox -NotDefault
        foreach ($length in 12, 40, 63) {
            $null = $vps.Sandbox.AddServer('n' * $length)
            $lines = Get-Rendered (Get-VpsServer -Session $vps | Sort-Object -Property { $_.Name.Length } -Descending) $columns
            $header = Get-Header $lines

            Get-Longest $lines | Should -BeLessOrEqual $columns
            $header[0..2] | Should -Be 'Id', 'Name', 'Status'
            if ($header -contains 'Plan') {
                $header | Should -Contain 'Age'
                $header | Should -Contain 'OS'
            }
        }
    }

    It 'has room for rows that come after those that PowerShell measures, in the first 0.3 seconds' {
        $vps = Connect-Vps -Sandbox -NotDefault
        $short = Get-VpsServer $vps.Sandbox.AddServer('a') -Session $vps

        (Get-Rendered $short 160)[0] | Should -Be '       Id Name            Status   IPAddress       Location   Age OS               Plan'
    }
}

Describe 'Columns without room' {
    BeforeAll {
        # UUIDs take 36 characters, so that each of these widths ends in the middle of some column.
        $script:uuids = Connect-Vps -Sandbox -SandboxUuid -SandboxServerCount 12 -SandboxDelaySec 0 -NotDefault
        $null = $uuids.Sandbox.AddServer('sixteen-letters-')
        $script:numbers = Connect-Vps -Sandbox -SandboxServerCount 12 -SandboxDelaySec 0 -NotDefault
        $null = $numbers.Sandbox.AddServer('sixteen-letters-')

        function Get-PtyTable {
            # What a terminal of so many columns shows: a table of servers with numbers, and one of servers with UUIDs.
            param([int] $Columns)
            $tables = '', '-SandboxUuid' | ForEach-Object { "`$null = Connect-Vps -Sandbox $_ -SandboxServerCount 12; Get-VpsServer | Out-Default; '<<<end>>>'" }
            $run = "Import-Module '$ModulePath'; `$PSStyle.OutputRendering = 'PlainText'; $($tables -join '; ')"
            $code = [Convert]::ToBase64String([Text.Encoding]::Unicode.GetBytes($run))
            $shell = (Get-Process -Id $PID).Path
            $text = script -qec "stty cols $Columns rows 50; '$shell' -NoProfile -EncodedCommand $code" /dev/null
            $lines = @($text -replace '\x1b(\[[?0-9;]*[a-zA-Z]|[=>])' | ForEach-Object TrimEnd | Where-Object { $_ })
            $lines -join "`n" -split '<<<end>>>' | Where-Object { $_ } | ForEach-Object { , @($_.Trim("`n") -split "`n") }
        }
    }

    It 'are dropped whole with UUIDs within <Columns>' -ForEach @(
        @{ Columns = 80; Header = 'Id', 'Name', 'Status', 'IPAddress' }
        @{ Columns = 100; Header = 'Id', 'Name', 'Status', 'IPAddress', 'Location', 'Age' }
        @{ Columns = 120; Header = 'Id', 'Name', 'Status', 'IPAddress', 'Location', 'Age', 'OS' }
        @{ Columns = 160; Header = 'Id', 'Name', 'Status', 'IPAddress', 'Location', 'Age', 'OS', 'Plan' }
    ) {
        $lines = Get-Rendered (Get-VpsServer -Session $uuids) $Columns

        Get-Header $lines | Should -Be $Header
        $lines[1] | Should -Match '^ *-- +---- +------ [ -]*$'
        "$lines" | Should -Not -Match '~'
    }

    It 'leave headings whole with numbers within <_>' -ForEach 80, 100, 120, 160 {
        $lines = Get-Rendered (Get-VpsServer -Session $numbers) $_

        (Get-Header $lines)[0..6] | Should -Be 'Id', 'Name', 'Status', 'IPAddress', 'Location', 'Age', 'OS'
        $lines[1] | Should -Match '^ *-- +---- +------ [ -]*$'
    }

    It 'keep the figures of the usage whole with UUIDs within <_>' -ForEach 80, 100, 120, 160 {
        $lines = Get-Rendered (Get-VpsServer -Session $uuids -Detailed | Format-Table -View Usage) $_

        $lines[1] | Should -Match '^ *-- +---- +---[ -]*$'
        foreach ($line in $lines[2..3]) {
            $line -replace '^.{68}' -replace '[#.~]{1,4} *\d+ %( +[\d.]+/[\d.]+ GB)?' | Should -Match '^ *$'
        }
    }

    # Only a real terminal tells the views how wide it is; `script` makes one.
    It 'are dropped whole in a terminal of <_> columns (skipped where script and stty cannot make one)' -Skip:(-not (Get-Command script, stty -CommandType Application -ErrorAction Ignore)) -ForEach 80, 105, 131 {
        $tables = @(Get-PtyTable $_)

        $tables.Count | Should -Be 2
        foreach ($lines in $tables) {
            $lines[0] | Should -Match '^ +Id Name +Status +IPAddress'
            $lines[1] | Should -Match '^ +-- ---- +------ [ -]*$'
            $lines.Count | Should -Be 14
            (Get-Header $lines) | Should -BeIn 'Id', 'Name', 'Status', 'IPAddress', 'Location', 'Age', 'OS', 'Plan'
        }
    }
}

Describe 'The table of usage' {
    It 'shows its figures within 120' {
        Get-Rendered ($details | Format-Table -View Usage) 120 | Should -Be @(
            '       Id Name           CPU                        Memory                  Disk                Bandwidth'
            '       -- ----           ---                        ------                  ----                ---------'
            '900000001 web-server-01  #...  24 % ##..  50 %  2.0/4.0 GB  ##..  44 %  35/80 GB  #...  22 %  450/2048 GB'
            '900000002 db-server-01   ##..  41 % ###.  63 %  5.0/8.0 GB ##..  60 %  96/160 GB #...  30 %  1210/4096 GB'
        )
    }

    It 'drops the bandwidth within 80, and no digit' {
        Get-Rendered ($details | Format-Table -View Usage) 80 | Should -Be @(
            '       Id Name           CPU                        Memory                  Disk'
            '       -- ----           ---                        ------                  ----'
            '900000001 web-server-01  #...  24 % ##..  50 %  2.0/4.0 GB  ##..  44 %  35/80 GB'
            '900000002 db-server-01   ##..  41 % ###.  63 %  5.0/8.0 GB ##..  60 %  96/160 GB'
        )
    }

    It 'cuts a long name rather than a figure: <_> characters' -ForEach 15, 16, 40, 63 {
        $vps = Connect-Vps -Sandbox -NotDefault
        $null = $vps.Sandbox.AddServer('n' * $_)

        $lines = Get-Rendered (Get-VpsServer -Session $vps -Detailed | Sort-Object -Property { $_.Name.Length } -Descending | Format-Table -View Usage) 80

        Get-Header $lines | Should -Be 'Id', 'Name', 'CPU', 'Memory', 'Disk'
        "$lines" | Should -Match '24 % \S+  50 %  2\.0/4\.0 GB +\S+  44 %  35/80 GB'
        "$lines" | Should -Match '41 % \S+  63 %  5\.0/8\.0 GB +\S+  60 %  96/160 GB'
        Get-Longest $lines | Should -BeLessOrEqual 80
    }
}
