BeforeAll {
    . (Join-Path $PSScriptRoot 'TestTools.ps1')
}

Describe 'Get-VpsAccount' {
    BeforeEach {
        $script:vps = Connect-Vps -Sandbox -SandboxDelaySec 0 -Name lab
    }

    AfterEach {
        Get-VpsSession | Disconnect-Vps
    }

    It 'says whose account a session is in' {
        $account = Get-VpsAccount -Session lab

        $account | Should -BeOfType VpsOrg.Client.VpsAccount
        $account.Email, $account.CreatedAt | Should -Be 'sandbox@example.com', '2025-01-02'
        $account.Permissions | Should -Be 'servers:read', 'servers:write'
        (Get-Outcome { Get-VpsAccount -Session nobody }).ErrorIds | Should -Be 'SessionNotFound'
    }
}
