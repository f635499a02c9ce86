# Scripts in runspaces and in processes of their own. Dot-sourced by TestTools.ps1, and by Invoke-AllTests.ps1 for its own.

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

function New-PowerShellStartInfo {
    # How to start a PowerShell of the same kind as this one, without a profile.
    param([Parameter(Mandatory)] [string[]] $Argument)
    $program = (Get-Process -Id $PID).Path
    $fixed = @(if ([IO.Path]::GetFileNameWithoutExtension($program) -eq 'dotnet') { Join-Path $PSHOME 'pwsh.dll' })
    New-StartInfo $program ($fixed + '-NoProfile' + $Argument)
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
    $start = New-PowerShellStartInfo (@(if (-not $Interactive) { '-NonInteractive' }) + @('-File', $file))
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
    # Waits until a child has ended; gives its exit code and its texts. One that does the work of many tests gets more patience.
    param([Parameter(Mandatory)] $Child, [int] $PatienceSec = $WatchdogSec)
    $process = $Child.Process
    try {
        if (-not $process.WaitForExit($PatienceSec * 1000)) {
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
