#!/usr/bin/env bash
# The entry for POSIX shells: `./build.sh help` says what it does.
#
# What PowerShell is needed for, or adds to, is handed over to build.ps1. Where there is no PowerShell, this script does
# what the .NET SDK alone can do and says what was left out.
set -eu
unset CDPATH
cd -- "$(dirname -- "$0")"
exec </dev/null # Nothing here asks.

results=out/test-results
net_framework_tests=tests/checks/OnNetFramework/VpsOrg.OnNetFramework.slnx

usage() {
    cat <<'END'
usage: ./build.sh build                            builds everything; the module is then in out/VpsOrg
       ./build.sh demo                             builds the module, and walks the whole job on the sandbox
       ./build.sh test [--fast] [--filter TEXT]    builds and runs all tests, or those whose name contains TEXT;
                                                   --fast is for after each edit: no slow tests
       ./build.sh stress [ROUNDS] [--filter TEXT]  runs the .NET tests many times (10) on a busy machine
       ./build.sh bench [--filter WORK]            measures everything, or one work such as cold, far, orders
       ./build.sh relay [MS]                       starts a sandbox that answers over TLS from so far away (20)
       ./build.sh docs | pack                      compiles the help, makes the package
       ./build.sh clean                            removes out/
END
}

fail() {
    echo "build.sh: $1" >&2
    [ "$task" != test ] || echo '0 passed, 1 failed, 0 skipped'
    exit 1
}

misuse() {
    echo "build.sh: $1" >&2
    usage >&2
    exit 2
}

read_arguments() {
    task=${1:-help} fast='' filter='' rounds=10 round_trip=20
    [ $# -eq 0 ] || shift
    case "$task" in
        build | demo | test | stress | bench | relay | docs | pack | clean) ;;
        help | -h | --help) usage && exit ;;
        *) misuse "there is no task '$task'." ;;
    esac
    while [ $# -gt 0 ]; do
        case "$task $1" in
            'test --fast') fast=1 ;;
            'test --filter' | 'stress --filter' | 'bench --filter')
                [ -n "${2:-}" ] || misuse '--filter needs a text.'
                filter=$2
                shift
                ;;
            'test --filter='?* | 'stress --filter='?* | 'bench --filter='?*) filter=${1#*=} ;;
            'stress '[0-9]*) rounds=$1 ;;
            'relay '[0-9]*) round_trip=$1 ;;
            *) misuse "the task '$task' does not take '$1'." ;;
        esac
        shift
    done
    [[ $rounds =~ ^[1-9][0-9]{0,4}$ ]] || misuse "'$rounds' is no number of rounds."
    [[ $round_trip =~ ^[0-9]{1,5}$ ]] && [ "$((10#$round_trip))" -le 60000 ] || misuse "'$round_trip' is no number of milliseconds."
}

# What .NET and PowerShell write for themselves goes below out/, but not where the user has settings that count.
# Packages stay in the user's cache. build.ps1 does the same for whoever starts there.
set_environment() {
    local own=$PWD/out/home
    mkdir -p "$own"
    [ -w "${HOME:-}" ] || export HOME="$own"
    export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 POWERSHELL_TELEMETRY_OPTOUT=1 XDG_CACHE_HOME="$own/.cache"
    export DOTNET_GENERATE_ASPNET_CERTIFICATE=false DOTNET_ADD_GLOBAL_TOOLS_TO_PATH=false DOTNET_CLI_WORKLOAD_UPDATE_NOTIFY_DISABLE=true
    if [ ! -e "$HOME/.nuget/NuGet/NuGet.Config" ]; then
        export DOTNET_CLI_HOME="$own" NUGET_PACKAGES="${NUGET_PACKAGES:-$HOME/.nuget/packages}"
    fi
    if [ ! -e "${XDG_DATA_HOME:-$HOME/.local/share}/powershell" ]; then
        export XDG_DATA_HOME="$own/.local/share"
    fi
}

need_sdk() {
    local wanted found advice
    wanted=$(sed -n 's/.*"version": *"\([0-9.]*\).*/\1/p' global.json)
    advice="Install the .NET SDK $wanted or a newer ${wanted%.*}.x: https://dotnet.microsoft.com/download"
    command -v dotnet >/dev/null 2>&1 || fail "there is no dotnet on PATH. $advice"
    found=$(dotnet --version 2>/dev/null) || fail "no .NET SDK on this machine satisfies global.json. $advice"
    awk -v found="${found%%-*}" -v wanted="$wanted" 'BEGIN {
        split(found, f, "."); split(wanted, w, ".")
        for (i = 1; i <= 3; i++) if (f[i] + 0 != w[i] + 0) exit f[i] + 0 < w[i] + 0
    }' || fail "the .NET SDK $found is too old. $advice"
}

powershell_helps() {
    case "$task" in build | stress | relay) false ;; *) [ -z "${VPSORG_NO_POWERSHELL:-}" ] ;; esac
}

# Continues in PowerShell; the arguments say how it is started.
hand_over() {
    set -- "$@" -NoProfile -NonInteractive -File ./build.ps1 -Task "$task"
    [ -z "$fast" ] || set -- "$@" -Fast
    [ -z "$filter" ] || set -- "$@" "-Filter:$filter"
    exec "$@"
}

# The PowerShell that .config/dotnet-tools.json pins, where it was fetched before or can be now. The demo and --fast do
# not wait for a download.
find_pinned_tool() {
    if pinned_tool_runs; then return; fi
    if [ "$task" = demo ] || [ -n "$fast" ]; then return 1; fi
    echo 'There is no PowerShell on PATH: asking for the pinned dotnet tool ...'
    bounded dotnet tool restore >/dev/null 2>&1 && pinned_tool_runs
}

pinned_tool_runs() {
    dotnet pwsh -NoProfile -NonInteractive -Command 'exit 0' >/dev/null 2>&1
}

bounded() {
    if command -v timeout >/dev/null 2>&1; then timeout 120 "$@"; else "$@"; fi
}

# VPSORG_REQUIRE=powershell,pester names what a pipeline must not be green without. Here is neither.
check_requirements() {
    local word
    for word in $(printf %s "${VPSORG_REQUIRE:-}" | tr '[:upper:],;' '[:lower:]  '); do
        case "$task $word" in
            *' powershell' | 'test pester') fail "VPSORG_REQUIRE asks for $word, and there is no PowerShell: neither on PATH nor as the pinned dotnet tool." ;;
            *' pester') ;;
            *) fail "VPSORG_REQUIRE knows powershell and pester, not '$word'." ;;
        esac
    done
}

build() {
    echo "Building $2 ..."
    dotnet build -c Release "$1" -v quiet -tl:off -clp:NoSummary
}

# Which tests VSTest is to run. The text may hold what VSTest reads as an operator.
selection() {
    local text=''
    if [ -n "$filter" ]; then
        text=$(printf %s "$filter" | sed 's/[\\()&|=!~]/\\&/g')
        text="(FullyQualifiedName~$text|DisplayName~$text)${fast:+&}"
    fi
    printf %s "$text${fast:+Speed!=Slow}"
}

# Adds up what the test runner wrote: <Counters total="3" executed="2" passed="2" failed="0" ... />
add_up() {
    cat "$results"/*.trx 2>/dev/null | grep -o '<Counters [^>]*>' | awk '
        { for (i = 1; i <= NF; i++) { split($i, pair, "\""); name = pair[1]; sub("=", "", name); count[name] += pair[2] } }
        END { printf "%d %d %d\n", count["passed"], count["failed"], count["total"] - count["passed"] - count["failed"] }'
}

# The lines of tests/pester that begin a test: all, or those whose file or text contains what is asked for.
count_pester() {
    (cd tests/pester && grep -HE '^ *It ' -- *.Tests.ps1) | grep -ciF -- "$filter" || true
}

# The lines that begin one of the tests that run on .NET Framework too: all, or those whose file or text contains what is asked for.
count_net_framework() {
    (cd tests/unit && grep -HE '^    public (async )?[A-Za-z]+ [A-Za-z0-9]+_[A-Za-z0-9_]+\(' -- Client/*/*.cs PowerShell/*/*.cs) |
        grep -vE '^[^:]*/(Conventions|Engine)/' | sed 's|^[^:]*/||' | grep -ciF -- "$filter" || true
}

test_without_powershell() {
    local what=(VpsOrg.PowerShell.sln) one status=0 mono='' selected passed failed skipped left_out
    [ -z "$fast" ] || what=(VpsOrg.Fast.slnf)
    build "${what[0]}" 'the tests (about a minute the first time)' || fail 'the build failed, so no test ran.'
    if [ -z "$fast" ] && command -v mono >/dev/null 2>&1; then
        mono=1
        build "$net_framework_tests" 'what runs on Mono too, as on .NET Framework in Windows PowerShell' || fail 'the build failed, so no test ran.'
        what+=("$net_framework_tests")
    fi
    rm -rf "$results"
    selected=$(selection | sed 's/%/%25/g; s/"/%22/g; s/;/%3B/g') # MSBuild is to pass it on as it is.
    for one in "${what[@]}"; do
        dotnet test "$one" -c Release --no-build -v quiet -tl:off --logger trx --results-directory "$results" ${selected:+--filter "$selected"} || status=$?
    done
    read -r passed failed skipped <<<"$(add_up)"
    [ "$status" -eq 0 ] || [ "$failed" -gt 0 ] || failed=1 # A test host that died left no count of what it did not run.
    echo
    if [ -z "$fast" ] || [ -n "$filter" ]; then
        left_out=$(count_pester)
        skipped=$((skipped + left_out))
        echo "$left_out Pester tests did not run. There is no PowerShell: install 7.4 or newer; this command then fetches Pester itself."
    fi
    if [ -z "$fast$mono" ]; then
        left_out=$(count_net_framework)
        skipped=$((skipped + left_out))
        echo "$left_out tests did not run once more on .NET Framework. There is no Mono, which stands for it outside Windows; nothing requires it."
    fi
    [ -z "$fast" ] || echo 'Left out by --fast: slow tests, the newest JSON, .NET Framework, and the Pester tests unless --filter names some.'
    [ "$((passed + failed))" -gt 0 ] || echo "No test ran. What was asked for: ${filter:-all}."
    echo "$passed passed, $failed failed, $skipped skipped"
    [ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
}

demo_without_powershell() {
    build tests/demo 'the module and the demo (about half a minute the first time)'
    echo 'There is no PowerShell, so the demo walks the same compiled cmdlets on a test double of it.'
    exec dotnet out/artifacts/bin/VpsOrg.Demo/release/VpsOrg.Demo.dll
}

stress() {
    local selected
    build VpsOrg.PowerShell.sln 'the tests (about a minute the first time)'
    build tests/stress/VpsOrg.Stress 'the stress runner'
    selected=$(selection)
    exec dotnet out/artifacts/bin/VpsOrg.Stress/release/VpsOrg.Stress.dll "$PWD" "$rounds" ${selected:+"$selected"}
}

relay() {
    build tests/tools/Relay 'the relay and the sandbox server (about 20 s the first time)'
    exec dotnet out/artifacts/bin/VpsOrg.Relay/release/VpsOrg.Relay.dll --certificate out/relay/certificate.pem --round-trip-ms "$round_trip"
}

read_arguments "$@"
if [ "$task" = clean ]; then
    rm -rf out
    exit
fi

echo "VpsOrg, $task: looking for what it needs ..."
set_environment
if powershell_helps && command -v pwsh >/dev/null 2>&1; then hand_over pwsh; fi
need_sdk
if powershell_helps && find_pinned_tool; then hand_over dotnet pwsh; fi
case "$task" in
    build) build VpsOrg.PowerShell.sln 'everything (about a minute the first time)' ;;
    stress) stress ;;
    relay) relay ;;
    demo) check_requirements && demo_without_powershell ;;
    test) check_requirements && test_without_powershell ;;
    *) fail "the task '$task' needs PowerShell 7, and there is none: neither on PATH nor as the pinned dotnet tool." ;;
esac
