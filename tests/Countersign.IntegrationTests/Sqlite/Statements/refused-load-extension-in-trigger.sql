-- expect refused SQ102 at 3:1: `load_extension` reaches out of the file
CREATE TABLE t (a);
CREATE TRIGGER tr AFTER INSERT ON t BEGIN SELECT load_extension('x'); END;
