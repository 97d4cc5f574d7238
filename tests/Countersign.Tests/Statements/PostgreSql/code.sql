-- expect: CREATE FUNCTION [app.f]
-- expect: creates: creates function app.f
-- expect: runs-code: runs code: installs the function app.f
-- expect: opaque: cannot be read: the body of the function is not read
-- expect: no undo: which function of that name it is depends on types that the server resolves
CREATE FUNCTION app.f(a int) RETURNS int LANGUAGE sql AS $$ SELECT 1; DROP TABLE app.orders $$;

-- expect: CREATE FUNCTION [app.f]
-- expect: creates: creates function app.f
-- expect: alters: alters app.f: takes the place of the function that is there
-- expect: runs-code: runs code: installs the function app.f, which runs with its owner's rights
-- expect: opaque: cannot be read: the body of the function is not read
-- expect: no undo: the statement does not say what the function was before
CREATE OR REPLACE FUNCTION app.f(a int) RETURNS int LANGUAGE plpgsql SECURITY DEFINER AS $body$ BEGIN RETURN 1; END $body$;

-- majors: 14-18
-- expect: CREATE FUNCTION [app.f]
-- expect: creates: creates function app.f
-- expect: runs-code: runs code: installs the function app.f
-- expect: opaque: cannot be read: the body of the function is not read
-- expect: no undo: which function of that name it is depends on types that the server resolves
CREATE FUNCTION app.f() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT 1; SELECT 2; END;

-- expect: CREATE PROCEDURE [app.p]
-- expect: creates: creates procedure app.p
-- expect: runs-code: runs code: installs the procedure app.p
-- expect: opaque: cannot be read: the body of the procedure is not read
-- expect: no undo: which procedure of that name it is depends on types that the server resolves
CREATE PROCEDURE app.p() LANGUAGE plpgsql AS $$ BEGIN COMMIT; END $$;

-- expect: ALTER FUNCTION [app.f]
-- expect: alters: alters app.f: changes how the function runs
-- expect: runs-code: runs code: changes how the function app.f runs
-- expect: no undo: the statement does not say what was there before
ALTER FUNCTION app.f(int) SET search_path = app;

-- expect: DROP FUNCTION [app.f]
-- expect: drops: drops function app.f
-- expect: no undo: the statement does not say how the function was made
DROP FUNCTION app.f(int, text);

-- expect: DROP PROCEDURE [app.p]
-- expect: drops: drops procedure and everything that depends on it: app.p
-- expect: no undo: the statement does not say how the procedure was made
DROP PROCEDURE app.p() CASCADE;

-- expect: CREATE TRIGGER [app.audit, app.orders]
-- expect: creates: creates trigger app.audit
-- expect: alters: alters app.orders: runs app.log when its rows change
-- expect: runs-code: runs code: installs the trigger audit, which calls app.log
-- expect: opaque: cannot be read: what app.log does to later statements is not read
-- expect: locks: locks app.orders in SHARE ROW EXCLUSIVE
-- expect: runs-code: runs code: calls app.odd later
-- expect: undo DROP TRIGGER audit ON app.orders;
CREATE TRIGGER audit BEFORE INSERT ON app.orders FOR EACH ROW WHEN (app.odd(NEW.id)) EXECUTE FUNCTION app.log();

-- expect: DROP TRIGGER [app.orders, app.audit]
-- expect: locks: locks app.orders in ACCESS EXCLUSIVE
-- expect: drops: drops trigger app.audit
-- expect: no undo: the statement does not say how the trigger was made
DROP TRIGGER audit ON app.orders;

-- expect: CREATE EVENT TRIGGER [watch]
-- expect: creates: creates event trigger watch
-- expect: runs-code: runs code: installs the event trigger watch, which calls app.watch
-- expect: opaque: cannot be read: what app.watch does to later statements is not read
-- expect: undo DROP EVENT TRIGGER watch;
CREATE EVENT TRIGGER watch ON ddl_command_end EXECUTE FUNCTION app.watch();

-- expect: ALTER EVENT TRIGGER [watch]
-- expect: alters: alters watch: changes when it runs
-- expect: runs-code: runs code: changes which code runs for later statements
-- expect: no undo: the statement does not say what was there before
ALTER EVENT TRIGGER watch DISABLE;

-- expect: DROP EVENT TRIGGER [watch]
-- expect: drops: drops event trigger watch
-- expect: no undo: the statement does not say how the event trigger was made
DROP EVENT TRIGGER watch;

-- expect: CREATE RULE [app.orders]
-- expect: alters: alters app.orders: rewrites statements about it by rule log
-- expect: runs-code: runs code: installs the rule log, which replaces or adds statements
-- expect: opaque: cannot be read: what the rule does to later statements is not read
-- expect: locks: locks app.orders in ACCESS EXCLUSIVE
-- expect: undo DROP RULE log ON app.orders;
CREATE RULE log AS ON INSERT TO app.orders DO ALSO DELETE FROM app.secrets;

-- expect: DROP RULE [app.orders, app.log]
-- expect: locks: locks app.orders in ACCESS EXCLUSIVE
-- expect: drops: drops rule app.log
-- expect: no undo: the statement does not say how the rule was made
DROP RULE log ON app.orders;

-- expect: DO [app.orders]
-- expect: runs-code: runs code: runs an anonymous block
-- expect: opaque: cannot be read: what an anonymous block does is not read
-- expect: drops: drops table app.orders
-- expect: destroys-data: destroys data of app.orders: drops the table
-- expect: locks: locks app.orders in ACCESS EXCLUSIVE
-- expect: no undo: what the code did is not known
DO $$ BEGIN EXECUTE 'DROP TABLE app.orders'; END $$;

-- expect: CALL [app.p]
-- expect: runs-code: runs code: runs the procedure app.p
-- expect: opaque: cannot be read: what the procedure app.p does is not read
-- expect: opaque: cannot be read: calls app.f, whose effects are not known
-- expect: no undo: what the code did is not known
CALL app.p(app.f(1));

-- expect: NOTIFY []
-- expect: runs-code: runs code: wakes whoever listens to jobs
-- expect: no undo: a notification cannot be taken back
NOTIFY jobs, 'x';

-- expect: LOAD []
-- expect: runs-code: runs code: runs the library `auto_explain` inside the server
-- expect: opaque: cannot be read: what the library `auto_explain` inside the server does is not read
-- expect: no undo: what the code did is not known
LOAD 'auto_explain';

-- expect: CREATE EXTENSION [pgcrypto]
-- expect: creates: creates extension pgcrypto
-- expect: runs-code: runs code: runs the installation script of the extension pgcrypto
-- expect: opaque: cannot be read: what the extension's script does is not read
-- expect: undo DROP EXTENSION pgcrypto;
CREATE EXTENSION pgcrypto;

-- expect: CREATE EXTENSION [pgcrypto]
-- expect: creates: creates extension pgcrypto
-- expect: runs-code: runs code: runs the installation script of the extension pgcrypto
-- expect: opaque: cannot be read: what the extension's script does is not read
-- expect: no undo: IF NOT EXISTS hides whether the statement made it
CREATE EXTENSION IF NOT EXISTS pgcrypto SCHEMA app CASCADE;

-- expect: ALTER EXTENSION [pgcrypto]
-- expect: alters: alters pgcrypto: changes the extension
-- expect: runs-code: runs code: may run a script of the extension pgcrypto
-- expect: opaque: cannot be read: what the extension's script does is not read
-- expect: no undo: the statement does not say what was there before
ALTER EXTENSION pgcrypto UPDATE;

-- expect: DROP EXTENSION [pgcrypto]
-- expect: drops: drops extension and everything that depends on it: pgcrypto
-- expect: destroys-data: destroys data of pgcrypto: drops the extension and what depends on it
-- expect: no undo: the statement does not say how the extension was made
DROP EXTENSION pgcrypto CASCADE;

-- expect: CREATE CAST [app.a as app.b]
-- expect: creates: creates cast app.a as app.b
-- expect: runs-code: runs code: attaches functions to the cast app.a as app.b
-- expect: opaque: cannot be read: what the functions do to later statements is not read
-- expect: no undo: the statement does not say what was there before
CREATE CAST (app.a AS app.b) WITH FUNCTION app.f(app.a);

-- expect: DROP CAST [app.a as text]
-- expect: drops: drops cast app.a as text
-- expect: no undo: the statement does not say how the cast was made
DROP CAST (app.a AS text);

-- expect: CREATE AGGREGATE [app.total]
-- expect: creates: creates aggregate app.total
-- expect: runs-code: runs code: attaches functions to the aggregate app.total
-- expect: opaque: cannot be read: what the functions do to later statements is not read
-- expect: no undo: the statement does not say what was there before
CREATE AGGREGATE app.total(int) (sfunc = int4pl, stype = int);

-- expect: CREATE OPERATOR [app.+]
-- expect: creates: creates operator app.+
-- expect: runs-code: runs code: attaches functions to the operator app.+
-- expect: opaque: cannot be read: what the functions do to later statements is not read
-- expect: no undo: the statement does not say what was there before
CREATE OPERATOR app.+ (leftarg = int, rightarg = int, procedure = app.f);

-- expect: CREATE OPERATOR CLASS [app.c]
-- expect: creates: creates operator class app.c
-- expect: runs-code: runs code: attaches functions to the operator class app.c
-- expect: opaque: cannot be read: what the functions do to later statements is not read
-- expect: no undo: the statement does not say what was there before
CREATE OPERATOR CLASS app.c FOR TYPE int USING btree AS OPERATOR 1 <;

-- expect: ALTER OPERATOR [app.+]
-- expect: alters: alters app.+: changes the functions it stands for
-- expect: runs-code: runs code: attaches functions to the operator app.+
-- expect: opaque: cannot be read: what the functions do to later statements is not read
-- expect: no undo: the statement does not say what was there before
ALTER OPERATOR app.+ (int, int) SET (RESTRICT = app.sel);

-- expect: CREATE EXTENSION [plperlu]
-- expect: creates: creates extension plperlu
-- expect: runs-code: runs code: runs the installation script of the extension plperlu
-- expect: opaque: cannot be read: what the extension's script does is not read
-- expect: undo DROP EXTENSION plperlu;
CREATE LANGUAGE plperlu;

-- expect: CREATE ACCESS METHOD [m]
-- expect: creates: creates access method m
-- expect: runs-code: runs code: attaches functions to the access method m
-- expect: opaque: cannot be read: what the functions do to later statements is not read
-- expect: no undo: the statement does not say what was there before
CREATE ACCESS METHOD m TYPE TABLE HANDLER app.handler;

-- expect: CREATE TYPE [app.raw]
-- expect: creates: creates type app.raw
-- expect: runs-code: runs code: attaches functions to the type app.raw
-- expect: opaque: cannot be read: what the functions do to later statements is not read
-- expect: no undo: the statement does not say what was there before
CREATE TYPE app.raw (INPUT = app.raw_in, OUTPUT = app.raw_out);

-- expect: CREATE TRANSFORM [plpythonu]
-- expect: creates: creates transform plpythonu
-- expect: runs-code: runs code: attaches functions to the transform plpythonu
-- expect: opaque: cannot be read: what the functions do to later statements is not read
-- expect: no undo: the statement does not say what was there before
CREATE TRANSFORM FOR app.a LANGUAGE plpythonu (FROM SQL WITH FUNCTION app.f(internal));

-- expect: CREATE CONVERSION [app.c]
-- expect: creates: creates conversion app.c
-- expect: runs-code: runs code: attaches functions to the conversion app.c
-- expect: opaque: cannot be read: what the functions do to later statements is not read
-- expect: no undo: the statement does not say what was there before
CREATE CONVERSION app.c FOR 'UTF8' TO 'LATIN1' FROM app.f;
