# The sandbox behind a real socket, and its control endpoints. Dot-sourced by TestTools.ps1.

function Open-SandboxServer {
    # Starts the sandbox on a loopback port, in a process of its own that ends with this one.
    # Its servers have the ids of those in this process, so that a test names them alike.
    param([string[]] $Option = @(), [string] $Token = 'vps_sandbox', [long] $FirstId = 900000001)
    $program = Join-Path $Root 'out/artifacts/bin/VpsOrg.SandboxServer/release/VpsOrg.SandboxServer.dll'
    $process = [Diagnostics.Process]::Start((New-StartInfo dotnet (@($program, '--until-stdin-closes', '--token', $Token, '--first-id', $FirstId) + $Option)))
    $line = $process.StandardOutput.ReadLineAsync()
    if (-not $line.Wait($WatchdogSec * 1000) -or $line.Result -notmatch '^listening on (?<origin>http://127\.0\.0\.1:\d+)/api/v1/$') {
        $process.Kill()
        throw "The sandbox server did not start: $($line.Result)"
    }

    [pscustomobject]@{
        Process = $process
        ApiUri  = [uri]"$($Matches.origin)/api/v1/"
        Control = "$($Matches.origin)/sandbox"
        Token   = $Token
    }
}

function Close-SandboxServer {
    # Ends a sandbox server.
    param($Server)
    if ($Server) {
        $Server.Process.StandardInput.Close()
        if (-not $Server.Process.WaitForExit($WatchdogSec * 1000)) {
            $Server.Process.Kill()
        }

        $Server.Process.Dispose()
    }
}

function Connect-SandboxServer {
    # A session with a sandbox server, over a real socket. It is not the runspace's default.
    param([Parameter(Mandatory)] $Server, [hashtable] $Parameter = @{})
    Connect-Vps -ApiUri $Server.ApiUri -Token (ConvertTo-TestToken $Server.Token) -NotDefault -SkipTokenCheck @Parameter
}

function Invoke-Control {
    # Asks one of the sandbox server's control endpoints. Those that wait answer when it has happened.
    param([Parameter(Mandatory)] $Server, [Parameter(Mandatory)] [string] $Path, [string] $Method = 'Get', [hashtable] $Body)
    $more = if ($Body) { @{ Body = ($Body | ConvertTo-Json); ContentType = 'application/json' } } else { @{} }
    Invoke-RestMethod -Uri "$($Server.Control)/$Path" -Method $Method -TimeoutSec $WatchdogSec @more @Direct
}

function Get-ServerLog {
    # The requests that a sandbox server has seen. With an event (count=3, aborted=1, idle) it waits for that first.
    param([Parameter(Mandatory)] $Server, [string] $When = '')
    Invoke-Control $Server "requests?$When" | ForEach-Object { $_ }
}

function Get-ServerSummary {
    # The counts that a sandbox server keeps.
    param([Parameter(Mandatory)] $Server)
    Invoke-Control $Server 'summary'
}

function Clear-ServerLog {
    # Lets a sandbox server forget its requests and its faults, and lets go what they hold.
    param([Parameter(Mandatory)] $Server)
    Clear-ServerFault $Server
    Open-Held $Server
    $null = Invoke-Control $Server 'requests' Delete
}

function Clear-ServerFault {
    # Takes back the faults that have not struck.
    param([Parameter(Mandatory)] $Server)
    $null = Invoke-Control $Server 'faults' Delete
}

function Add-ServerFault {
    # Lets something go wrong with the next requests to a sandbox server.
    param([Parameter(Mandatory)] $Server, [Parameter(Mandatory)] [hashtable] $Fault)
    $null = Invoke-Control $Server 'faults' Post $Fault
}

function Wait-Held {
    # Waits until a fault of the kind Hold holds so many requests at once.
    param([Parameter(Mandatory)] $Server, [Parameter(Mandatory)] [int] $Count)
    $null = Invoke-Control $Server "held?count=$Count"
}

function Open-Held {
    # Lets held requests go on: all, or those that a query such as count=1 names.
    param([Parameter(Mandatory)] $Server, [string] $Which = '')
    $null = Invoke-Control $Server "release?$Which" Post
}
