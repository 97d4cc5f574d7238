using System.Text;
using Countersign.Statements;

namespace Countersign.BadInput.Sql;

/// <summary>
/// B8: little text that asks for much stack, memory or time. What must come of it is an answer; where a size is beyond what the reader
/// promises to read, a refusal by the rule of limits.
/// </summary>
internal static class BombCases
{
    /// <summary>What is put before, in the middle and after, so many times.</summary>
    private static readonly (string Name, string Head, string Open, string Middle, string Close, string Tail)[] Nested =
    [
        ("parentheses", "SELECT ", "(", "1", ")", ""), ("CASE", "SELECT ", "CASE WHEN 1=1 THEN ", "1", " END", ""), ("queries", "", "SELECT * FROM (", "SELECT 1 AS a", ") AS x", ""),
        ("calls", "SELECT ", "abs(", "1", ")", ""), ("IN", "SELECT 1 WHERE 1 IN ", "(SELECT 1 WHERE 1 IN ", "(1)", ")", ""), ("EXISTS", "SELECT 1 WHERE ", "EXISTS (SELECT 1 WHERE ", "1=1", ")", ""),
        ("casts", "SELECT ", "CAST(", "1", " AS int)", ""), ("open parentheses", "SELECT ", "(", "1", "", ""), ("NOT", "SELECT 1 WHERE ", "NOT ", "1=1", "", ""), ("signs", "SELECT ", "- ", "1", "", ""),
        ("sums", "SELECT 1", "+1", "", "", ""), ("concatenation", "SELECT 'a'", "||'a'", "", "", ""), ("AND", "SELECT 1 WHERE 1=1", " AND 1=1", "", "", ""), ("UNION", "SELECT 1", " UNION ALL SELECT 1", "", "", ""),
        ("joins", "SELECT 1 FROM t", " CROSS JOIN t AS x", "", "", ""), ("columns", "SELECT 1", ",1", "", "", ""), ("values", "SELECT 1 WHERE 1 IN (1", ",1", "", "", ")"), ("aliases", "SELECT 1 FROM t AS a", ",t AS b", "", "", ""),
        ("strings", "SELECT '", "''", "", "", "'"), ("quoted names", "SELECT 1 AS \"", "\"\"", "", "", "\""), ("line comments", "SELECT 1", " --\n", "", "", ""), ("statements", "", "SELECT 1;", "", "", ""),
        ("semicolons", "SELECT 1", ";", "", "", ""), ("an open string", "SELECT '", "x", "", "", ""), ("an open comment", "SELECT 1 /*", "x", "", "", ""),
        ("WITH", "WITH a AS (SELECT 1)", ",b AS (SELECT 1)", "", "", " SELECT 1"), ("LIKE", "SELECT 'a' LIKE '", "%a", "", "", "'"), ("digits", "SELECT ", "9", "", "", ""), ("dots", "SELECT a", ".a", "", "", ""),
    ];

    /// <summary>Beyond what any of the three reads, by their own documented limits.</summary>
    private static readonly HashSet<string> NeverReadWhenDeep = ["parentheses", "CASE", "queries", "IN", "EXISTS", "open parentheses"];

    internal static IEnumerable<SqlCase> All()
    {
        foreach (var dialect in (Dialect[])[Dialect.PostgreSql, Dialect.Sqlite, Dialect.SqlServer])
        {
            foreach (var bomb in Nested)
            {
                yield return Of(dialect, bomb, 200, "answered");
                yield return Of(dialect, bomb, 20_000, NeverReadWhenDeep.Contains(bomb.Name) ? "refused" : "answered");
            }

            yield return new("B8", "B8: a megabyte in one string", dialect, Encoding.UTF8.GetBytes($"SELECT '{new string('a', 1_000_001)}'"), SqlExpectation.Parse("refused CS009"));
            yield return new("B8", "B8: five megabytes of blanks", dialect, new string(' ', 5_000_001).Select(c => (byte)c).ToArray(), SqlExpectation.Parse("refused CS008"));
        }
    }

    private static SqlCase Of(Dialect dialect, (string Name, string Head, string Open, string Middle, string Close, string Tail) bomb, int times, string expected)
    {
        var text = new StringBuilder(bomb.Head).Insert(bomb.Head.Length, bomb.Open, times).Append(bomb.Middle);
        text.Insert(text.Length, bomb.Close, times).Append(bomb.Tail);
        return new("B8", $"B8: {times} {bomb.Name}", dialect, Encoding.UTF8.GetBytes(text.ToString()), SqlExpectation.Parse(expected));
    }
}
