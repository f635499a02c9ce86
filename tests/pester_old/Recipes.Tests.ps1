# Every recipe of docs/recipes.md, as it is written there, each in a PowerShell of its own on the sandbox.

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
    $prelude = @'
Set-Location -LiteralPath $env:RECIPE_FOLDER
Import-Module VpsOrg
$global:sandboxSession = VpsOrg\Connect-Vps -Sandbox -SandboxDelaySec 0.1
function Connect-Vps {
    param($Token, [switch] $NotDefault, [switch] $Sandbox, $Protect, $LogPath, $SandboxDelaySec)
    if ($Token -and $Token -isnot [securestring]) { throw 'Not a SecureString.' }
    $options = @{}
    if ($LogPath) { $options.LogPath = $LogPath }
    if ($Protect) { $options.Protect = $Protect }
    if ($options.Count -gt 0 -or $NotDefault -or $Sandbox) {
        $session = VpsOrg\Connect-Vps -Sandbox -SandboxDelaySec 0.1 -NotDefault:$NotDefault @options
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
        # Runs code in a child after the prelude; gives its output and exit code.
        param([string] $Code, [string] $Before = '', [string] $After = '')
        $child = Invoke-Child -Script ($prelude, $Before, $Code, $After -join "`n") -Environment @{ RECIPE_FOLDER = "$TestDrive" }
        [pscustomobject]@{ Output = $child.Output -split '\r?\n'; ExitCode = $child.ExitCode; ErrorText = $child.ErrorText }
    }
}

Describe 'The recipes' {
    It '1: stop at night what the morning starts' {
        $night, $morning = Get-RecipeCode 1
        $seed = "`$null = `$sandbox.AddServer('test-01'); `$null = `$sandbox.AddServer('test-02', 'stopped')"

        $run = Invoke-Recipe -Before $seed -Code ($night, '"after the night: $((Get-VpsServer -Name test-*).Status)"', $morning -join "`n") -After '
"after the morning: $((Get-VpsServer -Name test-*).Status)"'

        $run.Output | Should -Contain 'after the night: stopped stopped'
        $run.Output | Should -Contain 'after the morning: active stopped'
        $run.ExitCode | Should -Be 0
    }

    It '2: restart a fleet, one server after another' {
        $run = Invoke-Recipe -Before "`$null = `$sandbox.AddServer('web-02')" -Code (@(Get-RecipeCode 2)[0]) -After '"reboots: $($sandbox.CountRequests("POST", "servers/{id}/reboot/"))"'

        $run.Output | Should -Contain 'reboots: 2'
        $run.ExitCode | Should -Be 0
    }

    It '3: order a fleet from a CSV file, nothing under -WhatIf and nothing twice' {
        Set-Content (Join-Path $TestDrive 'fleet.csv') @(Get-RecipeCode 3 'csv')[0]

        $run = Invoke-Recipe -Code (@(Get-RecipeCode 3)[0] * 2) -After '"orders: $($sandbox.CountRequests("POST", "servers/"))"'

        $run.Output | Should -Contain 'orders: 3'
        $run.ExitCode | Should -Be 0
    }

    It '4: report to CSV and HTML' {
        $run = Invoke-Recipe -Code (@(Get-RecipeCode 4)[0])

        $run.ExitCode | Should -Be 0
        (Import-Csv (Join-Path $TestDrive 'servers.csv')).Name | Should -Be 'web-server-01', 'db-server-01'
        Get-Content -Raw (Join-Path $TestDrive 'servers.html') | Should -Match '35/80 GB'
    }

    It '5: check for drift against a file: silent where there is none, exit code 1 where there is' {
        Set-Content (Join-Path $TestDrive 'fleet.csv') @(Get-RecipeCode 3 'csv')[0]
        $order = 'Import-Csv fleet.csv | New-VpsServer | Out-Null'

        $same = Invoke-Recipe -Before $order -Code (@(Get-RecipeCode 5)[0])
        $drifted = Invoke-Recipe -Before "$order; `$null = Set-VpsServer app-02 -Hostname other.example.com" -Code (@(Get-RecipeCode 5)[0])

        $same.ExitCode | Should -Be 0
        $drifted.ExitCode | Should -Be 1
        "$($drifted.Output)" | Should -Match 'other\.example\.com'
    }

    It '6: test your own scripts on the sandbox' {
        $tests = Join-Path $TestDrive 'Nightly.Tests.ps1'
        Set-Content $tests @(Get-RecipeCode 6)[0]
        $pester = (Get-Module Pester).Path

        $run = Invoke-Recipe -Code "Remove-Item function:Connect-Vps; Import-Module '$pester'; `$r = Invoke-Pester '$tests' -PassThru -Output None; `"passed: `$(`$r.PassedCount), failed: `$(`$r.FailedCount)`""

        $run.Output | Should -Contain 'passed: 2, failed: 0'
    }

    It '7: a token from a vault is a SecureString' {
        (Invoke-Recipe -Code (@(Get-RecipeCode 7)[0])).ExitCode | Should -Be 0
    }

    It '8: several accounts side by side' {
        $code = @(Get-RecipeCode 8)[0].Replace(' -Name old-*', ' -Name test-* -ErrorAction Stop').Replace('| Remove-VpsServer ', '| Remove-VpsServer -Force ')

        $run = Invoke-Recipe -Code $code -After '"lab: $($lab.Sandbox.CountRequests("DELETE", "servers/{id}/")), shop: $($shop.Sandbox.CountRequests("DELETE", "servers/{id}/"))"'

        $run.Output | Should -Contain 'lab: 1, shop: 0'
        $run.ExitCode | Should -Be 0
    }

    It '9: the GitHub Actions step runs the nightly script and passes on its exit code' {
        $step = [regex]::Match(@(Get-RecipeCode 9 'yaml')[0], '(?ms)^ +run: \|\r?\n(.*)\z').Groups[1].Value
        Set-Content (Join-Path $TestDrive 'nightly-stop.ps1') @(Get-RecipeCode 1)[0]

        (Invoke-Recipe -Code $step).ExitCode | Should -Be 0
        (Invoke-Recipe -Before '$sandbox.FailNext("GET", "servers/", "Status", 99, 500)' -Code $step).ExitCode | Should -Not -Be 0
    }

    It '10: Azure Automation prints the trail' {
        $run = Invoke-Recipe -Before '$env:TEMP = $env:RECIPE_FOLDER' -Code (@(Get-RecipeCode 10)[0])

        $run.ExitCode | Should -Be 0
        "$($run.Output)" | Should -Match '"verb":"stop"'
    }
}
