# The test command where the .NET test runner cannot even begin: a program that does nothing takes the place of dotnet.

BeforeDiscovery {
    $script:entries = @(@{ Entry = 'build.ps1' })
    if ([IO.Path]::DirectorySeparatorChar -eq '/') {
        $script:entries += @{ Entry = 'build.sh' } # It does the same where there is no PowerShell.
    }
}

BeforeAll {
    . (Join-Path $PSScriptRoot 'TestTools.ps1')
    $script:clone = Join-Path $TestDrive 'clone'
    $script:bin = Join-Path $TestDrive 'bin'
    $null = $clone, $bin | ForEach-Object { [IO.Directory]::CreateDirectory($_) }
    'build.ps1', 'build.sh', 'global.json' | ForEach-Object { Copy-Item (Join-Path $Root $_) $clone }
    $version = (Get-Content -Raw (Join-Path $Root 'global.json') | ConvertFrom-Json).sdk.version
    if ([IO.Path]::DirectorySeparatorChar -eq '/') {
        [IO.File]::WriteAllText("$bin/dotnet", "#!/bin/sh`ncase `"`$1`" in --version) echo $version ;; test) exit 1 ;; esac`n")
        chmod 755 "$bin/dotnet"
    }
    else {
        [IO.File]::WriteAllText("$bin/dotnet.cmd", "@if `"%1`"==`"--version`" echo $version`r`n@if `"%1`"==`"test`" exit /b 1`r`n")
    }
}

Describe 'The test command' {
    It 'counts one failure where no test could begin: <Entry>' -ForEach $entries {
        $run = if ($Entry -eq 'build.ps1') { "& '$clone/build.ps1' -Task Test -Fast" } else { "& '$clone/build.sh' test --fast" }

        $child = Invoke-Child "$run; exit `$LASTEXITCODE" -Environment @{ PATH = "$bin$([IO.Path]::PathSeparator)$env:PATH"; VPSORG_NO_POWERSHELL = '1'; VPSORG_REQUIRE = '' }

        $child.ErrorText | Should -BeNullOrEmpty
        ($child.Output -split '\r?\n')[-1] | Should -Be '0 passed, 1 failed, 0 skipped'
        $child.ExitCode | Should -Be 1
    }
}
