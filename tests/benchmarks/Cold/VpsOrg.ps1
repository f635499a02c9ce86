# A whole script as a user writes it. The token and the address are in VPS_API_TOKEN and VPS_API_URL.
param([string] $ModulePath, [int] $Turn)
$ErrorActionPreference = 'Stop'
Import-Module $ModulePath
$null = Connect-Vps
$servers = Get-VpsServer
$one = @($servers | Where-Object Status -EQ 'active')[$Turn]
$done = $one | Restart-VpsServer -Wait -PassThru
$said = "$($servers.Count) servers, $($done.Name) is $($done.Status)"
$cpu = [Environment]::CpuUsage.TotalTime; if (-not $cpu) { $cpu = [Diagnostics.Process]::GetCurrentProcess().TotalProcessorTime }; "$said|$($cpu.TotalMilliseconds)"
