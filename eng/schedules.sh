#!/usr/bin/env bash
# Runs simulated schedules of the bot in one process; see docs/reliability.md.
#   eng/schedules.sh SEED            one, and prints every choice
#   eng/schedules.sh FIRST COUNT     so many, and counts what happened
# Exit code 0: every promise was kept in every schedule.
set -euo pipefail
cd "$(dirname "$0")/.."
. eng/prerequisites.sh

need dotnet dotnet-sdk-10.0 'builds and runs it'
need npm npm 'brings the PostgreSQL parsers as WebAssembly'
need node nodejs 'runs npm'
install_missing

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
[ $# -gt 0 ] || set -- 1 2000
dotnet build tests/Countersign.IntegrationTests --configuration Release --verbosity quiet
exec artifacts/bin/Countersign.IntegrationTests/release/Countersign.IntegrationTests schedules "$@"
