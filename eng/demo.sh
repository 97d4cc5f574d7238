#!/usr/bin/env bash
# Builds and starts the demo: a forge in a box, the bot, and a production database. `--auto` plays the story by itself.
set -euo pipefail
cd "$(dirname "$0")/.."
. eng/prerequisites.sh

need dotnet dotnet-sdk-10.0 'builds and runs it'
need git git 'real repositories'
need npm npm 'brings the PostgreSQL parsers as WebAssembly'
need node nodejs 'runs npm'
need initdb postgresql 'production, and the rehearsals'
need setpriv util-linux 'PostgreSQL refuses to run as root'
install_missing

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
echo 'Building …'
dotnet build src/Countersign.Bot --configuration Release --verbosity quiet
dotnet build src/Countersign.Sandbox --configuration Release --verbosity quiet
exec artifacts/bin/Countersign.Bot/release/countersign demo \
  --sandbox artifacts/bin/Countersign.Sandbox/release/countersign-sandbox "$@"
