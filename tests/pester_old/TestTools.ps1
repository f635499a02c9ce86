# What the tests share. Each file dot-sources it in its BeforeAll, so that commands that it is handed see the
# variables of their test and the preferences that are set here.

$script:Root = Split-Path -Parent (Split-Path -Parent $PSScriptRoot)
$script:ModulePath = Join-Path $Root 'out/VpsOrg'
$script:Arrow = [char]0x2192
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

function Open-SandboxServer {
    # Starts the sandbox on a loopback port, in a process of its own that ends with this one.
    param([string[]] $Option = @(), [string] $Token = 'vps_sandbox')
    $start = [Diagnostics.ProcessStartInfo]::new('dotnet')
    $program = Join-Path $Root 'out/artifacts/bin/VpsOrg.SandboxServer/release/VpsOrg.SandboxServer.dll'
    foreach ($argument in @($program, '--until-stdin-closes', '--token', $Token) + $Option) {
        $start.ArgumentList.Add($argument)
    }

    $start.RedirectStandardInput = $true
    $start.RedirectStandardOutput = $true
    $process = [Diagnostics.Process]::Start($start)
    $line = $process.StandardOutput.ReadLineAsync()
    if (-not $line.Wait(30000) -or $line.Result -notmatch '^listening on (?<origin>http://127\.0\.0\.1:\d+)/api/v1/$') {
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
        if (-not $Server.Process.WaitForExit(5000)) {
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

function Get-ServerLog {
    # The requests that a sandbox server has seen.
    param([Parameter(Mandatory)] $Server)
    $requests = Invoke-RestMethod -Uri "$($Server.Control)/requests" -NoProxy
    $requests | ForEach-Object { $_ }
}

function Get-ServerSummary {
    # The counts that a sandbox server keeps.
    param([Parameter(Mandatory)] $Server)
    Invoke-RestMethod -Uri "$($Server.Control)/summary" -NoProxy
}

function Clear-ServerLog {
    # Lets a sandbox server forget its requests and the faults that have not struck.
    param([Parameter(Mandatory)] $Server)
    $null = Invoke-RestMethod -Uri "$($Server.Control)/requests" -Method Delete -NoProxy
    $null = Invoke-RestMethod -Uri "$($Server.Control)/faults" -Method Delete -NoProxy
}

function Add-ServerFault {
    # Lets something go wrong with the next requests to a sandbox server.
    param([Parameter(Mandatory)] $Server, [Parameter(Mandatory)] [hashtable] $Fault)
    $body = $Fault | ConvertTo-Json
    $null = Invoke-RestMethod -Uri "$($Server.Control)/faults" -Method Post -Body $body -ContentType 'application/json' -NoProxy
}

function Test-Soon {
    # Whether something becomes true within a time. The question is asked again and again.
    param([Parameter(Mandatory)] [scriptblock] $Question, [double] $WithinSec = 5)
    $watch = [Diagnostics.Stopwatch]::StartNew()
    $pause = [Threading.SpinWait]::new()
    do {
        $answer = [bool](& $Question)
        $pause.SpinOnce()
    }
    until ($answer -or $watch.Elapsed.TotalSeconds -gt $WithinSec)
    $answer
}

function Wait-ServerLog {
    # Whether a sandbox server soon has so many requests in its log, or so many that were given up.
    param([Parameter(Mandatory)] $Server, [int] $Count, [switch] $Aborted, [double] $WithinSec = 10)
    $watch = [Diagnostics.Stopwatch]::StartNew()
    do {
        $seen = @(Get-ServerLog $Server | Where-Object { -not $Aborted -or $_.aborted }).Count
    }
    until ($seen -ge $Count -or $watch.Elapsed.TotalSeconds -gt $WithinSec)
    $seen -eq $Count
}

function Open-PowerShell {
    # A PowerShell in a runspace of its own, with the module in it. Nobody reads its host.
    param([Parameter(Mandatory)] [string] $Script, [hashtable] $Variable = @{})
    $state = [initialsessionstate]::CreateDefault2()
    $state.ImportPSModule($ModulePath)
    $runspace = [runspacefactory]::CreateRunspace($state)
    $runspace.Open()
    foreach ($name in $Variable.Keys) {
        $runspace.SessionStateProxy.SetVariable($name, $Variable[$name])
    }

    $powerShell = [powershell]::Create($runspace)
    $powerShell.AddScript($Script)
}

function Close-PowerShell {
    # Lets go of a PowerShell and its runspace.
    param($PowerShell)
    if ($PowerShell) {
        $runspace = $PowerShell.Runspace
        $PowerShell.Dispose()
        $runspace.Dispose()
    }
}

function Invoke-InRunspace {
    # Runs a script in a runspace of its own to its end, within a minute; gives what it wrote.
    param([Parameter(Mandatory)] [string] $Script, [hashtable] $Variable = @{})
    $powerShell = Open-PowerShell -Script $Script -Variable $Variable
    try {
        $running = $powerShell.BeginInvoke()
        if (-not $running.AsyncWaitHandle.WaitOne(60000)) {
            throw 'The script in the other runspace did not end within a minute.'
        }

        $ended = $null
        $output = @()
        try {
            $output = @($powerShell.EndInvoke($running))
        }
        catch {
            $ended = $_.Exception.InnerException
        }

        [pscustomobject]@{
            Output   = $output
            Ended    = $ended
            Errors   = @($powerShell.Streams.Error)
            Warnings = @($powerShell.Streams.Warning)
            Verbose  = @($powerShell.Streams.Verbose)
            Debug    = @($powerShell.Streams.Debug)
            Progress = @($powerShell.Streams.Progress)
        }
    }
    finally {
        Close-PowerShell $powerShell
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
    $file = Join-Path $TestDrive "$([guid]::NewGuid().ToString('n')).ps1"
    Set-Content -Path $file -Value $Script -Encoding utf8BOM
    $program = (Get-Process -Id $PID).Path
    $start = [Diagnostics.ProcessStartInfo]::new($program)
    $fixed = @(if ([IO.Path]::GetFileNameWithoutExtension($program) -eq 'dotnet') { Join-Path $PSHOME 'pwsh.dll' })
    $fixed += '-NoProfile'
    $fixed += @(if (-not $Interactive) { '-NonInteractive' })
    foreach ($argument in $fixed + @('-File', $file)) {
        $start.ArgumentList.Add($argument)
    }

    $start.RedirectStandardInput = $true
    $start.RedirectStandardOutput = $true
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
    try {
        $output = $process.StandardOutput.ReadToEndAsync()
        $errorText = $process.StandardError.ReadToEndAsync()
        $process.StandardInput.Write($StandardInput)
        $process.StandardInput.Close()
        if (-not $process.WaitForExit(60000)) {
            $process.Kill()
            throw "The child did not end within a minute. It wrote: $($output.Result) $($errorText.Result)"
        }

        [pscustomobject]@{
            ExitCode  = $process.ExitCode
            Output    = $output.Result.Trim()
            ErrorText = $errorText.Result.Trim()
        }
    }
    finally {
        $process.Dispose()
    }
}
