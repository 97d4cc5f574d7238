-- expect: DO [app.orders]
-- expect: runs-code: runs code: runs an anonymous block
-- expect: opaque: cannot be read: what an anonymous block does is not read
-- expect: drops: drops table and everything that depends on it: app.orders
-- expect: destroys-data: destroys data of app.orders: drops the table and what depends on it
-- expect: locks: locks app.orders in ACCESS EXCLUSIVE
-- expect: no undo: what the code did is not known
DO $$ BEGIN IF now() > '2030-01-01' THEN DROP TABLE app.orders CASCADE; END IF; END $$;

-- expect: DO [app.orders, app.items]
-- expect: runs-code: runs code: runs an anonymous block
-- expect: opaque: cannot be read: what an anonymous block does is not read
-- expect: writes-rows: deletes rows of app.orders
-- expect: destroys-data: destroys data of app.orders: deletes the rows that match
-- expect: locks: locks app.orders in ROW EXCLUSIVE
-- expect: destroys-data: destroys data of app.items: removes every row
-- expect: locks: locks app.items in ACCESS EXCLUSIVE
-- expect: no undo: what the code did is not known
DO LANGUAGE plpgsql $$ DECLARE n int; BEGIN EXECUTE 'DELETE FROM app.orders WHERE note = ''x;y'''; EXECUTE $q$TRUNCATE app.items$q$ INTO n; END $$;

-- expect: DO []
-- expect: runs-code: runs code: runs an anonymous block
-- expect: opaque: cannot be read: what an anonymous block does is not read
-- expect: no undo: what the code did is not known
DO $$ BEGIN EXECUTE 'DROP TABLE ' || 'app.orders'; PERFORM 'DROP TABLE app.items'; -- DROP TABLE app.items;
END $$;

-- expect: DO []
-- expect: runs-code: runs code: runs an anonymous block
-- expect: opaque: cannot be read: what an anonymous block does is not read
-- expect: no undo: what the code did is not known
DO $$ BEGIN EXECUTE 'SELECT 1'; INSERT INTO app.log VALUES (1) RETURNING id INTO x; END $$;

-- expect: DO []
-- expect: runs-code: runs code: runs an anonymous block
-- expect: opaque: cannot be read: what an anonymous block does is not read
-- expect: no undo: what the code did is not known
DO LANGUAGE plpython3u $$ BEGIN; DROP TABLE app.orders; $$;
