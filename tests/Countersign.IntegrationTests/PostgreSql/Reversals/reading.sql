-- The whole schema in the forms that SchemaObject describes, for tests of reversals alone. Columns: kind, identity, definition, parent, catalogue, row, column.
WITH space AS (SELECT oid, quote_ident(nspname) AS name, nspowner, nspacl FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'),
rel AS (SELECT c.*, c.oid::regclass::text AS id FROM pg_class c JOIN space s ON s.oid = c.relnamespace),
tab AS (SELECT * FROM rel WHERE relkind IN ('r', 'p', 'f')),
fun AS (SELECT p.*, p.oid::regprocedure::text AS id, CASE prokind WHEN 'p' THEN 'PROCEDURE' WHEN 'a' THEN 'AGGREGATE' ELSE 'FUNCTION' END AS word
        FROM pg_proc p JOIN space s ON s.oid = p.pronamespace
        WHERE NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.classid = 'pg_proc'::regclass AND deptype = 'i')),
typ AS (SELECT t.*, t.oid::regtype::text AS id FROM pg_type t JOIN space s ON s.oid = t.typnamespace
        LEFT JOIN pg_class c ON c.oid = t.typrelid WHERE (t.typtype IN ('e', 'd', 'r') OR (t.typtype = 'c' AND c.relkind = 'c')) AND t.typelem = 0),
acl AS (
    SELECT 'TABLE ' || id AS target, '' AS col, relacl AS given, acldefault('r', relowner) AS usual FROM rel WHERE relkind IN ('r', 'p', 'v', 'm', 'f')
    UNION ALL SELECT 'SEQUENCE ' || id, '', relacl, acldefault('s', relowner) FROM rel WHERE relkind = 'S'
        AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = rel.oid AND d.classid = 'pg_class'::regclass AND deptype = 'i')
    UNION ALL SELECT 'TABLE ' || t.id, ' (' || quote_ident(attname) || ')', attacl, '{}' FROM rel t JOIN pg_attribute a ON a.attrelid = t.oid WHERE attacl IS NOT NULL
    UNION ALL SELECT word || ' ' || id, '', proacl, acldefault('f', proowner) FROM fun WHERE prokind <> 'a'
    UNION ALL SELECT 'SCHEMA ' || name, '', nspacl, acldefault('n', nspowner) FROM space
    UNION ALL SELECT CASE typtype WHEN 'd' THEN 'DOMAIN ' ELSE 'TYPE ' END || id, '', typacl, acldefault('T', typowner) FROM typ)
SELECT 'Role', quote_ident(rolname), 'CREATE ROLE ' || quote_ident(rolname) || CASE WHEN rolsuper THEN ' SUPERUSER' ELSE '' END
    || CASE WHEN rolinherit THEN '' ELSE ' NOINHERIT' END || CASE WHEN rolcreaterole THEN ' CREATEROLE' ELSE '' END
    || CASE WHEN rolcreatedb THEN ' CREATEDB' ELSE '' END || CASE WHEN rolcanlogin THEN ' LOGIN' ELSE ' NOLOGIN' END
    || CASE WHEN rolreplication THEN ' REPLICATION' ELSE '' END || CASE WHEN rolbypassrls THEN ' BYPASSRLS' ELSE '' END
    || ' CONNECTION LIMIT ' || rolconnlimit || coalesce(' VALID UNTIL ' || quote_literal(nullif(rolvaliduntil, 'infinity')), ''),
    NULL, 'pg_authid'::regclass::oid, oid, 0 FROM pg_roles WHERE rolname LIKE 'corpus\_%'
UNION ALL SELECT 'Membership', r.rolname || ' ' || m.rolname, 'GRANT ' || quote_ident(r.rolname) || ' TO ' || quote_ident(m.rolname)
    || CASE WHEN admin_option THEN ' WITH ADMIN OPTION' ELSE '' END, NULL, NULL, NULL, NULL
    FROM pg_auth_members a JOIN pg_roles r ON r.oid = roleid JOIN pg_roles m ON m.oid = member WHERE m.rolname LIKE 'corpus\_%'
UNION ALL SELECT 'Schema', name, 'CREATE SCHEMA ' || name, NULL, 'pg_namespace'::regclass, oid, 0 FROM space
UNION ALL SELECT 'Type', id, CASE typtype
    WHEN 'e' THEN 'CREATE TYPE ' || id || ' AS ENUM (' || (SELECT string_agg(quote_literal(enumlabel), ', ' ORDER BY enumsortorder) FROM pg_enum WHERE enumtypid = typ.oid) || ')'
    WHEN 'c' THEN 'CREATE TYPE ' || id || ' AS (' || coalesce((SELECT string_agg(quote_ident(attname) || ' ' || format_type(atttypid, atttypmod), ', ' ORDER BY attnum)
        FROM pg_attribute WHERE attrelid = typrelid AND attnum > 0 AND NOT attisdropped), '') || ')'
    WHEN 'r' THEN 'CREATE TYPE ' || id || ' AS RANGE (SUBTYPE = ' || (SELECT rngsubtype::regtype FROM pg_range WHERE rngtypid = typ.oid) || ')'
    ELSE 'CREATE DOMAIN ' || id || ' AS ' || format_type(typbasetype, typtypmod) || coalesce(' DEFAULT ' || typdefault, '')
        || CASE WHEN typnotnull THEN ' NOT NULL' ELSE '' END || coalesce((SELECT string_agg(' CONSTRAINT ' || quote_ident(conname) || ' '
        || pg_get_constraintdef(c.oid), '' ORDER BY conname) FROM pg_constraint c WHERE contypid = typ.oid AND contype = 'c'), '') END,
    NULL, 'pg_type'::regclass, oid, 0 FROM typ
UNION ALL SELECT 'Sequence', id, 'CREATE ' || CASE relpersistence WHEN 'u' THEN 'UNLOGGED ' ELSE '' END || 'SEQUENCE ' || id || ' AS ' || format_type(seqtypid, NULL) || ' START WITH ' || seqstart
    || ' INCREMENT BY ' || seqincrement || ' MINVALUE ' || seqmin || ' MAXVALUE ' || seqmax || ' CACHE ' || seqcache
    || CASE WHEN seqcycle THEN ' CYCLE' ELSE '' END
    || coalesce((SELECT ' OWNED BY ' || refobjid::regclass || '.' || quote_ident(attname) FROM pg_depend d JOIN pg_attribute a ON a.attrelid = refobjid AND attnum = refobjsubid
        WHERE d.objid = rel.oid AND d.classid = 'pg_class'::regclass AND deptype = 'a'), ''),
    (SELECT refobjid::regclass::text FROM pg_depend d WHERE d.objid = rel.oid AND d.classid = 'pg_class'::regclass AND deptype = 'a' AND refobjsubid > 0),
    'pg_class'::regclass, oid, 0 FROM rel JOIN pg_sequence ON seqrelid = oid
    WHERE NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = rel.oid AND d.classid = 'pg_class'::regclass AND deptype = 'i')
UNION ALL SELECT 'Routine', id, CASE prokind WHEN 'a' THEN 'CREATE AGGREGATE ' || id || ' (SFUNC = ' || (SELECT aggtransfn FROM pg_aggregate WHERE aggfnoid = fun.oid)
    || ', STYPE = ' || (SELECT aggtranstype::regtype FROM pg_aggregate WHERE aggfnoid = fun.oid) || ')' ELSE pg_get_functiondef(oid) END, NULL, 'pg_proc'::regclass, oid, 0 FROM fun
UNION ALL SELECT 'Operator', o.oid::regoperator::text, 'CREATE OPERATOR ' || s.name || '.' || oprname || ' (FUNCTION = ' || oprcode || ', LEFTARG = ' || oprleft::regtype
    || ', RIGHTARG = ' || oprright::regtype || ')', NULL, 'pg_operator'::regclass, o.oid, 0 FROM pg_operator o JOIN space s ON s.oid = oprnamespace
UNION ALL SELECT 'Table', id, 'CREATE ' || CASE relpersistence WHEN 'u' THEN 'UNLOGGED ' ELSE '' END || 'TABLE ' || id
    || CASE WHEN relispartition THEN ' PARTITION OF ' || (SELECT inhparent::regclass FROM pg_inherits WHERE inhrelid = oid) || ' ' || pg_get_expr(relpartbound, oid)
        ELSE ' ()' || coalesce((SELECT ' INHERITS (' || string_agg(inhparent::regclass::text, ', ' ORDER BY inhseqno) || ')' FROM pg_inherits WHERE inhrelid = oid), '') END
    || coalesce(' PARTITION BY ' || pg_get_partkeydef(oid), ''), NULL, 'pg_class'::regclass, oid, 0 FROM tab
UNION ALL SELECT 'Column', t.id || '.' || quote_ident(attname), quote_ident(attname) || ' ' || format_type(atttypid, atttypmod)
    || CASE WHEN attstorage <> typstorage THEN ' STORAGE ' || CASE attstorage WHEN 'p' THEN 'PLAIN' WHEN 'e' THEN 'EXTERNAL' WHEN 'm' THEN 'MAIN' ELSE 'EXTENDED' END ELSE '' END
    || CASE attcompression WHEN 'p' THEN ' COMPRESSION pglz' WHEN 'l' THEN ' COMPRESSION lz4' ELSE '' END
    || CASE WHEN attcollation <> typcollation THEN ' COLLATE ' || attcollation::regcollation ELSE '' END
    || CASE WHEN attgenerated <> '' THEN ' GENERATED ALWAYS AS (' || pg_get_expr(adbin, adrelid) || ') STORED' WHEN adbin IS NOT NULL THEN ' DEFAULT ' || pg_get_expr(adbin, adrelid) ELSE '' END
    || CASE WHEN attnotnull THEN ' NOT NULL' ELSE '' END
    || CASE attidentity WHEN '' THEN '' ELSE CASE attidentity WHEN 'a' THEN ' GENERATED ALWAYS' ELSE ' GENERATED BY DEFAULT' END || ' AS IDENTITY (' ||
        (SELECT 'START WITH ' || seqstart || ' INCREMENT BY ' || seqincrement || ' MINVALUE ' || seqmin || ' MAXVALUE ' || seqmax || ' CACHE ' || seqcache || CASE WHEN seqcycle THEN ' CYCLE' ELSE '' END
         FROM pg_sequence JOIN pg_depend ON objid = seqrelid WHERE refobjid = t.oid AND refobjsubid = attnum AND deptype = 'i') || ')' END,
    t.id, 'pg_class'::regclass, t.oid, attnum FROM tab t JOIN pg_attribute a ON attrelid = t.oid JOIN pg_type y ON y.oid = atttypid
    LEFT JOIN pg_attrdef ON adrelid = t.oid AND adnum = attnum WHERE attnum > 0 AND NOT attisdropped
UNION ALL SELECT 'View', id, 'CREATE ' || CASE relkind WHEN 'm' THEN 'MATERIALIZED ' ELSE '' END || 'VIEW ' || id || coalesce(' WITH (' || array_to_string(reloptions, ', ') || ')', '')
    || ' AS' || chr(10) || rtrim(pg_get_viewdef(oid), ';'), NULL, 'pg_class'::regclass, oid, 0 FROM rel WHERE relkind IN ('v', 'm')
UNION ALL SELECT 'Index', i.id, pg_get_indexdef(i.oid), indrelid::regclass::text, 'pg_class'::regclass, i.oid, 0 FROM rel i JOIN pg_index ON indexrelid = i.oid
    WHERE NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = i.oid AND contype IN ('p', 'u', 'x'))
UNION ALL SELECT 'Constraint', t.id || '.' || quote_ident(conname), 'ALTER TABLE ' || CASE relkind WHEN 'p' THEN '' ELSE 'ONLY ' END || t.id || ' ADD CONSTRAINT ' || quote_ident(conname) || ' ' || pg_get_constraintdef(c.oid),
    t.id, 'pg_constraint'::regclass, c.oid, 0 FROM pg_constraint c JOIN tab t ON t.oid = conrelid WHERE contype IN ('c', 'p', 'u', 'f', 'x') AND conparentid = 0
UNION ALL SELECT 'TableSetting', id || ' ' || split_part(o, '=', 1), 'ALTER ' || CASE relkind WHEN 'i' THEN 'INDEX ' ELSE 'TABLE ' END || id || ' SET (' || split_part(o, '=', 1) || '=' || quote_literal(split_part(o, '=', 2)) || ')', id, NULL, NULL, NULL
    FROM tab, unnest(reloptions) o
UNION ALL SELECT 'TableSetting', id || ' rls', 'ALTER TABLE ' || id || ' ENABLE ROW LEVEL SECURITY', id, NULL, NULL, NULL FROM tab WHERE relrowsecurity
UNION ALL SELECT 'TableSetting', id || ' force', 'ALTER TABLE ' || id || ' FORCE ROW LEVEL SECURITY', id, NULL, NULL, NULL FROM tab WHERE relforcerowsecurity
UNION ALL SELECT 'TableSetting', id || ' replica', 'ALTER TABLE ' || id || ' REPLICA IDENTITY ' || CASE relreplident WHEN 'f' THEN 'FULL' WHEN 'n' THEN 'NOTHING' ELSE 'USING INDEX ' ||
    (SELECT quote_ident(relname) FROM pg_index JOIN pg_class x ON x.oid = indexrelid WHERE indrelid = tab.oid AND indisreplident) END, id, NULL, NULL, NULL FROM tab WHERE relreplident <> 'd'
UNION ALL SELECT 'TableSetting', id || ' cluster', 'ALTER TABLE ' || id || ' CLUSTER ON ' || (SELECT quote_ident(relname) FROM pg_class x WHERE x.oid = indexrelid), id, NULL, NULL, NULL
    FROM tab JOIN pg_index ON indrelid = tab.oid AND indisclustered
UNION ALL SELECT 'TableSetting', id || '.' || attname || ' statistics', 'ALTER TABLE ' || id || ' ALTER COLUMN ' || quote_ident(attname) || ' SET STATISTICS ' || attstattarget, id, NULL, NULL, NULL
    FROM tab JOIN pg_attribute ON attrelid = tab.oid AND attnum > 0 AND attstattarget >= 0 AND NOT attisdropped
UNION ALL SELECT 'TableSetting', id || '.' || attname || ' options', 'ALTER TABLE ' || id || ' ALTER COLUMN ' || quote_ident(attname) || ' SET (' || array_to_string(attoptions, ', ') || ')', id, NULL, NULL, NULL
    FROM tab JOIN pg_attribute ON attrelid = tab.oid AND attoptions IS NOT NULL AND NOT attisdropped
UNION ALL SELECT 'Statistics', s.name || '.' || quote_ident(stxname), pg_get_statisticsobjdef(x.oid), stxrelid::regclass::text, 'pg_statistic_ext'::regclass, x.oid, 0
    FROM pg_statistic_ext x JOIN space s ON s.oid = stxnamespace
UNION ALL SELECT 'Trigger', t.id || '.' || quote_ident(tgname), pg_get_triggerdef(g.oid) || CASE tgenabled WHEN 'O' THEN '' ELSE ';' || chr(10) || 'ALTER TABLE ' || t.id
    || CASE tgenabled WHEN 'D' THEN ' DISABLE' WHEN 'A' THEN ' ENABLE ALWAYS' ELSE ' ENABLE REPLICA' END || ' TRIGGER ' || quote_ident(tgname) END,
    t.id, 'pg_trigger'::regclass, g.oid, 0 FROM pg_trigger g JOIN rel t ON t.oid = tgrelid WHERE NOT tgisinternal AND tgparentid = 0
UNION ALL SELECT 'Rule', t.id || '.' || quote_ident(rulename), rtrim(pg_get_ruledef(r.oid), ';'), t.id, 'pg_rewrite'::regclass, r.oid, 0 FROM pg_rewrite r JOIN rel t ON t.oid = ev_class WHERE rulename <> '_RETURN'
UNION ALL SELECT 'Policy', t.id || '.' || quote_ident(polname), 'CREATE POLICY ' || quote_ident(polname) || ' ON ' || t.id || CASE WHEN polpermissive THEN '' ELSE ' AS RESTRICTIVE' END
    || ' FOR ' || CASE polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE' WHEN 'd' THEN 'DELETE' ELSE 'ALL' END || ' TO '
    || (SELECT string_agg(coalesce(quote_ident(rolname), 'PUBLIC'), ', ' ORDER BY rolname) FROM unnest(polroles) x LEFT JOIN pg_roles p ON p.oid = x)
    || coalesce(' USING (' || pg_get_expr(polqual, polrelid) || ')', '') || coalesce(' WITH CHECK (' || pg_get_expr(polwithcheck, polrelid) || ')', ''),
    t.id, 'pg_policy'::regclass, p.oid, 0 FROM pg_policy p JOIN rel t ON t.oid = polrelid
UNION ALL SELECT 'Owner', o.target, 'ALTER ' || o.target || ' OWNER TO ' || quote_ident(pg_get_userbyid(o.role)), NULL, NULL, NULL, NULL FROM (
    SELECT CASE relkind WHEN 'v' THEN 'VIEW ' WHEN 'm' THEN 'MATERIALIZED VIEW ' WHEN 'S' THEN 'SEQUENCE ' ELSE 'TABLE ' END || id AS target, relowner AS role FROM rel WHERE relkind IN ('r', 'p', 'v', 'm')
        OR (relkind = 'S' AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = rel.oid AND deptype IN ('i', 'a') AND d.classid = 'pg_class'::regclass AND refobjsubid > 0))
    UNION ALL SELECT word || ' ' || id, proowner FROM fun UNION ALL SELECT 'SCHEMA ' || name, nspowner FROM space
    UNION ALL SELECT CASE typtype WHEN 'd' THEN 'DOMAIN ' ELSE 'TYPE ' END || id, typowner FROM typ) o
UNION ALL SELECT 'Grant', acl.target || col || ' ' || x.grantee::regrole || ' ' || x.privilege_type,
    'GRANT ' || x.privilege_type || col || ' ON ' || acl.target || ' TO ' || CASE x.grantee WHEN 0 THEN 'PUBLIC' ELSE x.grantee::regrole::text END || CASE WHEN x.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END,
    NULL, NULL, NULL, NULL FROM acl, aclexplode(coalesce(given, usual)) x
UNION ALL SELECT 'DefaultPrivilege', concat_ws(' ', defaclrole::regrole, s.name, defaclobjtype, x.privilege_type, x.grantee::regrole), 'ALTER DEFAULT PRIVILEGES FOR ROLE ' || defaclrole::regrole || coalesce(' IN SCHEMA ' || s.name, '') || ' GRANT ' || x.privilege_type || ' ON '
    || CASE defaclobjtype WHEN 'r' THEN 'TABLES' WHEN 'S' THEN 'SEQUENCES' WHEN 'f' THEN 'FUNCTIONS' WHEN 'T' THEN 'TYPES' ELSE 'SCHEMAS' END || ' TO '
    || CASE x.grantee WHEN 0 THEN 'PUBLIC' ELSE x.grantee::regrole::text END, NULL, NULL, NULL, NULL FROM pg_default_acl d LEFT JOIN space s ON s.oid = defaclnamespace, aclexplode(defaclacl) x WHERE defaclnamespace <> 0
UNION ALL SELECT 'Comment', c.target, 'COMMENT ON ' || c.target || ' IS ' || quote_literal(c.description), NULL, NULL, NULL, NULL FROM (
    SELECT CASE WHEN objsubid > 0 THEN 'COLUMN ' || t.id || '.' || (SELECT quote_ident(attname) FROM pg_attribute WHERE attrelid = objoid AND attnum = objsubid)
        ELSE CASE relkind WHEN 'v' THEN 'VIEW ' WHEN 'm' THEN 'MATERIALIZED VIEW ' WHEN 'S' THEN 'SEQUENCE ' WHEN 'i' THEN 'INDEX ' ELSE 'TABLE ' END || t.id END AS target, description
        FROM pg_description JOIN rel t ON t.oid = objoid AND classoid = 'pg_class'::regclass
    UNION ALL SELECT word || ' ' || id, description FROM pg_description JOIN fun ON fun.oid = objoid AND classoid = 'pg_proc'::regclass
    UNION ALL SELECT 'CONSTRAINT ' || quote_ident(conname) || ' ON ' || t.id, description FROM pg_description JOIN pg_constraint k ON k.oid = objoid AND classoid = 'pg_constraint'::regclass JOIN tab t ON t.oid = conrelid
    UNION ALL SELECT 'TRIGGER ' || quote_ident(tgname) || ' ON ' || t.id, description FROM pg_description JOIN pg_trigger k ON k.oid = objoid AND classoid = 'pg_trigger'::regclass JOIN rel t ON t.oid = tgrelid
    UNION ALL SELECT 'POLICY ' || quote_ident(polname) || ' ON ' || t.id, description FROM pg_description JOIN pg_policy k ON k.oid = objoid AND classoid = 'pg_policy'::regclass JOIN rel t ON t.oid = polrelid
    UNION ALL SELECT 'SCHEMA ' || name, description FROM pg_description JOIN space ON space.oid = objoid AND classoid = 'pg_namespace'::regclass
    UNION ALL SELECT CASE typtype WHEN 'd' THEN 'DOMAIN ' ELSE 'TYPE ' END || id, description FROM pg_description JOIN typ ON typ.oid = objoid AND classoid = 'pg_type'::regclass) c
