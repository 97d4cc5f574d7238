-- expect 6 statements
-- expect q1: CREATE TABLE
-- expect q1 creates: creates table a
-- expect q1 undo: DROP TABLE "a";
-- expect q2: CREATE INDEX
-- expect q2 creates: creates index a_x
-- expect q2 scans: scans a (building the index reads every row)
-- expect q2 undo: DROP INDEX "a_x";
-- expect q3: ALTER TABLE
-- expect q3 alters: alters a: renames it to b
-- expect q3 creates: creates table (by renaming) b
-- expect q3 undo: ALTER TABLE "b" RENAME TO "a";
-- expect q4: DROP INDEX
-- expect q4 drops: drops index a_x
-- expect q4 alters: alters b: removes index a_x
-- expect q4 undo: CREATE INDEX a_x ON "b" (x);
-- expect q5: INSERT
-- expect q5 writes-rows: inserts rows of b
-- expect q5 irreversible: the statement alone does not tell what the rows were before
-- expect q6: DROP TABLE
-- expect q6 drops: drops table b
-- expect q6 destroys-data: destroys data of b: drops it with all its rows
-- expect q6 irreversible: the rows of `b` would be gone
CREATE TABLE a (x);
CREATE INDEX a_x ON a (x);
ALTER TABLE a RENAME TO b;
DROP INDEX a_x;
INSERT INTO b VALUES (1);
DROP TABLE b;
