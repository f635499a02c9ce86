BeforeAll {
    . (Join-Path $PSScriptRoot 'TestTools.ps1')
    $script:canary = 'vps_canary_6f1d0c7be2'
    $script:server = Open-SandboxServer -Token $canary

    $wide = [Text.Encoding]::Unicode.GetBytes($canary)
    $narrow = [Text.Encoding]::UTF8.GetBytes($canary)
    $script:forms = @(
        $canary
        [BitConverter]::ToString($wide).Replace('-', '') # What a SecureString is exported as where the system has no DPAPI.
        [BitConverter]::ToString($narrow).Replace('-', '')
        [Convert]::ToBase64String($wide)
        [Convert]::ToBase64String($narrow)
    )

    function Test-Canary {
        # Whether a text holds the token: as it is, or as PowerShell or HTTP would encode it, broken into lines or not.
        param([AllowNull()] [AllowEmptyString()] [string] $Text)
        $flat = $Text -replace '\s+'
        foreach ($form in $forms) {
            if ($flat.IndexOf($form, [StringComparison]::OrdinalIgnoreCase) -ge 0) {
                return $true
            }
        }

        $false
    }

    # Shows everything that a runspace holds after a script, in every way that somebody might log it.
    $script:showAll = @'
        $Error.Clear()
        $outlets = [Collections.Generic.List[string]]::new()
        $written = @(try { . ([scriptblock]::Create($script)) *>&1 } catch { $_ })
        foreach ($one in @($written) + @($Error | Where-Object { $written -notcontains $_ })) {
            $outlets.Add([string]$one)
            $outlets.Add(($one | Out-String -Width 4096))
            $outlets.Add(($one | Format-List * -Force | Out-String -Width 4096))
            if ($one -is [Management.Automation.ErrorRecord]) {
                foreach ($part in $one.Exception, $one.Exception.InnerException, $one.InvocationInfo, $one.TargetObject, $one.ErrorDetails, $one.Exception.Data) {
                    $outlets.Add([string]$part)
                    $outlets.Add(($part | Format-List * -Force | Out-String -Width 4096))
                }

                $outlets.Add($one.ScriptStackTrace)
                $outlets.Add([Management.Automation.PSSerializer]::Serialize($one.InvocationInfo.BoundParameters, 3))
                $outlets.Add([Management.Automation.PSSerializer]::Serialize($one.Exception, 3))
            }
            elseif ($one -isnot [Management.Automation.InformationalRecord]) {
                $outlets.Add(($one | Get-Member -Force | Out-String -Width 4096))
                $outlets.Add([Management.Automation.PSSerializer]::Serialize($one, 5))
                $outlets.Add(($one | ConvertTo-Json -Depth 5 -WarningAction SilentlyContinue))
            }
        }

        Export-Clixml -InputObject @($Error) -Path $file -Depth 3
        $outlets.Add([IO.File]::ReadAllText($file))
        $outlets.Add((Get-Variable | Where-Object Name -NotIn 'token', 'script', 'outlets', 'canary' | Out-String -Width 4096))
        [pscustomobject]@{ Outlets = $outlets; Errors = $Error.Count; Written = $written.Count }
        Get-VpsSession | Disconnect-Vps
'@
    $script:place = Open-Runspace # One for all, for a new one reads every view anew.

    function Get-Outlet {
        # Runs a script, with -Verbose and -Debug on, in a runspace that holds the token as a SecureString.
        param([string] $Script)
        $preferences = '$VerbosePreference = $DebugPreference = $InformationPreference = ''Continue''; '
        $other = Receive-Script (Start-Script ($preferences + $showAll) -Runspace $place -Variable @{
                token = ConvertTo-TestToken $canary; script = $Script; file = Join-Path $TestDrive 'errors.xml'; uri = $server.ApiUri
            })
        $other.Ended | Should -BeNullOrEmpty
        $other.Output.Count | Should -Be 1
        $texts = @($other.Output[0].Outlets) + @($other.Progress | Out-String -Width 4096) + @($other.Errors | Out-String -Width 4096) + @($other.Debug | Out-String -Width 4096)
        [pscustomobject]@{ Texts = $texts; Errors = $other.Output[0].Errors; Written = $other.Output[0].Written }
    }
}

AfterAll {
    $place.Dispose()
    Close-SandboxServer $server
}

Describe 'The token' {
    BeforeEach {
        Clear-ServerLog $server
    }

    It 'is found by this test where it is shown: <_>' -ForEach @(
        if ([IO.Path]::DirectorySeparatorChar -eq '/') { 'Write-Output $token' } # An exported SecureString is encrypted on Windows.
        '$plain = [Net.NetworkCredential]::new('''', $token).Password; Write-Verbose "$plain"'
        'Write-Error ([Net.NetworkCredential]::new('''', $token).Password)'
        'throw [Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes([Net.NetworkCredential]::new('''', $token).Password))') {
        $outlet = Get-Outlet $_

        @($outlet.Texts | Where-Object { Test-Canary $_ }).Count | Should -BeGreaterThan 0
    }

    It 'is in no stream, error or export where all goes well: <_>' -ForEach @(
        'Connect-Vps -Token $token -ApiUri $uri', 'Connect-Vps $token -ApiUri $uri -Verbose -Debug',
        '$null = Connect-Vps $token -ApiUri $uri; Get-VpsServer; Get-VpsServer 900000001; Set-VpsServer 900000001 -BackupsEnabled $true; Get-VpsSession',
        'Connect-Vps -Token $token -ApiUri $uri -OutVariable made; $made | Export-Clixml $file; [IO.File]::ReadAllText($file); $made | Select-Object *') {
        $outlet = Get-Outlet $_

        $outlet.Errors | Should -Be 0
        $outlet.Written | Should -BeGreaterThan 0
        @(Get-ServerLog $server | Where-Object authorized).Count | Should -BeGreaterThan 0
        $outlet.Texts | Where-Object { Test-Canary $_ } | Should -BeNullOrEmpty
    }

    It 'is in no stream, error or export where the API echoes it: <Kind> <Status>' -ForEach @(
        @{ Kind = 'Status'; Status = 400 }, @{ Kind = 'Status'; Status = 401 }, @{ Kind = 'Status'; Status = 403 }, @{ Kind = 'Status'; Status = 404 }
        @{ Kind = 'Status'; Status = 409 }, @{ Kind = 'Status'; Status = 429 }, @{ Kind = 'Status'; Status = 500 }, @{ Kind = 'Status'; Status = 502 }
        @{ Kind = 'Status'; Status = 302 }, @{ Kind = 'Body'; Status = 200 }) {
        foreach ($body in "{`"detail`": `"Bearer $canary`", `"$canary`": [`"$canary`"]}", "<html>$canary</html>", $canary) {
            foreach ($path in 'servers/', 'servers/{id}/', 'servers/{id}/stop/') {
                Add-ServerFault $server @{
                    kind = $Kind; status = $Status; body = $body; pathPattern = $path
                    headers = @{ 'X-Echo' = $canary; 'Retry-After' = '4000'; 'Location' = "http://127.0.0.1:1/$canary"; 'X-Request-Id' = $canary }
                }
            }
        }

        $outlet = Get-Outlet @'
            foreach ($time in 1..3) {
                $null = Connect-Vps $token -ApiUri $uri -MaximumRetryCount 0 -SkipTokenCheck
                try { Get-VpsServer } catch { $_ }
                Get-VpsServer 900000001
                Stop-VpsServer 900000001
            }
'@

        $outlet.Errors | Should -BeGreaterThan 1
        $outlet.Texts | Where-Object { Test-Canary $_ } | Should -BeNullOrEmpty
    }

    It 'is in no stream, error or export where a server''s fields hold it' {
        Add-ServerFault $server @{ kind = 'Body'; pathPattern = 'servers/{id}/'; body = "{`"id`": 900000001, `"name`": `"a-$canary`", `"message`": `"$canary`", `"odd`": {`"$canary`": [`"$canary`"]}}" }

        $outlet = Get-Outlet '$null = Connect-Vps $token -ApiUri $uri; Get-VpsServer 900000001; (Get-VpsSession).Permissions'

        $outlet.Written | Should -BeGreaterThan 0
        $outlet.Texts | Where-Object { Test-Canary $_ } | Should -BeNullOrEmpty
    }

    It 'is in no stream, error or export where connecting fails: <_>' -ForEach @(
        'Connect-Vps -Token $token -ApiUri http://127.0.0.1:1/ -MaximumRetryCount 1', 'Connect-Vps $token -ApiUri ftp://example.com/', 'Connect-Vps $token -ApiUri http://api.example.com/',
        'Connect-Vps -Token $token -ApiUri $uri -TimeoutSec 0', 'Connect-Vps -TimeoutSec 0 -Token $token', 'Connect-Vps -Token $token -TimeoutSec abc', 'Connect-Vps -Token $token -Sandbox',
        'Connect-Vps -Token $token -NoSuchParameter', 'Connect-Vps $token extra', 'Connect-Vps -Token $token -ApiUri $null', 'Connect-Vps -Token $token -Protect ''[''',
        'Connect-Vps -Token $token -LogPath /no/such/folder/x', 'Connect-Vps -Token $token -ApiUri $uri -MaximumRetryCount 1000',
        'Connect-Vps (ConvertTo-SecureString ("vps_canary_" + "6f1d0c7be2") -AsPlainText -Force) -ApiUri http://127.0.0.1:1/ -MaximumRetryCount 0') {
        $outlet = Get-Outlet $_

        $outlet.Errors | Should -BeGreaterThan 0
        $outlet.Texts | Where-Object { Test-Canary $_ } | Should -BeNullOrEmpty
    }

    It 'is in no error, nor in what follows it, where it was typed as plain text: <_>' -ForEach @(
        'Connect-Vps -Token ''vps_canary_6f1d0c7be2''', 'Connect-Vps ''vps_canary_6f1d0c7be2''', 'Connect-Vps vps_canary_6f1d0c7be2', 'Connect-Vps "vps_canary_6f1d0c7be2" -ApiUri $uri -Verbose',
        'Connect-Vps -Token @(''vps_canary_6f1d0c7be2'')', 'Connect-Vps vps_canary_6f1d0c7be2 -ErrorAction SilentlyContinue', 'try { Connect-Vps vps_canary_6f1d0c7be2 } catch { $_ }') {
        $outlet = Get-Outlet $_

        $outlet.Errors | Should -Be 1
        $outlet.Texts -join "`n" | Should -BeLike '*PlainTextToken,VpsOrg.PowerShell.Commands.ConnectVpsCommand*revoke it*'
        $outlet.Texts | Where-Object { Test-Canary $_ } | Should -BeNullOrEmpty
        Get-ServerLog $server | Should -BeNullOrEmpty
    }

    It 'typed as plain text beside another bad argument is in no error: <_>' -ForEach @(
        'Connect-Vps -Token vps_canary_6f1d0c7be2 -TimeoutSec 0', 'Connect-Vps -TimeoutSec 0 -Token vps_canary_6f1d0c7be2', 'Connect-Vps -TimeoutSec abc vps_canary_6f1d0c7be2',
        'Connect-Vps -Token vps_canary_6f1d0c7be2 -TimeoutSec $null', 'Connect-Vps vps_canary_6f1d0c7be2 -MaximumRetryCount 1000', 'Connect-Vps vps_canary_6f1d0c7be2 -ApiUri $null',
        'Connect-Vps -ApiUri @(1, 2) -Token vps_canary_6f1d0c7be2', 'Connect-Vps -Proxy $null -Token vps_canary_6f1d0c7be2', 'Connect-Vps -Protect @() -Token vps_canary_6f1d0c7be2',
        'Connect-Vps -Protect $null -Token vps_canary_6f1d0c7be2', 'Connect-Vps -LogPath '''' -Token vps_canary_6f1d0c7be2', 'Connect-Vps -LogPath /no/such/folder/x -Token vps_canary_6f1d0c7be2',
        'Connect-Vps -NoSuchParameter vps_canary_6f1d0c7be2', 'Connect-Vps -Token vps_canary_6f1d0c7be2 -NoSuchParameter', 'Connect-Vps -Tokn vps_canary_6f1d0c7be2', 'Connect-Vps $token vps_canary_6f1d0c7be2',
        'Connect-Vps vps_canary_6f1d0c7be2 extra', 'Connect-Vps extra vps_canary_6f1d0c7be2', 'Connect-Vps -Sandbox vps_canary_6f1d0c7be2', 'Connect-Vps -Sandbox -Token vps_canary_6f1d0c7be2',
        'Connect-Vps -Sandbox -SandboxDelaySec x vps_canary_6f1d0c7be2', 'Connect-Vps -Sandbox -SandboxServerCount -1 vps_canary_6f1d0c7be2',
        "Connect-Vps -Token ```n    vps_canary_6f1d0c7be2 -TimeoutSec 0", "Connect-Vps -TimeoutSec 0 ```n    vps_canary_6f1d0c7be2", "Connect-Vps (`n    'vps_canary_6f1d0c7be2')",
        '$bad = @{ Token = ''vps_canary_6f1d0c7be2''; TimeoutSec = 0 }; Connect-Vps @bad',
        '$bad = @{ Token = ''vps_canary_6f1d0c7be2''; Nonsense = 0 }; Connect-Vps @bad') {
        $outlet = Get-Outlet "try { $_ } finally { Remove-Variable bad -ErrorAction Ignore }"

        $outlet.Errors | Should -BeGreaterThan 0
        $outlet.Texts | Where-Object { Test-Canary $_ } | Should -BeNullOrEmpty
        Get-ServerLog $server | Should -BeNullOrEmpty
    }

    It 'typed as an address is in no error: <_>' -ForEach @(
        'Connect-Vps $token -ApiUri vps_canary_6f1d0c7be2', 'Connect-Vps $token -ApiUri https://127.0.0.1:1/vps_canary_6f1d0c7be2/', 'Connect-Vps $token -ApiUri http://vps_canary_6f1d0c7be2.example/',
        'Connect-Vps $token -ApiUri https://x:vps_canary_6f1d0c7be2@127.0.0.1:1/', 'Connect-Vps $token -ApiUri ''https://127.0.0.1:1/?token=vps_canary_6f1d0c7be2'' -Verbose',
        "Connect-Vps `$token ```n -ApiUri ```n 'https://127.0.0.1:1/vps_canary_6f1d0c7be2/'") {
        $outlet = Get-Outlet $_

        $outlet.Errors | Should -BeGreaterThan 0
        $outlet.Texts | Where-Object { Test-Canary $_ } | Should -BeNullOrEmpty
    }

    It 'typed in a path is in no stream, no question and no trail: <_>' -ForEach @(
        'servers/?token=vps_canary_6f1d0c7be2', 'vps_canary_6f1d0c7be2/', 'servers/vps_canary_6f1d0c7be2/', 'http://127.0.0.1:1/?x=vps_canary_6f1d0c7be2', 'servers/12345/?a=1&t=vps%5Fcanary%5f6f1d0c7be2',
        '../vps_canary_6f1d0c7be2', 'servers/?t=canary_6f1d0c7be2', 'servers/?t=dnBzX2NhbmFyeV82ZjFkMGM3YmUy') {
        $trail = Join-Path $TestDrive "$([guid]::NewGuid().ToString('n')).log"
        $outlet = Get-Outlet @"
            `$null = Connect-Vps `$token -ApiUri `$uri -LogPath '$trail' -MaximumRetryCount 0
            try { Invoke-VpsApi '$_' -Verbose -Debug } catch { `$_ }
            try { Invoke-VpsApi '$_' POST -WhatIf } catch { `$_ }
            try { Invoke-VpsApi '$_' -Method PATCH -Body @{ name = 'a' } } catch { `$_ }
            try { Invoke-VpsApi ``
                '$_' DELETE } catch { `$_ }
"@

        $outlet.Written | Should -BeGreaterThan 0
        $outlet.Texts | Where-Object { Test-Canary $_ } | Should -BeNullOrEmpty
        if (Test-Path $trail) {
            Test-Canary (Get-Content -Raw $trail) | Should -BeFalse
        }
    }

    It 'typed in the place of a name is in no stream, error or export: <_>' -ForEach @(
        'Get-VpsServer vps_canary_6f1d0c7be2', '''vps_canary_6f1d0c7be2'' | Get-VpsServer', 'Get-VpsServer -Name vps_canary_6f1d0c7be2 -Verbose', 'Get-VpsServer *canary_6f1d0c7be2*', 'Get-VpsServer ''[vps_canary_6f1d0c7be2''',
        'Stop-VpsServer vps_canary_6f1d0c7be2', 'Start-VpsServer vps_canary_6f1d0c7be2 -Wait', 'Restart-VpsServer vps_canary_6f1d0c7be2 -WhatIf', 'Remove-VpsServer vps_canary_6f1d0c7be2 -Force',
        'Set-VpsServer 12345 -NewName vps_canary_6f1d0c7be2', 'Set-VpsServer 12345 -Hostname vps_canary_6f1d0c7be2 -WhatIf', 'Wait-VpsServer 12345 -Status vps_canary_6f1d0c7be2 -TimeoutSec 1 -PollIntervalSec 1',
        'New-VpsServer vps_canary_6f1d0c7be2 -PlanId 1 -OsId 1 -Location us-west', 'New-VpsServer a -PlanId 1 -OsId 1 -Location vps_canary_6f1d0c7be2', 'New-VpsServer a -PlanId 1 -OsId 1 -Location vps_canary_6f1d0c7be2 -WhatIf',
        'Get-VpsServer -Status vps_canary_6f1d0c7be2', 'Get-VpsServer -Location vps_canary_6f1d0c7be2 -Verbose',
        "Get-VpsServer ```n    vps_canary_6f1d0c7be2") {
        $outlet = Get-Outlet "`$null = Connect-Vps `$token -ApiUri `$uri; 'connected'; $_"

        $outlet.Texts | Should -Contain 'connected'
        $outlet.Texts | Where-Object { Test-Canary $_ } | Should -BeNullOrEmpty
    }

    It 'is in no text where the API echoes it encoded or in part: <_>' -ForEach @(
        'canary_6f1d0c7be2', 'vps_canary_6f1d0c', 'dnBzX2NhbmFyeV82ZjFkMGM3YmUy', 'QmVhcmVyIHZwc19jYW5hcnlfNmYxZDBjN2JlMg==', '7670735F63616E6172795F36663164306337626532', 'VPS_CANARY_6F1D0C7BE2') {
        $echo = $_
        Add-ServerFault $server @{ kind = 'Status'; status = 400; body = "{`"detail`": `"got $echo here`"}"; method = 'GET'; pathPattern = 'servers/{id}/' }

        $outlet = Get-Outlet '$null = Connect-Vps $token -ApiUri $uri; Get-VpsServer 12345'

        $outlet.Errors | Should -Be 1
        $outlet.Texts -join "`n" | Should -BeLike '*got*`[redacted`]*here*'
        $outlet.Texts | Where-Object { $_.IndexOf("got $echo", [StringComparison]::OrdinalIgnoreCase) -ge 0 } | Should -BeNullOrEmpty
    }

    It 'of somebody else is hidden in errors and addresses, and a word like one stays in names' {
        Add-ServerFault $server @{ kind = 'Status'; status = 403; body = '{"detail": "token vps_somebody_else_1 is wrong"}'; method = 'GET'; pathPattern = 'servers/{id}/' }

        $outlet = Get-Outlet '$null = Connect-Vps $token -ApiUri $uri; Get-VpsServer 12345; Get-VpsServer vps_production_db; Invoke-VpsApi servers/?x=vps_somebody_else_2 -Verbose'

        $all = $outlet.Texts -join "`n"
        $outlet.Texts | Where-Object { $_ -like '*vps_somebody_else_1*' } | Should -BeNullOrEmpty
        $outlet.Texts | Where-Object { $_ -like '*vps_somebody_else_2 ->*' } | Should -BeNullOrEmpty
        $all | Should -BeLike '*No server is named ''vps_production_db''*'
    }

    It 'is not in the error of a script that holds it as text and passes it as a SecureString' {
        $outlet = Get-Outlet 'Connect-Vps ([Net.NetworkCredential]::new('''', ''vps_canary_6f1d0c7be2'').SecurePassword) -ApiUri http://127.0.0.1:1/ -MaximumRetryCount 0'

        $outlet.Errors | Should -BeGreaterThan 0
        $outlet.Texts | Where-Object { Test-Canary $_ } | Should -BeNullOrEmpty
    }

    It 'typed as plain text ends a standard script, and the console shows no token' {
        $child = Invoke-Child "`$ErrorActionPreference = 'Stop'; Connect-Vps -Token '$canary'"

        $child.ExitCode | Should -Be 1
        $child.ErrorText -replace '\s+', ' ' | Should -BeLike '*SecureString*revoke it*'
        Test-Canary "$($child.Output) $($child.ErrorText)" | Should -BeFalse
    }

    It 'is not in the console of a child that gets it from the environment and fails' {
        $child = Invoke-Child -Environment @{ VPS_API_TOKEN = $canary; VPS_API_URL = 'http://127.0.0.1:1/' } -Script @'
            $VerbosePreference = $DebugPreference = 'Continue'
            Connect-Vps -MaximumRetryCount 0
            $Error | Format-List * -Force
            if (Get-Command Get-Error -ErrorAction Ignore) { Get-Error }
'@

        $child.Output | Should -BeLike '*ApiUnavailable*'
        Test-Canary "$($child.Output) $($child.ErrorText)" | Should -BeFalse
    }

    It 'does not follow a redirect to another place' {
        $thief = Open-SandboxServer -Token $canary
        try {
            Add-ServerFault $server @{ kind = 'Status'; status = 302; pathPattern = 'servers/'; headers = @{ Location = [string][uri]::new($thief.ApiUri, 'servers/') } }
            $vps = Connect-SandboxServer $server

            $outcome = Get-Outcome { Get-VpsServer -Session $vps }

            $outcome.ErrorIds | Should -Be 'UnexpectedStatus'
            $outcome.Output.Count | Should -Be 0
            Get-ServerLog $thief | Should -BeNullOrEmpty
        }
        finally {
            Disconnect-Vps $vps
            Close-SandboxServer $thief
        }
    }

    It 'is not in the trail of writes' {
        $trail = Join-Path $TestDrive 'trail.log'
        Add-ServerFault $server @{ kind = 'Status'; status = 403; method = 'PATCH'; body = $canary }

        $outlet = Get-Outlet "`$null = Connect-Vps `$token -ApiUri `$uri -LogPath '$trail'; Restart-VpsServer 900000002; Set-VpsServer 900000002 -BackupsEnabled `$true"

        $outlet.Errors | Should -Be 1
        @(Get-Content $trail).Count | Should -Be 4
        Test-Canary (Get-Content -Raw $trail) | Should -BeFalse
    }
}
