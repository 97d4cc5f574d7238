-- expect refused SQ104 at 2:1: the transaction belongs to the executor
BEGIN EXCLUSIVE;
