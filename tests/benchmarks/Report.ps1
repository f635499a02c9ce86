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
    # What a bar says of the figures: its words, and whether it is reached.
    param($Bar, $Row)
    $ours = $Row.Median.VpsOrg
    if ($Bar.ContainsKey('Against')) {
        $ratio = $ours / $Row.Median.($Bar.Against)
        @{ Is = '{0:0.000} × {1}' -f $ratio, $Bar.Against; Asked = "≤ $($Bar.Factor) × $($Bar.Against)"; Reached = $ratio -le $Bar.Factor }
    }
    elseif ($Bar.ContainsKey('Above')) {
        $above = $ours - $Row.Median.($Bar.Above)
        @{ Is = '{0:0} MB above an empty shell' -f $above; Asked = "≤ $($Bar.Most) MB above an empty shell"; Reached = $above -le $Bar.Most }
    }
    else {
        @{ Is = '{0:0} ms' -f $ours; Asked = "≤ $($Bar.Most) ms"; Reached = $ours -le $Bar.Most }
    }
}

function Format-Ratio {
    # One line a row, for the screen.
    param([Parameter(ValueFromPipeline)] $Row)
    process {
        $parts = foreach ($name in $Row.Median.Keys) {
            $ratio = $name -eq 'VpsOrg' ? '' : (' (ours is {0:0.00} × that)' -f ($Row.Median['VpsOrg'] / $Row.Median[$name]))
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
    $figures = Get-Content -Raw -LiteralPath $FiguresPath | ConvertFrom-Json
    $machine = $figures.Machine
    '# How fast it is'
    ''
    'Written by `./build.sh bench` from its own figures; the notes come from `tests/benchmarks/Notes.md`. Do not edit.'
    ''
    "Measured on $($machine.Day): $($machine.Processor), $($machine.Processors) processors, $($machine.MemoryGB) GB, $($machine.System); PowerShell $($machine.PowerShell), $($machine.DotNet)."
    "The system's load was $($machine.LoadBefore) before and $($machine.LoadAfter) after; the run itself makes about 1."
    ''
    'The API is the sandbox on a loopback port, in a process of its own. All contenders do the same work in the same'
    'PowerShell and run, untimed at first (ten rounds of the single GETs, one of the rest: .NET compiles what runs often'
    'a second time) and then round by round in turned order; the answers of every round are compared, and must be equal.'
    'What the very first round took stands at the end of this page. Figures are medians. Ratios count: absolute times are those of one machine on one day. *Floor* is'
    'a bare cmdlet over a raw `HttpClient` and `JsonTextReader` that checks nothing; *HttpClient* is'
    '`GetStringAsync | ConvertFrom-Json` in script.'
    ''
    '## The table'
    ''
    $names = 'VpsOrg', 'Invoke-RestMethod', 'IRM -Parallel', 'HttpClient', 'Floor'
    ConvertTo-MarkdownTable -Head (@('Work') + $names) -Row @(
        foreach ($row in $figures.Table) {
            , (@($row.Name) + @($names | ForEach-Object {
                        $row.Median.psobject.Properties[$_] ? ('{0:N0} {1}' -f $row.Median.$_, $row.Unit) : '–'
                    }))
        })
    ''
    ConvertTo-MarkdownTable -Head 'Row', 'To reach', 'Is', '' -Row @(
        foreach ($bar in $script:Bars) {
            foreach ($row in $figures.Table | Where-Object { $_.Name.StartsWith($bar.Row) }) {
                $verdict = Get-Verdict -Bar $bar -Row $row
                , @($row.Name, $verdict.Asked, $verdict.Is, ($verdict.Reached ? 'reached' : '**not reached**'))
            }
        })
    ''
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
    Get-Content -LiteralPath (Join-Path $PSScriptRoot 'Million.md')
    ''
}
