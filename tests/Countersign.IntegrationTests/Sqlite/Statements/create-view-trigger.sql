-- base: shop
-- expect 3 statements
-- expect q1: CREATE VIEW
-- expect q1 creates: creates view names
-- expect q1 undo: DROP VIEW "names";
-- expect q2: CREATE TRIGGER
-- expect q2 creates: creates trigger customers_gone
-- expect q2 alters: alters customers: adds trigger customers_gone
-- expect q2 runs-code: runs code: trigger customers_gone will run on changes of customers
-- expect q2 undo: DROP TRIGGER "customers_gone";
-- expect q3: CREATE TRIGGER
-- expect q3 creates: creates trigger names_insert
-- expect q3 alters: alters names: adds trigger names_insert
-- expect q3 runs-code: runs code: trigger names_insert will run on changes of names
-- expect q3 undo: DROP TRIGGER "names_insert";
CREATE VIEW names AS SELECT name FROM customers;
CREATE TRIGGER customers_gone AFTER DELETE ON customers BEGIN
  INSERT INTO audit VALUES ('now', 'gone; ' || old.name);
  DELETE FROM audit WHERE at IS NULL; -- a semicolon; in a comment
END;
CREATE TRIGGER names_insert INSTEAD OF INSERT ON names BEGIN SELECT RAISE(ABORT, 'no'); END
