using Countersign.Policy;
using Countersign.Statements;
using Countersign.Targets;
using Countersign.Targets.PostgreSql;
using Countersign.Targets.Sqlite;
using Countersign.Targets.SqlServer;

namespace Countersign.BadInput.Sql;

/// <summary>A script, the dialect it is read in, and what must come of it.</summary>
/// <param name="Name">Where the case is written down, or how it is made.</param>
public sealed record SqlCase(string Category, string Name, Dialect Dialect, ReadOnlyMemory<byte> Bytes, SqlExpectation Expected)
{
    /// <summary>A line of a file of one dialect.</summary>
    public static SqlCase Of(string category, CaseLine line, Dialect dialect)
    {
        ArgumentNullException.ThrowIfNull(line);
        return new(category, line.Name, dialect, line.Bytes, SqlExpectation.Parse(line.Expected));
    }

    /// <summary>Null when it is read as expected and its statements make up the script; else what is wrong.</summary>
    public string? WhatIsWrong(CancellationToken cancellation)
    {
        var reading = Scripts.Read(Dialect, Bytes, cancellation);
        return (Expected.WhatIsWrong(reading) ?? Scripts.WhatIsNoPartition(Dialect, Bytes, reading)) is { } wrong
            ? $"{Name} [{Dialect.Word()}]: expected {Expected}, but it is {wrong}"
            : null;
    }
}

/// <summary>Reads scripts as the product does.</summary>
public static class Scripts
{
    /// <summary>What the tables are that scripts of the corpus may take for granted.</summary>
    private const string SqliteHistory = """
        CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b TEXT);
        CREATE TABLE u (id INTEGER PRIMARY KEY, a TEXT);
        """;

    /// <summary>The usual major of PostgreSQL, or another.</summary>
    public static Reading Read(Dialect dialect, ReadOnlyMemory<byte> bytes, CancellationToken cancellation, int? major = null)
    {
        var target = new TargetPolicy(
            new("t"), "production", dialect, [], [], "t", DeployTrigger.OnMerge, null, major, dialect == Dialect.PostgreSql ? ["public"] : []);
        IStatementReader reader = dialect switch
        {
            Dialect.PostgreSql => new PostgreSqlReader(),
            Dialect.Sqlite => new SqliteReader(),
            Dialect.SqlServer => new SqlServerReader(),
            _ => throw new ArgumentOutOfRangeException(nameof(dialect)),
        };
        ImmutableArray<Script> history = dialect == Dialect.Sqlite ? [Of("0000.sql", System.Text.Encoding.UTF8.GetBytes(SqliteHistory))] : [];
        return reader.Read(new(target, history, [Of("a.sql", bytes)]), cancellation);
    }

    /// <summary>Null when the statements and what any reader calls blank make up the script (INV-09); else where they do not.</summary>
    public static string? WhatIsNoPartition(Dialect dialect, ReadOnlyMemory<byte> bytes, Reading reading)
    {
        if (reading is not Reading.Complete complete) return null;
        var end = StrictText.StartOf(bytes.Span);
        foreach (var span in complete.Statements.Select(s => s.Span))
        {
            if (span.Length <= 0 || span.Offset < end || span.End > bytes.Length) return $"read with a statement at {span.Offset} that follows none";
            if (!NaiveGap.Is(dialect, bytes.Span[end..span.Offset])) return $"read with text that belongs to no statement before byte {span.Offset}";
            end = span.End;
        }

        return NaiveGap.Is(dialect, bytes.Span[end..]) ? null : $"read with text that belongs to no statement after byte {end}";
    }

    private static Script Of(string path, ReadOnlyMemory<byte> bytes) => new(path, Changes.FileMode.Regular, ScriptRole.Versioned, bytes);
}
