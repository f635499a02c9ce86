<#
.SYNOPSIS
    Runs the examples of help pages, each on a fresh sandbox, and notes what they wrote and what the API was asked.
.DESCRIPTION
    Started by Examples.Tests.ps1 in a process of its own. Texts such as those of -WhatIf go to the host and nowhere else,
    so what an example shows is read from this process's output, between marks.
#>
[CmdletBinding()]
param(
    # A JSON file: a list of pages with Name, OnServer and Examples, and these with Code and Files.
    [Parameter(Mandatory = $true)]
    [string] $PagePath,

    # Where the notes go, as JSON: for each page and example the ids and messages of its errors, and the requests.
    [Parameter(Mandatory = $true)]
    [string] $ReportPath,

    # A folder in which each example gets a folder of its own.
    [Parameter(Mandatory = $true)]
    [string] $WorkPath,

    # The sandbox server that the environment names for the examples of pages that are OnServer.
    [string] $ApiUri = ''
)

[Console]::OutputEncoding = [Text.Encoding]::UTF8
[cultureinfo]::CurrentCulture = [cultureinfo]::CurrentUICulture = [cultureinfo]::DefaultThreadCurrentCulture = 'en-US'
if ($PSVersionTable.PSVersion.Major -ge 7) {
    $PSStyle.OutputRendering = 'PlainText'
}

$ProgressPreference = 'SilentlyContinue'
Import-Module VpsOrg

function Get-Secret {
    # Stands for Microsoft.PowerShell.SecretManagement's command.
    param([string] $Name)
    if ($Name -ne 'vps') {
        throw "There is no secret '$Name'."
    }

    [Net.NetworkCredential]::new('', $env:VPS_API_TOKEN).SecurePassword
}

function Enter-VpsServer {
    # The real one, but for the shell: nobody sits at a console here.
    $piped = @($input)
    try {
        if ($piped) { $piped | VpsOrg\Enter-VpsServer @args } else { VpsOrg\Enter-VpsServer @args }
    }
    catch {
        if ($_.FullyQualifiedErrorId -notlike 'NoConsole,*') {
            throw
        }
    }
}

function Get-ErrorText {
    # An error as the prompt shows it after a single line; in a script PowerShell quotes the place, too.
    param($Record)
    "$($Record.InvocationInfo.MyCommand.Name): $Record"
    if ($Record.ErrorDetails.RecommendedAction -and $PSVersionTable.PSVersion -ge [version]'7.5') {
        "  Recommendation: $($Record.ErrorDetails.RecommendedAction)" # Older ones have it in the message.
    }
}

function ConvertTo-ShownText {
    # What a host shows of a record; everything else as it is.
    param([Parameter(ValueFromPipeline)] $Record, $Problems)
    process {
        if ($Record -is [Management.Automation.ErrorRecord]) {
            $Problems.Add(@{ Id = $Record.FullyQualifiedErrorId; Message = "$Record" })
            Get-ErrorText $Record
        }
        elseif ($Record -is [Management.Automation.WarningRecord]) {
            "WARNING: $Record"
        }
        elseif ($Record -is [Management.Automation.VerboseRecord]) {
            "VERBOSE: $Record"
        }
        else {
            $Record
        }
    }
}

function Get-ServerRequest {
    # What the sandbox server of this test, where there is one, has seen since it was last asked.
    if (-not $env:VPS_API_URL) {
        return
    }

    $control = ([uri]$env:VPS_API_URL).GetLeftPart('Authority') + '/sandbox/requests'
    $direct = if ($PSVersionTable.PSVersion.Major -ge 6) { @{ NoProxy = $true } } else { @{} }
    $requests = Invoke-RestMethod -Uri $control @direct
    $requests | ForEach-Object { "$($_.method) $($_.path)" }
    $null = Invoke-RestMethod -Uri $control -Method Delete @direct
}

function Invoke-Example {
    # Runs one example in a scope of its own.
    param($__example, $__problems)
    $ErrorActionPreference = 'Continue'
    $PSDefaultParameterValues = if ($env:VPS_API_URL) { @{} } else { @{ 'Connect-Vps:SandboxDelaySec' = 0.1 } }
    $null = Connect-Vps -Sandbox -SandboxDelaySec 0.1
    $__sandboxes = @((Get-VpsSession -Default).Sandbox)
    $__sandboxes[0].ClearRequests()
    foreach ($__code in $__example.Code) {
        # What is there at once is there within a second, but for a machine that has other things to do.
        $__code = $__code -replace '-TimeoutSec 1\b', '-TimeoutSec 5'
        try {
            . ([scriptblock]::Create($__code)) *>&1 | ConvertTo-ShownText -Problems $__problems | Out-String -Stream -Width 76 |
                ForEach-Object { [Console]::Out.WriteLine($_.TrimEnd()) }
        }
        catch {
            $_ | ConvertTo-ShownText -Problems $__problems | ForEach-Object { [Console]::Out.WriteLine($_) }
        }
    }

    # The example's own sessions are in its variables, or still open.
    $__sandboxes += @(Get-Variable | ForEach-Object Value | Where-Object { $_ -is [VpsOrg.PowerShell.VpsSession] } | ForEach-Object Sandbox)
    $__sandboxes += @(Get-VpsSession | ForEach-Object Sandbox)
    $script:requests = @()
    for ($__i = 0; $__i -lt $__sandboxes.Count; $__i++) {
        $__sandbox = $__sandboxes[$__i]
        if ($__sandbox -and -not ($__sandboxes | Select-Object -First $__i | Where-Object { [object]::ReferenceEquals($_, $__sandbox) })) {
            $script:requests += @($__sandbox.Requests | ForEach-Object { "$($_.Method) $($_.Path)" })
        }
    }
}

function Invoke-Page {
    # Runs the examples of one page; gives the note of each.
    param($Page)
    $env:VPS_API_TOKEN, $env:VPS_API_URL = if ($Page.OnServer) { 'vps_sandbox', $ApiUri } else { $null, $null }
    $number = 0
    foreach ($example in $Page.Examples) {
        $number++
        $folder = (New-Item -ItemType Directory -Force -Path (Join-Path $WorkPath "$($Page.Name)/$number")).FullName
        Set-Location -LiteralPath $folder
        foreach ($file in $example.Files.PSObject.Properties) {
            Set-Content -LiteralPath (Join-Path $folder $file.Name) -Value $file.Value -Encoding utf8
        }

        $problems = [Collections.Generic.List[object]]::new()
        $script:requests = @()
        [Console]::Out.WriteLine("<<<$($Page.Name) $number>>>")
        Invoke-Example $example $problems
        [Console]::Out.WriteLine('<<<end>>>')
        Get-VpsSession | Disconnect-Vps
        @{ Problems = @($problems); Requests = @($script:requests) + @(Get-ServerRequest) }
    }
}

$notes = @{}
foreach ($page in Get-Content -Raw -LiteralPath $PagePath -Encoding utf8 | ConvertFrom-Json | ForEach-Object { $_ }) {
    $notes[$page.Name] = @(Invoke-Page $page)
}

ConvertTo-Json -InputObject $notes -Depth 5 | Set-Content -LiteralPath $ReportPath -Encoding utf8
