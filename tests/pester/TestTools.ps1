# What the tests share. Each file dot-sources it in its BeforeAll, so that commands that it is handed see the
# variables of their test and the preferences that are set here.
#
# Nothing here looks at the clock to judge a test: tests wait for what happens, and the watchdog only ends one that hangs.

$script:Root = Split-Path -Parent (Split-Path -Parent $PSScriptRoot)
$script:ModulePath = Join-Path $Root 'out/VpsOrg'
$script:WatchdogSec = 120
$script:Direct = if ($PSVersionTable.PSVersion.Major -ge 6) { @{ NoProxy = $true } } else { @{} } # Windows PowerShell goes past the proxy by itself.
Import-Module $ModulePath
. (Join-Path $PSScriptRoot 'ServerTools.ps1')
. (Join-Path $PSScriptRoot 'ScriptTools.ps1')

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
        Output   = @($written | Where-Object { $_ -isnot [Management.Automation.ErrorRecord] -and $_ -isnot [Management.Automation.InformationalRecord] -and $_ -isnot [Management.Automation.InformationRecord] })
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
    # Asks until the answer is yes, where nobody reports what happens. The patience is shorter only where it would come true by itself.
    param([Parameter(Mandatory)] [scriptblock] $Question, [int] $PatienceSec = $WatchdogSec)
    $watchdog = [Diagnostics.Stopwatch]::StartNew()
    $pause = [Threading.SpinWait]::new()
    while (-not (& $Question)) {
        if ($watchdog.Elapsed.TotalSeconds -gt $PatienceSec) {
            throw "The watchdog ended the test: this did not become true: $Question"
        }

        $pause.SpinOnce()
    }
}

function Get-Completion {
    # What Tab would put in the place of the word under the cursor (by default at the end).
    param([string] $Line, [int] $Cursor = $Line.Length)
    @((TabExpansion2 -inputScript $Line -cursorColumn $Cursor).CompletionMatches)
}

function Wait-Completion {
    # The same, Tab pressed until there is something: a list that takes long is there for a later Tab.
    param([string] $Line, [int] $Cursor = $Line.Length)
    $found = [Collections.Generic.List[object]]::new()
    Wait-Until {
        Get-Completion $Line $Cursor | ForEach-Object { $found.Add($_) }
        $found.Count -gt 0
    }
    $found
}
