-- expect refused SQ108 at 2:1: commands of the sqlite3 shell are not SQL
.read other.sql
