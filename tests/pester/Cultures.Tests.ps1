# Times in other time zones, texts and numbers in other cultures. .NET on Windows does not heed TZ: there it is the machine's own zone.

BeforeDiscovery {
    $script:zones = if ([IO.Path]::DirectorySeparatorChar -eq '\') { '' } else { 'America/New_York', 'Asia/Tokyo', 'UTC' }
}

BeforeAll {
    . (Join-Path $PSScriptRoot 'TestTools.ps1')
    $script:works = Start-Child @'
        $seen = foreach ($name in '', 'de-DE', 'tr-TR') {
            [cultureinfo]::CurrentCulture = $name
            [cultureinfo]::CurrentUICulture = $name
            $vps = Connect-Vps -Sandbox -SandboxDelaySec 0 -SandboxCredits 99.5
            $file = Join-Path ([IO.Path]::GetTempPath()) "$([guid]::NewGuid()).csv"
            Get-VpsServer -Detailed | Export-Csv $file
            $null = Import-Csv $file | ForEach-Object { $_.Name += '-TITLE-I'; $_ } | New-VpsServer
            Remove-Item $file
            $null = Set-VpsServer WEB-SERVER-01-title-i -BackupsEnabled $false
            $bodies = $vps.Sandbox.Requests | Where-Object BodyText | ForEach-Object BodyText
            $fault = [VpsOrg.Sandbox.SandboxFault]@{ Kind = 'Status'; Status = 429; PathPattern = 'servers/900000002/' }
            $fault.Headers['Retry-After'] = '3000'
            $vps.Sandbox.InjectFault($fault)
            [ordered]@{
                Bodies  = @($bodies)
                Ids     = @((Get-VpsServer -Status ACTIVE -Location US-WEST).Id) + @((Get-VpsServer DB-SERVER-*).Id)
                Cpu     = (Get-VpsServer 900000001 -Detailed).ResourceUsage.CpuPercent
                Created = (Get-VpsServer 900000001).CreatedAt.ToUniversalTime().ToString('o', [cultureinfo]::InvariantCulture)
                Credits = $vps.Sandbox.Credits
                Refused = @('1.5', '1,5', '1.000' | ForEach-Object { New-VpsServer x -PlanId $_ -OsId 1 -Location us-west 2>&1 } | ForEach-Object { $_.FullyQualifiedErrorId })
                Limited = (Get-VpsServer 900000002 2>&1).ToString() -replace '\d', '0'
            }
        }
        ConvertTo-Json -InputObject @($seen) -Depth 5
'@
}

Describe 'Times' -ForEach @{ Zones = $zones } {
    BeforeAll {
        $script:child = Invoke-Child @'
        $null = Connect-Vps -Sandbox
        $seen = foreach ($zone in $env:TEST_ZONES -split ';') {
            $env:TZ = $zone
            [TimeZoneInfo]::ClearCachedData()
            $old = Get-VpsServer 900000001
            $before = Get-Date
            $new = New-VpsServer web-02 -PlanId 1 -OsId 5 -Location us-west -AllowDuplicateName
            $after = Get-Date
            [pscustomobject]@{
                Zone     = $zone
                Kind     = [string]$old.CreatedAt.Kind
                Old      = $old.CreatedAt.ToString('yyyy-MM-dd HH:mm', [cultureinfo]::InvariantCulture)
                Expected = [TimeZoneInfo]::ConvertTimeFromUtc([datetime]'2025-01-10T14:30:00', [TimeZoneInfo]::Local).ToString('yyyy-MM-dd HH:mm', [cultureinfo]::InvariantCulture)
                IsOld    = @($old, $new | ForEach-Object { $_.CreatedAt -lt (Get-Date).AddDays(-30) })
                Between  = $before.AddSeconds(-1) -le $new.CreatedAt -and $new.CreatedAt -le $after # The API leaves out what is less than a second.
                Age      = (($after - $new.CreatedAt) - ($after - $before)).TotalSeconds -le 1
            }
        }
        ConvertTo-Json -InputObject @($seen) -Compress
'@ -Environment @{ TEST_ZONES = $Zones -join ';' }
        $script:seenTimes = @($child.Output | ConvertFrom-Json | ForEach-Object { $_ })
    }

    It 'are right in <_>: as local times, compared with Get-Date, and subtracted from it' -ForEach $zones {
        $seen = $seenTimes | Where-Object Zone -EQ $_

        $child.ErrorText | Should -BeNullOrEmpty
        $seen.Kind | Should -Be 'Local'
        $seen.Old | Should -Be $seen.Expected
        $seen.IsOld | Should -Be $true, $false
        $seen.Between | Should -BeTrue
        $seen.Age | Should -BeTrue
    }

    It 'are those of the zone' {
        @($seenTimes.Old | Select-Object -Unique).Count | Should -Be $seenTimes.Count
    }
}

Describe 'Cultures' {
    BeforeAll {
        $script:child = Receive-Child $works
        $script:invariant, $script:german, $script:turkish = $child.Output | ConvertFrom-Json | ForEach-Object { $_ }
    }

    It 'change nothing of what is sent, found, refused and said: <_>' -ForEach 'german', 'turkish' {
        $seen = Get-Variable -Name $_ -ValueOnly

        $child.ErrorText | Should -BeNullOrEmpty
        $seen | ConvertTo-Json -Depth 5 | Should -Be ($invariant | ConvertTo-Json -Depth 5)
        $seen.Bodies.Count | Should -Be 3
        $seen.Refused.Count | Should -Be 3
        $seen.Limited | Should -BeLike '*0000-00-00 00:00:00*'
        "$($seen.Ids)" | Should -Be '900000001 900000003 900000002 900000004'
    }
}
