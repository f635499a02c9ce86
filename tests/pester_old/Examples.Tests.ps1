# Runs every example of every help page as it is written, each on a fresh sandbox, and compares what it shows with what the
# page shows. The sandbox's log proves that it called the API.

BeforeDiscovery {
    . (Join-Path $PSScriptRoot 'ExampleTools.ps1')
    $folder = Join-Path (Split-Path -Parent (Split-Path -Parent $PSScriptRoot)) 'docs/en-US'
    $script:pages = Get-ChildItem -Path $folder -Filter '*.md' | Sort-Object Name | ForEach-Object {
        $number = 0
        $examples = @(Get-PageExample $_.FullName | ForEach-Object {
                @{ Number = $number; Title = $_.Title; HasOutput = $_.Output.Count -gt 0 }
                $number++
            })
        @{ Page = $_.BaseName; AllExamples = $examples; WithOutput = @($examples | Where-Object HasOutput) }
    }
}

BeforeAll {
    . (Join-Path $PSScriptRoot 'TestTools.ps1')
    . (Join-Path $PSScriptRoot 'ExampleTools.ps1')

    # What the examples of a page ask the API for, unless they only rehearse. Pages that are not here need not ask.
    $script:Asked = @{
        'Connect-Vps'       = 'GET account/me/'
        'Get-VpsServer'     = 'GET servers/'
        'Invoke-VpsApi'     = '(GET|PATCH) (account/me|servers)/'
        'New-VpsServer'     = 'POST servers/$'
        'Remove-VpsServer'  = 'DELETE servers/\d+/$'
        'Restart-VpsServer' = 'POST servers/\d+/reboot/$'
        'Set-VpsServer'     = '(PATCH|PUT) servers/\d+/$'
        'Start-VpsServer'   = 'POST servers/\d+/start/$'
        'Stop-VpsServer'    = 'POST servers/\d+/stop/$'
        'Wait-VpsServer'    = 'GET servers/'
    }
    $runner = Join-Path $PSScriptRoot 'Invoke-PageExample.ps1'
    $pages = foreach ($file in Get-ChildItem -Path (Join-Path $Root 'docs/en-US') -Filter '*.md') {
        $found = @(Get-PageExample $file.FullName)
        $page = [pscustomobject]@{
            Name     = $file.BaseName
            Written  = $found
            In       = Join-Path $TestDrive "$($file.BaseName).in.json"
            Report   = Join-Path $TestDrive "$($file.BaseName).out.json"
            Work     = Join-Path $TestDrive $file.BaseName
            OnServer = ($found.Code -join "`n") -match 'Connect-Vps(?! -Sandbox)'
        }
        ConvertTo-Json -InputObject @($found | Select-Object Code, Files) -Depth 5 | Set-Content -LiteralPath $page.In -Encoding utf8
        $null = New-Item -ItemType Directory -Path $page.Work
        $page
    }

    # Most of the time is the sandbox's delays, so pages run side by side; those that speak to a server do so alone, because
    # its log is one.
    $tools, $drive = (Join-Path $PSScriptRoot 'TestTools.ps1'), "$TestDrive"
    $done = @($pages | Where-Object { -not $_.OnServer } | ForEach-Object -ThrottleLimit 4 -Parallel {
            Set-Variable -Name TestDrive -Value $using:drive
            . $using:tools
            $script = "& '$using:runner' -ExamplePath '$($_.In)' -ReportPath '$($_.Report)' -WorkPath '$($_.Work)'"
            [pscustomobject]@{ Page = $_; Child = Invoke-Child $script }
        })
    $server = Open-SandboxServer
    try {
        $environment = @{ VPS_API_TOKEN = $server.Token; VPS_API_URL = "$($server.ApiUri)" }
        $done += @($pages | Where-Object OnServer | ForEach-Object {
                $script = "& '$runner' -ExamplePath '$($_.In)' -ReportPath '$($_.Report)' -WorkPath '$($_.Work)'"
                [pscustomobject]@{ Page = $_; Child = Invoke-Child $script -Environment $environment }
            })
    }
    finally {
        Close-SandboxServer $server
    }

    $script:Runs = @{}
    $done | ForEach-Object { $script:Runs[$_.Page.Name] = $_ }
}

Describe 'The examples of <Page>' -ForEach $pages {
    BeforeAll {
        $script:examples, $script:child = $Runs[$Page].Page.Written, $Runs[$Page].Child
        $script:screens = @([regex]::Matches($script:child.Output, '(?s)<<<example \d+>>>\r?\n(.*?)<<<end>>>') | ForEach-Object { $_.Groups[1].Value })
        $script:notes = @(Get-Content -Raw -LiteralPath $Runs[$Page].Page.Report -Encoding utf8 | ConvertFrom-Json)
    }

    It 'run in a process that has nothing to complain of' {
        $child.ErrorText | Should -BeNullOrEmpty
        $child.ExitCode | Should -Be 0
        $screens.Count | Should -Be $examples.Count
    }

    It '<Title>: ends without an error that the page does not show' -ForEach $AllExamples {
        $expected = ConvertTo-ComparableText ($examples[$Number].Output -join "`n")

        foreach ($problem in $notes[$Number].Problems) {
            $expected | Should -Match ([regex]::Escape((ConvertTo-ComparableText $problem.Message))) -Because "$($problem.Id) came"
        }
    }

    It '<Title>: shows what the page shows' -ForEach $WithOutput {
        $expected = ConvertTo-ComparableText ($examples[$Number].Output -join "`n")

        ConvertTo-ComparableText $screens[$Number] | Should -BeExactly $expected
    }

    It '<Title>: asks the API for what it is about' -ForEach $AllExamples {
        $code = $examples[$Number].Code -join "`n"
        $requests = @($notes[$Number].Requests)

        if ($Asked.ContainsKey($Page) -and $code -notmatch '-WhatIf' -and $code -match $Page) {
            @($requests -match $Asked[$Page]).Count | Should -BeGreaterThan 0 -Because "the log holds: $($requests -join ', ')"
        }
        elseif ($code -match '-WhatIf' -and $Page -notlike 'about_*') {
            @($requests -notmatch '^GET ') | Should -BeNullOrEmpty
        }
        elseif ($code -match '\b(Get-VpsServer|New-VpsServer|Wait-VpsServer)\b') {
            $requests.Count | Should -BeGreaterThan 0
        }
    }
}
