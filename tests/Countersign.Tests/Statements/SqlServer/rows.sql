-- expect: SELECT [dbo.orders, sales.customers]
-- expect: reads: reads dbo.orders
-- expect: reads: reads sales.customers
-- expect: no undo: there is nothing to undo
SELECT o.id, c.name FROM dbo.orders AS o JOIN sales.customers AS c ON c.id = o.customer_id;

-- expect: SELECT []
-- expect: no undo: there is nothing to undo
SELECT 1;

-- expect: SELECT [dbo.price, dbo.orders]
-- expect: runs-code: runs code: function dbo.price
-- expect: no undo: there is nothing to undo
SELECT dbo.price(id) FROM dbo.orders;

-- expect: SELECT [dbo.orders]
-- expect: reads: reads dbo.orders
-- expect: no undo: there is nothing to undo
SELECT doc.value('(/a/b)[1]', 'int') FROM dbo.orders CROSS APPLY doc.nodes('/a') AS t (doc);

-- expect: SELECT [dbo.orders_of]
-- expect: runs-code: runs code: function dbo.orders_of
-- expect: no undo: there is nothing to undo
SELECT * FROM dbo.orders_of(5) AS o;

-- expect: SELECT [dbo.numbers]
-- expect: alters: alters dbo.numbers: takes its next value
-- expect: no undo: there is nothing to undo
SELECT NEXT VALUE FOR dbo.numbers;

-- expect: INSERT [dbo.orders]
-- expect: writes-rows: inserts rows of dbo.orders
-- expect: no undo: the statement does not say which rows were there before
INSERT INTO dbo.orders (id, total) VALUES (1, 2), (3, 4);

-- expect: INSERT [dbo.orders, dbo.import_rows]
-- expect: writes-rows: inserts rows of dbo.orders
-- expect: no undo: the statement does not say which rows were there before
INSERT INTO dbo.orders (id) SELECT id FROM dbo.import_rows WHERE id NOT IN (SELECT id FROM dbo.orders);

-- expect: INSERT [dbo.orders, dbo.next_orders]
-- expect: writes-rows: inserts rows of dbo.orders
-- expect: opaque: cannot be read: runs procedure `dbo.next_orders`, whose effects are not known
-- expect: no undo: the statement does not say which rows were there before
INSERT INTO dbo.orders (id) EXECUTE dbo.next_orders;

-- expect: INSERT [dbo.orders, dbo.audit]
-- expect: writes-rows: inserts rows of dbo.orders
-- expect: writes-rows: inserts rows of dbo.audit
-- expect: no undo: the statement does not say which rows were there before
INSERT INTO dbo.orders (id) OUTPUT inserted.id INTO dbo.audit (id) VALUES (1);

-- expect: UPDATE [dbo.orders, dbo.lines]
-- expect: writes-rows: updates rows of dbo.orders
-- expect: no undo: the statement does not say which rows were there before
UPDATE o SET total = l.total FROM dbo.orders AS o JOIN dbo.lines AS l ON l.order_id = o.id;

-- expect: UPDATE [sales.orders]
-- expect: writes-rows: updates rows of sales.orders
-- expect: no undo: the statement does not say which rows were there before
UPDATE orders SET total = 0 FROM sales.orders WHERE id = 1;

-- expect: UPDATE [dbo.orders]
-- expect: writes-rows: updates rows of dbo.orders
-- expect: locks: locks dbo.orders in X
-- expect: no undo: the statement does not say which rows were there before
UPDATE dbo.orders SET total = 0;

-- expect: UPDATE [dbo.orders]
-- expect: writes-rows: updates rows of dbo.orders
-- expect: no undo: the statement does not say which rows were there before
UPDATE TOP (100) dbo.orders SET total = 0;

-- expect: UPDATE [dbo.orders]
-- expect: writes-rows: updates rows of dbo.orders
-- expect: locks: locks dbo.orders in X
-- expect: no undo: the statement does not say which rows were there before
UPDATE dbo.orders SET total = 0 WHERE 1 = 1;

-- expect: DELETE [dbo.orders]
-- expect: writes-rows: deletes rows of dbo.orders
-- expect: no undo: the statement does not say which rows were there before
DELETE FROM dbo.orders WHERE id = 1;

-- expect: DELETE [dbo.orders, dbo.lines]
-- expect: writes-rows: deletes rows of dbo.orders
-- expect: no undo: the statement does not say which rows were there before
DELETE o FROM (dbo.orders AS o INNER JOIN dbo.lines AS l ON l.order_id = o.id) WHERE l.id IS NULL;

-- expect: DELETE [dbo.orders]
-- expect: writes-rows: deletes rows of dbo.orders
-- expect: locks: locks dbo.orders in X
-- expect: no undo: the statement does not say which rows were there before
WITH t AS (SELECT TOP (10) * FROM dbo.orders ORDER BY id) DELETE FROM t;

-- expect: SELECT [b, dbo.lines]
-- expect: reads: reads b
-- expect: reads: reads dbo.lines
-- expect: no undo: there is nothing to undo
WITH a AS (SELECT id FROM b), b AS (SELECT id FROM dbo.lines) SELECT * FROM a JOIN b ON a.id = b.id;

-- expect: UPDATE [t2]
-- expect: writes-rows: updates rows of t2
-- expect: locks: locks t2 in X
-- expect: no undo: the statement does not say which rows were there before
WITH t AS (SELECT * FROM t2), t2 AS (SELECT 1 AS x) UPDATE t SET x = 1;

-- expect: UPDATE [dbo.orders]
-- expect: writes-rows: updates rows of dbo.orders
-- expect: no undo: the statement does not say which rows were there before
UPDATE d SET total = 0 FROM (SELECT * FROM dbo.orders WHERE id = 1) AS d;

-- expect: SELECT []
-- expect: no undo: there is nothing to undo
WITH r AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM r WHERE n < 10) SELECT n FROM r;

-- expect: MERGE [dbo.stock, dbo.counts]
-- expect: writes-rows: deletes rows of dbo.stock
-- expect: writes-rows: updates rows of dbo.stock
-- expect: writes-rows: inserts rows of dbo.stock
-- expect: no undo: the statement does not say which rows were there before
MERGE INTO dbo.stock WITH (HOLDLOCK) AS t USING dbo.counts AS s ON t.sku = s.sku WHEN MATCHED AND s.amount = 0 THEN DELETE WHEN MATCHED THEN UPDATE SET amount = s.amount WHEN NOT MATCHED THEN INSERT (sku) VALUES (s.sku);

-- expect: DECLARE; INSERT; UPDATE [dbo.orders]
-- expect: part DECLARE at 0+26
-- expect: part INSERT at 27+46
-- expect: part UPDATE at 74+21
-- expect: reads: reads dbo.orders
-- expect: no undo: INSERT: the statement does not say which rows were there before
DECLARE @t TABLE (id int); INSERT INTO @t (id) SELECT id FROM dbo.orders; UPDATE @t SET id = 1;

-- expect: INSERT [dbo.gone, dbo.orders]
-- expect: writes-rows: inserts rows of dbo.gone
-- expect: writes-rows: deletes rows of dbo.orders
-- expect: no undo: the statement does not say which rows were there before
INSERT INTO dbo.gone (id) SELECT id FROM (DELETE FROM dbo.orders OUTPUT deleted.id WHERE id = 1) AS d;

-- expect: DELETE [dbo.orders]
-- expect: writes-rows: deletes rows of dbo.orders
-- expect: locks: locks dbo.orders in X
-- expect: no undo: the statement does not say which rows were there before
DELETE FROM dbo.orders WITH (TABLOCKX) WHERE id = 1;

-- expect: BULK INSERT [dbo.orders]
-- expect: opaque: cannot be read: BULK INSERT reads a file that is not under review
-- expect: no undo: the statement does not say what was there before
BULK INSERT dbo.orders FROM 'c:\data.csv';

-- expect: DELETE [dbo.orders]
-- expect: writes-rows: deletes rows of dbo.orders
-- expect: no undo: the statement does not say which rows were there before
DELETE FROM dbo.orders WHERE CURRENT OF c;

-- expect: DECLARE CURSOR; OPEN CURSOR; FETCH CURSOR; … [dbo.orders]
-- expect: part DECLARE CURSOR at 0+47
-- expect: part OPEN CURSOR at 48+7
-- expect: part FETCH CURSOR at 56+18
-- expect: part CLOSE CURSOR at 75+8
-- expect: part DEALLOCATE CURSOR at 84+13
-- expect: reads: reads dbo.orders
-- expect: no undo: there is nothing to undo
DECLARE c CURSOR FOR SELECT id FROM dbo.orders; OPEN c; FETCH NEXT FROM c; CLOSE c; DEALLOCATE c;
