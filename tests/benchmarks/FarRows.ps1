# The rows of an API that is far away: over TLS, through the relay. They run in a child, because a process reads what it
# trusts when it starts.

function Test-Far {
    # Whether a process of its own can be told what to trust: OpenSSL reads SSL_CERT_FILE; Windows and macOS know only
    # what a user or the whole machine trusts, and nothing here changes that.
    $IsLinux
}

function Measure-Far {
    # Opens a relay in front of an API, and lets a child that trusts it and nothing else measure the rows.
    param([string] $Root, $Api, [string] $ModulePath, [string] $FloorPath, [string[]] $Row, [hashtable] $Size)
    $names = @{ gets = 'GETs, one call each'; restarts = 'restarts with -Wait' }
    if (-not (Test-Far)) {
        return $Row | ForEach-Object { [pscustomobject]@{ Name = "$($names[$_]), over TLS, far away"; LeftOut = 'this system takes no certificate for one process alone' } }
    }

    $Row | ForEach-Object { Write-Information "  $($names[$_]), over TLS, $($Size.RoundTrip) ms away" -InformationAction Continue }
    $certificate = Join-Path ([IO.Path]::GetTempPath()) "$([guid]::NewGuid())/certificate.pem"
    $relay = Open-Program -Root $Root -Name 'VpsOrg.Relay' -Option '--to', $Api.Uri, '--round-trip-ms', $Size.RoundTrip, '--certificate', $certificate
    try {
        $argument = @('-ApiUri', $relay.Uri, '-Control', $Api.Control, '-ModulePath', $ModulePath, '-FloorPath', $FloorPath, '-Row', ($Row -join ','))
        foreach ($name in 'RoundTrip', 'Gets', 'Restarts', 'Throttle', 'Rounds', 'PauseSec') {
            $argument += "-$name", $Size.$name
        }

        foreach ($measured in Receive-Child -AsHashtable (Start-Child -Script 'Get-FarRows.ps1' -Argument $argument -Environment @{ SSL_CERT_FILE = $certificate })) {
            [pscustomobject]$measured
        }
    }
    finally {
        Close-Program $relay
        Remove-Item -Recurse -Force -LiteralPath (Split-Path -Parent $certificate)
    }
}

function Measure-FarGet {
    # So many servers by id, one call each.
    param($Api, [int] $Count, [int] $Rounds, [int] $RoundTrip)
    $uri, $header, $session = $Api.Uri, $Api.Header, $Api.Session
    $ids = 12347..(12346 + $Count)
    $null = Invoke-RestMethod -Uri $uri -SkipHttpErrorCheck -SessionVariable kept
    Measure-Contender -Name "$Count GETs, one call each, over TLS, $RoundTrip ms away" -Rounds $Rounds -Contender ([ordered]@{
            'VpsOrg'            = { foreach ($id in $ids) { Get-VpsServer -Id $id -Session $session } }
            'Invoke-RestMethod' = { foreach ($id in $ids) { Invoke-RestMethod -Uri "${uri}servers/$id/" -Headers $header -NoProxy } }
            'IRM -WebSession'   = { foreach ($id in $ids) { Invoke-RestMethod -Uri "${uri}servers/$id/" -Headers $header -NoProxy -WebSession $kept } }
            'Floor'             = { foreach ($id in $ids) { Get-FloorServer $Api.Client -Id $id } }
        }) -Before { Clear-ApiLog $Api } -Sent { Get-RequestCount $Api } |
        Add-Member -PassThru -NotePropertyMembers @{ Ideal = $Count * $RoundTrip }
}

function Measure-FarRestart {
    # So many restarts, each waited for until its server is active again. The script looks as rarely as -Wait does at the
    # most, and once more every second.
    param($Api, [int] $Count, [int] $Throttle, [int] $Rounds, [int] $RoundTrip, [int] $PauseSec)
    $session = $Api.Session
    $ids = Get-ActiveId -Api $Api -Count $Count
    $polling = {
        param($Ids, $Throttle, $Uri, $Ask, $Pause)
        $Ids | ForEach-Object -ThrottleLimit $Throttle -Parallel {
            $ask = $using:Ask
            $null = Invoke-RestMethod -Uri "$($using:Uri)servers/$_/reboot/" -Method Post -ContentType 'application/json' @ask
            do {
                Start-Sleep -Seconds $using:Pause
            } until ((Invoke-RestMethod -Uri "$($using:Uri)servers/$_/" @ask).status -eq 'active')
        }
    }
    $ask = @{ Headers = $Api.Header; NoProxy = $true }
    Measure-Contender -Name "$Count restarts with -Wait, $Throttle at once, over TLS, $RoundTrip ms away" -Rounds $Rounds -Contender ([ordered]@{
            'VpsOrg'            = { $ids | Restart-VpsServer -Wait -ThrottleLimit $Throttle -Session $session }
            'IRM -Parallel'     = { & $polling $ids $Throttle $Api.Uri $ask $PauseSec }
            'IRM, every second' = { & $polling $ids $Throttle $Api.Uri $ask 1 }
        }) -Before { Clear-ApiLog $Api } -Sent { Get-RequestCount $Api } -Digest {
        "$((Get-ApiCount $Api) -like 'POST *'); $(@(Get-ActiveId -Api $Api -Count $Count).Count) active"
    }
}
