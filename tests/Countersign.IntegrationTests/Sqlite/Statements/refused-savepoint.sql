-- expect refused SQ104 at 4:1: the transaction belongs to the executor
-- expect refused SQ104 at 5:1: the transaction belongs to the executor
-- expect refused SQ104 at 6:1: the transaction belongs to the executor
SAVEPOINT s;
RELEASE s;
ROLLBACK TO s;
