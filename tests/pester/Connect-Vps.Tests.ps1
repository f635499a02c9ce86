BeforeAll {
    . (Join-Path $PSScriptRoot 'TestTools.ps1')
    $script:server = Open-SandboxServer
}

AfterAll {
    Close-SandboxServer $server
}

Describe 'Connect-Vps to an account' {
    BeforeEach {
        Clear-ServerLog $server
    }

    AfterEach {
        Remove-Item -Path Env:VPS_API_TOKEN, Env:VPS_API_URL -ErrorAction Ignore
        Get-VpsSession | Disconnect-Vps
    }

    It 'proves the token at once and becomes the default' {
        $vps = Connect-Vps (ConvertTo-TestToken vps_sandbox) -ApiUri $server.ApiUri

        $vps | Should -BeOfType VpsOrg.PowerShell.VpsSession
        $vps.Account | Should -Be 'sandbox@example.com'
        $vps.IsConnected | Should -BeTrue
        $vps.IsSandbox | Should -BeFalse
        (Get-ServerLog $server).Path | Should -Be 'account/me/'
        Get-VpsSession -Default | Should -Be $vps
        (Get-VpsServer 900000001).Name | Should -Be 'web-server-01'
    }

    It 'leaves the default as it is with -NotDefault' {
        $first = Connect-Vps -Sandbox

        $second = Connect-Vps (ConvertTo-TestToken vps_sandbox) -ApiUri $server.ApiUri -NotDefault

        Get-VpsSession -Default | Should -Be $first
        (Get-VpsServer 900000001 -Session $second).Id | Should -Be 900000001
    }

    It 'sends nothing with -SkipTokenCheck' {
        $vps = Connect-Vps (ConvertTo-TestToken wrong) -ApiUri $server.ApiUri -SkipTokenCheck

        $vps.IsConnected | Should -BeTrue
        $vps.Account | Should -BeNullOrEmpty
        Get-ServerLog $server | Should -BeNullOrEmpty
    }

    It 'ends with TokenRejected where the API does not know the token, and connects nothing' {
        $outcome = Get-Outcome { Connect-Vps (ConvertTo-TestToken vps_wrong) -ApiUri $server.ApiUri }

        $outcome.Ended.FullyQualifiedErrorId | Should -Be 'TokenRejected,VpsOrg.PowerShell.Commands.ConnectVpsCommand'
        $outcome.Ended.CategoryInfo.Category | Should -Be 'AuthenticationError'
        $outcome.Output.Count | Should -Be 0
        Get-VpsSession | Should -BeNullOrEmpty
    }

    It 'proves the token by the list where the host has no account/me/' {
        $plain = Open-SandboxServer '--no-account-endpoint'
        try {
            $vps = Connect-Vps (ConvertTo-TestToken vps_sandbox) -ApiUri $plain.ApiUri

            $vps.IsConnected | Should -BeTrue
            $vps.Account | Should -BeNullOrEmpty
            (Get-ServerLog $plain).Path | Should -Be 'account/me/', 'servers/'

            $outcome = Get-Outcome { Connect-Vps (ConvertTo-TestToken vps_wrong) -ApiUri $plain.ApiUri }
            $outcome.ErrorIds | Should -Be 'TokenRejected'
        }
        finally {
            Close-SandboxServer $plain
        }
    }

    It 'takes token and address from the environment, and says so at -Verbose' {
        $child = Invoke-Child -Environment @{ VPS_API_TOKEN = 'vps_sandbox'; VPS_API_URL = [string]$server.ApiUri } -Script @'
            $all = Connect-Vps -Verbose 4>&1
            $all | Where-Object { $_ -is [Management.Automation.VerboseRecord] } | ForEach-Object { $_.Message }
            ($all | Where-Object { $_ -is [VpsOrg.PowerShell.VpsSession] }).Account
            (Get-VpsServer).Count
'@

        $child.ErrorText | Should -BeNullOrEmpty
        $child.Output | Should -BeLike '*VPS_API_TOKEN*'
        $child.Output | Should -BeLike "*VPS_API_URL*$($server.ApiUri)*"
        $child.Output | Should -Match '(?m)^sandbox@example\.com\r?\n2$'
    }

    It 'takes what was typed rather than the environment, and says so at -Verbose' {
        $env:VPS_API_TOKEN = 'vps_other'
        $env:VPS_API_URL = 'http://127.0.0.1:1/'

        $outcome = Get-Outcome { Connect-Vps -Token (ConvertTo-TestToken vps_sandbox) -ApiUri $server.ApiUri -Verbose }

        $outcome.Output.Account | Should -Be 'sandbox@example.com'
        $outcome.Verbose -join "`n" | Should -BeLike '*-Token*-ApiUri*'
    }

    It 'uses the vendor''s address where none is given' {
        $vps = Connect-Vps (ConvertTo-TestToken vps_any) -SkipTokenCheck

        $vps.ApiUri | Should -Be 'https://admin.vps.org/api/v1/'
    }

    It 'ends with NoToken where nobody can be asked' {
        $child = Invoke-Child 'try { Connect-Vps } catch { $_.FullyQualifiedErrorId }; "still here"'

        $child.Output -split '\r?\n' | Should -Be 'NoToken,VpsOrg.PowerShell.Commands.ConnectVpsCommand', 'still here'
    }

    It 'ends with NoToken where input is redirected, and leaves the host alive and the input unread' {
        $child = Invoke-Child -Interactive -StandardInput "vps_typed`n" -Script @'
            try { Connect-Vps -ApiUri http://127.0.0.1:1/ } catch { $_.FullyQualifiedErrorId }
            "next line: $([Console]::In.ReadLine())"
'@

        $child.Output -split '\r?\n' | Should -Be 'NoToken,VpsOrg.PowerShell.Commands.ConnectVpsCommand', 'next line: vps_typed'
        $child.ExitCode | Should -Be 0
    }

    It 'refuses an address that no token may go to: <_>' -ForEach @(
        'ftp://example.com/', 'relative/path', 'http://api.example.com/api/v1/', 'https://user:word@example.com/', 'https://example.com/?key=1') {
        $address = $_

        $outcome = Get-Outcome { Connect-Vps (ConvertTo-TestToken vps_any) -ApiUri $address -SkipTokenCheck }

        $outcome.Ended.FullyQualifiedErrorId | Should -Be 'InvalidParameter,VpsOrg.PowerShell.Commands.ConnectVpsCommand'
        Get-VpsSession | Should -BeNullOrEmpty
    }

    It 'names the variable that holds no address' {
        $env:VPS_API_URL = 'nonsense'

        $outcome = Get-Outcome { Connect-Vps (ConvertTo-TestToken vps_any) -SkipTokenCheck }

        $outcome.ErrorIds | Should -Be 'InvalidParameter'
        $outcome.Ended.ToString() | Should -BeLike '*VPS_API_URL*'
    }

    It 'refuses a token that no header can carry, without showing it' {
        $outcome = Get-Outcome { Connect-Vps (ConvertTo-TestToken "vps_two`nlines") -ApiUri $server.ApiUri }

        $outcome.ErrorIds | Should -Be 'InvalidParameter'
        $outcome.Ended.ToString() | Should -Not -BeLike '*vps_two*'
        Get-ServerLog $server | Should -BeNullOrEmpty
    }

    It 'warns where -AllowInsecure lets the token travel in the clear' {
        $outcome = Get-Outcome { Connect-Vps (ConvertTo-TestToken vps_any) -ApiUri http://api.example.com/ -AllowInsecure -SkipTokenCheck }

        $outcome.Output.ApiUri | Should -Be 'http://api.example.com/'
        $outcome.Warnings | Should -BeLike '*http*api.example.com*'
    }

    It 'says that a host is not the API, whatever it answers: <Name>' -ForEach @(
        @{ Name = 'a page'; Fault = @{ body = '<html><title>Hello</title></html>'; contentType = 'text/html' } }
        @{ Name = 'a page that is not there'; Fault = @{ status = 404; body = '<html><title>404</title></html>'; contentType = 'text/html' } }
        @{ Name = 'JSON of something else'; Fault = @{ body = '{"name": "something else", "version": 7}' } }
        @{ Name = 'a list'; Fault = @{ body = '[]' } }
        @{ Name = 'nothing'; Fault = @{ body = '' } }
    ) {
        Add-ServerFault $server (@{ kind = 'Body'; times = 9 } + $Fault)

        $outcome = Get-Outcome { Connect-Vps (ConvertTo-TestToken vps_any) -ApiUri $server.ApiUri }

        $outcome.ErrorIds | Should -Be 'NotTheApi'
        $outcome.Ended.ToString() | Should -BeLike 'This is not the VPS.org API: *'
        Get-VpsSession | Should -BeNullOrEmpty
    }

    It 'keeps file and line in its errors, and hides the statement: <Line>' -ForEach @(
        @{ Line = 'Connect-Vps -Token (ConvertTo-SecureString vps_abcdefghijkl -AsPlainText -Force) -ApiUri http://127.0.0.1:1/ -MaximumRetryCount 0' }
        @{ Line = 'Connect-Vps -Token vps_abcdefghijkl' }
        @{ Line = 'Connect-Vps -Sandbox -Protect db-* vps_abcdefghijkl' }
        @{ Line = 'Connect-Vps -Sandbox -Name vps_abcdefghijkl' }
        @{ Line = 'Connect-Vps -Sandbox -Name lab, vps_abcdefghijkl' }
        @{ Line = 'Connect-Vps -Sandbox -LogPath trail.log, vps_abcdefghijkl' }
        @{ Line = 'Get-VpsServer -Session vps_abcdefghijkl' }
    ) {
        $file = Join-Path $TestDrive script.ps1
        Set-Content $file "# first`n# second`nfunction Open-All {`n    $Line`n}`nOpen-All"

        $outcome = Get-Outcome { & $file }

        $outcome.Ended.InvocationInfo.ScriptName | Should -Be $file
        $outcome.Ended.InvocationInfo.ScriptLineNumber | Should -Be 4
        $outcome.Ended.InvocationInfo.PositionMessage | Should -BeLike "*$([WildcardPattern]::Escape($file)):4 *"
        $outcome.Ended.ScriptStackTrace | Should -BeLike "*script.ps1: line 4*"
        $outcome.Ended.InvocationInfo.PositionMessage, $outcome.Ended.InvocationInfo.Line | Should -Not -Match 'vps_abc'
        $outcome.Ended | Format-List * -Force | Out-String | Should -Not -Match 'vps_abc'
    }

    It 'says that nobody answers at an address' {
        $outcome = Get-Outcome { Connect-Vps (ConvertTo-TestToken vps_any) -ApiUri http://127.0.0.1:1/ -MaximumRetryCount 0 }

        $outcome.Ended.FullyQualifiedErrorId | Should -Be 'ApiUnavailable,VpsOrg.PowerShell.Commands.ConnectVpsCommand'
        $outcome.Ended.CategoryInfo.Category | Should -Be 'ConnectionError'
    }
}

Describe 'Connect-Vps -Sandbox' {
    AfterEach {
        Remove-Item -Path Env:VPS_API_TOKEN, Env:VPS_API_URL -ErrorAction Ignore
        Get-VpsSession | Disconnect-Vps
    }

    It 'never looks at the environment' {
        $env:VPS_API_TOKEN = 'vps_production'
        $env:VPS_API_URL = [string]$server.ApiUri
        Clear-ServerLog $server

        $outcome = Get-Outcome { Connect-Vps -Sandbox -Verbose; Get-VpsServer }

        $outcome.Output[0].IsSandbox | Should -BeTrue
        $outcome.Output[0].ApiUri.Host | Should -Be 'sandbox.invalid'
        $outcome.Output.Count | Should -Be 3
        $outcome.Verbose.Count | Should -BeGreaterThan 0
        $outcome.Verbose | Should -Not -BeLike '*VPS_API_*'
        Get-ServerLog $server | Should -BeNullOrEmpty
    }

    It 'takes neither a token nor an address: <_>' -ForEach '-ApiUri https://example.com/', '-Token (ConvertTo-TestToken x)', '-SkipTokenCheck' {
        $outcome = Get-Outcome ([scriptblock]::Create("Connect-Vps -Sandbox $_"))

        $outcome.ErrorIds | Should -Be 'AmbiguousParameterSet'
        Get-VpsSession | Should -BeNullOrEmpty
    }

    It 'has as many servers, as much money and as much delay as it is told' {
        $vps = Connect-Vps -Sandbox -SandboxServerCount 57 -SandboxPageSize 20 -SandboxCredits 30 -SandboxDelaySec 3600

        (Get-VpsServer).Count | Should -Be 57
        $vps.Sandbox.Credits | Should -Be 30
        (Stop-VpsServer 900000001 -PassThru).Status | Should -Be 'stopping'
        (Get-VpsServer 900000001).Status | Should -Be 'stopping'
    }

    It 'gives its session a name: the one it is told, else the account, else the account with a number' {
        (Connect-Vps -Sandbox -Name lab).Name | Should -Be 'lab'
        (Connect-Vps -Sandbox).Name | Should -Be 'sandbox@example.com'
        (Connect-Vps -Sandbox).Name | Should -Be 'sandbox@example.com-2'
    }

    It 'refuses a name that another session has, or that cannot be one: <Name>' -ForEach @(
        @{ Name = 'LAB'; Id = 'SessionNameExists' }, @{ Name = ''; Id = 'InvalidParameter' }, @{ Name = $null; Id = 'InvalidParameter' }, @{ Name = 'la*'; Id = 'InvalidParameter' }
        @{ Name = "la`nb"; Id = 'InvalidParameter' }, @{ Name = 'vps_abcdefghijkl'; Id = 'InvalidParameter' }
    ) {
        $lab = Connect-Vps -Sandbox -Name lab

        $outcome = Get-Outcome { Connect-Vps -Sandbox -Name $Name }

        $outcome.ErrorIds | Should -Be $Id
        Get-VpsSession | Should -Be $lab
    }

    It 'makes accounts that have nothing to do with each other' {
        $one = Connect-Vps -Sandbox
        $other = Connect-Vps -Sandbox

        Remove-VpsServer 900000001 -Session $one -Force

        (Get-VpsServer -Session $one).Id | Should -Be 900000002
        (Get-VpsServer -Session $other).Id | Should -Be 900000001, 900000002
    }
}

Describe 'The guards of a session' {
    AfterEach {
        Get-VpsSession | Disconnect-Vps
    }

    It '-ReadOnly lets no write leave: <_>' -ForEach @(
        'New-VpsServer new -PlanId 1 -OsId 1 -Location us-west', 'Set-VpsServer 900000001 -NewName other', 'Remove-VpsServer 900000001 -Force',
        'Start-VpsServer 900000001', 'Stop-VpsServer 900000001', 'Restart-VpsServer 900000001',
        'Set-VpsServer 900000001 -Replace -NewName other -Hostname a.example.com -BackupsEnabled $true') {
        $vps = Connect-Vps -Sandbox -ReadOnly

        $outcome = Get-Outcome ([scriptblock]::Create($_))

        $outcome.ErrorIds | Should -Be 'SessionReadOnly'
        Get-Write $vps | Should -BeNullOrEmpty
        (Get-VpsServer).Count | Should -Be 2
    }

    It '-Protect refuses every write but a start to servers of that name, even with -Force' {
        $vps = Connect-Vps -Sandbox -SandboxDelaySec 0 -Protect 'DB-*'
        $vps.Sandbox.SetServerStatus(900000002, 'stopped')

        $outcome = Get-Outcome {
            900000001, 900000002 | Restart-VpsServer
            Remove-VpsServer 900000002 -Force
            Set-VpsServer 900000002 -NewName free
            Start-VpsServer 900000002
        }

        $outcome.ErrorIds | Should -Be 'ServerProtected', 'ServerProtected', 'ServerProtected'
        Get-Write $vps | Should -Be 'POST servers/900000001/reboot/', 'POST servers/900000002/start/'
    }

    It '-Protect refuses a broken pattern before anything is sent' {
        (Get-Outcome { Connect-Vps -Sandbox -Protect 'db[' }).ErrorIds | Should -Be 'InvalidParameter'
        Get-VpsSession | Should -BeNullOrEmpty
    }

    It '-LogPath keeps two lines a write, at PowerShell''s own location' {
        Push-Location $TestDrive
        try {
            $null = Connect-Vps -Sandbox -LogPath trail.log
        }
        finally {
            Pop-Location
        }

        Stop-VpsServer 900000001
        $null = Get-VpsServer

        $lines = @(Get-Content (Join-Path $TestDrive trail.log) | ConvertFrom-Json)
        $lines.Count | Should -Be 2
    }

    It '-LogPath that names no file is refused: <_>' -ForEach 'Env:\x', 'Variable:\x', 'Function:\x', '.' {
        Push-Location $TestDrive
        try {
            $outcome = Get-Outcome { Connect-Vps -Sandbox -LogPath $_ }
        }
        finally {
            Pop-Location
        }

        $outcome.ErrorIds | Should -Be 'InvalidParameter'
        Get-VpsSession | Should -BeNullOrEmpty
        Join-Path $TestDrive 'x' | Should -Not -Exist
    }

    It '-Proxy that is none is refused at once: <_>' -ForEach 'foo', 'ftp://proxy:21', 'http://user:geheim@proxy:8080' {
        $outcome = Get-Outcome { Connect-Vps -Token (ConvertTo-TestToken 'vps_x') -SkipTokenCheck -Proxy $_ }

        $outcome.ErrorIds | Should -Be 'InvalidParameter'
        "$($outcome.Errors)" | Should -Not -Match geheim
        Get-VpsSession | Should -BeNullOrEmpty
    }

    It '-Proxy takes host:port, as other tools do' {
        (Connect-Vps -Token (ConvertTo-TestToken 'vps_x') -SkipTokenCheck -Proxy proxy.example.com:8080).IsConnected | Should -BeTrue
    }

    It '-LogPath that cannot be written is refused at once' {
        $outcome = Get-Outcome { Connect-Vps -Sandbox -LogPath (Join-Path $TestDrive 'no/such/folder/trail.log') }

        $outcome.ErrorIds | Should -Be 'InvalidParameter'
        Get-VpsSession | Should -BeNullOrEmpty
    }
}
