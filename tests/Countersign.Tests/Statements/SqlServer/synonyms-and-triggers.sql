-- expect: CREATE SYNONYM [dbo.o, sales.orders]
-- expect: text CREATE SYNONYM dbo.o FOR sales.orders;
-- expect: creates: creates synonym dbo.o
-- expect: undo DROP SYNONYM [dbo].[o];
-- expect: UPDATE [dbo.o, sales.orders]
-- expect: text UPDATE dbo.o SET total = 0 WHERE id = 1;
-- expect: writes-rows: updates rows of sales.orders
-- expect: no undo: the statement does not say which rows were there before
CREATE SYNONYM dbo.o FOR sales.orders;
GO
UPDATE dbo.o SET total = 0 WHERE id = 1;

-- expect: CREATE SYNONYM; DROP SYNONYM; DELETE [dbo.o, sales.orders]
-- expect: part CREATE SYNONYM at 0+38
-- expect: part DROP SYNONYM at 39+19
-- expect: part DELETE at 59+31
-- expect: creates: creates synonym dbo.o
-- expect: drops: drops synonym dbo.o
-- expect: writes-rows: deletes rows of dbo.o
-- expect: no undo: DROP SYNONYM: the statement does not say what the synonym was
CREATE SYNONYM dbo.o FOR sales.orders; DROP SYNONYM dbo.o; DELETE FROM dbo.o WHERE id = 1;

-- expect: refused: a.sql:1:26: the synonym `dbo.o` would hide that statements reach another database; leave the database out of the name, or make the other database a target (MS910)
CREATE SYNONYM dbo.o FOR erp.shop.dbo.orders;

-- expect: CREATE TRIGGER [dbo.tr, dbo.orders, dbo.audit]
-- expect: text CREATE TRIGGER dbo.tr ON dbo.orders AFTER INSERT AS INSERT INTO dbo.audit (id) SELECT id FROM inserted;
-- expect: creates: creates trigger dbo.tr
-- expect: runs-code: runs code: trigger dbo.tr later
-- expect: alters: alters dbo.orders: runs trigger dbo.tr when rows are written
-- expect: locks: locks dbo.orders in Sch-M
-- expect: undo DROP TRIGGER [dbo].[tr];
-- expect: INSERT [dbo.orders]
-- expect: text INSERT INTO dbo.orders (id) VALUES (1);
-- expect: writes-rows: inserts rows of dbo.orders
-- expect: runs-code: runs code: trigger dbo.tr of dbo.orders
-- expect: no undo: the statement does not say which rows were there before
CREATE TRIGGER dbo.tr ON dbo.orders AFTER INSERT AS INSERT INTO dbo.audit (id) SELECT id FROM inserted;
GO
INSERT INTO dbo.orders (id) VALUES (1);

-- expect: CREATE TRIGGER [tr]
-- expect: creates: creates trigger on every database of the server, tr
-- expect: runs-code: runs code: trigger tr whenever something is defined in every database of the server
-- expect: no undo: the statement does not say what was there before
CREATE TRIGGER tr ON ALL SERVER FOR LOGON AS ROLLBACK;

-- expect: DROP TRIGGER [dbo.tr]
-- expect: drops: drops trigger dbo.tr
-- expect: no undo: the statement does not say what the trigger was
DROP TRIGGER dbo.tr;

-- expect: DROP TRIGGER [database]
-- expect: grants: changes rights on database: drops tr, which watches definitions
-- expect: no undo: the statement does not say what was there before
DROP TRIGGER tr ON DATABASE;

-- expect: ENABLE OR DISABLE TRIGGER [dbo.orders]
-- expect: alters: alters dbo.orders: enables every trigger
-- expect: no undo: the statement does not say what was there before
ENABLE TRIGGER ALL ON dbo.orders;

-- expect: ENABLE OR DISABLE TRIGGER [database]
-- expect: alters: alters database: disables tr
-- expect: no undo: the statement does not say what was there before
DISABLE TRIGGER tr ON DATABASE;
