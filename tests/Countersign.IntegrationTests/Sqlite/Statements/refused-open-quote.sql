-- expect refused SQ109 at 5:15: SQLite cannot compile it: near "ends": syntax error
SELECT 'never ends;
"
"
SELECT 'never ends;
