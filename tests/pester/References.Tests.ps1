BeforeDiscovery {
    # Every form that names the server 900000001, web-server-01. $command is the command, $more its other arguments.
    $script:Forms = @(
        '& $command 900000001 @more'
        '& $command ''900000001'' @more'
        '& $command '' 900000001 '' @more'
        '& $command web-server-01 @more'
        '& $command WEB-Server-01 @more'
        '900000001 | & $command @more'
        '''900000001'' | & $command @more'
        '''web-server-01'' | & $command @more'
        '[int64]900000001 | & $command @more'
        '[double]900000001 | & $command @more'
        '[decimal]900000001 | & $command @more'
        '& $command -Id 900000001 @more'
        '& $command -Name web-server-01 @more'
        '& $command -InputObject 900000001 @more'
        'Get-VpsServer web-* | & $command @more'
        '& $command (Get-VpsServer 900000001) @more'
        'Import-Csv (Join-Path $TestDrive id.csv) | & $command @more'
        'Import-Csv (Join-Path $TestDrive name.csv) | & $command @more'
        'Import-Csv (Join-Path $TestDrive both.csv) | & $command @more'
        'Import-Csv (Join-Path $TestDrive emptyid.csv) | & $command @more'
        '@{ Id = 900000001 } | & $command @more'
        '@{ Name = ''web-server-01'' } | & $command @more'
        '& $command @{ id = ''900000001'' } @more'
        '[pscustomobject]@{ Id = 900000001 } | & $command @more'
        '[pscustomobject]@{ Name = ''web-server-01'' } | & $command @more'
        '''{"id": 900000001, "name": "WEB-server-01"}'' | ConvertFrom-Json | & $command @more'
        '''{"id": 900000001.0}'' | ConvertFrom-Json | & $command @more'
        'Import-Clixml (Join-Path $TestDrive server.xml) | & $command @more'
        'Get-VpsServer web-server-01 | Select-Object Name, ServerId | & $command @more'
        '& $command (Import-Clixml (Join-Path $TestDrive server.xml)) @more'
    ) | ForEach-Object { @{ Form = $_ } }
}

BeforeAll {
    . (Join-Path $PSScriptRoot 'TestTools.ps1')

    function Invoke-Form {
        # Runs a form with a command in the place of $command, and its other arguments in that of @more.
        param([string] $Form, [string] $On, [string] $With = '@{}')
        Get-Outcome ([scriptblock]::Create("`$command = '$On'; `$more = $With; $Form"))
    }
}

Describe 'Naming servers' {
    BeforeAll {
        $script:vps = Connect-Vps -Sandbox -SandboxDelaySec 0
        Set-Content (Join-Path $TestDrive id.csv) "Id`n900000001"
        Set-Content (Join-Path $TestDrive name.csv) "Name`nweb-server-01"
        Set-Content (Join-Path $TestDrive both.csv) "Name,Id`nweb-server-01,900000001"
        Set-Content (Join-Path $TestDrive emptyid.csv) "Name,Id`nweb-server-01,"
        Get-VpsServer 900000001 | Export-Clixml (Join-Path $TestDrive server.xml)
        Disconnect-Vps $vps
    }

    BeforeEach {
        $script:vps = Connect-Vps -Sandbox -SandboxDelaySec 0
    }

    AfterEach {
        Disconnect-Vps $vps
    }

    It 'Get-VpsServer gets the one server that is named by: <Form>' -ForEach $Forms {
        $outcome = Invoke-Form $Form -On Get-VpsServer

        $outcome.ErrorIds | Should -BeNullOrEmpty
        $outcome.Output.Id | Should -Be 900000001
        $outcome.Output | Should -BeOfType VpsOrg.Client.VpsServer
    }

    It 'Restart-VpsServer restarts the one server that is named by: <Form>' -ForEach $Forms {
        $outcome = Invoke-Form $Form -On Restart-VpsServer -With '@{ PassThru = $true }'

        $outcome.ErrorIds | Should -BeNullOrEmpty
        $outcome.Output.Id | Should -Be 900000001
        Get-Write $vps | Should -Be 'POST servers/900000001/reboot/'
    }

    It 'takes several ids and names, by position and by pipeline, in their order' {
        (Get-VpsServer 900000002, 900000001).Id | Should -Be 900000002, 900000001
        (900000002, 900000001 | Get-VpsServer).Id | Should -Be 900000002, 900000001
        (Get-VpsServer db-server-01, 900000001).Id | Should -Be 900000002, 900000001
        ('db-server-01', '900000001' | Get-VpsServer).Id | Should -Be 900000002, 900000001
        (Get-VpsServer -Id 900000002, 900000001).Id | Should -Be 900000002, 900000001
        (Get-VpsServer -Name db-*, web-server-01).Id | Should -Be 900000002, 900000001
    }

    It 'takes the digits of -Name for a name' {
        $id = $vps.Sandbox.AddServer('777')

        (Get-VpsServer -Name 777).Id | Should -Be $id
    }

    It 'takes no wildcards where something is changed, and sends nothing' {
        $outcome = Get-Outcome { Stop-VpsServer web-* }

        $outcome.ErrorIds | Should -Be 'InvalidParameter'
        $outcome.Errors[0].Exception.Message | Should -BeLike '*Get-VpsServer -Name ''web-`*'' | Stop-VpsServer*'
        Get-Write $vps | Should -BeNullOrEmpty
    }

    It 'gives nothing for an empty pipeline, and asks nothing: <_>' -ForEach @(
        'Get-VpsServer', 'Stop-VpsServer', 'Start-VpsServer', 'Restart-VpsServer', 'Remove-VpsServer') {
        $command = $_
        $vps.Sandbox.ClearRequests()

        $outcome = Get-Outcome { @() | & $command }

        $outcome.Output.Count + $outcome.ErrorIds.Count | Should -Be 0
        $vps.Sandbox.Requests.Count | Should -Be 0
    }

    It 'gives nothing for a filter that let nothing through, and asks nothing more' {
        (Get-VpsServer -Status stopped | Get-VpsServer | Measure-Object).Count | Should -Be 0
        $vps.Sandbox.CountRequests('GET', 'servers/') | Should -Be 1
    }

    It 'refuses null and empty texts: <_>' -ForEach @(
        'Get-VpsServer $null', '$null | Get-VpsServer', 'Get-VpsServer ''''', ''''' | Get-VpsServer', '''  '' | Get-VpsServer',
        'Stop-VpsServer $null', '$null | Stop-VpsServer', 'Stop-VpsServer ''''', 'Get-VpsServer -Id $null', 'Get-VpsServer -Name $null',
        'Get-VpsServer -Name ''''', 'Get-VpsServer -Status $null', 'Get-VpsServer @()', 'Get-VpsServer -Session $null') {
        $vps.Sandbox.ClearRequests()

        $outcome = Get-Outcome ([scriptblock]::Create($_))

        $outcome.ErrorIds.Count | Should -Be 1
        $outcome.Output.Count | Should -Be 0
        $vps.Sandbox.Requests.Count | Should -Be 0
    }

    It 'refuses what names no server, and goes on with the rest: <_>' -ForEach @(
        '12.5', '$true', '0', '-1', '[pscustomobject]@{ Size = 1 }', '@{}', '[datetime]::Now', '[pscustomobject]@{ Id = ''abc'' }',
        '[pscustomobject]@{ Id = 1.5 }', '[pscustomobject]@{ Id = $true }', '99999999999999999999', '''99999999999999999999''', '''web[''') {
        $bad = [scriptblock]::Create($_)

        $outcome = Get-Outcome { (& $bad), 900000001 | Get-VpsServer }

        $outcome.ErrorIds | Should -Be 'InvalidParameter'
        $outcome.Ended | Should -BeNullOrEmpty
        $outcome.Output.Id | Should -Be 900000001
    }

    It 'takes no pipeline input for -Id and -Name: <_>' -ForEach @(
        '900000001 | Get-VpsServer -Id 900000002', '900000001 | Get-VpsServer -Name db-server-01', '900000001 | Stop-VpsServer -Id 900000002') {
        $vps.Sandbox.ClearRequests()

        $outcome = Get-Outcome ([scriptblock]::Create($_))

        $outcome.ErrorIds | Should -Be 'InputObjectNotBound'
        $outcome.Output.Count | Should -Be 0
        $vps.Sandbox.Requests.Count | Should -Be 0
    }

    It 'says of an unknown id that there is no such server, and goes on with the rest' {
        $outcome = Get-Outcome { 900000001, 999, 900000002 | Get-VpsServer }

        $outcome.Output.Id | Should -Be 900000001, 900000002
        $outcome.Ended | Should -BeNullOrEmpty
        $outcome.Errors.Count | Should -Be 1
        $outcome.Errors[0].FullyQualifiedErrorId | Should -Be 'ServerNotFound,VpsOrg.PowerShell.Commands.GetVpsServerCommand'
        $outcome.Errors[0].CategoryInfo.Category | Should -Be 'ObjectNotFound'
        $outcome.Errors[0].TargetObject | Should -Be 999
    }

    It 'says of an unknown name that there is no such server, and goes on with the rest' {
        $outcome = Get-Outcome { 'web-server-01', 'nowhere', 'db-server-01' | Stop-VpsServer -PassThru }

        $outcome.Output.Id | Should -Be 900000001, 900000002
        $outcome.Ended | Should -BeNullOrEmpty
        $outcome.Errors.Count | Should -Be 1
        $outcome.Errors[0].FullyQualifiedErrorId | Should -Be 'ServerNotFound,VpsOrg.PowerShell.Commands.StopVpsServerCommand'
        $outcome.Errors[0].CategoryInfo.Category | Should -Be 'ObjectNotFound'
        $outcome.Errors[0].TargetObject | Should -Be 'nowhere'
        $outcome.Errors[0].ToString() | Should -BeLike '*nowhere*sandbox@example.com*'
    }

    It 'is silent about a wildcard that matches nothing' {
        $outcome = Get-Outcome { Get-VpsServer nowhere-*; Get-VpsServer -Name nobody? }

        $outcome.Output.Count + $outcome.ErrorIds.Count | Should -Be 0
    }

    It 'never guesses which of several servers of one name is meant' {
        $id = $vps.Sandbox.AddServer('web-server-01')

        $outcome = Get-Outcome { Stop-VpsServer web-server-01; Get-VpsServer web-server-01 }

        $outcome.ErrorIds | Should -Be 'AmbiguousServerName', 'AmbiguousServerName'
        $outcome.Errors[0].ToString() | Should -BeLike "*900000001, $id*"
        $outcome.Output.Count | Should -Be 0
        Get-Write $vps | Should -BeNullOrEmpty
        (Get-VpsServer web-server-0?).Id | Should -Be 900000001, $id
    }

    It 'looks names up once an invocation, however many there are' {
        $vps.Sandbox.ClearRequests()

        $outcome = Get-Outcome { 'web-server-01', 'db-server-01', 'nowhere', 'web-*', 'db-server-01' | Get-VpsServer }

        $outcome.Output.Id | Should -Be 900000001, 900000002, 900000001, 900000002
        $vps.Sandbox.RequestSummary | Should -Be 'GET servers/: 1', 'GET servers/{id}/: 3' # An exact name is the detail.
    }

    It 'asks for each id by itself, and for no list' {
        $vps.Sandbox.ClearRequests()

        $null = 900000001, 900000002 | Get-VpsServer

        $vps.Sandbox.RequestSummary | Should -Be 'GET servers/{id}/: 2'
    }
}

Describe 'Errors of single servers and -ErrorAction' {
    BeforeEach {
        $script:vps = Connect-Vps -Sandbox -SandboxDelaySec 0
    }

    AfterEach {
        Disconnect-Vps $vps
    }

    It 'end the command with -ErrorAction Stop' {
        $outcome = Get-Outcome { 999, 900000001 | Get-VpsServer -ThrottleLimit 1 -ErrorAction Stop }

        $outcome.Ended.FullyQualifiedErrorId | Should -Be 'ServerNotFound,VpsOrg.PowerShell.Commands.GetVpsServerCommand'
        $outcome.Output.Count | Should -Be 0
        $vps.Sandbox.CountRequests('GET', 'servers/900000001/') | Should -Be 0
    }

    It 'are silent with -ErrorAction SilentlyContinue, and still in $Error' {
        $Error.Clear()

        $outcome = Get-Outcome { 999, 900000001 | Get-VpsServer -ErrorAction SilentlyContinue }

        $outcome.Output.Id | Should -Be 900000001
        $outcome.ErrorIds.Count | Should -Be 0
        $Error.Count | Should -Be 1
        $Error[0].TargetObject | Should -Be 999
    }

    It 'leave no trace with -ErrorAction Ignore' {
        $Error.Clear()

        $outcome = Get-Outcome { 999, 900000001 | Get-VpsServer -ErrorAction Ignore }

        $outcome.Output.Id | Should -Be 900000001
        $Error.Count | Should -Be 0
    }

    It 'are gathered by -ErrorVariable' {
        $null = Get-Outcome { 999, 900000001, 998 | Get-VpsServer -ErrorAction SilentlyContinue -ErrorVariable script:gathered }

        @($gathered).TargetObject | Should -Be 999, 998
    }

    It 'can be caught by the type of their exception' {
        $caught = try { Get-VpsServer 999 -ErrorAction Stop } catch [VpsOrg.Client.VpsNotFoundException] { 'caught' }

        $caught | Should -Be 'caught'
    }
}
