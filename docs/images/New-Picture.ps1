<#
.SYNOPSIS
    Draws the README's pictures: real output of the module on the sandbox, as SVG.
.DESCRIPTION
    Run it from anywhere after a build: it imports out/VpsOrg, runs the commands and writes the .svg files beside itself.
#>
[CmdletBinding(SupportsShouldProcess)]
param()

Set-StrictMode -Version 2.0
$ErrorActionPreference = 'Stop'
$PSStyle.OutputRendering = 'Ansi'
$PSStyle.Formatting.TableHeader = "`e[1m"
Import-Module (Join-Path $PSScriptRoot '../../out/VpsOrg/VpsOrg.psd1')

# Colours of a dark terminal, by the codes that the output uses.
$colours = @{ '0' = '#d4d4d4'; '1' = '#ffffff'; '31' = '#f48771'; '32' = '#89d185'; '33' = '#e2c08d'; '36' = '#4fc1ff' }
$lineHeight = 19
$characterWidth = 8.43

function ConvertTo-Span {
    # One line of terminal output as SVG text spans.
    param([string] $Line)
    $colour = $colours['0']
    foreach ($part in [regex]::Split($Line, '(\x1b\[[0-9;]*m)')) {
        if ($part -match '^\x1b\[([0-9;]*)m$') {
            $code = $Matches[1].Split(';')[-1]
            $colour = if ($colours.ContainsKey($code)) { $colours[$code] } else { $colours['0'] }
        }
        elseif ($part.Length -gt 0) {
            "<tspan fill=`"$colour`">$([Security.SecurityElement]::Escape($part))</tspan>"
        }
    }
}

function Export-Picture {
    # Runs commands and draws what they print.
    [CmdletBinding(SupportsShouldProcess)]
    param([string] $Name, [int] $Columns, [string[]] $Commands)
    $lines = foreach ($command in $Commands) {
        "`e[36mPS>`e[0m $command"
        $text = Invoke-Command -ScriptBlock ([scriptblock]::Create($command)) | Out-String -Width $Columns
        $text.TrimEnd().Split("`n").TrimEnd()
        ''
    }

    $height = $lineHeight * $lines.Count + 24
    $width = [int]($characterWidth * $Columns + 32)
    $y = 8
    $rows = foreach ($line in $lines) {
        $y += $lineHeight
        "<text x=`"16`" y=`"$y`">$(-join (ConvertTo-Span $line))</text>"
    }

    $svg = @(
        "<svg xmlns=`"http://www.w3.org/2000/svg`" width=`"$width`" height=`"$height`" viewBox=`"0 0 $width $height`" role=`"img`" aria-label=`"$Name`">"
        "<rect width=`"100%`" height=`"100%`" rx=`"8`" fill=`"#1e1e1e`"/>"
        "<g font-family=`"Cascadia Mono, Consolas, Menlo, DejaVu Sans Mono, monospace`" font-size=`"14`" xml:space=`"preserve`">"
        $rows
        '</g>'
        '</svg>'
        ''
    ) -join "`n"
    $path = Join-Path $PSScriptRoot "$Name.svg"
    if ($PSCmdlet.ShouldProcess($path, 'Write the picture')) {
        [IO.File]::WriteAllText($path, $svg, [Text.UTF8Encoding]::new($false))
    }
}

$null = Connect-Vps -Sandbox -SandboxServerCount 12 -SandboxDelaySec 60
$null = New-VpsServer web-02 -PlanId 1 -OsId 5 -Location us-west
$null = Stop-VpsServer app-server-004

Export-Picture -Name 'servers' -Columns 108 -Commands @(
    'Get-VpsServer'
)
Export-Picture -Name 'usage' -Columns 126 -Commands @(
    'Get-VpsServer -Detailed | Select-Object -First 6 | Format-Table -View Usage'
)
