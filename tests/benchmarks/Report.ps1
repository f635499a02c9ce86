# Turns figures into the page docs/performance.md, and into lines for the screen.

# What each row has to reach: a ratio to another contender, or milliseconds. The names are beginnings of rows' names.
$script:Bars = @(
    @{ Row = '200 single GETs, one call each'; Against = 'Invoke-RestMethod'; Factor = 0.5 }
    @{ Row = '200 single GETs, one call each'; Against = 'Floor'; Factor = 1.5 }
    @{ Row = '200 single GETs, ids piped'; Against = 'Invoke-RestMethod'; Factor = 0.2 }
    @{ Row = 'list of 10,000 in one answer'; Against = 'Invoke-RestMethod'; Factor = 0.25 }
    @{ Row = 'list of 100,000 in one answer'; Against = 'Invoke-RestMethod'; Factor = 0.12 }
    @{ Row = 'peak memory, list of 100,000'; Above = 'Shell'; Most = 120 }
    @{ Row = '100 reboots'; Most = 450 }
    @{ Row = 'Import-Module'; Against = 'Floor'; Factor = 3 }
    @{ Row = 'Ctrl-C in a request'; Most = 250 }
    @{ Row = 'Ctrl-C in a retry wait'; Most = 250 }
    @{ Row = 'Ctrl-C in -Wait'; Most = 250 }
    @{ Row = 'Import-Module'; Against = 'Dressed floor' }
    @{ Row = 'a whole script, cold, wall time'; Above = 'Shell'; Against = 'Invoke-RestMethod'; Factor = 1.0 }
    @{ Row = 'a whole script, cold, processor time'; Above = 'Shell'; Against = 'Invoke-RestMethod'; Factor = 1.0 }
    @{ Row = '200 GETs, one call each, over TLS'; Against = 'Invoke-RestMethod'; Factor = 0.4 }
    @{ Row = '200 GETs, one call each, over TLS'; Ideal = 1.1; Of = "the round trips' own time" }
    @{ Row = '100 restarts'; Against = 'IRM -Parallel'; Factor = 0.5 }
    @{ Row = '100 restarts'; FewerRequests = 'IRM -Parallel' }
    @{ Row = '1,000 orders'; Ideal = 1.2; Of = 'the ideal' }
    @{ Row = 'compare a fleet'; NoMoreRequests = 'one list and the details needed' }
)

function Get-SystemLoad {
    # How many processes wanted a processor in the last minute, where the system tells.
    if (Test-Path -LiteralPath '/proc/loadavg') {
        [double](((Get-Content -LiteralPath '/proc/loadavg') -split ' ')[0])
    }
}

function Get-Machine {
    # What the figures were measured on.
    param($LoadBefore)
    $processor = if (Test-Path -LiteralPath '/proc/cpuinfo') {
        (Select-String -LiteralPath '/proc/cpuinfo' -Pattern '^model name\s*:\s*(.+)$' | Select-Object -First 1).Matches.Groups[1].Value
    }
    else {
        $env:PROCESSOR_IDENTIFIER
    }

    [ordered]@{
        Processor  = $processor
        Processors = [Environment]::ProcessorCount
        MemoryGB   = [math]::Round([GC]::GetGCMemoryInfo().TotalAvailableMemoryBytes / 1GB)
        System     = [Runtime.InteropServices.RuntimeInformation]::OSDescription
        PowerShell = [string]$PSVersionTable.PSVersion
        DotNet     = [Runtime.InteropServices.RuntimeInformation]::FrameworkDescription
        Day        = [datetime]::UtcNow.ToString('yyyy-MM-dd')
        LoadBefore = $LoadBefore
        LoadAfter  = Get-SystemLoad
    }
}

function Get-Verdict {
    # What a bar says of the figures: its words, and whether it is reached; null where there is no goal.
    param($Bar, $Row)
    $ours = $Row.Median.VpsOrg
    $above = $Bar.ContainsKey('Above') ? $Row.Median.($Bar.Above) : 0
    $words = $above ? ' above an empty shell' : ''
    if ($Bar.ContainsKey('Against')) {
        $ratio = ($ours - $above) / ($Row.Median.($Bar.Against) - $above)
        $goal = $Bar.ContainsKey('Factor')
        @{ Is = "$('{0:0.000}' -f $ratio) × $($Bar.Against)$words"; Asked = $goal ? "≤ $($Bar.Factor) × $($Bar.Against)$words" : 'as low as it goes'; Reached = $goal ? $ratio -le $Bar.Factor : $null }
    }
    elseif ($Bar.ContainsKey('Ideal')) {
        $ratio = $ours / $Row.Ideal
        @{ Is = "$('{0:0.000}' -f $ratio) × $($Bar.Of)"; Asked = "≤ $($Bar.Ideal) × $($Bar.Of), $($Row.Ideal.ToString('N0')) ms"; Reached = $ratio -le $Bar.Ideal }
    }
    elseif ($Bar.ContainsKey('FewerRequests')) {
        $theirs = $Row.Requests.($Bar.FewerRequests)
        @{ Is = "$($Row.Requests.VpsOrg) requests"; Asked = "fewer than the $theirs requests of $($Bar.FewerRequests)"; Reached = $Row.Requests.VpsOrg -lt $theirs }
    }
    elseif ($Bar.ContainsKey('NoMoreRequests')) {
        @{ Is = "$($Row.Requests.VpsOrg) requests"; Asked = "$($Bar.NoMoreRequests): $($Row.Needed) requests"; Reached = $Row.Requests.VpsOrg -le $Row.Needed }
    }
    else {
        @{ Is = "$('{0:0}' -f ($ours - $above)) $($Row.Unit)$words"; Asked = "≤ $($Bar.Most) $($Row.Unit)$words"; Reached = $ours - $above -le $Bar.Most }
    }
}

function Format-Ratio {
    # One line a row, for the screen.
    param([Parameter(ValueFromPipeline)] $Row)
    process {
        if ($Row.psobject.Properties['LeftOut']) {
            return Write-Information "$($Row.Name): left out, because $($Row.LeftOut)" -InformationAction Continue
        }

        $parts = foreach ($name in $Row.Median.Keys) {
            $ratio = $name -eq 'VpsOrg' -or $Row.Median[$name] -eq 0 ? '' : (' (ours is {0:0.00} × that)' -f ($Row.Median['VpsOrg'] / $Row.Median[$name]))
            '{0} {1:N0} {2}{3}' -f $name, $Row.Median[$name], $Row.Unit, $ratio
        }

        Write-Information "$($Row.Name): $($parts -join ', ')$($Row.AnswersEqual ? '' : ' — THE ANSWERS DIFFER')" -InformationAction Continue
    }
}

function ConvertTo-MarkdownTable {
    # Markdown: a head and rows of cells.
    param([string[]] $Head, [object[]] $Row)
    "| $($Head -join ' | ') |"
    "|$('---|' * $Head.Count)"
    foreach ($one in $Row) {
        "| $($one -join ' | ') |"
    }
}

function ConvertTo-Report {
    # The whole page, from the figures.
    param([Parameter(Mandatory)] [string] $FiguresPath, [string] $MicroPath)
    $figures = Read-Figure $FiguresPath
    $machine = $figures.Machine
    '# How fast it is'
    ''
    'Written by `./build.sh bench` from its own figures; the notes come from `tests/benchmarks/Notes.md`. Do not edit.'
    ''
    "Measured on $($machine.Day): $($machine.Processor), $($machine.Processors) processors, $($machine.MemoryGB) GB, $($machine.System); PowerShell $($machine.PowerShell), $($machine.DotNet)."
    "The system's load was $($machine.LoadBefore) before and $($machine.LoadAfter) after; the run itself makes about 1."
    ''
    'The API is the sandbox on a loopback port, in a process of its own. All contenders do the same work in the same'
    'PowerShell and run, untimed at first (thirty rounds of the single GETs, one of the rest: .NET compiles what runs often'
    'a second time) and then round by round in turned order; the answers of every round are compared, and must be equal.'
    'What the very first round took stands at the end of this page. Figures are medians. Ratios count: absolute times are those of one machine on one day. *Floor* is'
    'a bare cmdlet over a raw `HttpClient` and `JsonTextReader` that checks nothing; *HttpClient* is'
    '`GetStringAsync | ConvertFrom-Json` in script.'
    ''
    '## The table'
    ''
    Format-Work -Row @($figures.Table | Where-Object Work -In 'gets', 'lists', 'reboots', 'import', 'stop') -Contender 'VpsOrg', 'Invoke-RestMethod', 'IRM -Parallel', 'HttpClient', 'Floor'
    ''
    '![How long VpsOrg takes, where the same in Invoke-RestMethod takes 1](images/speed.svg)'
    ''
    '## An API that is far away, and big jobs'
    ''
    'Times, and the requests that were sent. Far away is a relay on this machine that speaks TLS and holds every byte back: a'
    'round trip takes as long as the row says, and a connection one more to open, as with TCP on a real way.'
    ''
    Format-Work -Row @($figures.Table | Where-Object Work -In 'far', 'orders', 'fleet') -Contender 'VpsOrg', 'Invoke-RestMethod', 'IRM -WebSession', 'IRM -Parallel', 'IRM, every second', 'Compare-Object', 'Floor'
    ''
    '## A cold shell'
    ''
    'Each figure is that of a process of its own. The script imports, connects, lists, restarts one server with `-Wait` and ends;'
    'its wall time is from the start of the process to its end. *Shell* is an empty script. What is first is measured right after'
    '`Connect-Vps`; *Again* is the same once more.'
    ''
    Format-Work -Row @($figures.Table | Where-Object Work -In 'cold', 'first') -Contender 'VpsOrg', 'Invoke-RestMethod', 'Shell', 'Again', "PowerShell's own"
    ''
    '## What is to be reached'
    ''
    ConvertTo-MarkdownTable -Head 'Row', 'To reach', 'Is', '' -Row @(
        foreach ($bar in $script:Bars) {
            foreach ($row in $figures.Table | Where-Object { $_.Name.StartsWith($bar.Row) }) {
                $verdict = Get-Verdict -Bar $bar -Row $row
                $word = if ($null -eq $verdict.Reached) { 'no goal' } elseif ($verdict.Reached) { 'reached' } else { '**not reached**' }
                , @($row.Name, $verdict.Asked, $verdict.Is, $word)
            }
        })
    ''
    foreach ($row in $figures.LeftOut) {
        "Left out: $($row.Name), because $($row.LeftOut)."
        ''
    }

    Format-ColdProfile $figures.Profile
    Format-Import ($figures.Table | Where-Object Name -Like 'Import-Module*')
    Get-Content -LiteralPath (Join-Path $PSScriptRoot 'Notes.md')
    ''
    Format-Growth $figures.Growth
    Format-Million $figures.Growth
    if ($MicroPath -and (Test-Path -LiteralPath $MicroPath)) {
        '## Parsing and the funnel alone'
        ''
        'BenchmarkDotNet, without PowerShell and without a socket.'
        ''
        Get-Content -LiteralPath $MicroPath | Where-Object { $_ -like '|*' }
        ''
    }

    '## Every round'
    ''
    ConvertTo-MarkdownTable -Head 'Work', 'Contender', 'First, untimed', 'Rounds' -Row @(
        foreach ($row in @($figures.Table) + @($figures.Growth)) {
            foreach ($one in $row.Rounds.psobject.Properties) {
                , @($row.Name, $one.Name, ($row.psobject.Properties['First'] ? ('{0:0.0} ms' -f $row.First.($one.Name)) : '–'), "$(($one.Value | ForEach-Object { '{0:0.0}' -f $_ }) -join ' ') $($row.Unit)")
            }
        })
}

function Format-Work {
    # Rows of the table: the medians of those contenders that took part in any of them, and the requests where they were counted.
    param([object[]] $Row, [string[]] $Contender)
    $names = @($Contender | Where-Object { $name = $_; $Row | Where-Object { $_.Median.psobject.Properties[$name] } })
    ConvertTo-MarkdownTable -Head (@('Work') + $names) -Row @(
        foreach ($one in $Row) {
            , (@($one.Name) + @($names | ForEach-Object {
                        $requests = $one.psobject.Properties['Requests'] -and $one.Requests.psobject.Properties[$_] ? ", $($one.Requests.$_) requests" : ''
                        $one.Median.psobject.Properties[$_] ? ('{0:N0} {1}{2}' -f $one.Median.$_, $one.Unit, $requests) : '–'
                    }))
        })
}

function Format-ColdProfile {
    # What the cold scripts compile and load, step by step.
    param([object[]] $ColdProfile)
    '## What a cold script compiles and loads'
    ''
    ConvertTo-MarkdownTable -Head 'Script', 'Step', 'Time', 'Processor', 'Methods compiled', 'Compiling', 'Assemblies loaded' -Row @(
        foreach ($script in $ColdProfile) {
            foreach ($step in $script.Steps) {
                , @($script.Contender, $step.Name, ('{0:0} ms' -f $step.Milliseconds), ('{0:0} ms' -f $step.Cpu), $step.Methods.ToString('N0'), ('{0:0} ms' -f $step.Compiling),
                    ($step.Assemblies ? $step.Assemblies -join ', ' : '–'))
            }
        })
    ''
    'Whose methods these are; .NET compiles those of its own generic types that nobody has used with such a type before:'
    ''
    ConvertTo-MarkdownTable -Head (@('Owner') + @($ColdProfile.Contender)) -Row @(
        foreach ($owner in $ColdProfile.Compiled.Owner | Where-Object { $_ -ne 'VpsOrg.Floor' } | Select-Object -Unique) {
            , (@($owner -eq 'dynamicClass' ? 'made while it runs (scripts, stubs)' : $owner) + @(foreach ($script in $ColdProfile) {
                        $there = @($script.Compiled | Where-Object Owner -EQ $owner)
                        $there ? $there[0].Methods.ToString('N0') : '0'
                    }))
        })
    ''
}

function Format-Import {
    # What an import loads and opens.
    param($Row)
    '## What an import loads'
    ''
    $files = $Row.Files ? "opens $(@($Row.Files).Count) files of its own ($($Row.Files -join ', '))" : 'opens files that were not counted here (no strace)'
    "``Import-Module`` $files, loads $(@($Row.Assemblies).Count) assemblies beyond what a bare one-cmdlet assembly does"
    "($($Row.Assemblies -join ', ')), and opens $($Row.Sockets) sockets. JSON, HTTP, the client and the sandbox load at first use."
    "The same bare assembly with the least of a manifest, one view and one type takes $('{0:0}' -f $Row.Median.'Dressed floor') ms: the module takes"
    "$('{0:0.00}' -f ($Row.Median.VpsOrg / $Row.Median.'Dressed floor')) times as long."
    ''
}

function Format-Growth {
    # Time and memory by size.
    param($Growth)
    '## Growth'
    ''
    ConvertTo-MarkdownTable -Head 'Servers', 'How', 'Requests', 'Time', 'Time a server', 'Peak above an empty shell' -Row @(
        foreach ($row in $Growth | Where-Object Kind -NE 'actions') {
            , @($row.Count.ToString('N0'), $row.Kind, $row.Requests.ToString('N0'), ('{0:N0} ms' -f $row.Median.VpsOrg), ('{0:0.0} µs' -f (1000 * $row.Median.VpsOrg / $row.Count)), ('{0:N0} MB' -f $row.PeakMB))
        })
    ''
    ConvertTo-MarkdownTable -Head 'Reboots, 50 ms each, 16 at a time', 'VpsOrg', 'IRM -Parallel', 'Ideal' -Row @(
        foreach ($row in $Growth | Where-Object Kind -EQ 'actions') {
            , @($row.Count.ToString('N0'), ('{0:N0} ms' -f $row.Median.VpsOrg), ('{0:N0} ms' -f $row.Median.'IRM -Parallel'), ('{0:N0} ms' -f (50 * [math]::Ceiling($row.Count / 16))))
        })
    ''
}

function Format-Million {
    # A straight line through the two largest sizes, continued to a million.
    param($Growth)
    '## A million servers'
    ''
    'Continued from the two largest sizes above, in a straight line:'
    ''
    ConvertTo-MarkdownTable -Head 'How', 'Requests', 'Time', 'Memory above an empty shell' -Row @(
        foreach ($kind in 'one answer', 'pages') {
            $two = @($Growth | Where-Object Kind -EQ $kind | Select-Object -Last 2)
            $scale = (1e6 - $two[1].Count) / ($two[1].Count - $two[0].Count)
            $time = $two[1].Median.VpsOrg + $scale * ($two[1].Median.VpsOrg - $two[0].Median.VpsOrg)
            $memory = $two[1].PeakMB + $scale * ($two[1].PeakMB - $two[0].PeakMB)
            , @($kind, ($kind -eq 'pages' ? '10,001' : '1'), ('{0:N0} s' -f ($time / 1000)), ('{0:N0} MB' -f $memory))
        })
    ''
    '![How the time grows](images/growth.svg)'
    ''
    Get-Content -LiteralPath (Join-Path $PSScriptRoot 'Million.md')
    ''
}
