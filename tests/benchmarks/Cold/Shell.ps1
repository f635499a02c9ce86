# An empty script: what PowerShell takes for itself. Its one line is the last line of each script beside it.
$cpu = [Environment]::CpuUsage.TotalTime; if (-not $cpu) { $cpu = [Diagnostics.Process]::GetCurrentProcess().TotalProcessorTime }; "$said|$($cpu.TotalMilliseconds)"
