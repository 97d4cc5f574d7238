-- expect refused SQ106 at 3:1: names that begin with `countersign_` are the executor's own records
CREATE TABLE t (a);
CREATE TRIGGER countersign_x AFTER INSERT ON t BEGIN SELECT 1; END;
