-- expect: GRANT [dbo.orders]
-- expect: grants: changes rights on dbo.orders: grants SELECT, INSERT to app
-- expect: undo REVOKE SELECT, INSERT ON dbo.orders FROM app;
GRANT SELECT, INSERT ON dbo.orders TO app;

-- expect: GRANT [sales]
-- expect: grants: changes rights on sales: grants EXECUTE to app, other
-- expect: undo REVOKE EXECUTE ON SCHEMA::sales FROM app, other;
GRANT EXECUTE ON SCHEMA::sales TO app, other;

-- expect: GRANT [database]
-- expect: grants: changes rights on database: grants VIEW DEFINITION to app
-- expect: undo REVOKE VIEW DEFINITION FROM app;
GRANT VIEW DEFINITION TO app;

-- expect: GRANT [dbo.orders]
-- expect: grants: changes rights on dbo.orders: grants SELECT to public
-- expect: undo REVOKE SELECT ON dbo.orders FROM public;
GRANT SELECT ON dbo.orders TO public WITH GRANT OPTION;

-- expect: DENY [dbo.orders]
-- expect: grants: changes rights on dbo.orders: denies DELETE to app
-- expect: no undo: the statement does not say what was there before
DENY DELETE ON dbo.orders TO app;

-- expect: REVOKE [dbo.orders]
-- expect: grants: changes rights on dbo.orders: revokes SELECT from app
-- expect: no undo: the statement does not say what was there before
REVOKE SELECT ON dbo.orders FROM app;

-- expect: CREATE USER [app]
-- expect: grants: changes rights on app: create user
-- expect: undo DROP USER [app];
CREATE USER app WITHOUT LOGIN;

-- expect: CREATE USER [app]
-- expect: grants: changes rights on app: create user
-- expect: undo DROP USER [app];
CREATE USER app FOR LOGIN app;

-- expect: ALTER USER [app]
-- expect: grants: changes rights on app: alter user
-- expect: no undo: the statement does not say what was there before
ALTER USER app WITH DEFAULT_SCHEMA = sales;

-- expect: DROP USER [app]
-- expect: grants: changes rights on app: drop user
-- expect: no undo: the statement does not say what was there before
DROP USER app;

-- expect: CREATE ROLE [clerks]
-- expect: grants: changes rights on clerks: create role
-- expect: undo DROP ROLE [clerks];
CREATE ROLE clerks;

-- expect: ALTER ROLE [clerks]
-- expect: grants: changes rights on clerks: makes app a member
-- expect: undo ALTER ROLE [clerks] DROP MEMBER [app];
ALTER ROLE clerks ADD MEMBER app;

-- expect: ALTER ROLE [db_owner]
-- expect: grants: changes rights on db_owner: takes app out
-- expect: no undo: the statement does not say what was there before
ALTER ROLE db_owner DROP MEMBER app;

-- expect: EXECUTE [db_owner]
-- expect: grants: changes rights on db_owner: makes app a member
-- expect: undo ALTER ROLE [db_owner] DROP MEMBER [app];
EXECUTE sp_addrolemember 'db_owner', 'app';

-- expect: ALTER AUTHORIZATION [sales]
-- expect: grants: changes rights on sales: makes app its owner
-- expect: no undo: the statement does not say what was there before
ALTER AUTHORIZATION ON SCHEMA::sales TO app;

-- expect: CREATE LOGIN [app]
-- expect: grants: changes rights on app: create login
-- expect: opaque: cannot be read: changes the server, not only this database
-- expect: no undo: the statement does not say what was there before
CREATE LOGIN app WITH PASSWORD = 'x';

-- expect: CREATE SECURITY POLICY [sales.filter]
-- expect: grants: changes rights on sales.filter: decides which rows people see
-- expect: no undo: the statement does not say what was there before
CREATE SECURITY POLICY sales.filter ADD FILTER PREDICATE sales.may_see(region) ON sales.orders;

-- expect: ADD SIGNATURE [dbo.p]
-- expect: grants: changes rights on dbo.p: add signature: lends it the rights of a key
-- expect: no undo: the statement does not say what was there before
ADD SIGNATURE TO dbo.p BY CERTIFICATE c;

-- expect: CREATE CERTIFICATE []
-- expect: opaque: cannot be read: CREATE CERTIFICATE is not known to Countersign
-- expect: no undo: the statement does not say what was there before
CREATE CERTIFICATE c WITH SUBJECT = 's';
