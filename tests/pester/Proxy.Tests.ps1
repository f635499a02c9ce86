# Proxies that the environment names: this machine's own addresses bypass them, so that the token does not travel in clear text.

BeforeAll {
    . (Join-Path $PSScriptRoot 'TestTools.ps1')
    $script:server = Open-SandboxServer
    $script:proxy = [Net.Sockets.TcpListener]::new([Net.IPAddress]::Loopback, 0)
    $proxy.Start()
}

AfterAll {
    $proxy.Stop()
    Close-SandboxServer $server
}

Describe 'Connect-Vps to this machine, with a proxy in the environment' {
    It 'sends nothing to the proxy: <_>' -ForEach '127.0.0.1', 'localhost' {
        $address = "http://127.0.0.1:$($proxy.LocalEndpoint.Port)"
        $api = [UriBuilder]::new($server.ApiUri)
        $api.Host = $_
        $script = @'
param($module, $api, $token)
Import-Module $module
$null = Connect-Vps -ApiUri $api -Token ([Net.NetworkCredential]::new('', $token).SecurePassword) -TimeoutSec 60
(Get-VpsServer).Count
'@
        $file = Join-Path $TestDrive 'child.ps1'
        Set-Content $file $script
        $program = (Get-Process -Id $PID).Path
        $start = @(if ([IO.Path]::GetFileNameWithoutExtension($program) -eq 'dotnet') { Join-Path $PSHOME 'pwsh.dll' })
        $child = New-StartInfo $program ($start + @('-NoProfile', '-NonInteractive', '-File', $file, $ModulePath, "$($api.Uri)", $server.Token))
        foreach ($name in 'http_proxy', 'https_proxy', 'all_proxy', 'HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY') {
            $child.Environment[$name] = $address
        }

        $child.Environment.Remove('no_proxy')
        $child.Environment.Remove('NO_PROXY')
        $process = [Diagnostics.Process]::Start($child)
        $seen = $process.StandardOutput.ReadToEndAsync()
        $met = $proxy.AcceptTcpClientAsync()
        try {
            # Whichever comes first: the child's answer, or the proxy's first guest.
            [Threading.Tasks.Task]::WaitAny(@($seen, $met), $WatchdogSec * 1000) | Should -Be 0
            $seen.Result.Trim() | Should -Be '2'
        }
        finally {
            if (-not $process.HasExited -and -not $seen.IsCompleted) {
                $process.Kill()
            }

            $process.Dispose()
            $proxy.Stop()
            $proxy.Start()
        }
    }
}
