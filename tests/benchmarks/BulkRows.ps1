# The rows of big jobs: many orders, and a fleet as a file.

function Measure-Order {
    # So many orders with -IfNotExists. Each time on an account of its own: in the same one there would be nothing to do.
    param([string] $Root, [int] $Count, [int] $Throttle, [int] $Rounds)
    $latency = 50
    $state = @{ Api = $null }
    $wanted = 1..$Count | ForEach-Object { 'fleet-{0:00000}' -f $_ }
    $order = @{ plan_id = 1; os_id = 5; location = 'us-west' }
    try {
        Measure-Contender -Name "$($Count.ToString('N0')) orders with -IfNotExists, $latency ms each, $Throttle at a time" -Rounds $Rounds -Contender ([ordered]@{
                'VpsOrg'            = { $wanted | New-VpsServer -PlanId 1 -OsId 5 -Location us-west -IfNotExists -ThrottleLimit $Throttle -Session $state.Api.Session }
                'Invoke-RestMethod' = {
                    $ask = @{ Headers = $state.Api.Header; NoProxy = $true }
                    $known = (Invoke-RestMethod -Uri "$($state.Api.Uri)servers/" @ask).results.name
                    foreach ($new in $wanted | Where-Object { $_ -notin $known }) {
                        Invoke-RestMethod -Uri "$($state.Api.Uri)servers/" -Method Post -ContentType 'application/json' -Body ($order + @{ name = $new } | ConvertTo-Json) @ask
                    }
                }
                'IRM -Parallel'     = {
                    $ask = @{ Headers = $state.Api.Header; NoProxy = $true }
                    $uri = $state.Api.Uri
                    $known = (Invoke-RestMethod -Uri "${uri}servers/" @ask).results.name
                    $wanted | Where-Object { $_ -notin $known } | ForEach-Object -ThrottleLimit $Throttle -Parallel {
                        $ask = $using:ask
                        Invoke-RestMethod -Uri "${using:uri}servers/" -Method Post -ContentType 'application/json' -Body ($using:order + @{ name = $_ } | ConvertTo-Json) @ask
                    }
                }
            }) -Before {
            Close-Api $state.Api
            $state.Api = Open-Api -Root $Root -Option '--latency-ms', $latency, '--credits', '1000000000'
        } -Sent { Get-RequestCount $state.Api } -Digest {
            # Who is there in the end, and how often the API was asked for one.
            $there = @((Invoke-RestMethod -Uri "$($state.Api.Uri)servers/" -Headers $state.Api.Header -NoProxy).results.name | Sort-Object)
            "$((Get-ApiCount $state.Api) -like 'POST *'); $($there.Count): $($there[0]) to $($there[-1])"
        } | Add-Member -PassThru -NotePropertyMembers @{ Ideal = $latency * (1 + [math]::Ceiling($Count / $Throttle)) }
    }
    finally {
        Close-Api $state.Api
    }
}

function Measure-Fleet {
    # A file of all servers against the account: some rows differ, and some ask what only a server's detail tells.
    param($Api, [int] $Count, [int] $Rounds, [int] $Step)
    $name = "compare a fleet of $($Count.ToString('N0')) with its file"
    if (-not (Get-Command -Name Compare-VpsServer -ErrorAction Ignore)) {
        Write-Information "  ${name}: left out" -InformationAction Continue
        return [pscustomobject]@{ Name = $name; LeftOut = 'the module has no Compare-VpsServer' }
    }

    $ask = @{ Headers = $Api.Header; NoProxy = $true }
    $session = $Api.Session
    $index = 0
    $wanted = foreach ($server in (Invoke-RestMethod -Uri "$($Api.Uri)servers/" @ask).results) {
        $differs = ++$index % $Step -eq 0
        [pscustomobject]@{
            Name = $server.name; Hostname = $differs ? "new-$($server.hostname)" : $server.hostname
            PlanId = $server.plan.id; OsId = $server.os.id; Location = $server.location
            BackupsEnabled = $differs ? 'false' : $null
        }
    }

    Measure-Contender -Name $name -Rounds $Rounds -Contender ([ordered]@{
            'VpsOrg'         = { $wanted | Compare-VpsServer -Session $session 6>$null | ForEach-Object { "$($_.Name) $($_.Property)" } }
            'Compare-Object' = {
                $there = foreach ($server in (Invoke-RestMethod -Uri "$($Api.Uri)servers/" @ask).results) {
                    [pscustomobject]@{ Name = $server.name; Id = $server.id; Hostname = $server.hostname; PlanId = $server.plan.id; OsId = $server.os.id; Location = $server.location }
                }
                $byName = @{}
                $there | ForEach-Object { $byName[$_.Name] = $_ }
                foreach ($property in 'Hostname', 'PlanId', 'OsId', 'Location') {
                    Compare-Object $wanted $there -Property Name, $property | Where-Object SideIndicator -EQ '<=' | ForEach-Object { "$($_.Name) $property" }
                }

                foreach ($row in $wanted | Where-Object BackupsEnabled) {
                    $detail = Invoke-RestMethod -Uri "$($Api.Uri)servers/$($byName[$row.Name].Id)/" @ask
                    if ("$($detail.backups_enabled)" -ne $row.BackupsEnabled) {
                        "$($row.Name) BackupsEnabled"
                    }
                }
            }
        }) -Before { Clear-ApiLog $Api } -Sent { Get-RequestCount $Api } -Digest { param($Answer) "$(@($Answer).Count): $(@($Answer | Sort-Object) -join ', ')" } |
        Add-Member -PassThru -NotePropertyMembers @{ Needed = 1 + @($wanted | Where-Object BackupsEnabled).Count }
}
