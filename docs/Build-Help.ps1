<#
.SYNOPSIS
    Compiles the help: docs/en-US/*.md to MAML, docs/en-US/about_*.md to plain text.
.DESCRIPTION
    Microsoft.PowerShell.PlatyPS reads the pages and writes the MAML. What it leaves out (default values), leaves empty (the
    code of an example) or passes on as markdown is put right here, so that Get-Help shows text. The outcome depends on the
    pages alone: no date, no path, no name of a machine.
.PARAMETER Root
    The repository's folder.
.EXAMPLE
    ./docs/Build-Help.ps1 -Root .
    What ./build.ps1 -Task Docs does.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [string] $Root
)

Set-StrictMode -Version 2.0
$ErrorActionPreference = 'Stop'
$Root = (Resolve-Path -LiteralPath $Root).Path
$pages = Join-Path $Root 'docs/en-US'
$target = Join-Path $Root 'src/VpsOrg.PowerShell/Module/en-US'
$helpFile = 'VpsOrg.PowerShell.dll-Help.xml'
$oldestPlatyPS = [version]'1.0.0'
$namespaces = @{
    command = 'http://schemas.microsoft.com/maml/dev/command/2004/10'
    dev     = 'http://schemas.microsoft.com/maml/dev/2004/10'
    maml    = 'http://schemas.microsoft.com/maml/2004/10'
}

function Import-PlatyPS {
    # Only this needs PlatyPS: who builds, tests or uses the module does not.
    $found = Get-Module -ListAvailable -Name Microsoft.PowerShell.PlatyPS | Where-Object Version -GE $oldestPlatyPS |
        Sort-Object Version -Descending | Select-Object -First 1
    if (-not $found) {
        throw "The task Docs needs the module Microsoft.PowerShell.PlatyPS $oldestPlatyPS or newer: install it with Install-PSResource Microsoft.PowerShell.PlatyPS. Nothing else needs it: the compiled help is part of the repository."
    }

    Import-Module $found.Path
}

function ConvertFrom-InlineMarkdown {
    # Text without the marks of code, stress and links.
    param([string] $Text)
    $Text = $Text -replace '\[([^\]]+)\]\((?!https?:)[^)]*\)', '$1' -replace '\[([^\]]+)\]\((https?:[^)]*)\)', '$1 ($2)'
    $Text -replace '`([^`]*)`', '$1' -replace '\*\*([^*]+)\*\*', '$1'
}

function ConvertFrom-BlockMarkdown {
    # The blocks of a text, in order: Kind (Heading, Paragraph, Item, Code), Text, and Language or Level where there is one.
    param([AllowEmptyString()] [string[]] $Line)
    $blocks = New-Object System.Collections.Generic.List[object]
    $open = $null
    $fence = $null
    foreach ($text in $Line) {
        if ($null -ne $fence) {
            if ($text -eq '```') {
                $blocks.Add([pscustomobject]@{ Kind = 'Code'; Text = $fence.Lines -join "`n"; Detail = $fence.Language })
                $fence = $null
            }
            else {
                $fence.Lines.Add($text)
            }

            continue
        }

        if ($text -match '^```(\w*)$') {
            $fence = @{ Language = $Matches[1]; Lines = New-Object System.Collections.Generic.List[string] }
            $open = $null
        }
        elseif ($text -match '^(#+) (.+)$') {
            $blocks.Add([pscustomobject]@{ Kind = 'Heading'; Text = $Matches[2]; Detail = $Matches[1].Length })
            $open = $null
        }
        elseif ($text -match '^(-|\d+\.) +(.+)$') {
            $open = [pscustomobject]@{ Kind = 'Item'; Text = $Matches[2]; Detail = $Matches[1] }
            $blocks.Add($open)
        }
        elseif (-not $text.Trim()) {
            $open = $null
        }
        elseif ($open) {
            $open.Text += ' ' + $text.Trim()
        }
        else {
            $open = [pscustomobject]@{ Kind = 'Paragraph'; Text = $text.Trim(); Detail = '' }
            $blocks.Add($open)
        }
    }

    $blocks | ForEach-Object {
        if ($_.Kind -ne 'Code') {
            $_.Text = ConvertFrom-InlineMarkdown $_.Text
        }

        $_
    }
}

function ConvertTo-PlainParagraph {
    # The paragraphs of a text as Get-Help shows them; code keeps its lines.
    param([AllowEmptyString()] [string] $Markdown)
    ConvertFrom-BlockMarkdown ($Markdown -split '\r?\n') | ForEach-Object {
        if ($_.Kind -eq 'Item') { "$($_.Detail) $($_.Text)" } else { $_.Text }
    }
}

function Add-Element {
    # A new last child.
    param([Xml.XmlElement] $Parent, [string] $Name, [string] $Text)
    $element = $Parent.OwnerDocument.CreateElement($Name, $namespaces[$Name.Split(':')[0]])
    if ($Text) {
        $element.InnerText = $Text
    }

    $null = $Parent.AppendChild($element)
    $element
}

function Write-Paragraph {
    # Puts paragraphs in the place of what an element holds.
    param([Xml.XmlElement] $Element, [string[]] $Paragraph)
    $Element.RemoveAll()
    foreach ($text in $Paragraph) {
        $null = Add-Element $Element 'maml:para' $text
    }
}

function Write-Example {
    # An example's sentences, its code, and its output after that.
    param([Xml.XmlElement] $Element, $Example)
    $before = New-Object System.Collections.Generic.List[string]
    $code = New-Object System.Collections.Generic.List[string]
    $after = New-Object System.Collections.Generic.List[string]
    foreach ($block in ConvertFrom-BlockMarkdown ($Example.Remarks -split '\r?\n')) {
        if ($block.Kind -eq 'Code' -and $block.Detail -eq 'powershell') {
            $code.Add($block.Text)
        }
        elseif ($code.Count) {
            # A paragraph loses its leading space, and with it the first line of a table would slip: a word goes before it.
            $after.Add($(if ($block.Kind -eq 'Code') { "Output:`n`n$($block.Text)" } else { $block.Text }))
        }
        else {
            $before.Add($block.Text)
        }
    }

    $Element.RemoveAll()
    $null = Add-Element $Element 'maml:title' ("-------- {0} --------" -f (ConvertFrom-InlineMarkdown $Example.Title))
    # Get-Help would set the code on the last line of the introduction, and the next example right below this one:
    # an empty paragraph before the one, and after the other, makes it begin a line of its own.
    Write-Paragraph (Add-Element $Element 'maml:introduction') '', ($before -join "`n`n")
    $null = Add-Element $Element 'dev:code' ($code -join "`n`n")
    Write-Paragraph (Add-Element $Element 'dev:remarks') ($after + '')
}

function Add-ParameterDetail {
    # PlatyPS leaves the default values out, and writes types by their short names in the syntax only.
    param([Xml.XmlElement] $Command, $Help, [Xml.XmlNamespaceManager] $Names)
    foreach ($parameter in $Command.SelectNodes('command:parameters/command:parameter', $Names)) {
        $name = $parameter.SelectSingleNode('maml:name', $Names).InnerText
        $type = $parameter.SelectSingleNode('command:parameterValue', $Names)
        if ($type) {
            $type.InnerText = $Command.SelectSingleNode("command:syntax/command:syntaxItem/command:parameter[maml:name='$name']/command:parameterValue", $Names).InnerText
        }

        $default = ($Help.Parameters | Where-Object Name -EQ $name).DefaultValue
        $null = Add-Element $parameter 'dev:defaultValue' $default
    }
}

function Repair-Link {
    # Names of commands and topics lead to their help by themselves; a page's address would lead nowhere.
    param([Xml.XmlElement] $Command, [Xml.XmlNamespaceManager] $Names)
    foreach ($link in @($Command.SelectNodes('command:relatedLinks/maml:navigationLink', $Names))) {
        $address = $link.SelectSingleNode('maml:uri', $Names)
        if ($link.SelectSingleNode('maml:linkText', $Names).InnerText -eq 'Online Version' -and -not $address.InnerText) {
            $null = $link.ParentNode.RemoveChild($link)
        }
        elseif ($address.InnerText -notmatch '^https?:') {
            $address.RemoveAll()
        }
    }
}

function Edit-Maml {
    # Puts right what PlatyPS wrote for one command.
    param([Xml.XmlElement] $Command, $Help, [Xml.XmlNamespaceManager] $Names)
    $texts = 'command:details/maml:description', 'maml:description', 'command:parameters/command:parameter/maml:description',
    'command:inputTypes/command:inputType/maml:description', 'command:returnValues/command:returnValue/maml:description',
    'maml:alertSet/maml:alert'
    foreach ($path in $texts) {
        foreach ($element in $Command.SelectNodes($path, $Names)) {
            $markdown = ($element.SelectNodes('maml:para', $Names) | ForEach-Object InnerText) -join "`n`n"
            Write-Paragraph $element (ConvertTo-PlainParagraph $markdown)
        }
    }

    $number = 0
    foreach ($element in $Command.SelectNodes('command:examples/command:example', $Names)) {
        Write-Example $element $Help.Examples[$number]
        $number++
    }

    Add-ParameterDetail $Command $Help $Names
    Repair-Link $Command $Names
}

function Export-Maml {
    # All pages of commands in one MAML file.
    $scratch = Join-Path ([IO.Path]::GetTempPath()) ([guid]::NewGuid().ToString('n'))
    try {
        $helps = @(Get-ChildItem -Path $pages -Filter '*-*.md' | Sort-Object -Property Name -Culture '' | ForEach-Object {
                Import-MarkdownCommandHelp -Path $_.FullName
            })
        $null = Export-MamlCommandHelp -CommandHelp $helps -OutputFolder $scratch -Force
        $document = New-Object Xml.XmlDocument
        $document.Load((Get-ChildItem -Recurse -File -Path $scratch -Filter $helpFile | Select-Object -First 1).FullName)
    }
    finally {
        Remove-Item -Recurse -Force -Path $scratch -ErrorAction Ignore
    }

    $names = New-Object Xml.XmlNamespaceManager $document.NameTable
    $namespaces.Keys | ForEach-Object { $names.AddNamespace($_, $namespaces[$_]) }
    foreach ($command in $document.DocumentElement.SelectNodes('command:command', $names)) {
        $name = $command.SelectSingleNode('command:details/command:name', $names).InnerText
        Edit-Maml $command ($helps | Where-Object Title -EQ $name) $names
    }

    $settings = New-Object Xml.XmlWriterSettings
    $settings.Indent = $true
    $settings.NewLineChars = "`n"
    $settings.NewLineHandling = 'None'
    $settings.Encoding = New-Object Text.UTF8Encoding $false
    $writer = [Xml.XmlWriter]::Create((Join-Path $target $helpFile), $settings)
    try {
        $document.Save($writer)
    }
    finally {
        $writer.Dispose()
    }

    [IO.File]::AppendAllText((Join-Path $target $helpFile), "`n")
}

function Format-Text {
    # A paragraph in lines of at most 80 columns.
    param([string] $Text, [string] $First, [string] $Indent)
    $line = $First
    $isEmpty = $true
    foreach ($word in $Text -split '\s+') {
        if (-not $isEmpty -and $line.Length + 1 + $word.Length -gt 80) {
            $line
            $line = $Indent + $word
        }
        else {
            $line += $(if ($isEmpty) { $word } else { " $word" })
        }

        $isEmpty = $false
    }

    $line
}

function Export-Topic {
    # One about_ page as the plain text that Get-Help shows. Windows PowerShell reads it as ANSI, so it must be ASCII.
    param([IO.FileInfo] $Page)
    $lines = New-Object System.Collections.Generic.List[string]
    $last = ''
    foreach ($block in ConvertFrom-BlockMarkdown (Get-Content -LiteralPath $Page.FullName -Encoding utf8)) {
        # The fifth line must be the synopsis: Get-Help lists it.
        $isAttached = $last -eq 'Heading2' -or ($block.Kind -eq 'Item' -and $last -eq 'Item')
        if ($lines.Count -and -not $isAttached) {
            $lines.Add('')
        }

        switch ($block.Kind) {
            'Heading' {
                switch ($block.Detail) {
                    1 { $lines.Add('TOPIC'); $lines.Add("    $($block.Text)") }
                    2 { $lines.Add($block.Text.ToUpperInvariant()) }
                    default { $lines.Add("  $($block.Text)") }
                }
            }
            'Paragraph' { Format-Text $block.Text '    ' '    ' | ForEach-Object { $lines.Add($_) } }
            'Item' {
                $mark = "    $($block.Detail) "
                Format-Text $block.Text $mark (' ' * $mark.Length) | ForEach-Object { $lines.Add($_) }
            }
            'Code' {
                foreach ($line in $block.Text -split "`n") {
                    if ($line.Length -le 72) {
                        $lines.Add("        $line".TrimEnd())
                    }
                    elseif ($block.Detail -eq 'output') {
                        Format-Text $line.Trim() '        ' '        ' | ForEach-Object { $lines.Add($_) }
                    }
                    else {
                        throw "$($Page.Name): '$line' is longer than 72 characters: break it where PowerShell lets you."
                    }
                }
            }
        }

        $last = if ($block.Kind -eq 'Heading') { "Heading$($block.Detail)" } else { $block.Kind }
    }

    $text = ($lines -join "`n") + "`n"
    if ($text -match '[^\x00-\x7F]') {
        throw "$($Page.Name): '$($Matches[0])' is not ASCII, and Windows PowerShell could not show it."
    }

    [IO.File]::WriteAllText((Join-Path $target "$($Page.BaseName).help.txt"), $text)
}

Import-PlatyPS
$null = New-Item -ItemType Directory -Force -Path $target
Get-ChildItem -Path $target -File | Remove-Item
Export-Maml
Get-ChildItem -Path $pages -Filter 'about_*.md' | ForEach-Object { Export-Topic $_ }
Get-ChildItem -Path $target -File
