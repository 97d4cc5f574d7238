#!/usr/bin/env bash
# Breaks the code once for each patch in tests/mutants and runs the tests of its invariant: one of them has to fail.
# What killed which mutant goes to tests/mutants/killed.tsv, from which docs/guarantees.md is made.
#
# usage: eng/mutants.sh [INV-nn...]     all of them when none is named; works on the committed state, in a clone of its own
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD
mutants=$root/tests/mutants
killed=$mutants/killed.tsv
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
touch "$killed"

git clone --quiet --shared . "$room/code"
cd "$room/code"
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
dotnet build Bot.sln --verbosity quiet

# Prints the names of the tests of an invariant that fail; fails itself when the code does not build.
failing() { # project invariant
  dotnet build "tests/$1" --no-restore --verbosity quiet -p:RunAnalyzers=false -p:TreatWarningsAsErrors=false >"$room/build.log" 2>&1 || { cat "$room/build.log" >&2; return 1; }
  "artifacts/bin/$1/debug/$1" -trait "Invariant=$2" -noColor 2>&1 | sed -nE 's/^ *Countersign\.(.*) \[FAIL\]$/\1/p' || true
}

survivors=0
for patch in "$mutants"/INV-*.patch; do
  name=$(basename "$patch" .patch)
  invariant=${name:0:6}
  [ $# -eq 0 ] || [[ " $* " == *" $invariant "* ]] || continue
  git apply "$patch"
  found=$(failing Countersign.Tests "$invariant")
  [ -n "$found" ] || found=$(failing Countersign.IntegrationTests "$invariant")
  git checkout --quiet -- .
  sed -i "/^$name\t/d" "$killed"
  if [ -n "$found" ]; then
    first=$(head -1 <<<"$found" | sed -E 's/\(.*$//')
    printf '%s\t%s\t%s\n' "$name" "$first" "$(wc -l <<<"$found")" >>"$killed"
    echo "$name: killed by $first"
  else
    survivors=$((survivors + 1))
    echo "$name: SURVIVED"
  fi
done
LC_ALL=C sort -o "$killed" "$killed"
echo "$survivors survived"
[ "$survivors" -eq 0 ]
