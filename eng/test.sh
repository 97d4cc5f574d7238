#!/usr/bin/env bash
# Builds everything and runs every test that needs no container; what does is named as not run (eng/sqlserver.sh runs it).
# Then kills the bot 300 times and counts what came of it: docs/reliability.md. Ends with a line `N passed, N failed`.
set -euo pipefail
cd "$(dirname "$0")/.."
. eng/prerequisites.sh

need_for_tests
need psql postgresql-client 'the yardstick for applying'
need chromium chromium 'a real browser for the pages'
install_missing

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
log=$(mktemp)
trap 'rm -f "$log"' EXIT

dotnet build Bot.sln --configuration Release
set +e
dotnet test --solution Bot.sln --configuration Release --no-build 2>&1 | tee "$log"
status=${PIPESTATUS[0]}
echo 'Killing the bot 300 times; all of it counts as one more test.'
. eng/ahead.sh
artifacts/bin/Countersign.IntegrationTests/release/Countersign.IntegrationTests soak 300 --seed 1 --per-world 50 --at-once 6
kills=$?
set -e

count() { grep -oE "^ *$1: [0-9]+" "$log" | tail -1 | grep -oE '[0-9]+' || echo 0; }
passed=$(count succeeded)
failed=$(count failed)
[ "$status" -eq 0 ] || [ "$failed" -gt 0 ] || failed=1
eng/sqlserver.sh --not-run release
if [ "$kills" -eq 0 ]; then passed=$((passed + 1)); else failed=$((failed + 1)); fi
echo "$passed passed, $failed failed"
[ "$status" -eq 0 ] && [ "$kills" -eq 0 ] && [ "$passed" -gt 1 ]
