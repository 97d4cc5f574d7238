-- expect refused SQ106 at 3:1: names that begin with `countersign_` are the executor's own records
CREATE TABLE t (a);
CREATE TRIGGER tr AFTER INSERT ON t BEGIN INSERT INTO 'countersign_marker' VALUES (1); END;
