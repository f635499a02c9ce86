BeforeAll {
    . (Join-Path $PSScriptRoot 'TestTools.ps1')
}

Describe '-WhatIf in a session that guards its servers' {
    AfterEach {
        Get-VpsSession | Disconnect-Vps
    }

    It 'says of <_> what the real run says, in a session that only reads' -ForEach @(
        'Start-VpsServer 900000001'
        'Stop-VpsServer web-server-01'
        'Get-VpsServer 900000001 | Restart-VpsServer'
        'Remove-VpsServer 900000001 -Force'
        'Set-VpsServer 900000001 -Hostname a.example.com'
        'New-VpsServer web-03 -PlanId 1 -OsId 5 -Location us-west'
        'Invoke-VpsApi servers/900000001/ DELETE'
    ) {
        $vps = Connect-Vps -Sandbox -ReadOnly

        $previewed = Get-Outcome ([scriptblock]::Create("$_ -WhatIf"))
        $done = Get-Outcome ([scriptblock]::Create("$_ -Confirm:`$false"))

        $previewed.ErrorIds | Should -Be 'SessionReadOnly'
        "$($previewed.Errors)$($previewed.Ended)" | Should -Be "$($done.Errors)$($done.Ended)"
        Get-Write $vps | Should -BeNullOrEmpty
    }

    It 'refuses <_> for a protected server, as the real run does' -ForEach @(
        'Stop-VpsServer 900000001'
        'Restart-VpsServer web-server-01'
        'Remove-VpsServer 900000001 -Force'
        'Set-VpsServer 900000001 -Hostname a.example.com'
        'Invoke-VpsApi servers/900000001/stop/ POST'
        'Invoke-VpsApi servers/900000001/ DELETE'
    ) {
        $vps = Connect-Vps -Sandbox -Protect web-*

        (Get-Outcome ([scriptblock]::Create("$_ -WhatIf"))).ErrorIds | Should -Be 'ServerProtected'
        (Get-Outcome ([scriptblock]::Create("`$WhatIfPreference = `$true; $_"))).ErrorIds | Should -Be 'ServerProtected'
        Get-Write $vps | Should -BeNullOrEmpty
    }

    It 'goes on with the servers that are not protected' {
        $null = Connect-Vps -Sandbox -Protect web-*
        $started = Start-Script 'Get-VpsServer -Session $vps | Remove-VpsServer -WhatIf; Start-VpsServer 900000001 -WhatIf -Session $vps' @{ vps = Get-VpsSession }

        $preview = Receive-Script $started

        @($preview.Errors | ForEach-Object { $_.FullyQualifiedErrorId.Split(',')[0] }) | Should -Be 'ServerProtected'
        $preview.Errors[0].TargetObject.Id | Should -Be 900000001
    }
}
