#!/usr/bin/env bash
# Changes the corpus of bad input at random, and holds what each reader makes of it against another reader. Each text is read in a
# process of its own that may crash or hang; what does, and what readers disagree on, is kept in artifacts/fuzz. See docs/corpus.md.
#   eng/fuzz.sh MINUTES [--seed N] [TARGET...]     so many minutes for each target, all of them when none is named
#   eng/fuzz.sh replay TARGET FILE                 what is wrong with one text
# Exit code 0: nothing was found.
set -euo pipefail
cd "$(dirname "$0")/.."
. eng/prerequisites.sh

need_for_tests
install_missing

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
[ $# -gt 0 ] || set -- 1
dotnet build tests/Countersign.IntegrationTests --configuration Release --verbosity quiet
exec artifacts/bin/Countersign.IntegrationTests/release/Countersign.IntegrationTests fuzz "$@"
