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
    param($Name, $Token, [switch] $NotDefault, [switch] $Sandbox, $Protect, $LogPath, $SandboxDelaySec)
    if ($Token -and $Token -isnot [securestring]) { throw 'Not a SecureString.' }
    $options = @{}
    if ($LogPath) { $options.LogPath = $LogPath }
    if ($Name) { $options.Name = $Name }
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

    # The same where a recipe keeps a trail: one account, however often it connects.
    $script:withTrail = @'
$global:sandboxSession = VpsOrg\Connect-Vps -Sandbox -SandboxDelaySec 0.05 -LogPath trail.jsonl
function Connect-Vps { param($LogPath) if (-not $LogPath) { throw 'No trail.' } $global:sandboxSession }
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

    It '1: what is stopped at night is started in the morning, also where both scripts run twice' {
        $night, $morning = Get-RecipeCode 1
        $seed = "`$null = `$sandbox.AddServer('test-01'); `$null = `$sandbox.AddServer('test-02', 'stopped')"

        $run = Invoke-Recipe -Before $seed -Code ($night, $night, '"after the night: $((Get-VpsServer -Name test-*).Status)"', $morning, $morning -join "`n") -After '
"after the morning: $((Get-VpsServer -Name test-*).Status)"
"list: $(Test-Path stopped-tonight.csv)"'

        $run.Output | Should -Be 'after the night: stopped stopped', 'after the morning: active stopped', 'list: False'
        $run.Ended | Should -BeNullOrEmpty
    }

    It '1: a failure at the third server loses none of the others, and the next run goes on' {
        $night, $morning = Get-RecipeCode 1
        $seed = "1..4 | ForEach-Object { `$null = `$sandbox.AddServer(`"test-0`$_`") }; `$sandbox.FailNext('POST', 'servers/900000005/{verb}/', 'Status', 1, 403)"
        $fails = @($night, $morning).ForEach{ "try {`n$_`n} catch { `"ended: `$_`" }" }
        $statuses = '"$((Get-VpsServer -Name test-*).Status)"'

        $run = Invoke-Recipe -Before $seed.Replace('{verb}', 'stop') -Code ($fails[0], $statuses, $night, $statuses, `
                '$sandbox.FailNext("POST", "servers/900000005/start/", "Status", 1, 403)', $fails[1], $statuses, $morning, $statuses -join "`n")

        $run.Output | Should -Be 'ended: 1 servers were not stopped.', 'stopped stopped active stopped', 'stopped stopped stopped stopped',
            'ended: 1 servers were not started. The list is kept.', 'active active stopped active', 'active active active active'
        $run.Ended | Should -BeNullOrEmpty
    }

    It '1: a server that took over a name is not started for another' {
        $night, $morning = Get-RecipeCode 1
        $between = '$null = Set-VpsServer test-01 -NewName other-01; $null = $sandbox.AddServer("test-01", "stopped")'

        $run = Invoke-Recipe -Before "`$null = `$sandbox.AddServer('test-01')" -Code ($night, $between, $morning -join "`n")

        $run.Ended.Message | Should -BeLike '1 servers were not started*'
        "$($run.Errors)" | Should -Match 'other-01'
    }

    It '2: restart a fleet, one server after another' {
        $run = Invoke-Recipe -Before "`$null = `$sandbox.AddServer('web-02')" -Code (@(Get-RecipeCode 2)[0]) -After '"sent: $(($sandbox.Requests | Where-Object Method -EQ POST).Path)"'

        $run.Output | Should -Contain 'sent: servers/900000001/reboot/ servers/900000003/reboot/'
        $run.Ended | Should -BeNullOrEmpty
    }

    It '2: after a failure in the middle the second script restarts the rest only' {
        $all, $rest = Get-RecipeCode 2
        $seed = "2..4 | ForEach-Object { `$null = `$sandbox.AddServer(`"web-0`$_`") }; `$sandbox.FailNext('POST', 'servers/900000004/reboot/', 'Status', 1, 403)"

        $run = Invoke-Recipe -Before $seed -Code ("try {`n$all`n} catch { 'ended' }", '$sandbox.ClearRequests()', $rest, `
                '"sent: $(($sandbox.Requests | Where-Object Method -EQ POST).Path)"', '"$((Import-Csv restarted.csv).Name)"' -join "`n")

        $run.Output | Should -Be 'ended', 'sent: servers/900000004/reboot/ servers/900000005/reboot/', 'web-server-01 web-02 web-03 web-04'
        $run.Ended | Should -BeNullOrEmpty
    }

    It '3: order a fleet from a CSV file, nothing under -WhatIf and nothing twice' {
        Set-Content (Join-Path $folder 'fleet.csv') @(Get-RecipeCode 3 'csv')[0]

        $run = Invoke-Recipe -Code (@(Get-RecipeCode 3)[0] * 2) -After '"orders: $($sandbox.CountRequests("POST", "servers/"))"'

        $run.Output | Should -Contain 'orders: 3'
        $run.Ended | Should -BeNullOrEmpty
        $run.Errors | Should -BeNullOrEmpty
    }

    It '3: after a failure in the middle the next run orders what is missing' {
        Set-Content (Join-Path $folder 'fleet.csv') @(Get-RecipeCode 3 'csv')[0]
        $code = @(Get-RecipeCode 3)[0]

        $run = Invoke-Recipe -Before '$sandbox.FailNext("POST", "servers/", "Status", 1, 403)' -Code "$code`n`"there: `$((Get-VpsServer -Name app-*).Name)`"`n$code" `
            -After '"orders: $($sandbox.CountRequests("POST", "servers/"))"; "there: $((Get-VpsServer -Name app-*).Name)"'

        $run.Output | Should -Contain 'there: app-02 app-03'
        $run.Output | Should -Contain 'orders: 4'
        $run.Output | Should -Contain 'there: app-02 app-03 app-01'
    }

    It '4: report to CSV and HTML, the same to the byte where nothing changed' {
        $code = @(Get-RecipeCode 4)[0]

        $run = Invoke-Recipe -Code $code -After "`$first = Get-Content -Raw servers.csv`n$code`n`"same: `$(`$first -ceq (Get-Content -Raw servers.csv))`""

        $run.Ended | Should -BeNullOrEmpty
        $run.Output | Should -Be 'same: True'
        (Import-Csv (Join-Path $folder 'servers.csv')).Name | Should -Be 'web-server-01', 'db-server-01'
        Get-Content -Raw (Join-Path $folder 'servers.html') | Should -Match '35/80 GB'
    }

    It '4: where a server cannot be read the files of the last run stay' {
        $code = @(Get-RecipeCode 4)[0]

        $run = Invoke-Recipe -Code $code -After "`$first = Get-Content -Raw servers.csv`n`$sandbox.FailNext('GET', 'servers/900000002/', 'Status', 9, 403)`ntry {`n$code`n} catch { 'ended' }`n`"same: `$(`$first -ceq (Get-Content -Raw servers.csv))`""

        $run.Output | Should -Be 'ended', 'same: True'
    }

    It '5: check for drift against a file: silent where there is none, twice' {
        Set-Content (Join-Path $folder 'fleet.csv') @(Get-RecipeCode 3 'csv')[0]

        $run = Invoke-Recipe -Before 'Get-VpsServer | Remove-VpsServer -Force; Import-Csv fleet.csv | New-VpsServer | Out-Null' -Code (@(Get-RecipeCode 5)[0] * 2) -After '"checked"'

        $run.Ended | Should -BeNullOrEmpty
        $run.Output | Should -Be 'checked'
    }

    It '5: drift is <Name>' -ForEach @(
        @{ Name = 'another host name'; Change = 'Set-VpsServer app-02 -Hostname other.example.com'; Shown = 'app-02.*Hostname.*app02\.example\.com.*other\.example\.com' }
        @{ Name = 'backups that are off'; Change = 'Set-VpsServer app-01 -BackupsEnabled $false'; Shown = 'app-01.*BackupsEnabled.*true.*False' }
        @{ Name = 'a server that is missing'; Change = 'Remove-VpsServer app-03 -Force'; Shown = 'app-03.*Missing' }
        @{ Name = 'a server that no row names'; Change = '$sandbox.AddServer("app-09")'; Shown = 'app-09.*Extra' }
    ) {
        Set-Content (Join-Path $folder 'fleet.csv') @(Get-RecipeCode 3 'csv')[0]
        $order = 'Get-VpsServer | Remove-VpsServer -Force; Import-Csv fleet.csv | New-VpsServer -Wait | Out-Null'

        $run = Invoke-Recipe -Before "$order; `$null = $Change" -Code (@(Get-RecipeCode 5)[0]) -After '"checked"'

        $run.Ended.Message | Should -Be '1 differences between the file and the account.'
        "$($run.Output)" | Should -Match $Shown
    }

    It '5: a server that cannot be read is no proof that nothing drifted' {
        Set-Content (Join-Path $folder 'fleet.csv') @(Get-RecipeCode 3 'csv')[0]
        $order = 'Get-VpsServer | Remove-VpsServer -Force; Import-Csv fleet.csv | New-VpsServer | Out-Null'

        $run = Invoke-Recipe -Before "$order; `$sandbox.FailNext('GET', 'servers/900000004/', 'Status', 9, 403)" -Code (@(Get-RecipeCode 5)[0]) -After '"checked"'

        $run.Ended | Should -Not -BeNullOrEmpty
        $run.Output | Should -Not -Contain 'checked'
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

    It '8: several accounts side by side, and again after they were disconnected' {
        $code = @(Get-RecipeCode 8)[0].Replace(' -Name old-*', ' -Name test-*').Replace('| Remove-VpsServer ', '| Remove-VpsServer -Force ')
        $count = '$lab = Get-VpsSession -Name lab; $shop = Get-VpsSession -Name shop
"lab: $($lab.Sandbox.CountRequests("DELETE", "servers/{id}/")), shop: $($shop.Sandbox.CountRequests("DELETE", "servers/{id}/"))"
Disconnect-Vps'

        $run = Invoke-Recipe -Code ($code.Replace('Disconnect-Vps', $count) * 2)

        @($run.Output) -eq 'lab: 1, shop: 0' | Should -HaveCount 2
        $run.Ended | Should -BeNullOrEmpty
    }

    It '8: after a failure in the middle the names are taken' {
        $code = @(Get-RecipeCode 8)[0]

        $run = Invoke-Recipe -Code "try {`n$($code.Replace('Get-VpsServer -Session lab', 'throw; Get-VpsServer -Session lab'))`n} catch { }`n$code"

        "$($run.Ended)" | Should -Match 'shop'
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

    It '10: Azure Automation writes the trail, also where a server fails' -ForEach @(
        @{ Fault = ''; Ends = $false; Outcomes = 'Done' }
        @{ Fault = '$global:failing = $true'; Ends = $true; Outcomes = 'Doubtful|Failed|Refused' }
    ) {
        $before = $env:TEMP
        try {
            $env:TEMP = $folder
            $code = @(Get-RecipeCode 10)[0]
            if ($Ends) {
                $code = $code.Replace('try {', '(Get-VpsSession -Default).Sandbox.FailNext("POST", "servers/{id}/stop/", "Status", 1, 403); try {')
            }

            $run = Invoke-Recipe -Code $code
        }
        finally {
            $env:TEMP = $before
        }

        [bool] $run.Ended | Should -Be $Ends
        "$($run.Output)" | Should -Match 'test-09'
        "$($run.Output)" | Should -Match $Outcomes
    }

    It '11: the cost of all servers, the same twice' {
        $run = Invoke-Recipe -Code (@(Get-RecipeCode 11)[0] * 2)

        $run.Ended | Should -BeNullOrEmpty
        @($run.Output -match 'a month for 2 servers$') | Should -HaveCount 2
    }

    It '11: a plan without a price ends the report before its first line' {
        $run = Invoke-Recipe -Code (@(Get-RecipeCode 11)[0].Replace('1 = 12.00; ', '')) -After '"checked"'

        $run.Ended.Message | Should -Match "^Plan 1 \('.+'\) has no price in this script\.$"
        $run.Output | Should -BeNullOrEmpty
    }

    It '12: a fleet is ready for SSH, and the second run orders nothing' {
        Set-Content (Join-Path $folder 'fleet.csv') @(Get-RecipeCode 3 'csv')[0]
        $code = @(Get-RecipeCode 12)[0]

        $run = Invoke-Recipe -Code ($code, '"ready: $(($ready.Name | Sort-Object))"' * 2 -join "`n") -After '"orders: $($sandbox.CountRequests("POST", "servers/"))"'

        $run.Ended | Should -BeNullOrEmpty
        $run.Errors | Should -BeNullOrEmpty
        $run.Output | Should -Be 'ready: app-01 app-02 app-03', 'ready: app-01 app-02 app-03', 'orders: 3'
    }

    It '12: an order that fails and a server that does not answer lose none of the others, and the next run goes on' {
        Set-Content (Join-Path $folder 'fleet.csv') @(Get-RecipeCode 3 'csv')[0]
        $code = @(Get-RecipeCode 12)[0]
        $hasty = $code.Replace('-TimeoutSec 900', '-TimeoutSec 10') # In which one never answers, and the others are there.
        $seed = '$sandbox.FailNext("POST", "servers/", "Status", 1, 403); $sandbox.AddPort(@{ Server = "app-02"; Kind = "Never" })'

        $run = Invoke-Recipe -Before $seed -Code ("try {`n$hasty`n} catch { `"ended: `$_`" }", '"ready: $($ready.Name)"', '"there: $((Get-VpsServer -Name app-*).Name)"', `
                '$sandbox.AddPort(@{ Server = "app-02" })', $code, '"ready: $(($ready.Name | Sort-Object))"' -join "`n") -After '"orders: $($sandbox.CountRequests("POST", "servers/"))"'

        $run.Ended | Should -BeNullOrEmpty
        $run.Output | Should -Be 'ended: 2 rows of the file have no server that answers. 1 servers are ready.', 'ready: app-03', 'there: app-02 app-03',
            'ready: app-01 app-02 app-03', 'orders: 4'
    }

    It '13: only what is old is removed, once' {
        $code = @(Get-RecipeCode 13)[0]
        $seed = '$null = $sandbox.AddServer("test-new"); $null = $sandbox.AddServer("test-old")'

        $run = Invoke-Recipe -Before $seed -Code ($code * 2) -After '"there: $((Get-VpsServer).Name)"; "deleted: $($sandbox.CountRequests("DELETE", "servers/{id}/"))"'

        $run.Ended | Should -BeNullOrEmpty
        $run.Output | Should -Contain 'there: web-server-01 db-server-01 test-new test-old'
        $run.Output | Should -Contain 'deleted: 0'
    }

    It '13: after a failure in the middle the next run goes on with what is left' {
        $code = @(Get-RecipeCode 13)[0].Replace('AddDays(-30)', 'AddDays(1)')
        $seed = '1..3 | ForEach-Object { $null = $sandbox.AddServer("test-0$_") }; $sandbox.FailNext("DELETE", "servers/900000004/", "Status", 1, 403)'

        $run = Invoke-Recipe -Before $seed -Code "try {`n$code`n} catch { `"ended, there: `$((Get-VpsServer -Name test-*).Name)`" }`n$code`n`"there: `$((Get-VpsServer).Name)`""

        $run.Ended | Should -BeNullOrEmpty
        $run.Output | Should -Be 'ended, there: test-02 test-03', 'there: web-server-01 db-server-01'
    }
}

Describe 'The recipes with ssh' {
    BeforeAll {
        $script:isUnix = $PSVersionTable.PSVersion.Major -ge 7 -and -not $IsWindows
        $script:ssh = @(Get-Command ssh -CommandType Application -ErrorAction SilentlyContinue | ForEach-Object Source)[0]

        # Names that are none, beside those of the sandbox: each could be a pattern, a line or a template of its own.
        $script:hostile = @'
$names = "evil`n    ProxyCommand touch x", 'a b', '*', '?', '!web', 'web *', '"q"', '#c', '-oX=y', '{{ 7 }}', 'web[1:9]', "$([char]0x212A)elvin", "web`r", "web-1`n", '.', '', ('a' * 64)
$names | ForEach-Object { $null = $sandbox.AddServer($_) }
1..2 | ForEach-Object { $null = $sandbox.AddServer('twin') }
$null = $sandbox.AddServer('Twin')
$null = $sandbox.AddServer('github.com', 'active', 'us-east')
'@
        function Set-ListedAddress {
            # Code that lets the next list give servers other addresses: by their places in the list, as JSON.
            param([hashtable] $Address)
            $edits = ($Address.Keys | ForEach-Object { "`$fault.Edits['results[$_].ip_address'] = '$($Address[$_])'" }) -join "`n"
            "`$fault = [VpsOrg.Sandbox.SandboxFault]@{ Kind = 'Alter'; Method = 'GET'; PathPattern = 'servers/' }`n$edits`n`$sandbox.InjectFault(`$fault)"
        }
    }

    BeforeEach {
        $script:folder = (New-Item -ItemType Directory -Path (Join-Path $TestDrive ([guid]::NewGuid()))).FullName
    }

    It '14: each server has a row with what it said, also one that fails, that is not reached or has no address' -Skip:($PSVersionTable.PSVersion.Major -lt 7 -or $IsWindows) {
        $bin = (New-Item -ItemType Directory -Path (Join-Path $folder 'bin')).FullName
        [IO.File]::WriteAllText("$bin/ssh", @'
#!/bin/sh
while [ "$1" != -- ]; do options="$options $1"; shift; done
case "$2" in
203.0.113.10) echo "up: $3"; echo "with:$options" ;;
203.0.113.12) echo 'half of it'; echo 'no such command' >&2; exit 127 ;;
*) echo "ssh: connect to host $2 port 22: Connection refused" >&2; exit 255 ;;
esac
'@.Replace("`r", '') + "`n")
        chmod 755 "$bin/ssh"
        $seed = '"web-02", "web-03", "web-04", "web-05" | ForEach-Object { $null = $sandbox.AddServer($_) }; $null = $sandbox.AddServer("web-06", "stopped")'
        $addresses = Set-ListedAddress @{ 4 = 'null'; 5 = '"-oProxyCommand=touch x"' }
        $path = $env:PATH
        try {
            $env:PATH = "${bin}:$path"
            $code = @(Get-RecipeCode 14)[0] -replace '(?m)^\$results\r?$', '$$results | ConvertTo-Json -Depth 3 | Set-Content results.json'
            $run = Invoke-Recipe -Before "$seed`n$addresses" -Code $code
        }
        finally {
            $env:PATH = $path
        }

        $run.Ended.Message | Should -Be '4 of 5 servers failed: web-02, web-03, web-04, web-05.'
        $rows = Get-Content -Raw (Join-Path $folder 'results.json') | ConvertFrom-Json
        $rows.Name | Should -Be 'web-02', 'web-03', 'web-04', 'web-05', 'web-server-01'
        $rows | ForEach-Object { "$($_.ExitCode)" } | Should -Be '127', '255', '', '', '0'
        $rows[0].Output | Should -Be 'half of it'
        $rows[0].Problem | Should -Be 'no such command'
        $rows[1].Problem | Should -BeLike '*203.0.113.13*refused*'
        $rows[4].Output | Should -Be 'up: uptime', 'with: -n -o BatchMode=yes -o ConnectTimeout=10 -o ServerAliveInterval=15 -l root'
        Get-ChildItem $folder | ForEach-Object Name | Should -Be 'bin', 'results.json'
    }

    It '15: the file holds the servers, and nothing that a name or an address says beside' {
        $addresses = Set-ListedAddress @{ 1 = '"1.2.3.4\n    ProxyCommand touch x"' }

        $run = Invoke-Recipe -Before "$hostile`n$addresses" -Code @(Get-RecipeCode 15)[0]

        $run.Ended | Should -BeNullOrEmpty
        $file = Join-Path $folder 'vps.conf'
        $github = @(Get-Content $file)[1] -replace '^ +HostName '
        $github | Should -Match '^203\.0\.113\.[0-9]+$'
        Get-Content $file | Should -Be 'Host vps-github.com', "    HostName $github", '    User root', 'Host vps-web-server-01', '    HostName 203.0.113.10', '    User root'
        if ($ssh) {
            & $ssh -G -F $file vps-web-server-01 | Should -Contain 'hostname 203.0.113.10'
            & $ssh -G -F $file vps-web-server-01 | Should -Contain 'user root'
            & $ssh -G -F $file github.com | Should -Contain 'hostname github.com'
            & $ssh -G -F $file github.com | Should -Not -Match '^proxycommand (?!none)'
        }
    }

    It '15: every server that is left out is named, and a second run is the same' {
        $code = @(Get-RecipeCode 15)[0]

        $run = Invoke-Recipe -Before $hostile -Code "$code`n`$first = Get-Content -Raw vps.conf`n`$warned = @()`n$($code.Replace('Write-Warning', '$warned += '))" `
            -After '"same: $($first -ceq (Get-Content -Raw vps.conf)), left out: $($warned.Count) of $(@(Get-VpsServer).Count)"'

        $run.Ended | Should -BeNullOrEmpty
        $run.Output | Should -Be 'same: True, left out: 20 of 23'
    }

    It '<Number>: a list that cannot be read leaves the last file as it was, and none is an empty file' -ForEach @(
        @{ Number = 15; File = 'vps.conf' }
        @{ Number = 16; File = 'vps.json' }
    ) {
        $code = @(Get-RecipeCode $Number)[0]

        $run = Invoke-Recipe -Before "Set-Content $File 'last'; `$sandbox.FailNext('GET', 'servers/', 'Status', 99, 403)" -Code "try {`n$code`n} catch { 'ended' }`nGet-Content $File" `
            -After "`$sandbox.ClearFaults(); Get-VpsServer | Remove-VpsServer -Force; $code"

        $run.Output[0..1] | Should -Be 'ended', 'last'
        $run.Ended | Should -BeNullOrEmpty
        $written = Get-Content -Raw (Join-Path $folder $File)
        $written | Should -Not -Match 'last'
        $written | Should -Not -Match '203\.'
    }

    It '16: the inventory holds the active servers by location, and nothing that a name says beside' {
        $more = '$null = $sandbox.AddServer("web-02"); $null = $sandbox.AddServer("web-03", "stopped"); $null = $sandbox.AddServer("web-04", "active", "{{ x }}")'

        $run = Invoke-Recipe -Before "$hostile`n$more" -Code @(Get-RecipeCode 16)[0]

        $run.Ended | Should -BeNullOrEmpty
        $groups = (Get-Content -Raw (Join-Path $folder 'vps.json') | ConvertFrom-Json).vps.children
        $groups.PSObject.Properties.Name | Should -Be 'vps_us_east', 'vps_us_west'
        $groups.vps_us_west.hosts.PSObject.Properties.Name | Should -Be 'vps-web-02', 'vps-web-server-01'
        $groups.vps_us_east.hosts.PSObject.Properties.Name | Should -Be 'vps-db-server-01', 'vps-github.com'
        $one = $groups.vps_us_west.hosts.'vps-web-server-01'
        $one.ansible_host, $one.ansible_user, $one.vps_id | Should -Be '203.0.113.10', 'root', 900000001
    }

    It '17: each run takes a snapshot of every web server and keeps three of its own' {
        $seed = $withTrail + '$null = $sandbox.AddServer("web-02"); $null = $sandbox.AddSnapshot(900000001, "nightly-20250101-000000")'

        $run = Invoke-Recipe -Before $seed -Code (@(Get-RecipeCode 17)[0] * 5) -After '
Get-VpsSnapshot | Group-Object ServerName | Sort-Object Name | ForEach-Object { "$($_.Name): $($_.Count)" }
"by hand: $((Get-VpsSnapshot -Id 910000001).Name)"
"deleted: $($sandbox.CountRequests("DELETE", "snapshots/{id}/")), taken: $($sandbox.CountRequests("POST", "snapshots/"))"'

        $run.Ended | Should -BeNullOrEmpty
        @($run.Output -match '^(web|by hand|deleted)') | Should -Be 'web-02: 3', 'web-server-01: 4', 'by hand: nightly-20250101-000000', 'deleted: 4, taken: 10'
    }

    It '17: a server whose snapshot fails keeps its old ones, and the others go on' {
        $seed = $withTrail + '$null = $sandbox.AddServer("web-02")'
        $code = @(Get-RecipeCode 17)[0]

        $run = Invoke-Recipe -Before $seed -Code ($code * 3 + '$sandbox.FailSnapshot()') -After "
try {`n$code`n} catch { `"ended: `$_`" }
Get-VpsSnapshot | Group-Object ServerName, Status | Sort-Object Name | ForEach-Object { `"`$(`$_.Name): `$(`$_.Count)`" }"

        $run.Ended | Should -BeNullOrEmpty
        @($run.Output -match '^(web|ended)') | Should -Be 'ended: 1 errors. Servers without a new snapshot kept their old ones.', 'web-02, completed: 3', 'web-server-01, completed: 3', 'web-server-01, failed: 1'
    }

    It '18: a change that passes its check keeps its snapshot and restores nothing' {
        Set-Content (Join-Path $folder 'change.ps1') 'param($Server) "changed $Server, which is $((Get-VpsServer $Server.Id).Status)"'
        Set-Content (Join-Path $folder 'check.ps1') 'param($Server)'

        $run = Invoke-Recipe -Before $withTrail -Code (@(Get-RecipeCode 18)[0] * 2) -After '
"$((Get-VpsSnapshot).Status), $((Get-VpsServer web-server-01).Status), restored: $($sandbox.CountRequests("POST", "snapshots/{id}/restore/"))"'

        $run.Ended | Should -BeNullOrEmpty
        $run.Output | Should -Be 'changed web-server-01, which is active', 'changed web-server-01, which is active', 'completed completed, active, restored: 0'
    }

    It '18: a check that fails rolls back once, and the server runs again' {
        Set-Content (Join-Path $folder 'change.ps1') 'param($Server)'
        Set-Content (Join-Path $folder 'check.ps1') 'param($Server) throw "the site is down"'

        $run = Invoke-Recipe -Before $withTrail -Code "try {`n$(@(Get-RecipeCode 18)[0])`n} catch { `"ended: `$_`" }" -After '
"$((Get-VpsServer web-server-01).Status), $(@($sandbox.Requests | Where-Object Method -EQ POST).Path -like "snapshots/*/*")"'

        $run.Output[0] | Should -Match "^ended: The change was rolled back to snapshot 'before-change-\d{8}-\d{6}': the site is down$"
        $run.Output[1] | Should -Be 'active, snapshots/910000001/restore/'
    }

    It '18: without a completed snapshot nothing is changed: <Name>' -ForEach @(
        @{ Name = 'it failed'; Sent = 'stop snapshots start'; Fault = '$sandbox.FailSnapshot()' }
        @{ Name = 'it was refused'; Sent = 'stop snapshots start'; Fault = '$sandbox.FailNext("POST", "snapshots/", "Status", 1, 403)' }
        @{ Name = 'there are five'; Sent = ''; Fault = '1..5 | ForEach-Object { $null = $sandbox.AddSnapshot(900000001, "by-hand-$_") }' }
    ) {
        Set-Content (Join-Path $folder 'change.ps1') 'param($Server) "changed $Server"'
        Set-Content (Join-Path $folder 'check.ps1') 'param($Server)'

        $run = Invoke-Recipe -Before ($withTrail + $Fault) -Code "try {`n$(@(Get-RecipeCode 18)[0])`n} catch { 'ended' }" -After '
"$((Wait-VpsServer web-server-01 -Status active).Status), sent: $(@($sandbox.Requests | Where-Object Method -EQ POST).ForEach{ $_.Path.Split("/")[-2] })"'

        $run.Output | Should -Be 'ended', "active, sent: $Sent"
    }

    It '18: a restore that fails is the error, and the snapshot stays' {
        Set-Content (Join-Path $folder 'change.ps1') 'param($Server) throw "no space left"'

        $run = Invoke-Recipe -Before ($withTrail + '$sandbox.FailRestore("broken")') -Code "try {`n$(@(Get-RecipeCode 18)[0])`n} catch { `"ended: `$_`" }" -After '"$((Get-VpsSnapshot).Status)"'

        $run.Output[0] | Should -Match "^ended: .*'broken'"
        $run.Output[-1] | Should -Be 'completed'
    }

    It '19: a server is in the report whose last completed copy is older than seven days, and no other' {
        $seed = '
$null = "web-02", "web-03", "web-04", "web-05" | ForEach-Object { $sandbox.AddServer($_) }
$old, $new = [DateTimeOffset]::Now.AddDays(-8), [DateTimeOffset]::Now.AddDays(-6)
$null = $sandbox.AddSnapshot(900000003, "new", "completed", $new); $null = $sandbox.AddSnapshot(900000003, "old", "completed", $old)
$null = $sandbox.AddSnapshot(900000004, "old", "completed", $old); $null = $sandbox.AddSnapshot(900000004, "new", "failed", $new)
$null = $sandbox.AddBackup(900000005, "automatic", "in_progress", $new)
$null = $sandbox.AddBackup(900000006, "manual", "completed", $new)'

        $run = Invoke-Recipe -Before $seed -Code ("`$once = @(`n$(@(Get-RecipeCode 19)[0])`n); `$twice = @(`n$(@(Get-RecipeCode 19)[0])`n)") -After '
$once | ForEach-Object { "$($_.Name) $(if ($_.LastCopy) { [math]::Floor(((Get-Date) - $_.LastCopy).TotalDays) -ge 8 })".Trim() }
"same: $("$once" -ceq "$twice")"'

        $run.Ended | Should -BeNullOrEmpty
        $run.Output | Should -Be 'web-server-01 True', 'db-server-01', 'web-03 True', 'web-04', 'same: True'
    }

    It '19: where copies cannot be read there is no report' -ForEach 'snapshots/', 'backups/', 'servers/' {
        $run = Invoke-Recipe -Before "`$sandbox.FailNext('GET', '$_', 'Status', 9, 403)" -Code (@(Get-RecipeCode 19)[0])

        $run.Ended | Should -Not -BeNullOrEmpty
        $run.Output | Should -BeNullOrEmpty
    }
}
