# The same without the module: it checks nothing, and an answer that is late, lost or refused ends it.
param([int] $Turn)
$ErrorActionPreference = 'Stop'
$ask = @{ Headers = @{ Authorization = "Bearer $env:VPS_API_TOKEN" }; NoProxy = $true }
$null = Invoke-RestMethod "${env:VPS_API_URL}account/me/" @ask
$servers = (Invoke-RestMethod "${env:VPS_API_URL}servers/" @ask).results
$one = @($servers | Where-Object status -EQ 'active')[$Turn]
$null = Invoke-RestMethod "${env:VPS_API_URL}servers/$($one.id)/reboot/" -Method Post -ContentType 'application/json' @ask
while (($done = Invoke-RestMethod "${env:VPS_API_URL}servers/$($one.id)/" @ask).status -ne 'active') { Start-Sleep -Seconds 5 }
$said = "$($servers.Count) servers, $($done.name) is $($done.status)"
$cpu = [Environment]::CpuUsage.TotalTime; if (-not $cpu) { $cpu = [Diagnostics.Process]::GetCurrentProcess().TotalProcessorTime }; "$said|$($cpu.TotalMilliseconds)"
