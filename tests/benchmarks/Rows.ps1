# The rows of the table: each function gives one row, or several of a kind.

function Get-ActiveId {
    # The ids of servers that can be restarted.
    param([Parameter(Mandatory)] $Api, [Parameter(Mandatory)] [int] $Count)
    $list = Invoke-RestMethod -Uri "$($Api.Uri)servers/" -Headers $Api.Header -NoProxy
    $ids = @($list.results | Where-Object status -EQ 'active' | Select-Object -First $Count -ExpandProperty id)
    if ($ids.Count -ne $Count) {
        throw "There are $($ids.Count) active servers, not $Count."
    }

    $ids
}

function Clear-ApiLog {
    # Lets the API forget what it was asked.
    param([Parameter(Mandatory)] $Api)
    $null = Invoke-RestMethod -Uri "$($Api.Control)/requests" -Method Delete -NoProxy
    $null = Invoke-RestMethod -Uri "$($Api.Control)/faults" -Method Delete -NoProxy
}

function Get-ApiCount {
    # What the API was asked, as lines such as "POST servers/{id}/reboot/: 100".
    param([Parameter(Mandatory)] $Api)
    @((Invoke-RestMethod -Uri "$($Api.Control)/summary" -NoProxy).lines)
}

function Get-RequestCount {
    # How many requests the API was asked, of whatever kind.
    param([Parameter(Mandatory)] $Api)
    $sum = 0
    Get-ApiCount $Api | ForEach-Object { $sum += [int]($_ -replace '^.*: ') }
    $sum
}

function Measure-SingleGet {
    # So many servers by id, one call each.
    param($Api, [int] $Count, [int] $Rounds, [int] $WarmUp)
    $uri, $header, $client, $session = $Api.Uri, $Api.Header, $Api.Client, $Api.Session
    $ids = 12347..(12346 + $Count)
    Measure-Contender -Name "$Count single GETs, one call each" -Rounds $Rounds -WarmUp $WarmUp -Contender ([ordered]@{
            'VpsOrg'            = { foreach ($id in $ids) { Get-VpsServer -Id $id -Session $session } }
            'Invoke-RestMethod' = { foreach ($id in $ids) { Invoke-RestMethod -Uri "${uri}servers/$id/" -Headers $header -NoProxy } }
            'HttpClient'        = { foreach ($id in $ids) { $client.GetStringAsync("servers/$id/").GetAwaiter().GetResult() | ConvertFrom-Json } }
            'Floor'             = { foreach ($id in $ids) { Get-FloorServer $client -Id $id } }
        })
}

function Measure-PipedGet {
    # So many servers by id, piped into one call.
    param($Api, [int] $Count, [int] $Rounds, [int] $WarmUp)
    $uri, $header, $client, $session = $Api.Uri, $Api.Header, $Api.Client, $Api.Session
    $ids = 12347..(12346 + $Count)
    Measure-Contender -Name "$Count single GETs, ids piped into one call" -Rounds $Rounds -WarmUp $WarmUp -Contender ([ordered]@{
            'VpsOrg'            = { $ids | Get-VpsServer -Session $session }
            'Invoke-RestMethod' = { foreach ($id in $ids) { Invoke-RestMethod -Uri "${uri}servers/$id/" -Headers $header -NoProxy } }
            'IRM -Parallel'     = {
                $ids | ForEach-Object -ThrottleLimit 8 -Parallel {
                    Invoke-RestMethod -Uri "$($using:uri)servers/$_/" -Headers $using:header -NoProxy
                }
            }
            'HttpClient'        = { foreach ($id in $ids) { $client.GetStringAsync("servers/$id/").GetAwaiter().GetResult() | ConvertFrom-Json } }
            'Floor'             = { $ids | Get-FloorServer $client }
        })
}

function Measure-List {
    # All servers, in one answer.
    param($Api, [int] $Count, [int] $Rounds, [string[]] $Only = @('VpsOrg', 'Invoke-RestMethod', 'HttpClient', 'Floor'))
    $uri, $header, $client, $session = $Api.Uri, $Api.Header, $Api.Client, $Api.Session
    $contenders = [ordered]@{
        'VpsOrg'            = { Get-VpsServer -Session $session }
        'Invoke-RestMethod' = { (Invoke-RestMethod -Uri "${uri}servers/" -Headers $header -NoProxy).results }
        'HttpClient'        = { ($client.GetStringAsync('servers/').GetAwaiter().GetResult() | ConvertFrom-Json).results }
        'Floor'             = { Get-FloorServer $client }
    }
    @($contenders.Keys) | Where-Object { $_ -notin $Only } | ForEach-Object { $contenders.Remove($_) }
    Measure-Contender -Name "list of $($Count.ToString('N0')) in one answer" -Rounds $Rounds -Contender $contenders
}

function Measure-PagedList {
    # All servers, from an API that gives only so many an answer.
    param($Api, [int] $Count, [int] $PageSize, [int] $Rounds)
    $uri, $header, $client, $session = $Api.Uri, $Api.Header, $Api.Client, $Api.Session
    Measure-Contender -Name "list of $($Count.ToString('N0')), $PageSize an answer" -Rounds $Rounds -Contender ([ordered]@{
            'VpsOrg'            = { Get-VpsServer -Session $session }
            'Invoke-RestMethod' = {
                foreach ($page in 1..[math]::Ceiling($Count / $PageSize)) {
                    (Invoke-RestMethod -Uri "${uri}servers/?page=$page&page_size=$PageSize" -Headers $header -NoProxy).results
                }
            }
        })
}

function Measure-Reboot {
    # So many reboots, each of which the API takes its time for.
    param($Api, [int] $Count, [int] $Throttle, [int] $Rounds, [string[]] $Only = @('VpsOrg', 'Invoke-RestMethod', 'IRM -Parallel', 'HttpClient'))
    $uri, $header, $client, $session = $Api.Uri, $Api.Header, $Api.Client, $Api.Session
    $ids = Get-ActiveId -Api $Api -Count $Count
    $contenders = [ordered]@{
        'VpsOrg'            = { $ids | Restart-VpsServer -ThrottleLimit $Throttle -Session $session }
        'Invoke-RestMethod' = { foreach ($id in $ids) { $null = Invoke-RestMethod -Uri "${uri}servers/$id/reboot/" -Method Post -ContentType 'application/json' -Headers $header -NoProxy } }
        'IRM -Parallel'     = {
            $ids | ForEach-Object -ThrottleLimit $Throttle -Parallel {
                $null = Invoke-RestMethod -Uri "$($using:uri)servers/$_/reboot/" -Method Post -ContentType 'application/json' -Headers $using:header -NoProxy
            }
        }
        'HttpClient'        = {
            for ($i = 0; $i -lt $ids.Count; $i += $Throttle) {
                $tasks = foreach ($id in $ids[$i..([math]::Min($i + $Throttle, $ids.Count) - 1)]) {
                    $client.PostAsync("servers/$id/reboot/", [Net.Http.StringContent]::new('', [Text.Encoding]::UTF8, 'application/json'))
                }

                [Threading.Tasks.Task]::WaitAll($tasks)
                $tasks | ForEach-Object { $null = $_.Result.EnsureSuccessStatusCode(); $_.Result.Dispose() }
            }
        }
    }
    @($contenders.Keys) | Where-Object { $_ -notin $Only } | ForEach-Object { $contenders.Remove($_) }

    # What counts as the answer is what the API was asked.
    Measure-Contender -Name "$Count reboots, 50 ms each, $Throttle at a time" -Rounds $Rounds -Contender $contenders `
        -Before { Clear-ApiLog $Api } -Digest { (Get-ApiCount $Api) -join '; ' }
}

function Measure-PeakMemory {
    # The whole list in a fresh child each, against a child that reads nothing.
    param(
        $Api, [int] $Count, [int] $Rounds, [string] $ModulePath, [string] $FloorPath,
        [string[]] $Only = @('Shell', 'VpsOrg', 'Invoke-RestMethod', 'HttpClient', 'Floor'),
        # The children at once rather than one after another: quicker, and no measurement any more.
        [switch] $SideBySide
    )

    Write-Information "  peak memory of a list of $Count" -InformationAction Continue
    $names = $Only
    $peaks = [ordered]@{}
    $digests = [Collections.Generic.HashSet[string]]::new()
    $names | ForEach-Object { $peaks[$_] = [Collections.Generic.List[double]]::new() }
    for ($round = 0; $round -lt $Rounds; $round++) {
        $answers = Invoke-Each -Name $names -SideBySide:$SideBySide -Start {
            param($name)
            $argument = @('-Contender', $name)
            if ($name -ne 'Shell') {
                $argument += '-ApiUri', $Api.Uri
            }

            if ($name -in 'VpsOrg', 'Floor') {
                $argument += '-ModulePath', ($name -eq 'Floor' ? $FloorPath : $ModulePath)
            }

            Start-Child -Script 'Get-PeakMemory.ps1' -Argument $argument
        }
        foreach ($name in $names) {
            $peaks[$name].Add($answers[$name].PeakBytes / 1MB)
            if ($answers[$name].Answer) {
                $null = $digests.Add($answers[$name].Answer)
            }
        }
    }

    $medians = [ordered]@{}
    $names | ForEach-Object { $medians[$_] = Get-Middle $peaks[$_].ToArray() }
    [pscustomobject]@{
        Name         = "peak memory, list of $($Count.ToString('N0')) in one answer"
        Unit         = 'MB'
        Median       = $medians
        Rounds       = $peaks
        Answers      = @($digests)
        AnswersEqual = $digests.Count -eq 1
    }
}

function Measure-Import {
    # Import-Module in a fresh child each, against a bare assembly of one cmdlet, and against the same assembly with a
    # manifest, one view and one type: what the engine takes for those, however small they are.
    param([int] $Rounds, [string] $ModulePath, [string] $FloorPath, [switch] $SideBySide)
    Write-Information '  Import-Module' -InformationAction Continue
    $dressed = Publish-DressedFloor -FloorPath $FloorPath
    $paths = [ordered]@{ 'VpsOrg' = $ModulePath; 'Floor' = $FloorPath; 'Dressed floor' = $dressed }
    $times = [ordered]@{}
    $names = @($paths.Keys)
    $names | ForEach-Object { $times[$_] = [Collections.Generic.List[double]]::new() }
    for ($round = 0; $round -lt $Rounds; $round++) {
        $costs = Invoke-Each -Name $names -SideBySide:$SideBySide -Start {
            param($name)
            Start-Child -Script 'Get-ImportCost.ps1' -Argument '-ModulePath', $paths[$name]
        }
        $names | ForEach-Object { $times[$_].Add($costs[$_].Milliseconds) }

        [array]::Reverse($names)
    }

    $medians = [ordered]@{}
    $paths.Keys | ForEach-Object { $medians[$_] = Get-Middle $times[$_].ToArray() }
    $loaded = Get-ImportLoad -ModulePath $ModulePath -FloorPath $FloorPath
    [pscustomobject]@{
        Name         = 'Import-Module, views and types included'
        Unit         = 'ms'
        Median       = $medians
        Rounds       = $times
        Answers      = @()
        AnswersEqual = $true
        Assemblies   = $loaded.Assemblies
        Sockets      = $loaded.Sockets
        Files        = $loaded.Files
    }
}

function Publish-DressedFloor {
    # The floor as a module with the least that a manifest, a view and a type can be; gives its folder.
    param([string] $FloorPath)
    $folder = Join-Path (Split-Path -Parent $FloorPath) 'Dressed'
    $null = New-Item -ItemType Directory -Force -Path $folder
    Copy-Item -LiteralPath $FloorPath -Destination $folder
    Set-Content -LiteralPath (Join-Path $folder 'Dressed.Types.ps1xml') -Value (
        '<Types><Type><Name>VpsOrg.Floor.FloorServer</Name><Members><AliasProperty><Name>ServerId</Name>' +
        '<ReferencedMemberName>Id</ReferencedMemberName></AliasProperty></Members></Type></Types>')
    Set-Content -LiteralPath (Join-Path $folder 'Dressed.Format.ps1xml') -Value (
        '<Configuration><ViewDefinitions><View><Name>Floor</Name><ViewSelectedBy><TypeName>VpsOrg.Floor.FloorServer</TypeName>' +
        '</ViewSelectedBy><TableControl><TableHeaders><TableColumnHeader/></TableHeaders><TableRowEntries><TableRowEntry>' +
        '<TableColumnItems><TableColumnItem><PropertyName>Id</PropertyName></TableColumnItem></TableColumnItems></TableRowEntry>' +
        '</TableRowEntries></TableControl></View></ViewDefinitions></Configuration>')
    New-ModuleManifest -Path (Join-Path $folder 'Dressed.psd1') -RootModule 'VpsOrg.Floor.dll' -CmdletsToExport 'Get-FloorServer' `
        -FunctionsToExport @() -AliasesToExport @() -VariablesToExport @() -FormatsToProcess 'Dressed.Format.ps1xml' -TypesToProcess 'Dressed.Types.ps1xml'
    $folder
}

function Get-ImportLoad {
    # What an import loads and opens beyond what the floor's does. The children begin with an empty cache: PowerShell
    # else loads in the background what earlier sessions needed.
    param([string] $ModulePath, [string] $FloorPath)
    $cache = New-Item -ItemType Directory -Path (Join-Path ([IO.Path]::GetTempPath()) ([guid]::NewGuid()))
    try {
        $empty = @{ XDG_CACHE_HOME = $cache.FullName; LOCALAPPDATA = $cache.FullName }
        $ours = Invoke-Child -Script 'Get-ImportCost.ps1' -Argument '-ModulePath', $ModulePath -Environment $empty
        Remove-Item -Recurse -Force -Path (Join-Path $cache.FullName '*')
        $floor = Invoke-Child -Script 'Get-ImportCost.ps1' -Argument '-ModulePath', $FloorPath -Environment $empty
        [pscustomobject]@{
            Assemblies = @($ours.Assemblies | Where-Object { $_ -notin $floor.Assemblies })
            Sockets    = $ours.Sockets - $floor.Sockets
            Files      = @(Get-OpenedFile -ModulePath $ModulePath)
        }
    }
    finally {
        Remove-Item -Recurse -Force -LiteralPath $cache.FullName
    }
}

function Get-OpenedFile {
    # The module's own files that an import opens; nothing where the system has no strace to tell.
    param([string] $ModulePath)
    if (-not (Get-Command -Name strace -CommandType Application -ErrorAction Ignore)) {
        return
    }

    $trace = New-TemporaryFile
    try {
        $null = Invoke-Child -Script 'Get-ImportCost.ps1' -Argument '-ModulePath', $ModulePath -Through 'strace', '-f', '-qq', '-e', 'trace=openat', '-o', $trace.FullName
        Select-String -LiteralPath $trace.FullName -Pattern "openat\(.*`"$([regex]::Escape((Resolve-Path $ModulePath).Path))/(?<file>[^`"]+)`".*\) = \d+$" |
            ForEach-Object { $_.Matches[0].Groups['file'].Value } | Sort-Object -Unique
    }
    finally {
        Remove-Item -LiteralPath $trace.FullName
    }
}

function Measure-Stop {
    # How long the prompt takes to come back after Ctrl-C, in a request, a retry wait and -Wait.
    param($Api, [int] $Rounds, [string] $ModulePath)
    $id = Get-ActiveId -Api $Api -Count 1
    $hang = @{ kind = 'Hang'; method = 'GET' }
    $refuse = @{ kind = 'Status'; status = 503; times = 100; headers = @{ 'Retry-After' = '60' } }
    $cases = [ordered]@{
        'in a request'    = @{ Fault = $hang; Contender = [ordered]@{
                'VpsOrg' = 'Get-VpsServer -Id $id -Session $api.Session'
                'Invoke-RestMethod' = 'Invoke-RestMethod -Uri "$($api.Uri)servers/$id/" -Headers $api.Header -NoProxy'
            }
        }
        'in a retry wait' = @{ Fault = $refuse; Contender = [ordered]@{
                'VpsOrg' = 'Get-VpsServer -Id $id -Session $api.Session'
                'Invoke-RestMethod' = 'Invoke-RestMethod -Uri "$($api.Uri)servers/$id/" -Headers $api.Header -NoProxy -MaximumRetryCount 4 -RetryIntervalSec 60'
            }
        }
        'in -Wait'        = @{ Fault = $null; Contender = [ordered]@{
                'VpsOrg' = 'Wait-VpsServer -Id $id -Status stopped -TimeoutSec 600 -Session $api.Session'
            }
        }
    }
    foreach ($case in $cases.Keys) {
        Write-Information "  Ctrl-C $case" -InformationAction Continue
        $times = [ordered]@{}
        foreach ($name in $cases[$case].Contender.Keys) {
            $times[$name] = [Collections.Generic.List[double]]::new()
            for ($round = 0; $round -lt $Rounds; $round++) {
                Clear-ApiLog $Api
                if ($cases[$case].Fault) {
                    $fault = $cases[$case].Fault | ConvertTo-Json
                    $null = Invoke-RestMethod -Uri "$($Api.Control)/faults" -Method Post -Body $fault -ContentType 'application/json' -NoProxy
                }

                $times[$name].Add((Measure-OneStop -Api $Api -Script $cases[$case].Contender[$name] -Variable @{ id = $id; api = $Api } -ModulePath $ModulePath))
            }
        }

        $medians = [ordered]@{}
        foreach ($name in $times.Keys) {
            $medians[$name] = Get-Middle $times[$name].ToArray()
        }

        [pscustomobject]@{ Name = "Ctrl-C $case"; Unit = 'ms'; Median = $medians; Rounds = $times; Answers = @(); AnswersEqual = $true }
    }
}

function Measure-OneStop {
    # Lets a command run into its wait, presses Ctrl-C, and gives the milliseconds until the pipeline has ended.
    param($Api, [string] $Script, [hashtable] $Variable, [string] $ModulePath)
    $state = [initialsessionstate]::CreateDefault2()
    $state.ImportPSModule($ModulePath)
    $runspace = [runspacefactory]::CreateRunspace($state)
    $runspace.Open()
    $powerShell = [powershell]::Create($runspace)
    try {
        $Variable.Keys | ForEach-Object { $runspace.SessionStateProxy.SetVariable($_, $Variable[$_]) }
        $running = $powerShell.AddScript($Script).BeginInvoke()
        for ($look = 0; $look -lt 200 -and @(Get-ApiCount $Api).Count -eq 0; $look++) {
            [Threading.Thread]::Sleep(100)
        }

        [Threading.Thread]::Sleep(200) # The request has arrived; its answer, where there is one, shall have been read.
        if ($look -eq 200 -or $running.IsCompleted) {
            throw "There is nothing to stop: $($powerShell.Streams.Error)"
        }

        $stopwatch = [Diagnostics.Stopwatch]::StartNew()
        $powerShell.Stop()
        $stopwatch.Stop()
        $stopwatch.Elapsed.TotalMilliseconds
    }
    finally {
        $powerShell.Dispose()
        $runspace.Dispose()
    }
}
