-- expect: PREPARE [app.orders]
-- expect: text PREPARE clean(int) AS DELETE FROM app.orders WHERE id = $1
-- expect: changes-session: changes the session: prepares the statement clean
-- expect: writes-rows: deletes rows of app.orders
-- expect: destroys-data: destroys data of app.orders: deletes the rows that match
-- expect: locks: locks app.orders in ROW EXCLUSIVE
-- expect: no undo: the rows as they were are not kept
-- expect: EXECUTE [app.orders]
-- expect: text EXECUTE clean(1)
-- expect: writes-rows: deletes rows of app.orders
-- expect: destroys-data: destroys data of app.orders: deletes the rows that match
-- expect: locks: locks app.orders in ROW EXCLUSIVE
-- expect: no undo: the statement does not say what was there before
PREPARE clean(int) AS DELETE FROM app.orders WHERE id = $1;
EXECUTE clean(1);

-- expect: PREPARE []
-- expect: text PREPARE clean AS SELECT 1
-- expect: changes-session: changes the session: prepares the statement clean
-- expect: reads: reads constants
-- expect: no undo: there is nothing to undo in a query
-- expect: DEALLOCATE []
-- expect: text DEALLOCATE clean
-- expect: changes-session: changes the session: forgets a prepared statement
-- expect: no undo: the statement does not say what was there before
-- expect: EXECUTE []
-- expect: text EXECUTE clean
-- expect: opaque: cannot be read: runs the prepared statement clean, which stands elsewhere
-- expect: no undo: the statement does not say what was there before
PREPARE clean AS SELECT 1;
DEALLOCATE clean;
EXECUTE clean;

-- expect: PREPARE [app.orders]
-- expect: text PREPARE look AS SELECT * FROM app.orders
-- expect: changes-session: changes the session: prepares the statement look
-- expect: reads: reads app.orders
-- expect: no undo: there is nothing to undo in a query
-- expect: EXECUTE [app.orders]
-- expect: text EXECUTE look
-- expect: reads: reads app.orders
-- expect: no undo: the statement does not say what was there before
PREPARE look AS SELECT * FROM app.orders;
EXECUTE look;

-- expect: PREPARE []
-- expect: text PREPARE look AS SELECT app.cleanup()
-- expect: changes-session: changes the session: prepares the statement look
-- expect: opaque: cannot be read: calls app.cleanup, whose effects are not known
-- expect: no undo: there is nothing to undo in a query
-- expect: EXECUTE []
-- expect: text EXECUTE look
-- expect: opaque: cannot be read: calls app.cleanup, whose effects are not known
-- expect: no undo: the statement does not say what was there before
PREPARE look AS SELECT app.cleanup();
EXECUTE look;

-- expect: PREPARE []
-- expect: text PREPARE look(app.checked) AS SELECT $1
-- expect: changes-session: changes the session: prepares the statement look
-- expect: reads: reads constants
-- expect: no undo: there is nothing to undo in a query
-- expect: EXECUTE []
-- expect: text EXECUTE look('x')
-- expect: opaque: cannot be read: casts to app.checked, whose effects are not known
-- expect: no undo: the statement does not say what was there before
PREPARE look(app.checked) AS SELECT $1;
EXECUTE look('x');

-- expect: EXECUTE []
-- expect: opaque: cannot be read: calls app.cleanup, whose effects are not known
-- expect: opaque: cannot be read: runs the prepared statement look, which stands elsewhere
-- expect: no undo: the statement does not say what was there before
EXECUTE look(app.cleanup());

-- expect: DECLARE CURSOR [app.orders]
-- expect: text DECLARE c CURSOR FOR SELECT app.cleanup(id) FROM app.orders
-- expect: opaque: cannot be read: calls app.cleanup, whose effects are not known
-- expect: changes-session: changes the session: opens the cursor c
-- expect: no undo: it ends with the session
-- expect: FETCH [app.orders]
-- expect: text FETCH ALL FROM c
-- expect: opaque: cannot be read: calls app.cleanup, whose effects are not known
-- expect: no undo: the statement does not say what was there before
DECLARE c CURSOR FOR SELECT app.cleanup(id) FROM app.orders;
FETCH ALL FROM c;

-- expect: DECLARE CURSOR [app.orders]
-- expect: text DECLARE c CURSOR FOR SELECT id FROM app.orders
-- expect: reads: reads app.orders
-- expect: changes-session: changes the session: opens the cursor c
-- expect: no undo: it ends with the session
-- expect: FETCH [app.orders]
-- expect: text FETCH ALL FROM c
-- expect: reads: reads app.orders
-- expect: no undo: the statement does not say what was there before
DECLARE c CURSOR FOR SELECT id FROM app.orders;
FETCH ALL FROM c;

-- expect: FETCH []
-- expect: opaque: cannot be read: runs the query of the cursor c, which stands elsewhere
-- expect: no undo: the statement does not say what was there before
FETCH ALL FROM c;

-- expect: SELECT []
-- expect: opaque: cannot be read: casts to app.checked, whose effects are not known
-- expect: no undo: there is nothing to undo in a query
SELECT * FROM json_to_record('{}') AS r(a app.checked);

-- expect: SELECT []
-- expect: reads: reads constants
-- expect: no undo: there is nothing to undo in a query
SELECT * FROM json_to_record('{}') AS r(a text);

-- expect: SELECT [app.orders]
-- expect: opaque: cannot be read: calls json_populate_record, whose effects are not known
-- expect: no undo: there is nothing to undo in a query
SELECT json_populate_record(o, '{}') FROM app.orders o;

-- expect: SELECT []
-- expect: opaque: cannot be read: calls database_to_xml, whose effects are not known
-- expect: no undo: there is nothing to undo in a query
SELECT database_to_xml(true, true, '');

-- majors: 16-18
-- expect: SELECT []
-- expect: opaque: cannot be read: calls pg_input_is_valid, whose effects are not known
-- expect: no undo: there is nothing to undo in a query
SELECT pg_input_is_valid('x', 'app.checked');

-- expect: EXPLAIN [app.orders]
-- expect: writes-rows: deletes rows of app.orders
-- expect: destroys-data: destroys data of app.orders: deletes every row
-- expect: locks: locks app.orders in ROW EXCLUSIVE
-- expect: no undo: the rows as they were are not kept
EXPLAIN (ANALYZE false, ANALYZE true) DELETE FROM app.orders;

-- expect: SELECT [app.orders]
-- expect: opaque: cannot be read: calls app.cleanup, whose effects are not known
-- expect: opaque: cannot be read: calls app.most, whose effects are not known
-- expect: no undo: there is nothing to undo in a query
SELECT id FROM app.orders ORDER BY app.cleanup() LIMIT app.most();

-- expect: CREATE TABLE AS [app.copied, app.orders]
-- expect: creates: creates table app.copied
-- expect: scans: scans app.orders (the query reads it for the new rows)
-- expect: undo DROP TABLE app.copied;
CREATE TABLE app.copied AS SELECT id FROM app.orders;
