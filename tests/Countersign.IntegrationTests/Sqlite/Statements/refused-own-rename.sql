-- expect refused SQ106 at 3:1: names that begin with `countersign_` are the executor's own records
CREATE TABLE t (a);
ALTER TABLE t RENAME TO countersign_mine;
