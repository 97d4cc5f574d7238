using System.Text;
using Countersign.Policy;
using Countersign.Statements;
using Countersign.Targets;
using Countersign.Targets.SqlServer;
using CsCheck;
using FileMode = Countersign.Changes.FileMode;

namespace Countersign.Tests.Statements.SqlServer;

/// <summary>What concerns more than one batch: history, levels, sessions, and that batches and gaps make up a script.</summary>
public sealed class SqlServerReaderTests
{
    private static readonly string[] Pieces =
    [
        "SELECT 1", ";", "\n", "GO", "\nGO\n", "\n  go  \n", "-- GO\n", "/* \nGO\n */", "'\nGO\n'", "[\nGO\n]", " ", "é😀", "N'ü'", "PRINT", "DROP TABLE dbo.t",
        "\r\n", "\t", "\"GO\"", "GO 2", "/*", "*/", "'", "@x", "$(x)", ":r a",
    ];

    [Fact]
    public void Batches_and_gaps_make_up_a_script_whatever_is_in_it() => Gen.Int[0, Pieces.Length - 1].Select(i => Pieces[i]).Array[1, 30].Sample(
        pieces =>
        {
            var script = Of("a.sql", string.Concat(pieces));
            if (Read(160, [], script) is not Reading.Complete complete) return true;
            var end = 0;
            foreach (var batch in complete.Statements)
            {
                if (batch.Span.Offset < end || !IsGap(script, end, batch.Span.Offset)) return false;
                end = batch.Span.End;
            }

            return IsGap(script, end, script.Bytes.Length);
        }, iter: 3000);

    [Fact]
    public void A_synonym_of_the_history_is_seen_through()
    {
        var reading = Read(160, [Of("0001.sql", "CREATE SYNONYM dbo.o FOR sales.orders;")], Of("0002.sql", "DELETE FROM o WHERE id = 1;"));

        var batch = Assert.Single(Assert.IsType<Reading.Complete>(reading).Statements);
        Assert.Contains(new Effect.WritesRows(new("sales", "orders"), "delete"), batch.Effects);
        Assert.Contains(new ObjectName("sales", "orders"), batch.Objects);
    }

    [Fact]
    public void Without_its_history_a_synonym_is_taken_for_a_table() => Assert.Contains(
        new Effect.WritesRows(new(null, "o"), "delete"), One("DELETE FROM o WHERE id = 1;").Effects);

    [Fact]
    public void A_trigger_of_the_history_runs_when_rows_are_written()
    {
        var reading = Read(160,
            [Of("0001.sql", "CREATE TRIGGER dbo.tr ON dbo.orders AFTER DELETE AS RETURN;")], Of("0002.sql", "DELETE FROM dbo.orders WHERE id = 1;"));

        Assert.Contains(new Effect.RunsCode("trigger dbo.tr of dbo.orders"), Assert.IsType<Reading.Complete>(reading).Statements[0].Effects);
    }

    [Fact]
    public void What_one_script_makes_is_not_new_to_the_next()
    {
        var reading = Assert.IsType<Reading.Complete>(Read(160, [],
            Of("1.sql", "CREATE TABLE dbo.a (id int CONSTRAINT pk PRIMARY KEY); CREATE INDEX ix ON dbo.a (id);"), Of("2.sql", "CREATE INDEX iy ON dbo.a (id);")));

        Assert.Equal(["2.sql"], reading.Findings.Where(f => f.Rule == "MS001").Select(f => f.Path));
    }

    [Theory]
    [InlineData(150, false)]
    [InlineData(160, true)]
    public void The_compatibility_level_decides_what_is_T_SQL(int level, bool isRead) =>
        Assert.Equal(isRead, Read(level, [], Of("a.sql", "SELECT id, SUM(n) OVER w FROM dbo.t WINDOW w AS (ORDER BY id);")) is Reading.Complete);

    [Fact]
    public void The_compatibility_level_is_part_of_every_digest() =>
        Assert.NotEqual(SqlServerSession.ProfileOf(Target(150)).Digest, SqlServerSession.ProfileOf(Target(160)).Digest);

    [Fact]
    public void A_finding_stands_at_its_line_and_belongs_to_its_batch()
    {
        var reading = Assert.IsType<Reading.Complete>(Read(160, [], Of("a.sql", "PRINT 1;\nPRINT 2;\nTRUNCATE TABLE dbo.a;\n")));

        var finding = Assert.Single(reading.Findings, f => f.Rule == "MS013");
        Assert.Equal((3, 1), (finding.Place.Line, finding.Place.Column));
        Assert.Equal(Assert.Single(reading.Statements).Span, finding.Span);
    }

    [Fact]
    public void A_row_change_that_finds_no_table_is_opaque() =>
        Assert.Contains(One("WITH t AS (SELECT 1 AS x) UPDATE t SET x = 1;").Effects, e => e is Effect.Opaque);

    [Fact]
    public void A_policy_that_never_wants_a_kind_sees_it_inside_of_a_batch()
    {
        var batch = One("PRINT 'harmless'; TRUNCATE TABLE dbo.orders; PRINT 'done';");

        Assert.Equal(["PRINT", "TRUNCATE TABLE", "PRINT"], batch.Parts.Select(p => p.Kind));
    }

    private static ReadStatement One(string sql) =>
        Assert.Single(Assert.IsType<Reading.Complete>(Read(160, [], Of("a.sql", sql))).Statements);

    private static bool IsGap(Script script, int start, int end)
    {
        var text = Encoding.UTF8.GetString(script.Bytes.Span[start..end]);
        while (true)
        {
            text = text.TrimStart();
            if (text.Length == 0) return true;
            if (text.StartsWith("--", StringComparison.Ordinal)) text = text[(text.IndexOf('\n', StringComparison.Ordinal) is >= 0 and var at ? at : text.Length)..];
            else if (text.StartsWith("/*", StringComparison.Ordinal)) text = text[AfterComment(text)..];
            else if (text.StartsWith("go", StringComparison.OrdinalIgnoreCase)) text = text[2..];
            else return false;
        }
    }

    /// <summary>Comments nest.</summary>
    private static int AfterComment(string text)
    {
        var depth = 0;
        for (var i = 0; i < text.Length - 1; i++)
        {
            if (text[i] == '/' && text[i + 1] == '*') (depth, i) = (depth + 1, i + 1);
            else if (text[i] == '*' && text[i + 1] == '/') (depth, i) = (depth - 1, i + 1);
            if (depth == 0) return i + 1;
        }

        return text.Length;
    }

    private static Script Of(string path, string sql) => new(path, FileMode.Regular, ScriptRole.Versioned, Encoding.UTF8.GetBytes(sql));

    private static Reading Read(int level, ImmutableArray<Script> history, params ImmutableArray<Script> scripts) =>
        new SqlServerReader().Read(new ReadingRequest(Target(level), history, scripts), TestContext.Current.CancellationToken);

    private static TargetPolicy Target(int level) =>
        new(new("t"), "production", Dialect.SqlServer, [], [], "t", DeployTrigger.OnMerge, null, null, []) { CompatibilityLevel = level };
}
