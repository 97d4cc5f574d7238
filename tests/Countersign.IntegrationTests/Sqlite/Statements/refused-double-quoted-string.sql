-- expect refused SQ109 at 2:8: SQLite cannot compile it: no such column: "text" - should this be a string literal in single-quotes?
SELECT "text";
