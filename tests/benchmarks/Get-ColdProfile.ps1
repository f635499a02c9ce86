<#
.SYNOPSIS
    Does what a script of the folder Cold does, and tells after each step what it took, what .NET compiled for it and
    which assemblies it loaded. Run in a fresh child.
#>
[CmdletBinding()]
param(
    # Who works.
    [Parameter(Mandatory = $true)]
    [ValidateSet('VpsOrg', 'Invoke-RestMethod')]
    [string] $Contender,

    # The staged module.
    [string] $ModulePath,

    # The floor's assembly: then the methods are told by their owners, and the times mean nothing any more.
    [string] $WatchPath
)

$ErrorActionPreference = 'Stop'
$ask = @{ Headers = @{ Authorization = "Bearer $env:VPS_API_TOKEN" }; NoProxy = $true }
$script = if ($Contender -eq 'VpsOrg') {
    [ordered]@{
        'import'         = { Import-Module $ModulePath }
        'connect'        = { $null = Connect-Vps }
        'list'           = { $script:servers = Get-VpsServer }
        'restart, -Wait' = { $null = @($servers | Where-Object Status -EQ 'active')[0] | Restart-VpsServer -Wait -PassThru }
    }
}
else {
    [ordered]@{
        'import'         = { }
        'connect'        = { $null = Invoke-RestMethod "${env:VPS_API_URL}account/me/" @ask }
        'list'           = { $script:servers = (Invoke-RestMethod "${env:VPS_API_URL}servers/" @ask).results }
        'restart, -Wait' = {
            $id = @($servers | Where-Object status -EQ 'active')[0].id
            $null = Invoke-RestMethod "${env:VPS_API_URL}servers/$id/reboot/" -Method Post -ContentType 'application/json' @ask
            $null = Invoke-RestMethod "${env:VPS_API_URL}servers/$id/" @ask
        }
    }
}

$watch = if ($WatchPath) {
    Import-Module $WatchPath
    [VpsOrg.Floor.CompilationWatch]::new()
}

function Get-State {
    # What the process has used so far. Called once before it counts, so that it is compiled itself.
    $cpu = [Environment]::CpuUsage.TotalTime
    [pscustomobject]@{
        Cpu        = ($cpu ? $cpu : [Diagnostics.Process]::GetCurrentProcess().TotalProcessorTime).TotalMilliseconds
        Methods    = [Runtime.JitInfo]::GetCompiledMethodCount($false)
        Compiling  = [Runtime.JitInfo]::GetCompilationTime($false).TotalMilliseconds
        Assemblies = @([AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { -not $_.IsDynamic } | ForEach-Object { $_.GetName().Name })
    }
}

$null = Get-State
$before = Get-State
$steps = foreach ($name in $script.Keys) {
    $stopwatch = [Diagnostics.Stopwatch]::StartNew()
    & $script[$name]
    $milliseconds = $stopwatch.Elapsed.TotalMilliseconds
    $after = Get-State
    [ordered]@{
        Name         = $name
        Milliseconds = $milliseconds
        Cpu          = $after.Cpu - $before.Cpu
        Methods      = $after.Methods - $before.Methods
        Compiling    = $after.Compiling - $before.Compiling
        Assemblies   = @($after.Assemblies | Where-Object { $_ -notin $before.Assemblies })
    }
    $before = Get-State
}

@{
    Steps    = @($steps)
    Compiled = @(if ($watch) {
            $watch.Take() | Group-Object -NoElement | Sort-Object Count -Descending | ForEach-Object { @{ Owner = $_.Name; Methods = $_.Count } }
        })
} | ConvertTo-Json -Depth 5
