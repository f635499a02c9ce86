# What the tests share. Each file dot-sources it in its BeforeAll, so that commands that it is handed see the
# variables of their test and the preferences that are set here.
#
# Nothing here looks at the clock to judge a test: tests wait for what happens, and the watchdog only ends one that hangs.

$script:Root = Split-Path -Parent (Split-Path -Parent $PSScriptRoot)
$script:ModulePath = Join-Path $Root 'out/VpsOrg'
$script:WatchdogSec = 120
$script:Direct = if ($PSVersionTable.PSVersion.Major -ge 6) { @{ NoProxy = $true } } else { @{} } # Windows PowerShell goes past the proxy by itself.
Import-Module $ModulePath

function Get-Outcome {
    # Runs a command and gives what it wrote, stream by stream, and the error that ended it.
    param([Parameter(Mandatory)] [scriptblock] $Tried)
    $ErrorActionPreference = 'Continue'
    $written = [Collections.Generic.List[object]]::new()
    $ended = $null
    try {
        & $Tried *>&1 | ForEach-Object { $written.Add($_) }
    }
    catch {
        $ended = $_
    }

    $errors = @($written | Where-Object { $_ -is [Management.Automation.ErrorRecord] })
    [pscustomobject]@{
        Output   = @($written | Where-Object { $_ -isnot [Management.Automation.ErrorRecord] -and $_ -isnot [Management.Automation.InformationalRecord] })
        Errors   = $errors
        Ended    = $ended
        ErrorIds = @(@($errors) + @($ended) | Where-Object { $_ } | ForEach-Object { $_.FullyQualifiedErrorId.Split(',')[0] })
        Warnings = @($written | Where-Object { $_ -is [Management.Automation.WarningRecord] } | ForEach-Object Message)
        Verbose  = @($written | Where-Object { $_ -is [Management.Automation.VerboseRecord] } | ForEach-Object Message)
        Debug    = @($written | Where-Object { $_ -is [Management.Automation.DebugRecord] } | ForEach-Object Message)
    }
}

function Get-Write {
    # The requests of a sandbox's log that may change something, as short texts.
    param([Parameter(Mandatory)] $Session)
    @($Session.Sandbox.Requests | Where-Object Method -NE 'GET' | ForEach-Object { "$($_.Method) $($_.Path)" })
}

function Get-SentBody {
    # The bodies that a sandbox's log holds of one method, as objects.
    param([Parameter(Mandatory)] $Session, [Parameter(Mandatory)] [string] $Method)
    @($Session.Sandbox.Requests | Where-Object { $_.Method -eq $Method -and $_.BodyText } | ForEach-Object { $_.BodyText | ConvertFrom-Json })
}

function Add-Fault {
    # Lets something go wrong with the next requests of a sandbox in this process.
    param([Parameter(Mandatory)] $Session, [Parameter(Mandatory)] [hashtable] $Fault)
    $made = [VpsOrg.Sandbox.SandboxFault]::new()
    foreach ($name in $Fault.Keys) {
        if ($name -eq 'Headers') {
            foreach ($header in $Fault.Headers.Keys) {
                $made.Headers[$header] = [string]$Fault.Headers[$header]
            }
        }
        else {
            $made.$name = $Fault[$name]
        }
    }

    $Session.Sandbox.InjectFault($made)
}

function ConvertTo-TestToken {
    # A SecureString, as Get-Secret gives it.
    param([Parameter(Mandatory)] [string] $Text)
    [Net.NetworkCredential]::new('', $Text).SecurePassword
}

function Wait-Task {
    # Waits for something that a sandbox in this process reports, such as WaitForHeldAsync.
    param([Parameter(Mandatory)] [Threading.Tasks.Task] $Task)
    if (-not $Task.Wait($WatchdogSec * 1000)) {
        throw 'The watchdog ended the test: what it waits for did not happen.'
    }
}

function Wait-Until {
    # Asks until the answer is yes, where nobody reports what happens.
    param([Parameter(Mandatory)] [scriptblock] $Question)
    $watchdog = [Diagnostics.Stopwatch]::StartNew()
    $pause = [Threading.SpinWait]::new()
    while (-not (& $Question)) {
        if ($watchdog.Elapsed.TotalSeconds -gt $WatchdogSec) {
            throw "The watchdog ended the test: this did not become true: $Question"
        }

        $pause.SpinOnce()
    }
}

function New-StartInfo {
    # How to start a program, its arguments quoted as .NET takes them apart on every system.
    param([Parameter(Mandatory)] [string] $Program, [string[]] $Argument = @())
    $quoted = foreach ($one in $Argument) {
        if ($one -match '^[^\s"]+$') { $one } else { '"' + ($one -replace '(\\*)"', '$1$1\"' -replace '(\\+)$', '$1$1') + '"' }
    }
    $start = [Diagnostics.ProcessStartInfo]::new($Program, "$quoted")
    $start.UseShellExecute = $false
    $start.RedirectStandardInput = $true
    $start.RedirectStandardOutput = $true
    $start
}

function Open-SandboxServer {
    # Starts the sandbox on a loopback port, in a process of its own that ends with this one.
    param([string[]] $Option = @(), [string] $Token = 'vps_sandbox')
    $program = Join-Path $Root 'out/artifacts/bin/VpsOrg.SandboxServer/release/VpsOrg.SandboxServer.dll'
    $process = [Diagnostics.Process]::Start((New-StartInfo dotnet (@($program, '--until-stdin-closes', '--token', $Token) + $Option)))
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

function Open-Runspace {
    # A runspace with the module in it.
    $state = [initialsessionstate]::CreateDefault2()
    $state.ImportPSModule($ModulePath)
    $runspace = [runspacefactory]::CreateRunspace($state)
    $runspace.Open()
    $runspace
}

function Start-Script {
    # Starts a script in a runspace, by default one of its own; nobody reads its host. Receive-Script waits for it.
    param([Parameter(Mandatory)] [string] $Script, [hashtable] $Variable = @{}, $Runspace)
    $powerShell = [powershell]::Create()
    $powerShell.Runspace = if ($Runspace) { $Runspace } else { Open-Runspace }
    foreach ($name in $Variable.Keys) {
        $powerShell.Runspace.SessionStateProxy.SetVariable($name, $Variable[$name])
    }

    $null = $powerShell.AddScript($Script, $true)
    $noInput = [Management.Automation.PSDataCollection[psobject]]::new()
    $noInput.Complete()
    $output = [Management.Automation.PSDataCollection[psobject]]::new()
    [pscustomobject]@{
        PowerShell = $powerShell
        Output     = $output
        Running    = $powerShell.BeginInvoke($noInput, $output)
        IsOwn      = -not $Runspace
    }
}

function Receive-Script {
    # Waits until a script in a runspace of its own has ended; gives what it wrote and lets go of it.
    param([Parameter(Mandatory)] $Started)
    try {
        if (-not $Started.Running.AsyncWaitHandle.WaitOne($WatchdogSec * 1000)) {
            throw 'The watchdog ended the test: the script in the other runspace did not end.'
        }

        $ended = $null
        try {
            $null = $Started.PowerShell.EndInvoke($Started.Running)
        }
        catch {
            $ended = $_.Exception.InnerException
        }

        [pscustomobject]@{
            Output   = @($Started.Output)
            Ended    = $ended
            Errors   = @($Started.PowerShell.Streams.Error)
            Warnings = @($Started.PowerShell.Streams.Warning)
            Verbose  = @($Started.PowerShell.Streams.Verbose)
            Debug    = @($Started.PowerShell.Streams.Debug)
            Progress = @($Started.PowerShell.Streams.Progress)
        }
    }
    finally {
        Close-Script $Started
    }
}

function Close-Script {
    # Lets go of a script and of its own runspace, whether it has ended or not.
    param([Parameter(Mandatory)] $Started)
    $runspace = $Started.PowerShell.Runspace
    $Started.PowerShell.Dispose()
    if ($Started.IsOwn) {
        $runspace.Dispose()
    }
}

function Invoke-InRunspace {
    # Runs a script in a runspace of its own to its end; gives what it wrote.
    param([Parameter(Mandatory)] [string] $Script, [hashtable] $Variable = @{})
    Receive-Script (Start-Script -Script $Script -Variable $Variable)
}

function Start-Child {
    # Starts a script in a PowerShell process of its own. Receive-Child waits for it.
    param(
        [Parameter(Mandatory)] [string] $Script,
        [hashtable] $Environment = @{},
        [string] $StandardInput = '',
        [switch] $Interactive
    )
    $file = Join-Path $TestDrive "$([guid]::NewGuid().ToString('n')).ps1"
    [IO.File]::WriteAllText($file, $Script, [Text.UTF8Encoding]::new($true)) # Windows PowerShell knows UTF-8 by its mark only.
    $program = (Get-Process -Id $PID).Path
    $fixed = @(if ([IO.Path]::GetFileNameWithoutExtension($program) -eq 'dotnet') { Join-Path $PSHOME 'pwsh.dll' })
    $fixed += @('-NoProfile'; if (-not $Interactive) { '-NonInteractive' })
    $start = New-StartInfo $program ($fixed + @('-File', $file))
    $start.RedirectStandardError = $true
    $start.StandardOutputEncoding = [Text.Encoding]::UTF8
    $start.StandardErrorEncoding = [Text.Encoding]::UTF8
    $start.Environment['PSModulePath'] = @((Split-Path -Parent $ModulePath), (Join-Path $PSHOME 'Modules')) -join [IO.Path]::PathSeparator
    $start.Environment['NO_COLOR'] = '1'
    $start.Environment['POWERSHELL_TELEMETRY_OPTOUT'] = '1'
    foreach ($name in $Environment.Keys) {
        $start.Environment[$name] = $Environment[$name]
    }

    $process = [Diagnostics.Process]::Start($start)
    $child = [pscustomobject]@{
        Process   = $process
        Output    = $process.StandardOutput.ReadToEndAsync()
        ErrorText = $process.StandardError.ReadToEndAsync()
    }
    $process.StandardInput.Write($StandardInput)
    $process.StandardInput.Close()
    $child
}

function Receive-Child {
    # Waits until a child has ended; gives its exit code and its texts.
    param([Parameter(Mandatory)] $Child)
    $process = $Child.Process
    try {
        if (-not $process.WaitForExit($WatchdogSec * 1000)) {
            $process.Kill()
            throw "The watchdog ended the test: the child did not end. It wrote: $($Child.Output.Result) $($Child.ErrorText.Result)"
        }

        [pscustomobject]@{
            ExitCode  = $process.ExitCode
            Output    = $Child.Output.Result.Trim()
            ErrorText = $Child.ErrorText.Result.Trim()
        }
    }
    finally {
        $process.Dispose()
    }
}

function Invoke-Child {
    # Runs a script in a PowerShell process of its own; gives its exit code and its texts.
    param(
        [Parameter(Mandatory)] [string] $Script,
        [hashtable] $Environment = @{},
        [string] $StandardInput = '',
        [switch] $Interactive
    )
    Receive-Child (Start-Child @PSBoundParameters)
}
