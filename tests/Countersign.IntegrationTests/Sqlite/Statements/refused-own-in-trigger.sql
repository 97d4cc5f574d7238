-- expect refused SQ106 at 4:1: names that begin with `countersign_` are the executor's own records
-- expect refused SQ106 at 5:1: names that begin with `countersign_` are the executor's own records
CREATE TABLE t (a);
CREATE TRIGGER tr AFTER INSERT ON t BEGIN INSERT INTO 'countersign_marker' VALUES (1); END;
CREATE VIRTUAL TABLE f USING fts5 (body, content = 'countersign_marker');
