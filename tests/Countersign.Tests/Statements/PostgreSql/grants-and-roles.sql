-- expect: GRANT [app.orders, items]
-- expect: grants: changes rights on app.orders: grants select, update (name) to bob, who may pass it on
-- expect: grants: changes rights on items: grants select, update (name) to bob, who may pass it on
-- expect: no undo: the statement does not say which privileges were there before
GRANT SELECT, UPDATE (name) ON TABLE app.orders, items TO bob WITH GRANT OPTION;

-- expect: GRANT [app]
-- expect: grants: changes rights on app: grants all privileges to public
-- expect: no undo: the statement does not say which privileges were there before
GRANT ALL ON SCHEMA app TO PUBLIC;

-- expect: GRANT [app]
-- expect: grants: changes rights on app: grants select to reader, for every table of the schema
-- expect: no undo: the statement does not say which privileges were there before
GRANT SELECT ON ALL TABLES IN SCHEMA app TO reader;

-- expect: GRANT [app.f]
-- expect: grants: changes rights on app.f: grants execute to bob
-- expect: no undo: the statement does not say which privileges were there before
GRANT EXECUTE ON FUNCTION app.f(int) TO bob;

-- expect: REVOKE [app.orders]
-- expect: grants: changes rights on app.orders: revokes all privileges from bob
-- expect: no undo: the statement does not say which privileges were there before
REVOKE ALL ON app.orders FROM bob;

-- expect: REVOKE [app.orders]
-- expect: grants: changes rights on app.orders: takes from bob the right to pass on select
-- expect: no undo: the statement does not say which privileges were there before
REVOKE GRANT OPTION FOR SELECT ON app.orders FROM bob;

-- expect: GRANT ROLE [admin]
-- expect: grants: changes rights on admin: makes bob a member
-- expect: no undo: the statement does not say who was a member before
GRANT admin TO bob;

-- expect: REVOKE ROLE [admin]
-- expect: grants: changes rights on admin: ends the membership of bob
-- expect: no undo: the statement does not say who was a member before
REVOKE admin FROM bob;

-- expect: ALTER DEFAULT PRIVILEGES [app]
-- expect: grants: changes rights on app: grants select to reader, for every table made from now on
-- expect: no undo: the statement does not say what was there before
ALTER DEFAULT PRIVILEGES IN SCHEMA app GRANT SELECT ON TABLES TO reader;

-- expect: CREATE ROLE [bob]
-- expect: creates: creates role bob
-- expect: grants: changes rights on bob: sets canlogin, password
-- expect: undo DROP ROLE bob;
CREATE ROLE bob LOGIN PASSWORD 'never shown';

-- expect: ALTER ROLE [bob]
-- expect: grants: changes rights on bob: sets superuser
-- expect: no undo: the statement does not say what was there before
ALTER ROLE bob SUPERUSER;

-- expect: refused: a.sql:1:1: ALTER ROLE … SET changes the settings that later sessions start with; have an administrator change it outside of migrations (PG906)
ALTER ROLE bob SET search_path = evil;

-- expect: refused: a.sql:1:1: ALTER DATABASE … SET changes the settings that later sessions start with; have an administrator change it outside of migrations (PG906)
ALTER DATABASE shop SET standard_conforming_strings = off;

-- expect: DROP ROLE [bob]
-- expect: grants: changes rights on bob: drops the role
-- expect: drops: drops role bob
-- expect: no undo: the statement does not say what was there before
DROP ROLE bob;

-- expect: DROP OWNED [bob]
-- expect: grants: changes rights on bob: revokes all privileges of the role
-- expect: drops: drops every object owned by bob
-- expect: destroys-data: destroys data of bob: drops every table that the role owns
-- expect: no undo: the statement does not say what was there before
DROP OWNED BY bob;

-- expect: REASSIGN OWNED [bob]
-- expect: grants: changes rights on bob: gives everything it owns to ana
-- expect: no undo: the statement does not say what was there before
REASSIGN OWNED BY bob TO ana;

-- expect: CREATE POLICY [app.orders]
-- expect: grants: changes rights on app.orders: adds row policy mine
-- expect: locks: locks app.orders in ACCESS EXCLUSIVE
-- expect: undo DROP POLICY mine ON app.orders;
CREATE POLICY mine ON app.orders FOR SELECT TO bob USING (owner = current_user);

-- expect: ALTER POLICY [app.orders]
-- expect: grants: changes rights on app.orders: changes row policy mine
-- expect: locks: locks app.orders in ACCESS EXCLUSIVE
-- expect: runs-code: runs code: calls app.may_see later
-- expect: no undo: the statement does not say what was there before
ALTER POLICY mine ON app.orders USING (app.may_see(id));

-- expect: DROP POLICY [app.orders, app.mine]
-- expect: locks: locks app.orders in ACCESS EXCLUSIVE
-- expect: grants: changes rights on app.orders: drops policy mine
-- expect: drops: drops policy app.mine
-- expect: no undo: the statement does not say how the policy was made
DROP POLICY mine ON app.orders;

-- expect: ALTER FUNCTION [app.f]
-- expect: grants: changes rights on app.f: changes the owner to bob
-- expect: no undo: the statement does not say what was there before
ALTER FUNCTION app.f(int) OWNER TO bob;

-- expect: SECURITY LABEL [app.orders]
-- expect: grants: changes rights on app.orders: changes the security label
-- expect: runs-code: runs code: hands the label to its provider
-- expect: no undo: the statement does not say what was there before
SECURITY LABEL ON TABLE app.orders IS 'secret';
