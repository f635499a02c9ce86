#!/usr/bin/env bash
# The entry for POSIX shells: ./build.sh build | demo | test | bench | docs | pack | clean
#
# Finds PowerShell (on PATH, else the pinned dotnet tool) and hands over to build.ps1. Where no PowerShell can be had,
# it does what the .NET SDK alone can do and says what was left out.
set -eu
cd "$(dirname "$0")"

task=${1:-help}
shift || true
solution=VpsOrg.PowerShell.sln
results=out/test-results

# The module speaks UTF-8, and invariant mode would hide mistakes of culture.
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 POWERSHELL_TELEMETRY_OPTOUT=1

usage() {
    echo "usage: ./build.sh build | demo | test | bench | docs | pack | clean"
}

need_sdk() {
    command -v dotnet >/dev/null 2>&1 && return
    echo "build.sh: the .NET SDK is needed (global.json says which): install it and put dotnet on PATH." >&2
    exit 1
}

# Prints how to start PowerShell; nothing where there is none. The pinned tool is one bounded try.
find_powershell() {
    if [ -n "${VPSORG_NO_POWERSHELL:-}" ]; then
        return
    fi
    if command -v pwsh >/dev/null 2>&1; then
        echo path
    elif bounded dotnet tool restore >/dev/null 2>&1 && dotnet pwsh -NoProfile -Command 'exit 0' >/dev/null 2>&1; then
        echo tool
    fi
}

bounded() {
    if command -v timeout >/dev/null 2>&1; then timeout 120 "$@"; else "$@"; fi
}

hand_over() {
    local name
    case "$task" in
        build) name=Build ;; demo) name=Demo ;; test) name=Test ;; bench) name=Bench ;;
        docs) name=Docs ;; pack) name=Pack ;; clean) name=Clean ;;
    esac
    if [ "$1" = path ]; then
        exec pwsh -NoProfile -NonInteractive -File ./build.ps1 -Task "$name"
    else
        VPSORG_PINNED_POWERSHELL=1 exec dotnet pwsh -NoProfile -NonInteractive -File ./build.ps1 -Task "$name"
    fi
}

build() {
    dotnet build -c Release "$solution" -v quiet -tl:off
}

# Adds up what the test runner wrote: <Counters total="3" executed="2" passed="2" failed="0" … />
add_up() {
    cat "$results"/*.trx | grep -o '<Counters [^>]*>' | awk '
        { for (i = 1; i <= NF; i++) { split($i, pair, "\""); name = pair[1]; sub("=", "", name); count[name] += pair[2] } }
        END { printf "%d passed, %d failed, %d skipped\n", count["passed"], count["failed"], count["total"] - count["passed"] - count["failed"] }'
}

test_without_powershell() {
    local status=0
    rm -rf "$results"
    build
    dotnet test "$solution" -c Release --no-build -v quiet -tl:off --logger trx --results-directory "$results" || status=$?
    echo
    echo "No PowerShell was found: the Pester tests (tests/pester) did not run."
    if ! ls "$results"/*.trx >/dev/null 2>&1; then
        echo "0 passed, 1 failed, 0 skipped"
        exit 1
    fi
    add_up
    exit "$status"
}

case "$task" in
    build | demo | test | bench | docs | pack | clean) ;;
    help | -h | --help) usage; exit 0 ;;
    *) echo "build.sh: there is no task '$task'." >&2; usage >&2; exit 2 ;;
esac

need_sdk
found=$(find_powershell)
if [ -n "$found" ]; then
    hand_over "$found"
fi

case "$task" in
    build) build ;;
    clean) rm -rf out ;;
    test) test_without_powershell ;;
    demo)
        build
        echo "No PowerShell was found: the demo walks the same compiled cmdlets on a test double of it."
        exec dotnet run --project tests/demo -c Release --no-build
        ;;
    *)
        echo "build.sh: '$task' needs PowerShell 7, and none was found on PATH nor as the pinned dotnet tool." >&2
        exit 1
        ;;
esac
