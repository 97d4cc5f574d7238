#!/usr/bin/env bash
# Kills the real bot again and again while changes go through it, and checks what is left. See docs/reliability.md.
#   eng/soak.sh KILLS [--seed N] [--per-world KILLS] [--worlds N] [--at-once N] [--target sqlite|postgresql]
#   eng/soak.sh --replicas N [--minutes N] [--seed N] [--worlds N] [--target sqlite|postgresql]
# Exit code 0: every promise was kept in every world.
set -euo pipefail
cd "$(dirname "$0")/.."
. eng/prerequisites.sh

need_for_tests
install_missing

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
[ $# -gt 0 ] || set -- 300
dotnet build tests/Countersign.IntegrationTests --configuration Release --verbosity quiet
. eng/ahead.sh
exec artifacts/bin/Countersign.IntegrationTests/release/Countersign.IntegrationTests soak "$@"
