#!/bin/sh
# Gives the logins of `web` and `review` their rights, as the owner of the tables. Safe to run again.
set -eu
part() { sed -n "s/.*$1=\([^;]*\).*/\1/p" "${SECRETS:-/run/secrets}/store-execute"; }
PGHOST=$(part Host) PGPORT=$(part Port) PGPASSWORD=$(part Password)
export PGHOST PGPASSWORD PGPORT="${PGPORT:-5432}"
exec psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --username "$(part Username)" --dbname "$(part Database)" --file "${GRANTS:-/grants.sql}"
