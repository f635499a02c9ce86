BeforeAll {
    . (Join-Path $PSScriptRoot 'TestTools.ps1')
    $script:started = @{
        stop     = Start-Child @'
            $ErrorActionPreference = 'Stop'
            $vps = Connect-Vps -Sandbox -SandboxDelaySec 0
            try { 900000001, 999, 900000002 | Restart-VpsServer -Wait }
            finally { ($vps.Sandbox.Requests | Where-Object Method -EQ POST).Path }
            'not reached'
'@
        continue = Start-Child @'
            $vps = Connect-Vps -Sandbox -SandboxDelaySec 0
            900000001, 999, 900000002 | Restart-VpsServer
            ($vps.Sandbox.Requests | Where-Object Method -EQ POST).Path
'@
        noToken  = Start-Child @'
            $ErrorActionPreference = 'Stop'
            Connect-Vps
            Get-VpsServer | Stop-VpsServer
'@
    }
}

Describe 'The exit code of an unattended script' {
    It 'is 1 with $ErrorActionPreference = ''Stop'' where a server fails, and nothing is sent after that' {
        $child = Receive-Child $started.stop

        $child.ExitCode | Should -Be 1
        $child.Output | Should -Be 'servers/900000001/reboot/'
        $child.ErrorText | Should -BeLike '*404*'
    }

    It 'is 0 with the default preference, although a server failed: that is PowerShell''s way' {
        $child = Receive-Child $started.continue

        $child.ExitCode | Should -Be 0
        $child.Output -split '\r?\n' | Should -Be 'servers/900000001/reboot/', 'servers/999/reboot/', 'servers/900000002/reboot/'
        $child.ErrorText | Should -BeLike '*404*'
    }

    It 'is 1 where no token is there, and says what to do' {
        $child = Receive-Child $started.noToken

        $child.ExitCode | Should -Be 1
        $child.Output | Should -BeNullOrEmpty
        $child.ErrorText | Should -BeLike '*VPS_API_TOKEN*'
    }

    It 'is 0 for a script that is run again where it had stopped: what is there is not bought twice' {
        $server = Open-SandboxServer '--delay-sec', 0
        $script = @'
            $ErrorActionPreference = 'Stop'
            $null = Connect-Vps
            foreach ($name in 'web-02', 'web-03', 'web-04') {
                $null = New-VpsServer $name -PlanId 1 -OsId 5 -Location us-west -IfNotExists -Wait
            }
'@
        $environment = @{ VPS_API_TOKEN = 'vps_sandbox'; VPS_API_URL = [string]$server.ApiUri }
        try {
            Add-ServerFault $server @{ kind = 'Delay'; delay = 0; method = 'POST'; times = 2 }
            Add-ServerFault $server @{ kind = 'Status'; status = 400; method = 'POST' }

            (Invoke-Child $script -Environment $environment).ExitCode | Should -Be 1
            (Invoke-Child $script -Environment $environment).ExitCode | Should -Be 0

            $bought = Get-ServerLog $server | Where-Object { $_.method -eq 'POST' -and $_.status -eq 201 } | ForEach-Object { ($_.bodyText | ConvertFrom-Json).name }
            $bought | Should -Be 'web-02', 'web-03', 'web-04'
        }
        finally {
            Close-SandboxServer $server
        }
    }
}
