# Reads the examples of the help pages. Dot-sourced by Examples.Tests.ps1.

function Get-PageExample {
    # The examples of one page of docs/en-US: their code, the files and the output that the page shows.
    param([Parameter(Mandatory)] [string] $Path)
    $page = [IO.Path]::GetFileNameWithoutExtension($Path)
    $isTopic = $page -like 'about_*'
    $section = ''
    $title = ''
    $examples = [Collections.Generic.List[object]]::new()
    $example = $null
    $prose = ''
    $fence = $null
    $lines = [Collections.Generic.List[string]]::new()
    foreach ($line in Get-Content -LiteralPath $Path -Encoding utf8) {
        if ($null -ne $fence) {
            if ($line -ne '```') {
                $lines.Add($line)
                continue
            }

            $text = $lines -join "`n"
            if ($example) {
                switch ($fence) {
                    'powershell' { $example.Code.Add($text) }
                    'output' { $example.Output.Add($text) }
                    'csv' {
                        if ($prose -notmatch '`(?<name>[\w.-]+\.csv)`') {
                            throw "${page}: no sentence before the block says which file it is."
                        }

                        $example.Files[$Matches.name] = $text
                    }
                }
            }

            $fence = $null
        }
        elseif ($line -match '^```(?<kind>\w*)$') {
            $fence = $Matches.kind
            $lines.Clear()
        }
        elseif ($line -match '^## (?<name>.+)$') {
            $section = $Matches.name
            $example = $null
        }
        elseif ($line -match '^### (?<name>.+)$') {
            $title = $Matches.name
            $example = $null
        }
        elseif ($line) {
            $prose = $line
        }

        $isExample = if ($isTopic) { $fence -eq 'powershell' } else { $section -eq 'EXAMPLES' -and $title -like 'Example *' }
        if (-not $example -and $isExample) {
            $example = [pscustomobject]@{
                Page   = $page
                Title  = if ($isTopic) { "$section / $title" } else { $title }
                Code   = [Collections.Generic.List[string]]::new()
                Output = [Collections.Generic.List[string]]::new()
                Files  = @{}
            }
            $examples.Add($example)
        }
        elseif ($isTopic -and $line -match '^##') {
            $example = $null
        }
    }

    $examples
}

function Get-ExpectedRequest {
    # What an example's code must have asked the API for, or that it must have read only; neither where it need not ask.
    param([Parameter(Mandatory)] $Example)
    $asked = @{
        'Compare-VpsServer'   = 'GET servers/'
        'Connect-Vps'         = 'GET account/me/'
        'Get-VpsAccount'      = 'GET account/me/'
        'Get-VpsBackup'       = 'GET backups/'
        'Get-VpsServer'       = 'GET servers/'
        'Get-VpsSnapshot'     = 'GET snapshots/'
        'Invoke-VpsApi'       = '(GET|PATCH) (account/me|servers)/'
        'New-VpsServer'       = 'POST servers/$'
        'New-VpsSnapshot'     = 'POST snapshots/$'
        'Remove-VpsServer'    = 'DELETE servers/\d+/$'
        'Remove-VpsSnapshot'  = '(GET|DELETE) snapshots/'
        'Restart-VpsServer'   = 'POST servers/\d+/reboot/$'
        'Restore-VpsSnapshot' = 'POST snapshots/\d+/restore/$'
        'Set-VpsServer'       = '(PATCH|PUT) servers/\d+/$'
        'Start-VpsServer'     = 'POST servers/\d+/start/$'
        'Stop-VpsServer'      = 'POST servers/\d+/stop/$'
        'Sync-VpsServer'      = '(POST|PATCH) servers/'
        'Wait-VpsServer'      = 'GET servers/'
    }
    $code = $Example.Code -join "`n"
    if ($code -match '-WhatIf' -and $Example.Page -match '^(Restore|Remove)-VpsSnapshot$') {
        @{ Pattern = '^POST snapshots/$'; OnlyReads = $false } # What it would be done to has to be made first.
    }
    elseif ($code -match '-WhatIf' -and $Example.Page -notlike 'about_*') {
        @{ Pattern = ''; OnlyReads = $true }
    }
    elseif ($asked.ContainsKey($Example.Page) -and $code -match $Example.Page) {
        @{ Pattern = $asked[$Example.Page]; OnlyReads = $false }
    }
    elseif ($code -match '\b(Get-VpsServer|New-VpsServer|Wait-VpsServer)\b') {
        @{ Pattern = '^(GET|POST) '; OnlyReads = $false }
    }
    else {
        @{ Pattern = ''; OnlyReads = $false }
    }
}

function ConvertTo-ComparableText {
    # A text without what differs from run to run: white space, times, ages, durations and request ids.
    param([AllowEmptyString()] [AllowNull()] [string] $Text)
    $Text = $Text -creplace '\x1b\[[0-9;]*m', '' -creplace 'Recommendation:', ' '
    $Text = $Text -creplace '\bsbx-\d+', '<request>' -creplace '\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z', '<time>'
    $Text = $Text -creplace '\b\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4} \d{1,2}:\d\d:\d\d( [AP]M)?', '<time>'
    $Text = $Text -creplace '\b\d+ ms\b', '<duration>' -creplace '\b\d+ (s|m|min|h|d|y)\b', '<age>'
    ($Text -creplace '\s+', ' ').Trim()
}
