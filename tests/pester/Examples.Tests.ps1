# Runs every example of every help page as it is written, each on a fresh sandbox, and compares what it shows with what the
# page shows. The sandbox's log proves that it called the API.
# PowerShell 7 only: the pages show what that writes.
if ($PSVersionTable.PSVersion.Major -lt 7) {
    return
}

BeforeDiscovery {
    . (Join-Path $PSScriptRoot 'ExampleTools.ps1')
    $folder = Join-Path (Split-Path -Parent (Split-Path -Parent $PSScriptRoot)) 'docs/en-US'
    $script:pages = Get-ChildItem -Path $folder -Filter '*.md' | Sort-Object Name | ForEach-Object {
        $number = 0
        $examples = @(Get-PageExample $_.FullName | ForEach-Object {
                @{ Number = $number; Title = $_.Title; HasOutput = $_.Output.Count -gt 0; Asks = Get-ExpectedRequest $_ }
                $number++
            })
        @{ Page = $_.BaseName; AllExamples = $examples; WithOutput = @($examples | Where-Object { $_.HasOutput }); Asking = @($examples | Where-Object { $_.Asks.Pattern }); Rehearsing = @($examples | Where-Object { $_.Asks.OnlyReads }) }
    }
}

BeforeAll {
    . (Join-Path $PSScriptRoot 'TestTools.ps1')
    . (Join-Path $PSScriptRoot 'ExampleTools.ps1')
    $pages = @(Get-ChildItem -Path (Join-Path $Root 'docs/en-US') -Filter '*.md' | ForEach-Object {
            $found = @(Get-PageExample $_.FullName)
            [pscustomobject]@{
                Name     = $_.BaseName
                OnServer = ($found.Code -join "`n") -match 'Connect-Vps(?! -Sandbox)'
                Examples = @($found | Select-Object Code, Files, Output)
            }
        })

    function Start-Page {
        # Starts a process that runs the examples of pages.
        param([object[]] $Page, [string] $Name, [string] $ApiUri = '')
        $in, $report, $work = 'in.json', 'out.json', 'work' | ForEach-Object { Join-Path $TestDrive "$Name.$_" }
        ConvertTo-Json -InputObject $Page -Depth 6 | Set-Content -LiteralPath $in -Encoding utf8
        $runner = Join-Path $PSScriptRoot 'Invoke-PageExample.ps1'
        [pscustomobject]@{
            Page   = $Page
            Report = $report
            Child  = Start-Child "& '$runner' -PagePath '$in' -ReportPath '$report' -WorkPath '$work' -ApiUri '$ApiUri'"
        }
    }

    # Two processes, side by side; in one of them those that speak to a server, because its log is one.
    $server = Open-SandboxServer '--delay-sec', 0 -FirstId 900000001
    try {
        $started = @(
            Start-Page ($pages | Where-Object OnServer) 'server' "$($server.ApiUri)"
            Start-Page ($pages | Where-Object { -not $_.OnServer }) 'sandbox'
        )
        $done = @($started | ForEach-Object { [pscustomobject]@{ Page = $_.Page; Report = $_.Report; Child = Receive-Child $_.Child -PatienceSec 900 } })
    }
    finally {
        Close-SandboxServer $server
    }

    $script:Runs = @{}
    foreach ($one in $done) {
        $notes = Get-Content -Raw -LiteralPath $one.Report -Encoding utf8 | ConvertFrom-Json
        foreach ($page in $one.Page) {
            $screens = [regex]::Matches($one.Child.Output, "(?s)<<<$($page.Name) \d+>>>\r?\n(.*?)<<<end>>>") | ForEach-Object { $_.Groups[1].Value }
            $script:Runs[$page.Name] = [pscustomobject]@{ Child = $one.Child; Examples = $page.Examples; Screens = @($screens); Notes = @($notes.($page.Name)) }
        }
    }
}

Describe 'The examples of <Page>' -ForEach $pages {
    BeforeAll {
        $script:run = $Runs[$Page]
    }

    It 'run in a process that has nothing to complain of' {
        $run.Child.ErrorText | Should -BeNullOrEmpty
        $run.Child.ExitCode | Should -Be 0
        $run.Screens.Count | Should -Be $run.Examples.Count
        $run.Notes.Count | Should -Be $run.Examples.Count
    }

    It '<Title>: ends without an error that the page does not show' -ForEach $AllExamples {
        $expected = ConvertTo-ComparableText ($run.Examples[$Number].Output -join "`n")

        foreach ($problem in $run.Notes[$Number].Problems) {
            $expected | Should -Match ([regex]::Escape((ConvertTo-ComparableText $problem.Message))) -Because "$($problem.Id) came"
        }
    }

    It '<Title>: shows what the page shows' -ForEach $WithOutput {
        $expected = ConvertTo-ComparableText ($run.Examples[$Number].Output -join "`n")

        ConvertTo-ComparableText $run.Screens[$Number] | Should -BeExactly $expected
    }

    It '<Title>: asks the API for what it is about' -ForEach $Asking {
        $requests = @($run.Notes[$Number].Requests)

        @($requests -match $Asks.Pattern).Count | Should -BeGreaterThan 0 -Because "the log holds: $($requests -join ', ')"
    }

    It '<Title>: only reads' -ForEach $Rehearsing {
        @($run.Notes[$Number].Requests -notmatch '^GET ') | Should -BeNullOrEmpty
    }
}
