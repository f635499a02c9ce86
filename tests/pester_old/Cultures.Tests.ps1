BeforeAll {
    . (Join-Path $PSScriptRoot 'TestTools.ps1')
}

Describe 'Times' {
    It 'are right in <Zone>: as local times, compared with Get-Date, and subtracted from it' -ForEach @(
        @{ Zone = 'America/New_York'; Hour = 9 }, @{ Zone = 'Asia/Tokyo'; Hour = 23 }, @{ Zone = 'UTC'; Hour = 14 }) {
        $child = Invoke-Child -Environment @{ TZ = $Zone } -Script @'
            $null = Connect-Vps -Sandbox
            $old = Get-VpsServer 12345
            $new = New-VpsServer web-02 -PlanId 1 -OsId 5 -Location us-west
            [pscustomobject]@{
                Kind  = [string]$old.CreatedAt.Kind
                Old   = $old.CreatedAt.ToString('yyyy-MM-dd HH:mm', [cultureinfo]::InvariantCulture)
                IsOld = @($old, $new | ForEach-Object { $_.CreatedAt -lt (Get-Date).AddDays(-30) })
                IsNew = @($old, $new | ForEach-Object { $_.CreatedAt -gt (Get-Date).AddMinutes(-10) -and $_.CreatedAt -lt (Get-Date).AddMinutes(10) })
                Age   = [math]::Abs(((Get-Date) - $new.CreatedAt).TotalMinutes)
            } | ConvertTo-Json -Compress
'@

        $result = $child.Output | ConvertFrom-Json
        $result.Kind | Should -Be 'Local'
        [string]$result.Old | Should -Be ('2025-01-10 {0:00}:30' -f $Hour)
        $result.IsOld | Should -Be $true, $false
        $result.IsNew | Should -Be $false, $true
        $result.Age | Should -BeLessThan 5
    }
}

Describe 'Cultures' {
    BeforeAll {
        $script:work = @'
            [cultureinfo]::CurrentCulture = $env:TEST_CULTURE
            [cultureinfo]::CurrentUICulture = $env:TEST_CULTURE
            $vps = Connect-Vps -Sandbox -SandboxDelaySec 0 -SandboxCredits 99.5
            $file = Join-Path ([IO.Path]::GetTempPath()) "$([guid]::NewGuid()).csv"
            Get-VpsServer -Detailed | Export-Csv $file
            $null = Import-Csv $file | ForEach-Object { $_.Name += '-TITLE-I'; $_ } | New-VpsServer
            Remove-Item $file
            $null = Set-VpsServer WEB-SERVER-01-title-i -BackupsEnabled $false
            $bodies = $vps.Sandbox.Requests | Where-Object BodyText | ForEach-Object BodyText
            $usage = (Get-VpsServer 12345 -Detailed).ResourceUsage
            $errors = @('1.5', '1,5', '1.000' | ForEach-Object { New-VpsServer x -PlanId $_ -OsId 1 -Location us-west 2>&1 } | ForEach-Object { $_.FullyQualifiedErrorId })
            [pscustomobject]@{
                Bodies  = $bodies
                Ids     = @((Get-VpsServer -Status ACTIVE -Location US-WEST).Id) + @((Get-VpsServer DB-SERVER-*).Id)
                Cpu     = $usage.CpuPercent
                Created = (Get-VpsServer 12345).CreatedAt.ToUniversalTime().ToString('o', [cultureinfo]::InvariantCulture)
                Credits = $vps.Sandbox.Credits
                Refused = $errors
                Timeout = (Wait-VpsServer 12345 -Status stopped -TimeoutSec 1 -PollIntervalSec 0.1 2>&1).ToString()
            } | ConvertTo-Json -Depth 5
'@
        $script:invariant = Invoke-Child $work -Environment @{ TEST_CULTURE = '' }
        $invariant.ErrorText | Should -BeNullOrEmpty
    }

    It 'change nothing of what is sent, found and refused: <_>' -ForEach 'de-DE', 'tr-TR' {
        $child = Invoke-Child $work -Environment @{ TEST_CULTURE = $_ }

        $child.ErrorText | Should -BeNullOrEmpty
        $child.Output | Should -Be $invariant.Output
        ($child.Output | ConvertFrom-Json).Refused.Count | Should -Be 3
        ($child.Output | ConvertFrom-Json).Bodies.Count | Should -Be 3
    }
}
