# Every recipe of docs/recipes.md, as it is written there, each in a runspace of its own on the sandbox. An error that ends it
# there is what ends `pwsh -File` with the exit code 1; recipe 9, which is about that, runs in processes.

BeforeAll {
    . (Join-Path $PSScriptRoot 'TestTools.ps1')
    $text = Get-Content -Raw (Join-Path $Root 'docs/recipes.md')

    function Get-RecipeCode {
        # The code blocks of a recipe, by its number.
        param([int] $Number, [string] $Language = 'powershell')
        $section = [regex]::Match($text, "(?ms)^## $Number\. .*?(?=^## |\z)").Value
        @([regex]::Matches($section, "(?ms)^``````$Language\r?\n(.*?)^``````") | ForEach-Object { $_.Groups[1].Value })
    }

    # What stands in for the world outside: Connect-Vps always means one sandbox, vaults give a SecureString.
    $script:prelude = @'
$global:sandboxSession = VpsOrg\Connect-Vps -Sandbox -SandboxDelaySec 0.05
function Connect-Vps {
    param($Token, [switch] $NotDefault, [switch] $Sandbox, $Protect, $LogPath, $SandboxDelaySec)
    if ($Token -and $Token -isnot [securestring]) { throw 'Not a SecureString.' }
    $options = @{}
    if ($LogPath) { $options.LogPath = $LogPath }
    if ($Protect) { $options.Protect = $Protect }
    if ($options.Count -gt 0 -or $NotDefault -or $Sandbox) {
        $session = VpsOrg\Connect-Vps -Sandbox -SandboxDelaySec 0.05 -NotDefault:$NotDefault @options
        $null = $session.Sandbox.AddServer('test-09')
        return $session
    }
    $global:sandboxSession
}
function Get-Secret { ConvertTo-SecureString 'vps_recipe' -AsPlainText -Force }
function Register-SecretVault { }
function Set-Secret { param($Name, [securestring] $Secret) }
function Read-Host { param([switch] $AsSecureString, $Prompt) Get-Secret }
function Get-AutomationPSCredential { param($Name) [pscredential]::new($Name, (Get-Secret)) }
function Install-PSResource { }
$sandbox = $global:sandboxSession.Sandbox
'@

    function Invoke-Recipe {
        # Runs code in a runspace after the prelude; gives its output as text, and the error that ended it.
        param([string] $Code, [string] $Before = '', [string] $After = '')
        $run = Invoke-InRunspace ("Set-Location -LiteralPath '$folder'", $prelude, $Before, $Code, $After -join "`n")
        [pscustomobject]@{ Output = @($run.Output | Out-String -Stream); Ended = $run.Ended; Errors = $run.Errors }
    }
}

Describe 'The recipes' {
    BeforeEach {
        $script:folder = (New-Item -ItemType Directory -Path (Join-Path $TestDrive ([guid]::NewGuid()))).FullName
    }

    It '1: stop at night what the morning starts' {
        $night, $morning = Get-RecipeCode 1
        $seed = "`$null = `$sandbox.AddServer('test-01'); `$null = `$sandbox.AddServer('test-02', 'stopped')"

        $run = Invoke-Recipe -Before $seed -Code ($night, $night, '"after the night: $((Get-VpsServer -Name test-*).Status)"', $morning, $morning -join "`n") -After '
"after the morning: $((Get-VpsServer -Name test-*).Status)"'

        $run.Output | Should -Be 'after the night: stopped stopped', 'after the morning: active stopped'
        $run.Ended | Should -BeNullOrEmpty
    }

    It '2: restart a fleet, one server after another' {
        $run = Invoke-Recipe -Before "`$null = `$sandbox.AddServer('web-02')" -Code (@(Get-RecipeCode 2)[0]) -After '"sent: $(($sandbox.Requests | Where-Object Method -EQ POST).Path)"'

        $run.Output | Should -Contain 'sent: servers/900000001/reboot/ servers/900000003/reboot/'
        $run.Ended | Should -BeNullOrEmpty
    }

    It '3: order a fleet from a CSV file, nothing under -WhatIf and nothing twice' {
        Set-Content (Join-Path $folder 'fleet.csv') @(Get-RecipeCode 3 'csv')[0]

        $run = Invoke-Recipe -Code (@(Get-RecipeCode 3)[0] * 2) -After '"orders: $($sandbox.CountRequests("POST", "servers/"))"'

        $run.Output | Should -Contain 'orders: 3'
        $run.Ended | Should -BeNullOrEmpty
        $run.Errors | Should -BeNullOrEmpty
    }

    It '4: report to CSV and HTML' {
        $run = Invoke-Recipe -Code (@(Get-RecipeCode 4)[0])

        $run.Ended | Should -BeNullOrEmpty
        (Import-Csv (Join-Path $folder 'servers.csv')).Name | Should -Be 'web-server-01', 'db-server-01'
        Get-Content -Raw (Join-Path $folder 'servers.html') | Should -Match '35/80 GB'
    }

    It '5: check for drift against a file: silent where there is none, an error that ends the script where there is' {
        Set-Content (Join-Path $folder 'fleet.csv') @(Get-RecipeCode 3 'csv')[0]
        $order = 'Import-Csv fleet.csv | New-VpsServer | Out-Null'

        $same = Invoke-Recipe -Before $order -Code (@(Get-RecipeCode 5)[0]) -After '"checked"'
        $drifted = Invoke-Recipe -Before "$order; `$null = Set-VpsServer app-02 -Hostname other.example.com" -Code (@(Get-RecipeCode 5)[0]) -After '"checked"'

        $same.Ended | Should -BeNullOrEmpty
        $same.Output | Should -Be 'checked'
        $drifted.Ended.Message | Should -BeLike '2 differences*'
        "$($drifted.Output)" | Should -Match 'other\.example\.com'
    }

    It '6: test your own scripts on the sandbox' {
        $tests = Join-Path $folder 'Nightly.Tests.ps1'
        Set-Content $tests @(Get-RecipeCode 6)[0]
        $pester = (Get-Module Pester).Path

        $run = Invoke-Recipe -Code "Remove-Item function:Connect-Vps; Import-Module '$pester'; `$r = Invoke-Pester '$tests' -PassThru -Output None; `"passed: `$(`$r.PassedCount), failed: `$(`$r.FailedCount)`""

        $run.Output | Should -Contain 'passed: 2, failed: 0'
    }

    It '7: a token from a vault is a SecureString' {
        $run = Invoke-Recipe -Code (@(Get-RecipeCode 7)[0])

        $run.Ended | Should -BeNullOrEmpty
        "$($run.Output)" | Should -Match 'sandbox@example\.com'
    }

    It '8: several accounts side by side' {
        $code = @(Get-RecipeCode 8)[0].Replace(' -Name old-*', ' -Name test-* -ErrorAction Stop').Replace('| Remove-VpsServer ', '| Remove-VpsServer -Force ')
        if (-not (Get-Command ForEach-Object).Parameters.ContainsKey('Parallel')) {
            $code = $code -replace '(?m)^.*-Parallel.*$' # Windows PowerShell has no such thing.
        }

        $run = Invoke-Recipe -Code $code -After '"lab: $($lab.Sandbox.CountRequests("DELETE", "servers/{id}/")), shop: $($shop.Sandbox.CountRequests("DELETE", "servers/{id}/"))"'

        $run.Output | Should -Contain 'lab: 1, shop: 0'
        $run.Ended | Should -BeNullOrEmpty
    }

    It '9: the GitHub Actions step runs the nightly script and passes on its exit code' {
        $step = [regex]::Match(@(Get-RecipeCode 9 'yaml')[0], '(?ms)^ +run: \|\r?\n(.*)\z').Groups[1].Value
        Set-Content (Join-Path $folder 'nightly-stop.ps1') @(Get-RecipeCode 1)[0]

        $started = '', '$sandbox.FailNext("GET", "servers/", "Status", 99, 500)' | ForEach-Object {
            Start-Child ("Set-Location -LiteralPath '$folder'; Import-Module VpsOrg", $prelude, $_, $step -join "`n")
        }
        $works, $fails = $started | ForEach-Object { Receive-Child $_ }

        $works.ExitCode | Should -Be 0
        $works.ErrorText | Should -BeNullOrEmpty
        $fails.ExitCode | Should -Be 1
        $fails.ErrorText | Should -Match '500'
    }

    It '10: Azure Automation prints the trail' {
        $before = $env:TEMP
        try {
            $env:TEMP = $folder
            $run = Invoke-Recipe -Code (@(Get-RecipeCode 10)[0])
        }
        finally {
            $env:TEMP = $before
        }

        $run.Ended | Should -BeNullOrEmpty
        "$($run.Output)" | Should -Match '"verb":"stop"'
    }
}
