# What Windows does otherwise than Linux, as far as it can be shown on both: paths, ends of lines, consoles of code pages.

BeforeAll {
    . (Join-Path $PSScriptRoot 'TestTools.ps1')
}

Describe 'A path with spaces, brackets and parentheses' {
    BeforeAll {
        $script:folder = Join-Path $TestDrive 'Logs (x86) [1]'
        $null = [IO.Directory]::CreateDirectory($folder)
    }

    AfterEach {
        Get-VpsSession | Disconnect-Vps
    }

    It 'is the trail''s as it is written, from where PowerShell stands' {
        Push-Location -LiteralPath $folder
        try {
            $null = Connect-Vps -Sandbox -SandboxDelaySec 0 -LogPath './my writes [a].jsonl'
            Get-VpsServer web-server-01 | Stop-VpsServer
        }
        finally {
            Pop-Location
        }

        [IO.Directory]::GetFiles($folder) | ForEach-Object { [IO.Path]::GetFileName($_) } | Should -Be 'my writes [a].jsonl'
        [IO.File]::ReadAllLines((Join-Path $folder 'my writes [a].jsonl')).Count | Should -Be 2
    }

    It 'holds a module that can be imported' {
        $copy = Join-Path $TestDrive 'Program Files (x86)/VpsOrg' # Import-Module itself takes no brackets.
        $null = [IO.Directory]::CreateDirectory($copy)
        Get-ChildItem -Path $ModulePath -File | ForEach-Object { [IO.File]::Copy($_.FullName, (Join-Path $copy $_.Name)) }

        $child = Invoke-Child @'
            Import-Module $env:TEST_COPY
            $null = Connect-Vps -Sandbox
            "$((Get-VpsServer -Name web-*).Name) from $((Get-Module VpsOrg).ModuleBase)"
'@ -Environment @{ TEST_COPY = $copy }

        $child.ErrorText | Should -BeNullOrEmpty
        $child.Output | Should -Be "web-server-01 from $([IO.Path]::GetFullPath($copy))"
    }
}

Describe 'The trail' {
    It 'ends its lines alike everywhere, so that files of two systems can be put together' {
        $file = Join-Path $TestDrive 'writes.jsonl'
        $vps = Connect-Vps -Sandbox -SandboxDelaySec 0 -LogPath $file
        Get-VpsServer web-server-01 -Session $vps | Stop-VpsServer
        Disconnect-Vps $vps

        $text = [IO.File]::ReadAllText($file)
        $text | Should -Not -Match "`r"
        $text | Should -Match '\}\n\z'
    }
}

Describe 'A console of code page <_>' -ForEach 437, 850 {
    It 'gets no control character of a name that the API gives, nor of a bar' {
        $child = Invoke-Child @'
            [Console]::OutputEncoding = [Text.Encoding]::GetEncoding([int]$env:TEST_CODE_PAGE)
            $vps = Connect-Vps -Sandbox
            $null = $vps.Sandbox.AddServer("bad$([char]0x2190)[2Jname$([char]0x25D9)$([char]0x266A)")
            Get-VpsServer | Format-Table | Out-String -Width 100
            Get-VpsServer -Detailed | Format-Table -View Usage | Out-String -Width 130
            Get-VpsServer web-server-01 | Set-VpsServer -Hostname changed.example.com -WhatIf
'@ -Environment @{ TEST_CODE_PAGE = $_ }

        $child.ErrorText | Should -BeNullOrEmpty
        $child.Output | Should -Match 'bad\?\[2Jname\?\?'
        $child.Output | Should -Match '##\.\.  50 %'
        $child.Output | Should -Match 'What if: .* -> changed\.example\.com'
        $child.Output | Should -Not -Match '[^\r\n -~]'
    }
}
