#!/usr/bin/env bash
# Runs the tests that need a real SQL Server. They start one in a container; without a container engine they fail.
# `--not-run [CONFIGURATION]` runs nothing: it prints the name of each as not run, and how many there are.
set -euo pipefail
cd "$(dirname "$0")/.."
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

project=Countersign.SqlServerTests

if [ "${1:-}" = --not-run ]; then
  names=$("artifacts/bin/$project/${2:-release}/$project" -noColor -preEnumerateTheories -list tests | grep "^$project\." || true)
  [ -n "$names" ] || { echo "eng/sqlserver.sh: no test of $project was found; build it first, as eng/test.sh does" >&2; exit 1; }
  sed "s/^$project\./not run: /" <<<"$names"
  echo "$(wc -l <<<"$names") not run, for want of a SQL Server; where there is a container engine eng/sqlserver.sh runs them"
  exit
fi

dotnet build "tests/$project" --configuration Release
"artifacts/bin/$project/release/$project" -noColor -preEnumerateTheories "$@"
