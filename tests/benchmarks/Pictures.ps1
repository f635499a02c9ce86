# Draws the figures as SVG: one file for light and dark pages, because its colours ask which of them it is shown on.

$script:PictureHead = @'
<svg xmlns="http://www.w3.org/2000/svg" width="{0}" height="{1}" viewBox="0 0 {0} {1}" role="img" aria-label="{2}">
<style>
.page {{ fill: #ffffff }} text {{ fill: #1f2328; font: 13px system-ui, -apple-system, "Segoe UI", sans-serif }}
text.title {{ font-size: 15px; font-weight: 600 }} text.quiet {{ fill: #59636e; font-size: 12px }} .grid {{ stroke: #d1d9e0 }}
.ours {{ fill: #0969da; stroke: #0969da }} .theirs {{ fill: #9a6700; stroke: #9a6700 }} .floor {{ fill: #818b98; stroke: #818b98 }}
text.ours, text.theirs, text.floor {{ stroke: none }} path {{ fill: none !important; stroke-width: 2 }} .dashed {{ stroke-dasharray: 5 4 }}
@media (prefers-color-scheme: dark) {{
.page {{ fill: #0d1117 }} text {{ fill: #f0f6fc }} text.quiet {{ fill: #9198a1 }} .grid {{ stroke: #3d444d }}
.ours {{ fill: #4493f8; stroke: #4493f8 }} .theirs {{ fill: #d29922; stroke: #d29922 }} .floor {{ fill: #9198a1; stroke: #9198a1 }}
}}
</style>
<rect class="page" width="100%" height="100%" rx="8"/>
'@

function ConvertTo-XmlText {
    # A text as XML holds it.
    param([string] $Text)
    [Security.SecurityElement]::Escape($Text)
}

function Read-Figure {
    # The figures; the rows that could not be measured here stand apart.
    param([Parameter(Mandatory)] [string] $FiguresPath)
    $figures = Get-Content -Raw -LiteralPath $FiguresPath | ConvertFrom-Json
    $leftOut, $table = $figures.Table.Where({ $_.psobject.Properties['LeftOut'] }, 'Split')
    $figures.Table = @($table)
    $figures | Add-Member -PassThru -NotePropertyName LeftOut -NotePropertyValue @($leftOut)
}

function ConvertTo-SpeedPicture {
    # A bar for each row: how long the module takes where the script without it takes one.
    param([Parameter(Mandatory)] [string] $FiguresPath)
    $bars = @(foreach ($row in (Read-Figure $FiguresPath).Table | Where-Object Unit -EQ 'ms') {
            $other = 'Invoke-RestMethod', 'IRM -Parallel', 'Compare-Object' | Where-Object { $row.Median.psobject.Properties[$_] } | Select-Object -First 1
            if ($other -and $row.Name -notlike 'Ctrl-C*') {
                $shell = $row.Median.psobject.Properties['Shell'] ? $row.Median.Shell : 0
                $beside = @(if ($other -ne 'Invoke-RestMethod') { " ($other)" }; if ($shell) { ', above an empty shell' }) -join ''
                [pscustomobject]@{ Name = $row.Name + $beside; Ratio = [math]::Max(0.0, ($row.Median.VpsOrg - $shell) / [math]::Max(1.0, $row.Median.$other - $shell)) }
            }
        })
    $left, $unit, $height = 500, 280, 26
    $bottom = 58 + $height * $bars.Count
    $script:PictureHead -f 880, ($bottom + 34), 'How long VpsOrg takes, where the same in Invoke-RestMethod takes 1'
    "<text class=`"title`" x=`"16`" y=`"28`">How long it takes, where the same in Invoke-RestMethod takes 1</text>"
    foreach ($tick in 0, 0.5, 1) {
        $x = $left + $unit * $tick
        "<line class=`"grid`" x1=`"$x`" x2=`"$x`" y1=`"44`" y2=`"$bottom`"/><text class=`"quiet`" x=`"$x`" y=`"$($bottom + 18)`" text-anchor=`"middle`">$tick</text>"
    }

    $y = 50
    foreach ($bar in $bars) {
        $width = [math]::Max(2.0, $unit * [math]::Min($bar.Ratio, 1.2))
        "<text x=`"$($left - 10)`" y=`"$($y + 14)`" text-anchor=`"end`">$(ConvertTo-XmlText $bar.Name)</text>"
        "<rect class=`"$($bar.Ratio -le 1 ? 'ours' : 'theirs')`" x=`"$left`" y=`"$($y + 2)`" width=`"$('{0:0.#}' -f $width)`" height=`"16`" rx=`"2`"/>"
        "<text class=`"quiet`" x=`"$('{0:0.#}' -f ($left + $width + 6))`" y=`"$($y + 14)`">$('{0:0.00}' -f $bar.Ratio)</text>"
        $y += $height
    }

    '</svg>'
}

function ConvertTo-GrowthPicture {
    # Two panels, all axes in powers: the time of a list by its servers, the time of reboots by their number.
    param([Parameter(Mandatory)] [string] $FiguresPath)
    $growth = (Read-Figure $FiguresPath).Growth
    $lists = @(
        @{ Kind = 'one answer'; Contender = 'VpsOrg'; Class = 'ours'; Label = 'VpsOrg, one answer' }
        @{ Kind = 'pages'; Contender = 'VpsOrg'; Class = 'ours dashed'; Label = 'VpsOrg, pages' }
        @{ Kind = 'pages'; Contender = 'Invoke-RestMethod'; Class = 'theirs dashed'; Label = 'Invoke-RestMethod, pages' }
        @{ Kind = 'one answer'; Contender = 'Floor'; Class = 'floor'; Label = 'floor, one answer' })
    $actions = @(
        @{ Kind = 'actions'; Contender = 'VpsOrg'; Class = 'ours'; Label = 'VpsOrg' }
        @{ Kind = 'actions'; Contender = 'IRM -Parallel'; Class = 'theirs'; Label = 'Invoke-RestMethod -Parallel' })
    $script:PictureHead -f 880, 360, 'How the time grows with the number of servers'
    Format-GrowthPanel -Left 60 -Title 'A list, by its servers' -Series $lists -Growth $growth
    Format-GrowthPanel -Left 500 -Title 'Reboots of 50 ms each, by their number' -Series $actions -Growth $growth
    '</svg>'
}

function Format-GrowthPanel {
    # One panel: axes, a line for each series, and what each line is.
    param([int] $Left, [string] $Title, [object[]] $Series, [object[]] $Growth)
    $top, $width, $height = 56, 320, 190
    $shown = @($Series | ForEach-Object {
            $line = $_
            @{ Line = $line; Points = @($Growth | Where-Object Kind -EQ $line.Kind | ForEach-Object { @{ X = [math]::Log10($_.Count); Y = [math]::Log10([math]::Max(0.1, $_.Median.($line.Contender))) } }) }
        })
    $sizes = @($Growth | Where-Object Kind -EQ $Series[0].Kind | ForEach-Object Count)
    $across = $shown.Points.X | Measure-Object -Minimum -Maximum
    $up = $shown.Points.Y | Measure-Object -Minimum -Maximum
    $from, $to = [math]::Floor($up.Minimum), [math]::Max([math]::Ceiling($up.Maximum), [math]::Floor($up.Minimum) + 1)
    $wide = [math]::Max($across.Maximum - $across.Minimum, 0.001)
    $placeX = { param($value) '{0:0.#}' -f ($Left + $width * ($value - $across.Minimum) / $wide) }
    $placeY = { param($value) '{0:0.#}' -f ($top + $height * (1 - ($value - $from) / ($to - $from))) }
    "<text class=`"title`" x=`"$($Left - 44)`" y=`"28`">$(ConvertTo-XmlText $Title)</text>"
    for ($power = $from; $power -le $to; $power++) {
        $y = & $placeY $power
        $label = $power -ge 3 ? "$([math]::Pow(10, $power - 3)) s" : "$([math]::Pow(10, $power)) ms"
        "<line class=`"grid`" x1=`"$Left`" x2=`"$($Left + $width)`" y1=`"$y`" y2=`"$y`"/><text class=`"quiet`" x=`"$($Left - 8)`" y=`"$([double]$y + 4)`" text-anchor=`"end`">$label</text>"
    }

    foreach ($size in $sizes) {
        "<text class=`"quiet`" x=`"$(& $placeX ([math]::Log10($size)))`" y=`"$($top + $height + 20)`" text-anchor=`"middle`">$($size.ToString('N0'))</text>"
    }

    $y = $top + $height + 44
    foreach ($one in $shown) {
        $points = $one.Points | ForEach-Object { "$(& $placeX $_.X) $(& $placeY $_.Y)" }
        "<path class=`"$($one.Line.Class)`" d=`"M $($points -join ' L ')`"/>"
        "<path class=`"$($one.Line.Class)`" d=`"M $Left $($y - 4) h 26`"/><text x=`"$($Left + 34)`" y=`"$y`">$(ConvertTo-XmlText $one.Line.Label)</text>"
        $y += 18
    }
}
