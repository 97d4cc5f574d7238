#!/bin/sh
# Runs once, when the store's database is made: a login for each role, with the password of that role's connection string. The
# executor's owns the database and makes the tables; what the others may do with those is in grants.sql.
set -eu
secrets=${SECRETS:-/run/secrets}
for role in execute review web; do
  password=$(sed -n 's/.*Password=\([^;]*\).*/\1/p' "$secrets/store-$role")
  [ -n "$password" ] || { echo "$secrets/store-$role has no Password=" >&2; exit 1; }
  psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --username "${POSTGRES_USER:-postgres}" --dbname "$POSTGRES_DB" --set password="$password" <<SQL
CREATE ROLE cs_$role LOGIN PASSWORD :'password';
GRANT CONNECT ON DATABASE :"DBNAME" TO cs_$role;
SQL
done
psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --username "${POSTGRES_USER:-postgres}" --dbname "$POSTGRES_DB" <<'SQL'
REVOKE ALL ON DATABASE :"DBNAME" FROM PUBLIC;
ALTER DATABASE :"DBNAME" OWNER TO cs_execute;
SQL
