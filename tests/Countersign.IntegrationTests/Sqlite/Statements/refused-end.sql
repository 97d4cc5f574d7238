-- expect refused SQ104 at 3:1: the transaction belongs to the executor
CREATE TABLE t (a);
END TRANSACTION;
