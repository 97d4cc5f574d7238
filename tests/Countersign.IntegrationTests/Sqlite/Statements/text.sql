-- base: shop
-- expect 2 statements
-- expect q1: SELECT
-- expect q1 irreversible: it changes nothing that could be undone
-- expect q2: SELECT
-- expect q2 irreversible: it changes nothing that could be undone
/* a comment; with a semicolon */ ;; 
SELECT 'é😀;' AS "grüß;e" /* inside; */ ; ; -- trailing
SELECT [a;b] FROM (SELECT 1 AS [a;b]) -- no semicolon at the end; really
