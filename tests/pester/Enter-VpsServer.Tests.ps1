# A shell on a server. What is told to ssh is tested with a stand-in that writes down its arguments, on a terminal that
# `script` makes; that it is what ssh understands, with OpenSSH's own server and client on loopback. Where a machine lacks one of
# them, these tests say so, do not run, and count as skipped.

BeforeDiscovery {
    $isUnix = $PSVersionTable.PSVersion.Major -ge 6 -and -not $IsWindows
    function Test-Program {
        param([string[]] $Name)
        @($Name | Where-Object { -not (Get-Command $_ -CommandType Application -ErrorAction SilentlyContinue) }).Count -eq 0
    }

    # util-linux's `script`; that of the BSDs, and of macOS, is called otherwise.
    $script:hasTerminal = $isUnix -and (Test-Program script) -and "$(script --version 2>&1)" -like '*util-linux*'
    $script:sshd = @('/usr/sbin/sshd', '/usr/local/sbin/sshd') | Where-Object { [IO.File]::Exists($_) } | Select-Object -First 1
    $script:hasOpenSsh = $hasTerminal -and $sshd -and (Test-Program ssh, ssh-keygen)
    if (-not $hasTerminal) {
        Write-Host 'Enter-VpsServer on a terminal did not run: that takes a Unix with script of util-linux.'
    }
    elseif (-not $hasOpenSsh) {
        Write-Host 'Enter-VpsServer with a real ssh did not run: that takes OpenSSH''s server and client (Debian: openssh-server, openssh-client).'
    }
}

BeforeAll {
    . (Join-Path $PSScriptRoot 'TestTools.ps1')
    $script:pwsh = (Get-Process -Id $PID).Path

    function New-Program {
        # A shell script that can be run.
        param([string] $Path, [string] $Text)
        $null = [IO.Directory]::CreateDirectory([IO.Path]::GetDirectoryName($Path))
        [IO.File]::WriteAllText($Path, "#!/bin/sh`n" + $Text.Replace("`r", '') + "`n")
        chmod 755 $Path
        $Path
    }

    function Start-OnTerminal {
        # Starts a script in a PowerShell process that sits at a terminal of its own. Send-Key types there.
        param([string] $Script, [hashtable] $Environment = @{}, [string] $Redirection = '')
        $file = Join-Path $TestDrive "$([guid]::NewGuid().ToString('n')).ps1"
        [IO.File]::WriteAllText($file, $Script)
        $fixed = @(if ([IO.Path]::GetFileNameWithoutExtension($pwsh) -eq 'dotnet') { "'$(Join-Path $PSHOME 'pwsh.dll')'" })
        $line = (@("'$pwsh'") + $fixed + @('-NoProfile', '-NoLogo', '-File', "'$file'")) -join ' '
        $line += " $Redirection"
        # What runs in the background ignores Ctrl-C, and so does what it starts: the tests themselves may run there.
        $line = "env --default-signal=INT true 2>/dev/null && exec env --default-signal=INT $line; exec $line"
        $screen = "$file.screen"
        $start = New-StartInfo 'script' @('--quiet', '--return', '--flush', '--command', $line, $screen)
        $start.Environment['PSModulePath'] = @((Split-Path -Parent $ModulePath), (Join-Path $PSHOME 'Modules')) -join [IO.Path]::PathSeparator
        $start.Environment['NO_COLOR'] = '1'
        $start.Environment['TERM'] = 'dumb'
        $start.Environment['POWERSHELL_TELEMETRY_OPTOUT'] = '1'
        $start.Environment['TEST_WORK'] = "$TestDrive"
        foreach ($name in $Environment.Keys) {
            $start.Environment[$name] = $Environment[$name]
        }

        $process = [Diagnostics.Process]::Start($start)
        [pscustomobject]@{
            Process   = $process
            Screen    = $screen
            Output    = $process.StandardOutput.ReadToEndAsync()
            ErrorText = [Threading.Tasks.Task]::FromResult('') # A terminal has one stream.
        }
    }

    function Send-Key {
        # Types on its terminal.
        param($Started, [string] $Text)
        $Started.Process.StandardInput.Write($Text)
        $Started.Process.StandardInput.Flush()
    }

    function Test-File {
        # Whether a file is there, and holds a text.
        param([string] $Path, [string] $Text = '')
        [IO.File]::Exists($Path) -and "$(Get-Content -Raw -LiteralPath $Path)".Contains($Text)
    }

    function Receive-Terminal {
        # Waits until it has ended; gives what its screen showed.
        param($Started)
        $child = Receive-Child $Started
        $child.Output = $child.Output -replace "`r" -replace "`e\[[0-9;?]*[A-Za-z]"
        $child
    }
}

Describe 'Enter-VpsServer where nobody sits at a console' {
    BeforeAll {
        $script:vps = Connect-Vps -Sandbox
        $vps.Sandbox.ClearRequests()
    }

    AfterAll {
        Disconnect-Vps $vps
    }

    It 'is refused in another host, before anything is sent' {
        $ended = (Invoke-InRunspace 'Enter-VpsServer web-server-01 -Session $vps' @{ vps = $vps })

        $record = @($ended.Errors) + @(if ($ended.Ended) { $ended.Ended.ErrorRecord }) | Where-Object { $_ } | Select-Object -First 1
        $record.FullyQualifiedErrorId | Should -Be 'NoConsole,VpsOrg.PowerShell.Commands.EnterVpsServerCommand'
        $record.ErrorDetails.RecommendedAction | Should -BeLike '*at the prompt of a terminal*'
        $vps.Sandbox.Requests.Count | Should -Be 0
    }

    It 'is refused in the runspaces of ForEach-Object -Parallel, which share one console' -Skip:($PSVersionTable.PSVersion.Major -lt 7) {
        $many = [scriptblock]::Create(@'
            1..2 | ForEach-Object -Parallel {
                Import-Module $using:ModulePath
                try { Enter-VpsServer web-server-01 -Session $using:vps } catch { $_.FullyQualifiedErrorId }
            }
'@) # As text: Windows PowerShell reads this file, too.
        $ids = & $many

        $ids | Should -Be @(, 'NoConsole,VpsOrg.PowerShell.Commands.EnterVpsServerCommand' * 2)
    }

    It 'is refused in a job' {
        $job = Start-Job -ArgumentList $ModulePath {
            param($module)
            Import-Module $module
            $null = Connect-Vps -Sandbox
            try { Enter-VpsServer web-server-01 } catch { $_.FullyQualifiedErrorId }
        }
        $job | Wait-Job | Receive-Job | Should -BeLike 'NoConsole,*'
        Remove-Job $job
    }

    It 'is refused where the input is redirected, and reads none of it' {
        $child = Invoke-Child @'
            Import-Module VpsOrg
            $vps = Connect-Vps -Sandbox
            $vps.Sandbox.ClearRequests()
            try { Enter-VpsServer web-server-01 } catch { "$($_.FullyQualifiedErrorId) $_" }
            "requests: $($vps.Sandbox.Requests.Count), rest: $([Console]::In.ReadToEnd())"
'@ -StandardInput 'rm -rf /'

        $child.Output | Should -BeLike '*NoConsole,*standard input*redirected*requests: 0, rest: rm -rf /'
    }
}

Describe 'Enter-VpsServer on a terminal, with a stand-in for ssh' -Skip:(-not $hasTerminal) {
    BeforeAll {
        $script:folder = Join-Path $TestDrive 'bin'
        $script:report = Join-Path $TestDrive 'report'
        $null = New-Program (Join-Path $folder 'ssh') @'
            if [ -t 0 ] && [ -t 1 ] && [ -t 2 ]; then where=terminal; else where=elsewhere; fi
            printf '%s\n' "$@" "$where" > "$TEST_WORK/report"
            exit 42
'@
        # An account, not a rehearsal: nothing is really connected to.
        $script:server = Open-SandboxServer '--delay-sec', 86400
        $script:OnAccount = @{ VPS_API_URL = "$($server.ApiUri)"; VPS_API_TOKEN = $server.Token }
        $vps = Connect-SandboxServer $server
        Restart-VpsServer db-server-01 -Session $vps # It does not come back.
        Disconnect-Vps $vps

        # What runs to its end without a key shares one shell, each with sessions, a place and a PATH of its own.
        $child = Receive-Terminal (Start-OnTerminal @'
            Import-Module VpsOrg
            function Use-Shell {
                param([string] $Name, [scriptblock] $Script, [string] $Path = $env:TEST_PATH)
                Set-Location $env:TEST_WORK
                $env:PATH = $Path
                "<<<$Name>>>"
                & $Script
                '<<<end>>>'
                Get-VpsSession | Disconnect-Vps
                if ([IO.File]::Exists("$env:TEST_WORK/report")) { [IO.File]::Move("$env:TEST_WORK/report", "$env:TEST_WORK/report.$Name") }
            }

            Use-Shell piped -Path "$env:TEST_WORK/bin:$env:TEST_PATH" {
                $null = Connect-Vps -ReadOnly
                $key = New-Item -Path $env:TEST_WORK -Name 'my "key" $(id)' -ItemType File
                Get-VpsServer web-server-01 | Enter-VpsServer -User deploy -Port 2222 -IdentityFile $key.FullName
                "last: $LASTEXITCODE, here: $($key.FullName)"
            }
            Use-Shell byPath {
                $null = Connect-Vps
                Enter-VpsServer web-server-01 -SshPath bin/ssh -Address Hostname -Verbose
            }
            Use-Shell wrong -Path "$env:TEST_WORK/bin:$env:TEST_PATH" {
                $null = Connect-Vps
                $env:ssh = 'bin/ssh'
                $tried = @(
                    @{ Name = 'nobody' }
                    @{ Name = 'db-server-01' }
                    @{ Id = 900000001; User = '-oProxyCommand=touch x' }
                    @{ Id = 900000001; SshPath = 'env:ssh' }
                    @{ Id = 900000001; SshPath = 'nowhere:ssh' }
                    @{ Id = 900000001; SshPath = 'bin' }
                    @{ Id = 900000001; SshPath = 'bin/ssh'; IdentityFile = '-i' }
                    @{ Id = 900000001; SshPath = 'bin/ssh'; IdentityFile = 'Variable:x' }
                    @{ Id = 900000001, 900000002 }
                )
                foreach ($one in $tried) {
                    sh -c 'exit 5'
                    try { Enter-VpsServer @one } catch { $id = $_.FullyQualifiedErrorId.Split(',')[0] }
                    "($id $LASTEXITCODE)"
                }
            }
            Use-Shell rehearsal {
                $vps = Connect-Vps -Sandbox -SandboxDelaySec 0.2
                $vps.Sandbox.AddPort(@{ Server = 'db-server-01'; StandIn = 2222 })
                $null = Set-VpsServer web-server-01 -Hostname example.com
                try { Enter-VpsServer web-server-01 -SshPath $env:TEST_WORK/bin/ssh -Wait -Address Hostname } catch { "$($_.FullyQualifiedErrorId) $_" }
                "nothing: $(Test-Path $env:TEST_WORK/report)"
                Enter-VpsServer db-server-01 -SshPath $env:TEST_WORK/bin/ssh
            }
            Use-Shell nowhere -Path ':.:bin:/nowhere' {
                $null = Connect-Vps -Sandbox
                Set-Location (Join-Path $env:TEST_WORK 'bin')
                [Environment]::CurrentDirectory = $PWD.Path
                try { Enter-VpsServer web-server-01 } catch { $_.FullyQualifiedErrorId; $_.ErrorDetails.RecommendedAction }
            }
'@ ($OnAccount + @{ TEST_PATH = $env:PATH }))
        $script:shown = @{}
        [regex]::Matches($child.Output, '(?s)<<<(\w+)>>>\n(.*?)<<<end>>>') | ForEach-Object { $shown[$_.Groups[1].Value] = $_.Groups[2].Value }
    }

    AfterAll {
        Close-SandboxServer $server
    }

    BeforeEach {
        Remove-Item $report -ErrorAction SilentlyContinue
    }

    It 'gives ssh the terminal, whole arguments, and the session its exit code' {
        $shown.piped | Should -BeLike '*last: 42, here: *'
        Get-Content "$report.piped" | Should -Be '-i', (Join-Path $TestDrive 'my "key" $(id)'), '-p', '2222', '-l', 'deploy', '--', '203.0.113.10', 'terminal'
    }

    It 'runs no ssh of the current folder, and says how to get one' {
        $shown.nowhere | Should -BeLike '*SshNotFound,*OpenSSH*-SshPath*'
        "$report.nowhere" | Should -Not -Exist
    }

    It 'takes the path of an ssh from where PowerShell stands' {
        $shown.byPath | Should -BeLike '*VERBOSE: Starting: *ssh -l root -- web01.example.com*'
        Get-Content "$report.byPath" | Should -Be '-l', 'root', '--', 'web01.example.com', 'terminal'
    }

    It 'leaves no ssh behind where the pipeline is stopped, and nothing of PowerShell is lost' {
        $null = New-Program (Join-Path $TestDrive 'stubborn/ssh') @'
            trap '' INT TERM HUP
            echo $$ > "$TEST_WORK/pid.new" && mv "$TEST_WORK/pid.new" "$TEST_WORK/pid"
            exec tail -f /dev/null
'@
        $child = Receive-Terminal (Start-OnTerminal @'
            $state = [initialsessionstate]::CreateDefault2()
            $state.ImportPSModule('VpsOrg')
            $ps = [powershell]::Create([runspacefactory]::CreateRunspace($Host, $state))
            $ps.Runspace.Open()
            $null = $ps.AddScript('$null = Connect-Vps; Enter-VpsServer web-server-01 -SshPath $env:TEST_WORK/stubborn/ssh')
            $running = $ps.BeginInvoke()
            $pause = [Threading.SpinWait]::new()
            while (-not [IO.File]::Exists("$env:TEST_WORK/pid")) { $pause.SpinOnce() }
            $ssh = Get-Process -Id ([IO.File]::ReadAllText("$env:TEST_WORK/pid"))
            $ps.Stop()
            "state: $($ps.InvocationStateInfo.State), ssh has ended: $($ssh.HasExited), last: $($ps.Runspace.SessionStateProxy.GetVariable('LASTEXITCODE'))"
'@ $OnAccount)

        $child.Output | Should -BeLike '*state: Stopped, ssh has ended: True, last: 137*'
    }

    It 'hands Ctrl-C to ssh, which ends by it, and with it the command' {
        $null = New-Program (Join-Path $TestDrive 'waiting/ssh') @'
            trap 'echo interrupted > "$TEST_WORK/interrupted"; exit 130' INT
            echo ready > "$TEST_WORK/ready"
            while :; do read -r line < "$TEST_WORK/never"; done
'@
        mkfifo (Join-Path $TestDrive 'never')
        $started = Start-OnTerminal @'
            Import-Module VpsOrg
            $null = Connect-Vps
            try { Enter-VpsServer web-server-01 -SshPath $env:TEST_WORK/waiting/ssh; 'went on' }
            finally { [IO.File]::WriteAllText("$env:TEST_WORK/after", "last: $LASTEXITCODE") }
'@ $OnAccount
        Wait-Until { Test-File "$TestDrive/ready" }

        Send-Key $started ([char]3)
        $child = Receive-Terminal $started

        Join-Path $TestDrive 'interrupted' | Should -Exist
        [IO.File]::ReadAllText("$TestDrive/after") | Should -Be 'last: 130'
        $child.Output | Should -Not -BeLike '*went on*'
    }

    It 'ends a wait by Ctrl-C, starts nothing, and leaves the last exit code' {
        Clear-ServerLog $server
        $started = Start-OnTerminal @'
            Import-Module VpsOrg
            $null = Connect-Vps
            sh -c 'exit 5'
            try { Enter-VpsServer -Id 900000002 -SshPath $env:TEST_WORK/bin/ssh -Wait; 'went on' }
            finally { [IO.File]::WriteAllText("$env:TEST_WORK/waited", "last: $LASTEXITCODE") }
'@ $OnAccount
        $null = Get-ServerLog $server 'count=2' # The token's proof, and the first look at the server.

        Send-Key $started ([char]3)
        $child = Receive-Terminal $started

        [IO.File]::ReadAllText("$TestDrive/waited") | Should -Be 'last: 5'
        $child.Output | Should -Not -BeLike '*went on*'
        $report | Should -Not -Exist
    }

    It 'leaves the last exit code where it ends with an error before ssh' {
        ([regex]::Matches($shown.wrong, '\((.+?)\)') | ForEach-Object { $_.Groups[1].Value }) | Should -Be @(
            'ServerNotFound 5', 'ServerNotActive 5', 'InvalidParameter 5', 'InvalidParameter 5', 'InvalidParameter 5', 'SshNotFound 5', 'InvalidParameter 5', 'InvalidParameter 5', 'InvalidParameter 5')
        "$report.wrong" | Should -Not -Exist
    }

    It 'is refused where <Name>' -ForEach @(
        @{ Name = 'the output goes to a file'; Redirection = '> out.txt'; Said = 'standard output' }
        @{ Name = 'the output goes to a program'; Redirection = '| cat > out.txt'; Said = 'standard output' }
        @{ Name = 'the input is nothing'; Redirection = '< /dev/null > out.txt'; Said = 'standard input' }
        @{ Name = 'the input is a file'; Redirection = '< script.txt > out.txt'; Said = 'standard input' }
    ) {
        [IO.File]::WriteAllText("$TestDrive/script.txt", 'rm -rf /')
        $Redirection = $Redirection -replace '(\w+\.txt)', "'$TestDrive/`$1'"

        $null = Receive-Terminal (Start-OnTerminal @'
            Import-Module VpsOrg
            $null = Connect-Vps
            try { Enter-VpsServer web-server-01 -SshPath $env:TEST_WORK/bin/ssh } catch { "$($_.FullyQualifiedErrorId) $_" }
'@ $OnAccount $Redirection)

        [IO.File]::ReadAllText("$TestDrive/out.txt") | Should -BeLike "*NoConsole,*$Said of this process is redirected*"
        $report | Should -Not -Exist
    }

    It 'enters only what stands in for a server in a rehearsal' {
        $shown.rehearsal | Should -BeLike '*ServerSimulated,*would start ''ssh -l root -- example.com''.*nothing: False*'
        Get-Content "$report.rehearsal" | Should -Be '-p', '2222', '-l', 'root', '--', '127.0.0.1', 'terminal'
    }
}

Describe 'Enter-VpsServer with OpenSSH on loopback' -Skip:(-not $hasOpenSsh) {
    BeforeAll {
        $script:sshHome = Join-Path $TestDrive 'openssh'
        $null = [IO.Directory]::CreateDirectory($sshHome)
        chmod 700 $sshHome
        ssh-keygen -q -t ed25519 -N '' -f (Join-Path $sshHome 'host')
        ssh-keygen -q -t ed25519 -N '' -f (Join-Path $sshHome 'my key')
        Copy-Item (Join-Path $sshHome 'my key.pub') (Join-Path $sshHome 'authorized')
        [IO.File]::WriteAllText((Join-Path $sshHome 'sshd_config'), @"
ListenAddress 127.0.0.1
HostKey $sshHome/host
PidFile none
AuthorizedKeysFile $sshHome/authorized
StrictModes no
PasswordAuthentication no
KbdInteractiveAuthentication no
UsePAM no
PermitRootLogin yes
"@)
        $null = New-Item -ItemType Directory -Force -Path /run/sshd -ErrorAction SilentlyContinue # sshd of Debian wants it where it runs as root.
        $said, $last = $null
        for ($try = 1; $said -notlike 'Server listening*'; $try++) {
            if ($try -gt 10) { throw "sshd did not start: $last" }
            $listener = [Net.Sockets.TcpListener]::new([Net.IPAddress]::Loopback, 0)
            $listener.Start()
            $script:port = $listener.LocalEndpoint.Port
            $listener.Stop() # From here on somebody else may take the port: then the next one is tried.
            $start = New-StartInfo $sshd @('-D', '-e', '-p', $port, '-f', (Join-Path $sshHome 'sshd_config'))
            $start.RedirectStandardError = $true
            $script:daemon = [Diagnostics.Process]::Start($start)
            do { $said, $last = $daemon.StandardError.ReadLine(), $said } until ($null -eq $said -or $said -like 'Server listening*')
        }

        # The user's own configuration, with the hosts that are known kept apart from those of this machine's user.
        $script:knownHosts = Join-Path $sshHome 'known_hosts'
        $script:client = New-Program (Join-Path $sshHome 'ssh') "exec ssh -F '$sshHome/config' `"`$@`""
        $script:connected = Join-Path $sshHome 'connected'
        [IO.File]::WriteAllText((Join-Path $sshHome 'config'), "UserKnownHostsFile $knownHosts`nGlobalKnownHostsFile /dev/null`nPermitLocalCommand yes`nLocalCommand touch '$connected'`n")
        $script:server = Open-SandboxServer '--delay-sec', 0
        $script:Entering = @'
            Import-Module VpsOrg
            $null = Connect-Vps
            $null = Set-VpsServer web-server-01 -Hostname localhost
            Enter-VpsServer web-server-01 -Wait -Address Hostname -User $env:TEST_USER -Port $env:TEST_PORT -IdentityFile "$env:TEST_WORK/openssh/my key" -SshPath $env:TEST_WORK/openssh/ssh
            "last: $LASTEXITCODE"
'@
        $script:Variables = @{ TEST_USER = "$(id -un)"; TEST_PORT = "$port"; VPS_API_URL = "$($server.ApiUri)"; VPS_API_TOKEN = $server.Token }
    }

    AfterAll {
        Close-SandboxServer $server
        $daemon.Kill()
        $daemon.Dispose()
    }

    BeforeEach {
        Remove-Item $connected -ErrorAction SilentlyContinue
        [IO.File]::WriteAllText($knownHosts, "[localhost]:$port $([IO.File]::ReadAllText((Join-Path $sshHome 'host.pub')))")
    }

    It 'opens a shell at a terminal, and its exit code is the session''s' {
        $started = Start-OnTerminal $Entering $Variables
        Wait-Until { Test-File $connected } # What is typed before, the progress bar takes for its terminal's answer.
        Send-Key $started "stty -a > '$TestDrive/stty'; echo `$`$ `$SSH_CONNECTION > '$TestDrive/shell'; exit 7`n"

        (Receive-Terminal $started).Output | Should -BeLike '*last: 7*'

        Get-Content (Join-Path $TestDrive 'shell') | Should -Match " 127\.0\.0\.1 $port$"
        Join-Path $TestDrive 'stty' | Should -Exist
    }

    It 'gives Ctrl-C to what runs in the shell, and nothing here ends by it' {
        $started = Start-OnTerminal $Entering $Variables
        Wait-Until { Test-File $connected }
        Send-Key $started "sh -c 'trap `"exit 9`" INT; echo up > `$0; while :; do read -r line; done' '$TestDrive/up'; exit `$?`n"
        Wait-Until { Test-File "$TestDrive/up" 'up' }

        Send-Key $started ([char]3)

        (Receive-Terminal $started).Output | Should -BeLike '*last: 9*'
    }

    It 'leaves a changed host key to ssh, and the hosts that are known as they were' {
        [IO.File]::WriteAllText($knownHosts, "[localhost]:$port $([IO.File]::ReadAllText((Join-Path $sshHome 'my key.pub')))")
        $before = [IO.File]::ReadAllText($knownHosts)

        $child = Receive-Terminal (Start-OnTerminal $Entering $Variables)

        $child.Output | Should -BeLike '*REMOTE HOST IDENTIFICATION HAS CHANGED*last: 255*'
        [IO.File]::ReadAllText($knownHosts) | Should -Be $before
    }

    It 'lets ssh ask about an unknown host' {
        [IO.File]::WriteAllText($knownHosts, '')
        $started = Start-OnTerminal $Entering $Variables
        Wait-Until { Test-File $started.Screen '(yes/no' }
        Send-Key $started "no`n"

        (Receive-Terminal $started).Output | Should -BeLike '*authenticity of host*last: 255*'
        [IO.File]::ReadAllText($knownHosts) | Should -Be ''
    }

    It 'enters in a rehearsal what stands in for a server that was just ordered, once it is active' {
        [IO.File]::WriteAllText($knownHosts, "[127.0.0.1]:$port $([IO.File]::ReadAllText((Join-Path $sshHome 'host.pub')))")
        $started = Start-OnTerminal @'
            Import-Module VpsOrg
            $vps = Connect-Vps -Sandbox -SandboxDelaySec 1
            $vps.Sandbox.AddPort(@{ Server = 'web-02'; StandIn = $env:TEST_PORT })
            $order = @{ PlanId = 1; OsId = 5; Location = 'us-west' }
            New-VpsServer web-02 @order | Enter-VpsServer -Wait -User $env:TEST_USER -IdentityFile "$env:TEST_WORK/openssh/my key" -SshPath $env:TEST_WORK/openssh/ssh
            "last: $LASTEXITCODE"
'@ $Variables
        Wait-Until { Test-File $connected }
        Send-Key $started "echo entered; exit 3`n"

        (Receive-Terminal $started).Output | Should -BeLike '*entered*last: 3*'
    }
}
