# The rows of a cold shell: whole scripts in processes of their own, what they compile and load, and what a user waits
# for the first time.

function Get-ScriptEnvironment {
    # What a script of the folder Cold finds in its environment.
    param([Parameter(Mandatory)] $Api)
    @{ VPS_API_TOKEN = 'vps_sandbox'; VPS_API_URL = $Api.Uri }
}

function Step-ApiTime {
    # Moves the API's time on. It tells times in whole seconds, and a server that was restarted twice within one has not
    # changed by them: whoever waits for the second restart would look for 15 s.
    param([Parameter(Mandatory)] $Api)
    $null = Invoke-RestMethod -Uri "$($Api.Control)/clock" -Method Post -Body '{"advance": 2}' -ContentType 'application/json' -NoProxy
}

function Measure-ColdScript {
    # A whole script from the start of its process to the end of it: import, connect, list, one restart with -Wait. Two
    # rows: by the wall clock, and in processor time until its last line.
    param($Api, [int] $Rounds, [string] $ModulePath)
    $names = 'Shell', 'VpsOrg', 'Invoke-RestMethod'
    $wall, $processor, $first, $requests = (New-RoundList $names), (New-RoundList $names), [ordered]@{}, [ordered]@{}
    $said = [Collections.Generic.HashSet[string]]::new()
    Write-Information '  a whole script, cold' -InformationAction Continue
    $order = [string[]]$names
    for ($round = 0; $round -le $Rounds; $round++) {
        foreach ($name in $order) {
            Clear-ApiLog $Api
            Step-ApiTime $Api
            $argument = @(if ($name -eq 'VpsOrg') { '-ModulePath', $ModulePath }; if ($name -ne 'Shell') { '-Turn', $round })
            $stopwatch = [Diagnostics.Stopwatch]::StartNew()
            $child = Start-Child -Script "Cold/$name.ps1" -Argument $argument -Environment (Get-ScriptEnvironment $Api)
            $null = $child.Process.WaitForExit(300000)
            $milliseconds = $stopwatch.Elapsed.TotalMilliseconds
            $answer, $cpu = (Receive-ChildText $child).Trim() -split '\|'
            $requests[$name] = Get-RequestCount $Api
            if ($name -ne 'Shell') {
                $null = $said.Add("round ${round}: $answer")
            }

            if ($round -eq 0) {
                $first[$name] = $milliseconds # Fills the system's caches.
            }
            else {
                $wall[$name].Add($milliseconds)
                $processor[$name].Add([double]$cpu)
            }
        }

        [array]::Reverse($order)
    }

    $same = @{ Unit = 'ms'; Answers = @($said); AnswersEqual = $said.Count -eq $Rounds + 1 }
    [pscustomobject](@{ Name = 'a whole script, cold, wall time'; Median = Get-Median $wall; First = $first; Requests = $requests; Rounds = $wall } + $same)
    [pscustomobject](@{ Name = 'a whole script, cold, processor time'; Median = Get-Median $processor; Rounds = $processor } + $same)
}

function Measure-ColdProfile {
    # Step by step what the two scripts above take: time, methods that are compiled, assemblies that load.
    param($Api, [string] $ModulePath, [string] $FloorPath)
    Write-Information '  what a cold script compiles and loads' -InformationAction Continue
    foreach ($contender in 'VpsOrg', 'Invoke-RestMethod') {
        $argument = '-Contender', $contender, '-ModulePath', $ModulePath
        $environment = Get-ScriptEnvironment $Api
        Step-ApiTime $Api
        $steps = Invoke-Child -Script 'Get-ColdProfile.ps1' -Argument $argument -Environment $environment
        Step-ApiTime $Api
        $watched = Invoke-Child -Script 'Get-ColdProfile.ps1' -Argument ($argument + @('-WatchPath', $FloorPath)) -Environment $environment
        [pscustomobject]@{ Contender = $contender; Steps = $steps.Steps; Compiled = $watched.Compiled }
    }
}

function Measure-FirstUse {
    # The first Tab, the first error and the first table in a shell that has just connected; the same once more; and the
    # engine's own in a shell without the module.
    param($Api, [int] $Rounds, [string] $ModulePath)
    foreach ($what in 'Tab', 'error', 'table') {
        Write-Information "  first $what" -InformationAction Continue
        $times = New-RoundList 'VpsOrg', 'Again', "PowerShell's own"
        $answers = [Collections.Generic.HashSet[string]]::new()
        for ($round = 0; $round -lt $Rounds; $round++) {
            $ours = Invoke-Child -Script 'Get-FirstUse.ps1' -Argument '-What', $what, '-ModulePath', $ModulePath -Environment (Get-ScriptEnvironment $Api)
            $engine = Invoke-Child -Script 'Get-FirstUse.ps1' -Argument '-What', $what
            $times['VpsOrg'].Add($ours.First)
            $times['Again'].Add($ours.Again)
            $times["PowerShell's own"].Add($engine.First)
            $null = $answers.Add(($ours.Shown -replace 'sbx-\d+' -replace '\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ')) # An error names its request and its time.
        }

        [pscustomobject]@{
            Name = "first $what in a new shell"; Unit = 'ms'; Median = Get-Median $times; Rounds = $times
            Answers = @($answers); AnswersEqual = $answers.Count -eq 1
        }
    }
}
