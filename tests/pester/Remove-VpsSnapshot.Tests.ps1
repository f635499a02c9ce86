BeforeAll {
    . (Join-Path $PSScriptRoot 'TestTools.ps1')
}

Describe 'Remove-VpsSnapshot' {
    BeforeEach {
        $script:vps = Connect-Vps -Sandbox -SandboxDelaySec 0
        $script:web = [int]$vps.Sandbox.AddSnapshot('900000001', 'a')
        $script:db = [int]$vps.Sandbox.AddSnapshot('900000002', 'a')
        $vps.Sandbox.ClearRequests()
    }

    AfterEach {
        Get-VpsSession | Disconnect-Vps
    }

    It 'deletes the one that is named by: <_>' -ForEach @(
        'Remove-VpsSnapshot $web -Force', 'Remove-VpsSnapshot "$web" -Confirm:$false', 'Remove-VpsSnapshot -Id $web -Force', 'Get-VpsSnapshot web-* | Remove-VpsSnapshot -Force',
        'Remove-VpsSnapshot -Server 900000001 -Name A -Force', 'Get-VpsSnapshot -Id $web | ConvertTo-Csv | ConvertFrom-Csv | Remove-VpsSnapshot -Force'
    ) {
        $outcome = Get-Outcome ([scriptblock]::Create($_))

        $outcome.ErrorIds | Should -BeNullOrEmpty
        $outcome.Output | Should -BeNullOrEmpty
        Get-Write $vps | Should -Be "DELETE snapshots/$web/"
        (Get-VpsSnapshot).Id | Should -Be $db
    }

    It 'deletes nothing for what is no snapshot: <_>' -ForEach @(
        'Get-VpsServer | Remove-VpsSnapshot -Force', 'Get-VpsBackup | Remove-VpsSnapshot -Force', 'Remove-VpsSnapshot a -Force', 'Remove-VpsSnapshot * -Force',
        'Remove-VpsSnapshot -Server web-server-01 -Name * -Force', 'Get-VpsServer | Select-Object Id | Remove-VpsSnapshot -Force',
        'Get-VpsServer | ConvertTo-Json | ConvertFrom-Json | Remove-VpsSnapshot -Force', '@{ Id = $web } | Remove-VpsSnapshot -Force',
        '(Invoke-VpsApi snapshots/) | Remove-VpsSnapshot -Force', 'Remove-VpsSnapshot 900000001 -Force', '1.5, $true | Remove-VpsSnapshot -Force') {
        $outcome = Get-Outcome ([scriptblock]::Create($_))

        $outcome.ErrorIds.Count | Should -BeGreaterThan 0
        Get-Write $vps | Should -BeNullOrEmpty
    }

    It 'and no command for servers deletes or changes anything for a snapshot: <_>' -ForEach @(
        'Get-VpsSnapshot | Remove-VpsServer -Force', 'Get-VpsSnapshot | Stop-VpsServer', 'Get-VpsSnapshot | Restart-VpsServer', 'Remove-VpsServer (Get-VpsSnapshot) -Force',
        'Get-VpsSnapshot | Set-VpsServer -BackupsEnabled true', 'Get-VpsSnapshot | Start-VpsServer', 'Get-VpsSnapshot | ConvertTo-Csv | ConvertFrom-Csv | Remove-VpsServer -Force',
        'Get-VpsSnapshot | Select-Object Id, Name | Remove-VpsServer -Force', 'Get-VpsSnapshot | Select-Object Id, ServerName | ConvertTo-Json | ConvertFrom-Json | Remove-VpsServer -Force',
        'Get-VpsBackup | Remove-VpsServer -Force', '(Get-VpsSnapshot | ForEach-Object { [pscustomobject]@{ Id = $_.Id; Server = $_.ServerId } }) | Remove-VpsServer -Force') {
        $outcome = Get-Outcome ([scriptblock]::Create($_))

        $outcome.ErrorIds | Select-Object -Unique | Should -Be 'InvalidParameter'
        Get-Write $vps | Should -BeNullOrEmpty
    }

    It 'shows what it would delete, where' {
        $child = Invoke-Child @'
            $vps = Connect-Vps -Sandbox -SandboxDelaySec 0
            $null = $vps.Sandbox.AddSnapshot('900000001', 'old', 'completed', [DateTimeOffset]::UtcNow.AddDays(-40.5))
            Get-VpsSnapshot | Remove-VpsSnapshot -WhatIf
            "left: $(@(Get-VpsSnapshot).Count)"
'@

        $child.Output -replace '\s+', ' ' | Should -BeLike '*Delete snapshot for good, taken 40 d ago*snapshot ''old'' (id 910000001) of web-server-01 (id 900000001) at the sandbox, account sandbox@example.com*left: 1*'
    }
}
