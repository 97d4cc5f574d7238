using System.Globalization;
using Countersign.Statements;

namespace Countersign.BadInput.Sql;

/// <summary>
/// B1: ordinary scripts, put together from statements whose kinds are known, with every sort of blank between them. What comes of them
/// follows from how they are made; a fixed seed makes them the same everywhere.
/// </summary>
internal static class ValidCases
{
    private const int Each = 110;

    private static readonly string[] Blanks =
        ["", " ", "\n", "\r\n", "\t", "-- a; b 'c\n", "/* ; */", "/* ' \" */", "--\n", "\n\n  -- $$ ;\n", "/* -- */ ", "/***/", "-- /*\n", "/*;;*/\n"];

    private static readonly (string Kind, string Sql)[] PostgreSql =
    [
        ("SELECT", "SELECT a, b FROM app.t WHERE a = ';' ORDER BY 1"), ("VALUES", "VALUES (1, ';'), (2, '--')"), ("SELECT", "WITH w AS (SELECT 1) SELECT * FROM w"),
        ("INSERT", "INSERT INTO app.t (a) VALUES ('x;y') ON CONFLICT DO NOTHING"), ("UPDATE", "UPDATE app.t SET a = 'b''s' WHERE id = 1"), ("DELETE", "DELETE FROM app.t USING app.u WHERE t.id = u.id"),
        ("CREATE TABLE", "CREATE TABLE app.\"n;{0}\" (id int PRIMARY KEY, note text DEFAULT ';' CHECK (note <> '--'))"), ("CREATE INDEX", "CREATE INDEX i{0} ON app.t (lower(a)) WHERE a <> ';'"),
        ("ALTER TABLE", "ALTER TABLE app.t ADD COLUMN c{0} int, DROP COLUMN IF EXISTS d{0}"), ("CREATE VIEW", "CREATE VIEW app.v{0} AS SELECT 1 AS \";\""), ("DROP TABLE", "DROP TABLE IF EXISTS app.n{0}"),
        ("CREATE FUNCTION", "CREATE FUNCTION app.f{0}() RETURNS trigger LANGUAGE plpgsql AS $f$BEGIN RETURN new; END;$f$"), ("COMMENT", "COMMENT ON TABLE app.t IS 'it''s; -- fine'"),
        ("CREATE TYPE", "CREATE TYPE app.e{0} AS ENUM ('a;', 'b')"), ("CREATE SEQUENCE", "CREATE SEQUENCE app.s{0} START 5"), ("GRANT", "GRANT SELECT ON app.t TO reader"),
        ("CREATE TRIGGER", "CREATE TRIGGER tr{0} BEFORE UPDATE ON app.t FOR EACH ROW EXECUTE FUNCTION app.f()"), ("TRUNCATE", "TRUNCATE app.t"), ("CREATE SCHEMA", "CREATE SCHEMA s{0}"),
        ("SET", "SET lock_timeout = '2s'"), ("DO", "DO $$BEGIN PERFORM 1; END$$"), ("CREATE POLICY", "CREATE POLICY p{0} ON app.t USING (owner = 'x;')"),
    ];

    private static readonly (string Kind, string Sql)[] Sqlite =
    [
        ("SELECT", "SELECT a, b FROM t WHERE a = ';' ORDER BY 1"), ("SELECT", "VALUES (1, ';'), (2, '--')"), ("SELECT", "WITH w AS (SELECT 1) SELECT * FROM w"),
        ("INSERT", "INSERT INTO t (a) VALUES ('x;y') ON CONFLICT DO NOTHING"), ("UPDATE", "UPDATE t SET a = 'b''s' WHERE id = 1"), ("DELETE", "DELETE FROM u WHERE id IN (SELECT id FROM t)"),
        ("CREATE TABLE", "CREATE TABLE \"n;{0}\" (id INTEGER PRIMARY KEY, note TEXT DEFAULT ';' CHECK (note <> '--'))"), ("CREATE INDEX", "CREATE INDEX i{0} ON t (lower(a)) WHERE a <> ';'"),
        ("DROP INDEX", "DROP INDEX IF EXISTS x{0}"), ("CREATE VIEW", "CREATE VIEW v{0} AS SELECT 1 AS [;]"), ("DROP TABLE", "DROP TABLE IF EXISTS n{0}"),
        ("CREATE TRIGGER", "CREATE TRIGGER tr{0} BEFORE UPDATE ON t BEGIN UPDATE u SET a = ';' WHERE id = old.id; SELECT CASE WHEN 1 THEN 2 END; END"), ("ANALYZE", "ANALYZE t"), ("REINDEX", "REINDEX t"),
    ];

    private static readonly (string Kind, string Sql)[] SqlServer =
    [
        ("SELECT", "SELECT a, b FROM dbo.t WHERE a = ';' ORDER BY 1"), ("SELECT", "WITH w AS (SELECT 1 AS x) SELECT * FROM w"), ("INSERT", "INSERT INTO dbo.t (a) VALUES (N'x;¶GO¶y')"),
        ("UPDATE", "UPDATE dbo.t SET a = 'b''s' WHERE id = 1"), ("DELETE", "DELETE x FROM dbo.t AS x JOIN dbo.u AS y ON x.id = y.id"), ("PRINT", "PRINT '-- it''s;'"),
        ("CREATE TABLE", "CREATE TABLE dbo.[n;{0}] (id int PRIMARY KEY, note nvarchar(9) DEFAULT ';' CHECK (note <> '--'))"), ("CREATE INDEX", "CREATE INDEX i{0} ON dbo.t (a) WHERE a <> ';'"),
        ("ALTER TABLE", "ALTER TABLE dbo.t ADD c{0} int"), ("CREATE VIEW", "CREATE VIEW dbo.v{0} AS SELECT 1 AS [;]"), ("DROP TABLE", "DROP TABLE IF EXISTS dbo.n{0}"),
        ("CREATE PROCEDURE", "CREATE PROCEDURE dbo.p{0} AS BEGIN SELECT 1; SELECT ';'; END"), ("CREATE SCHEMA", "CREATE SCHEMA s{0}"), ("GRANT", "GRANT SELECT ON dbo.t TO reader"),
        ("TRUNCATE TABLE", "TRUNCATE TABLE dbo.t"), ("SET", "SET NOCOUNT ON"), ("CREATE SEQUENCE", "CREATE SEQUENCE dbo.q{0} START WITH 5"),
    ];

    internal static IEnumerable<SqlCase> All() =>
        [.. Of(Dialect.PostgreSql, PostgreSql, ";"), .. Of(Dialect.Sqlite, Sqlite, ";"), .. Of(Dialect.SqlServer, SqlServer, "\nGO\n")];

    private static IEnumerable<SqlCase> Of(Dialect dialect, (string Kind, string Sql)[] statements, string end)
    {
        var random = new Random(20_260_724);
        for (var number = 0; number < Each; number++)
        {
            var text = Blank(random);
            var kinds = new List<string>();
            for (var left = random.Next(1, 6); left > 0; left--)
            {
                // Every statement comes first in one script, so that none is left out.
                var (kind, sql) = statements[kinds.Count == 0 ? number % statements.Length : random.Next(statements.Length)];
                kinds.Add(kind);
                var name = string.Create(CultureInfo.InvariantCulture, $"{number}_{kinds.Count}");
                text += Blank(random) + sql.Replace("{0}", name, StringComparison.Ordinal).Replace('¶', '\n') + Blank(random) + (left > 1 || random.Next(2) == 0 ? end : "") + Blank(random);
            }

            yield return new("B1", $"B1: {dialect.Word()} {number}", dialect, System.Text.Encoding.UTF8.GetBytes(text), SqlExpectation.Parse("reads " + string.Join("; ", kinds)));
        }
    }

    private static string Blank(Random random) => Blanks[random.Next(Blanks.Length)];
}
