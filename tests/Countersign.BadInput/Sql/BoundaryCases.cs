using Countersign.Statements;

namespace Countersign.BadInput.Sql;

/// <summary>
/// B4, the made part: an expression that hides a semicolon or a separator, put into scripts whose statements are known because they were
/// put together from them. The written part is in `Cases/B4`.
/// </summary>
internal static class BoundaryCases
{
    /// <summary>https://www.postgresql.org/docs/current/sql-syntax-lexical.html</summary>
    private static readonly string[] PostgreSql =
    [
        "'a;DROP TABLE x;--'", "'it''s;--'", @"'\'", @"'\\;'", @"E'\';DROP TABLE x;--'", @"E'\\'", @"e'\''", @"E'\x3b;'", @"E''''", "''''", @"U&'d\0061;'",
        @"U&'!003b;' UESCAPE '!'", "B'1'", "X'3b'", "N';'", "$$;DROP TABLE x;$$", "$é$ ; $$ ; $é$", "$a$ $b$ ; $a$", "$a1$;$a$;$a1$", "$_$;$_$", "$ä1$;$ä1$", "$$--$$", "$$/*$$",
        "1 AS \"semi;colon\"", "1 AS \"a\"\"b;--\"", "1 AS a$$b", "'a'¶ 'b;'", "/* ; */ 1", "/* /* ; */ ' */ 1", "1 -- ;'¶", "1 /*--*/", "'/*'", "'--'", "'*/'",
        "2 - -1", "@-1", "1::text || ';'", "CAST(';' AS text)", "array[';','--']", "(SELECT ';')", "'ünï;😀'", "CASE WHEN true THEN ';' END", "$x$'$x$ || ';'", "'$$;'",
    ];

    /// <summary>https://sqlite.org/lang_expr.html: comments do not nest, a backslash is nothing special.</summary>
    private static readonly string[] Sqlite =
    [
        "'a;DROP TABLE x;--'", "'it''s;--'", @"'\'", @"'\\;'", "''''", "x'3b'", "1 AS \"a;b\"", "1 AS \"a\"\"b;--\"", "1 AS [a;b]", "1 AS [a'b;]", "1 AS `a;b`", "1 AS `a``b;`",
        "/* ; */ 1", "/* /* ; */ 1", "1 -- ;'¶", "1 /*--*/", "'/*'", "'--'", "'*/'", "2 - -1", "'a' || ';'", "CAST(';' AS TEXT)", "(SELECT ';')", "'ünï;😀'",
        "CASE WHEN 1 THEN ';' END", "'BEGIN; END;'", "1.5e-3 + 0x1F", "'$$;$$'",
    ];

    /// <summary>https://learn.microsoft.com/sql/t-sql/language-elements/: comments nest; GO is a line, but not inside of text or comment.</summary>
    private static readonly string[] SqlServer =
    [
        "'a;DROP TABLE x;--'", "'it''s;--'", @"'\'", "N';'", "''''", "0x3b", "1 AS [a;b]", "1 AS [a]]b;]", "1 AS [a'b;]", "1 AS \"a;b\"", "1 AS \"a\"\"b;--\"", "/* ; */ 1",
        "/* /* ; */ ' */ 1", "1 -- ;'¶", "1 /*--*/", "'/*'", "'--'", "'*/'", "2 - -1", "'a¶GO¶b'", "/*¶GO¶*/ 1", "1 AS [a¶GO¶b]", "1 AS \"a¶GO¶b\"", "1 -- GO¶", "/* /* */¶GO¶*/ 1",
        "N'ünï;😀'", "CASE WHEN 1 = 1 THEN ';' END", "(SELECT ';')", "CAST(';' AS nvarchar(9))", "$1", "'a' + ';'", "1 AS [GO]", "1 AS \"GO\"", "'GO'",
    ];

    internal static IEnumerable<SqlCase> All() =>
    [
        .. PostgreSql.SelectMany(c => Put(Dialect.PostgreSql, c,
            ("SELECT {0}", "SELECT"), ("SELECT {0};¶DROP TABLE app.t", "SELECT; DROP TABLE"), ("/* a */ SELECT {0} ; -- b¶ ; INSERT INTO app.t DEFAULT VALUES;", "SELECT; INSERT"),
            ("CREATE FUNCTION app.f() RETURNS text LANGUAGE sql AS $body$SELECT {0};$body$; DROP TABLE app.t", "CREATE FUNCTION; DROP TABLE"))),
        .. Sqlite.SelectMany(c => Put(Dialect.Sqlite, c,
            ("SELECT {0}", "SELECT"), ("SELECT {0};¶DROP TABLE t", "SELECT; DROP TABLE"), ("/* a */ SELECT {0} ; -- b¶ ; INSERT INTO t DEFAULT VALUES;", "SELECT; INSERT"),
            ("CREATE TRIGGER tr AFTER INSERT ON t BEGIN SELECT {0}; SELECT 2; END; DROP TABLE u", "CREATE TRIGGER; DROP TABLE"))),
        .. SqlServer.SelectMany(c => Put(Dialect.SqlServer, c,
            ("SELECT {0}", "SELECT"), ("SELECT {0}¶GO¶DROP TABLE dbo.t", "SELECT; DROP TABLE"), ("GO¶/* a */ SELECT {0} ; -- b¶GO¶¶GO¶INSERT INTO dbo.t DEFAULT VALUES;¶ go ¶", "SELECT; INSERT"))),
    ];

    private static ImmutableArray<SqlCase> Put(Dialect dialect, string expression, params ReadOnlySpan<(string Script, string Kinds)> scripts)
    {
        var cases = ImmutableArray.CreateBuilder<SqlCase>();
        foreach (var (script, kinds) in scripts)
        {
            var text = script.Replace("{0}", expression, StringComparison.Ordinal);
            cases.Add(new("B4", "B4: " + text, dialect, Notation.Bytes(text), SqlExpectation.Parse("reads " + kinds)));
        }

        return cases.DrainToImmutable();
    }
}
