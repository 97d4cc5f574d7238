-- expect refused SQ105 at 3:1: temporary objects shadow the names of real ones
CREATE TABLE t (a);
CREATE TEMP TRIGGER tr AFTER INSERT ON t BEGIN SELECT 1; END;
