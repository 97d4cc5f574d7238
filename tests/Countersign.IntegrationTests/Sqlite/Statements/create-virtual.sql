-- base: shop
-- expect 5 statements
-- expect q1: CREATE VIRTUAL TABLE
-- expect q1 creates: creates virtual table (fts5) pages
-- expect q1 undo: DROP TABLE "pages";
-- expect q2: INSERT
-- expect q2 writes-rows: inserts rows of pages
-- expect q2 irreversible: the statement alone does not tell what the rows were before
-- expect q3: CREATE VIRTUAL TABLE
-- expect q3 creates: creates virtual table (rtree) boxes
-- expect q3 undo: DROP TABLE "boxes";
-- expect q4: DROP TABLE
-- expect q4 drops: drops table notes
-- expect q4 destroys-data: destroys data of notes: drops it with all its rows
-- expect q4 irreversible: the rows of `notes` would be gone
-- expect q5: INSERT
-- expect q5 writes-rows: inserts rows of pages
-- expect q5 irreversible: the statement alone does not tell what the rows were before
CREATE VIRTUAL TABLE pages USING fts5 (title, body);
INSERT INTO pages VALUES ('a', 'b');
CREATE VIRTUAL TABLE boxes USING rtree (id, x1, x2);
DROP TABLE notes;
INSERT INTO pages (pages) VALUES ('optimize');
