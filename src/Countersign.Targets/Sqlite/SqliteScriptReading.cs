using Countersign.Statements;
using Countersign.Statements.Sqlite;
using SQLitePCL;

namespace Countersign.Targets.Sqlite;

/// <summary>The reading of one script on a replica that has the schema before it.</summary>
internal sealed class SqliteScriptReading(SqliteReplica replica, Script script)
{
    private readonly byte[] _text = [.. script.Bytes.Span, 0];

    internal List<ReadStatement> Statements { get; } = [];

    internal List<Refusal> Refusals { get; } = [];

    /// <summary>False when a statement could not be compiled or run, so that those after it cannot be read.</summary>
    internal bool Run()
    {
        try
        {
            for (var at = SqliteGap.Skip(_text, 0); at < _text.Length - 1;)
            {
                if (ReadAt(at) is not { } end) return false;
                at = SqliteGap.Skip(_text, end);
            }

            return true;
        }
        finally
        {
            replica.EnforceForeignKeys(true);
        }
    }

    /// <summary>True for commands that make the schema which later statements compile against.</summary>
    internal static bool Defines(string kind) =>
        kind is "ANALYZE" || kind.StartsWith("CREATE ", StringComparison.Ordinal)
        || kind.StartsWith("DROP ", StringComparison.Ordinal) || kind.StartsWith("ALTER ", StringComparison.Ordinal);

    /// <summary>Reads the statement at <paramref name="at"/>; its end, or null when reading cannot go on.</summary>
    private int? ReadAt(int at)
    {
        var before = replica.Schema;
        using var compiled = replica.Compile(_text.AsSpan(at), out var actions);
        if (compiled.Code != raw.SQLITE_OK) return Stop(at, compiled.Code);
        var statement = new SqliteStatement(
            SqliteLexer.Tokens(_text.AsSpan(at, compiled.Taken)), actions,
            !compiled.IsEmpty && raw.sqlite3_stmt_readonly(compiled.Statement) != 0, before);
        var violation = actions.Select(a => SqliteBoundary.Check(a)).OfType<SqliteViolation>().FirstOrDefault()
            ?? SqliteBoundary.Check(statement) ?? OutOfPlace(statement);
        if (violation is not null)
        {
            Refusals.Add(new(violation.Rule, script.PlaceOf(at), violation.Why, violation.NextStep));
            return at + compiled.Taken;
        }

        if (SpanOf(statement, at, compiled) is not { } span) return Disagreement(at);
        var meaning = SqliteMeaning.Of(statement);
        if (Defines(meaning.Kind) && replica.Define(compiled) is { } failure) return Stop(at, failure);
        if (TooLate(statement).Any()) replica.EnforceForeignKeys(false);
        Statements.Add(new(script, span, meaning.Kind, meaning.Objects, meaning.Effects,
            Rehearsed(meaning.Reversal, before), meaning.MustRunAlone));
        return at + compiled.Taken;
    }

    /// <summary>
    /// The statement without what follows its last token. Null when our tokens and SQLite's compiler disagree about where it
    /// ends: then one of them misreads the script.
    /// </summary>
    private Span? SpanOf(SqliteStatement statement, int at, SqliteCompiled compiled)
    {
        if (compiled.IsEmpty || statement.Tokens.IsEmpty || statement.Tokens[0].Offset != 0) return null;
        var last = statement.Tokens[^1];
        var ends = last.IsMark(';') ? last.End == compiled.Taken : at + compiled.Taken == _text.Length - 1;
        return ends ? new(at, last.End) : null;
    }

    private Reversal Rehearsed(Reversal reversal, SqliteSchema before) =>
        reversal is Reversal.By by && !replica.WouldRestore(by.Sql, before)
            ? new Reversal.Irreversible("what would undo it does not restore the schema as it was")
            : reversal;

    private SqliteViolation? OutOfPlace(SqliteStatement statement)
    {
        if (statement.Kind is "VACUUM" && script.IsTransactional)
            return new("SQ112", "VACUUM cannot run inside a transaction",
                $"move it to a script of its own that begins with `{Script.NoTransactionDirective}`");
        var leads = script.IsTransactional && Statements.Count == 0 && Refusals.Count == 0;
        return leads ? null : TooLate(statement).FirstOrDefault();
    }

    private static IEnumerable<SqliteViolation> TooLate(SqliteStatement statement) =>
        statement.Actions.Select(SqliteBoundary.CheckInTransaction).OfType<SqliteViolation>();

    private int? Stop(int at, int code)
    {
        var offset = replica.LastErrorOffset;
        var place = script.PlaceOf(at + Math.Max(0, offset));
        Refusals.Add(code switch
        {
            _ when _text[at] == '.' => new("SQ108", script.PlaceOf(at), "commands of the sqlite3 shell are not SQL",
                "remove the line; only statements run"),
            raw.SQLITE_INTERRUPT or raw.SQLITE_NOMEM or raw.SQLITE_FULL or raw.SQLITE_TOOBIG => new("SQ110", script.PlaceOf(at),
                "the statement takes more work or memory to read than a script may", "split it, or write the rows as plain INSERTs"),
            _ => new("SQ109", place, $"SQLite cannot compile it: {replica.LastError}",
                "correct it; names are resolved against the schema that the scripts before it build"),
        });
        return null;
    }

    private int? Disagreement(int at)
    {
        Refusals.Add(new("SQ114", script.PlaceOf(at), "it cannot be told for certain where this statement ends",
            "write it without unusual characters outside of quotes and comments"));
        return null;
    }
}
