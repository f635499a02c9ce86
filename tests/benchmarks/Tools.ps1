# What the measurements share: the API in a process of its own, the same work by several contenders in turn, and
# children for what a process can be asked only once.

function Get-Middle {
    # The median.
    param([Parameter(Mandatory)] [double[]] $Value)
    $sorted = @($Value | Sort-Object)
    $half = [math]::Floor($sorted.Count / 2)
    if ($sorted.Count % 2) { $sorted[$half] } else { ($sorted[$half - 1] + $sorted[$half]) / 2 }
}

function Get-Median {
    # The median of each contender's rounds.
    param([Parameter(Mandatory)] [Collections.Specialized.OrderedDictionary] $Rounds)
    $medians = [ordered]@{}
    foreach ($one in $Rounds.Keys) {
        $medians[$one] = Get-Middle @($Rounds[$one])
    }

    $medians
}

function New-RoundList {
    # An empty list of figures for each contender.
    param([Parameter(Mandatory)] [string[]] $Contender)
    $lists = [ordered]@{}
    $Contender | ForEach-Object { $lists[$_] = [Collections.Generic.List[double]]::new() }
    $lists
}

function Open-Program {
    # Starts a program of this repository that listens, in a process that ends with this one; gives it and its address.
    param([Parameter(Mandatory)] [string] $Root, [Parameter(Mandatory)] [string] $Name, [string[]] $Option = @())
    $start = [Diagnostics.ProcessStartInfo]::new('dotnet')
    foreach ($argument in @((Join-Path $Root "out/artifacts/bin/$Name/release/$Name.dll"), '--until-stdin-closes') + $Option) {
        $start.ArgumentList.Add($argument)
    }

    $start.RedirectStandardInput = $true
    $start.RedirectStandardOutput = $true
    $process = [Diagnostics.Process]::Start($start)
    $line = $process.StandardOutput.ReadLineAsync()
    if (-not $line.Wait(60000) -or $line.Result -notmatch '^listening on (?<uri>https?://127\.0\.0\.1:\d+/api/v1/)$') {
        $process.Kill()
        throw "$Name did not start: $($line.Result)"
    }

    [pscustomobject]@{ Process = $process; Uri = $Matches.uri }
}

function Close-Program {
    # Ends it.
    param($Program)
    if ($Program) {
        $Program.Process.StandardInput.Close()
        if (-not $Program.Process.WaitForExit(5000)) {
            $Program.Process.Kill()
        }

        $Program.Process.Dispose()
    }
}

function Get-ApiAccess {
    # What the contenders need of an API: its address, where it is steered, and the ways in.
    param([Parameter(Mandatory)] [string] $Uri, [Parameter(Mandatory)] [string] $Control)
    $client = [Net.Http.HttpClient]::new()
    $client.BaseAddress = $Uri
    $client.DefaultRequestHeaders.Add('Authorization', 'Bearer vps_sandbox')
    [pscustomobject]@{
        Program = $null
        Uri     = $Uri
        Control = $Control
        Header  = @{ Authorization = 'Bearer vps_sandbox' }
        Client  = $client
        Session = Connect-Vps -ApiUri $Uri -Token (Get-SandboxToken) -NotDefault -SkipTokenCheck
    }
}

function Open-Api {
    # Starts the sandbox on a loopback port, in a process of its own that ends with this one.
    param([Parameter(Mandatory)] [string] $Root, [string[]] $Option = @())
    $program = Open-Program -Root $Root -Name 'VpsOrg.SandboxServer' -Option $Option
    $api = Get-ApiAccess -Uri $program.Uri -Control ($program.Uri -replace '/api/v1/$', '/sandbox')
    $api.Program = $program
    $api
}

function Get-SandboxToken {
    # The token that the sandbox takes, as Connect-Vps wants it.
    [Net.NetworkCredential]::new('', 'vps_sandbox').SecurePassword
}

function Close-Api {
    # Ends a sandbox server.
    param($Api)
    if ($Api) {
        $Api.Session | Disconnect-Vps
        $Api.Client.Dispose()
        Close-Program $Api.Program
    }
}

function Get-Digest {
    # One short text for an answer, the same for every contender that got the same servers, in whatever order.
    param([AllowEmptyCollection()] [object[]] $Answer)
    $lines = foreach ($server in $Answer) {
        $parts = if ($server.psobject.Properties['ip_address']) {
            $server.ip_address, $server.created_at, $server.plan.id, $server.plan.name, $server.os.id, $server.os.name
        }
        elseif (-not $server.psobject.Properties['PlanId']) {
            $server.IPAddress, $server.CreatedAt, $server.Plan.Id, $server.Plan.Name, $server.OS.Id, $server.OS.Name
        }
        else {
            $server.IPAddress, $server.CreatedAt, $server.PlanId, $server.Plan, $server.OsId, $server.OS
        }

        $created = if ($parts[1] -is [datetime]) { $parts[1].ToUniversalTime() } else { ([datetimeoffset]$parts[1]).UtcDateTime }
        '{0}|{1}|{2}|{3}|{4}|{5}|{6}|{7}|{8}|{9}|{10:s}' -f $server.id, $server.name, $server.hostname, $server.status, $parts[0],
            $server.location, $parts[2], $parts[3], $parts[4], $parts[5], $created
    }

    $text = [string[]]@($lines)
    [array]::Sort($text, [StringComparer]::Ordinal)
    $hash = [Security.Cryptography.SHA256]::HashData([Text.Encoding]::UTF8.GetBytes($text -join "`n"))
    '{0}:{1}' -f $text.Count, [Convert]::ToHexString($hash).Substring(0, 16)
}

function Measure-Contender {
    # Lets each contender do the same work untimed first and then so many times, the order turned round each time.
    # Gives a row: the milliseconds of every round and of the very first one, and whether all answers were equal.
    param(
        [Parameter(Mandatory)] [string] $Name,
        [Parameter(Mandatory)] [Collections.Specialized.OrderedDictionary] $Contender,
        [Parameter(Mandatory)] [int] $Rounds,
        [int] $WarmUp = 1,
        [scriptblock] $Digest = { param($Answer) Get-Digest $Answer },
        [scriptblock] $Before = { },

        # Gives how many requests a contender sent, where that is told beside its time.
        [scriptblock] $Sent
    )

    Write-Information "  $Name" -InformationAction Continue
    $names = @($Contender.Keys)
    $times = [ordered]@{}
    $first = [ordered]@{}
    $requests = [ordered]@{}
    $digests = [Collections.Generic.HashSet[string]]::new()
    foreach ($one in $names) {
        $times[$one] = [Collections.Generic.List[double]]::new()
    }

    $stopwatch = [Diagnostics.Stopwatch]::new()
    for ($round = 1 - $WarmUp; $round -le $Rounds; $round++) {
        foreach ($one in $names) {
            & $Before
            [GC]::Collect()
            [GC]::WaitForPendingFinalizers()
            $stopwatch.Restart()
            $answer = & $Contender[$one]
            $stopwatch.Stop()
            if ($Sent) {
                $requests[$one] = & $Sent
            }

            $null = $digests.Add((& $Digest $answer))
            $answer = $null
            if (-not $first.Contains($one)) {
                $first[$one] = $stopwatch.Elapsed.TotalMilliseconds
            }

            if ($round -gt 0) {
                $times[$one].Add($stopwatch.Elapsed.TotalMilliseconds)
            }
        }

        [array]::Reverse($names)
    }

    [pscustomobject]@{
        Name         = $Name
        Unit         = 'ms'
        Median       = Get-Median $times
        First        = $first
        Requests     = $requests
        Rounds       = $times
        Answers      = @($digests)
        AnswersEqual = $digests.Count -eq 1
    }
}

function Start-Child {
    # Starts a script of this folder in a fresh PowerShell without profile. Receive-Child waits for it.
    param([Parameter(Mandatory)] [string] $Script, [string[]] $Argument = @(), [string[]] $Through = @(), [hashtable] $Environment = @{})
    $program = (Get-Process -Id $PID).Path
    $words = @($Through) + $program
    if ([IO.Path]::GetFileNameWithoutExtension($program) -eq 'dotnet') {
        $words += Join-Path $PSHOME 'pwsh.dll'
    }

    $words += @('-NoProfile', '-NonInteractive', '-File', (Join-Path $PSScriptRoot $Script)) + $Argument
    $start = [Diagnostics.ProcessStartInfo]::new($words[0])
    $words | Select-Object -Skip 1 | ForEach-Object { $start.ArgumentList.Add($_) }
    $Environment.Keys | ForEach-Object { $start.Environment[$_] = $Environment[$_] }
    $start.RedirectStandardOutput = $true
    $process = [Diagnostics.Process]::Start($start)
    [pscustomobject]@{ Script = $Script; Process = $process; Output = $process.StandardOutput.ReadToEndAsync() }
}

function Receive-ChildText {
    # Waits for a child, half an hour at most; gives what it wrote.
    param([Parameter(Mandatory)] $Child)
    try {
        if (-not $Child.Process.WaitForExit(1800000)) {
            $Child.Process.Kill()
            throw "$($Child.Script) did not end within half an hour."
        }

        if ($Child.Process.ExitCode -ne 0) {
            throw "$($Child.Script) ended with exit code $($Child.Process.ExitCode): $($Child.Output.Result)"
        }

        $Child.Output.Result
    }
    finally {
        $Child.Process.Dispose()
    }
}

function Receive-Child {
    # Waits for a child; gives what it wrote, read as JSON.
    param([Parameter(Mandatory)] $Child, [switch] $AsHashtable)
    Receive-ChildText $Child | ConvertFrom-Json -AsHashtable:$AsHashtable
}

function Invoke-Child {
    # Runs a script of this folder in a fresh PowerShell without profile; gives what it wrote, read as JSON.
    param([Parameter(Mandatory)] [string] $Script, [string[]] $Argument = @(), [string[]] $Through = @(), [hashtable] $Environment = @{})
    Receive-Child (Start-Child @PSBoundParameters)
}

function Invoke-Each {
    # Runs a child for each name, one after another or side by side; gives what each wrote, by its name.
    param([Parameter(Mandatory)] [string[]] $Name, [Parameter(Mandatory)] [scriptblock] $Start, [switch] $SideBySide)
    $started = [ordered]@{}
    foreach ($one in $Name) {
        $started[$one] = & $Start $one
        if (-not $SideBySide) {
            $started[$one].Output.Wait()
        }
    }

    $answers = @{}
    $Name | ForEach-Object { $answers[$_] = Receive-Child $started[$_] }
    $answers
}
