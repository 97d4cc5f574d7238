-- expect refused SQ104 at 3:1: the transaction belongs to the executor
-- expect refused SQ104 at 5:1: the transaction belongs to the executor
BEGIN;
CREATE TABLE t (a);
COMMIT;
