-- expect: SELECT []
-- expect: text SELECT 1
-- expect: reads: reads constants
-- expect: no undo: there is nothing to undo in a query
-- expect: SELECT []
-- expect: text SELECT 2
-- expect: reads: reads constants
-- expect: no undo: there is nothing to undo in a query
SELECT 1; SELECT 2 /* tail */ -- more

-- expect: SELECT []
-- expect: text SELECT ';' AS a, $$ ; $$ AS b, $x$ $$ ; $x$ AS c
-- expect: reads: reads constants
-- expect: no undo: there is nothing to undo in a query
-- expect: SELECT [semi;colon]
-- expect: text TABLE "semi;colon"
-- expect: reads: reads semi;colon
-- expect: no undo: there is nothing to undo in a query
-- lead; not a statement
/* a /* nested; */ comment; */ SELECT ';' AS a, $$ ; $$ AS b, $x$ $$ ; $x$ AS c; ;;
TABLE "semi;colon"
-- the end

-- expect: nothing
-- nothing but a comment;

-- expect: SELECT []
-- expect: reads: reads constants
-- expect: no undo: there is nothing to undo in a query
SELECT E'it\'s; -- no comment' AS a, E'a'
  '\'; DROP TABLE x; --' AS b;

-- expect: SELECT []
-- expect: reads: reads constants
-- expect: no undo: there is nothing to undo in a query
SELECT U&'d\0061t' AS a, B'1', X'1F', N'n';

-- expect: SELECT [c$d]
-- expect: reads: reads c$d
-- expect: no undo: there is nothing to undo in a query
SELECT a$$b FROM c$d;

-- expect: refused: a.sql:1:14: PostgreSQL cannot read this: syntax error at or near "DROP"; correct it, or set `server_version` of the target to the server's major (PG901)
DROP TABLE a DROP TABLE b;

-- expect: refused: a.sql:2:1: this line is for psql, not for the server; write it as SQL; rows as INSERT (PG903)
SELECT 1
\gexec

-- expect: refused: a.sql:1:1: this line is for psql, not for the server; write it as SQL; rows as INSERT (PG903)
\! rm -rf /

-- expect: refused: a.sql:2:1: this is data for COPY … FROM STDIN, which needs a client that sends it; write the rows as INSERT, or load them outside of migrations (PG903)
COPY app.orders FROM stdin;
1	a
\.

-- expect: refused: a.sql:2:1: this is data for COPY … FROM STDIN, which needs a client that sends it; write the rows as INSERT, or load them outside of migrations (PG903)
COPY app.orders FROM stdin;
one	a

-- expect: refused: a.sql:1:8: PostgreSQL cannot read this: unterminated quoted string at or near "'open"; correct it, or set `server_version` of the target to the server's major (PG901)
SELECT 'open

-- expect: refused: a.sql:1:1: PostgreSQL cannot read this: syntax error at or near "GO"; correct it, or set `server_version` of the target to the server's major (PG901)
GO

-- expect: refused: a.sql:2:1: PostgreSQL cannot read this: syntax error at or near "'\'"; correct it, or set `server_version` of the target to the server's major (PG901)
SELECT E'a' -- the server would go on with the string
'\'; DROP TABLE x; --';
