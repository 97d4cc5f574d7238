using Countersign.Analysis;
using Countersign.Analysis.Rules;
using Countersign.Statements;
using Countersign.Statements.Sqlite;
using SQLitePCL;

namespace Countersign.Targets.Sqlite;

/// <summary>The reading of one script on a replica that has the schema before it.</summary>
/// <param name="made">Tables that the change has made so far; grows.</param>
internal sealed class SqliteScriptReading(SqliteReplica replica, Script script, HashSet<string> made)
{
    private readonly byte[] _text = [.. script.Bytes.Span, 0];

    internal List<ReadStatement> Statements { get; } = [];

    internal List<Refusal> Refusals { get; } = [];

    internal List<Finding> Findings { get; } = [];

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
        using var compiled = replica.Compile(_text.AsSpan(at), out var actions);
        if (compiled.Code != raw.SQLITE_OK) return Stop(at, compiled.Code);
        var statement = new SqliteStatement(
            SqliteLexer.Tokens(_text.AsSpan(at, compiled.Taken)), actions,
            !compiled.IsEmpty && raw.sqlite3_stmt_readonly(compiled.Statement) != 0, replica.Schema);
        var violation = actions.Select(a => SqliteBoundary.Check(a)).OfType<SqliteViolation>().FirstOrDefault()
            ?? SqliteBoundary.Check(statement) ?? OutOfPlace(statement);
        if (violation is not null)
        {
            Refusals.Add(violation.Rule.Refuse(script.PlaceOf(at), violation.Why));
            return at + compiled.Taken;
        }

        if (SpanOf(statement, at, compiled) is not { } span) return Disagreement(at);
        return Accept(statement, span, compiled) is { } failure ? Stop(at, failure) : at + compiled.Taken;
    }

    /// <summary>
    /// Takes the statement up, and changes the replica as it would change the target; null, or a result code.
    /// </summary>
    private int? Accept(SqliteStatement statement, Span span, SqliteCompiled compiled)
    {
        var meaning = SqliteMeaning.Of(statement);
        if (Defines(meaning.Kind) && replica.Define(compiled) is { } failure) return failure;
        if (TooLate(statement).Any()) replica.EnforceForeignKeys(false);
        Findings.AddRange(SqliteFindings.Of(script, span, statement, meaning, made.Contains));
        if (meaning.Kind is "CREATE TABLE" or "CREATE VIRTUAL TABLE")
            made.UnionWith(meaning.Effects.OfType<Effect.Creates>().Select(c => c.Object.Name)
                .Where(name => statement.Before.Find("table", name) is null));
        Statements.Add(new(script, span, meaning.Kind, meaning.Objects, meaning.Effects,
            Rehearsed(meaning.Reversal, statement.Before), meaning.MustRunAlone));
        return null;
    }

    /// <summary>
    /// The statement without what follows its last token. Null when our tokens and SQLite's compiler disagree about
    /// where it ends: then one of them misreads the script.
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
            return new(SqliteBorderRules.RunsAlone, "VACUUM cannot run inside a transaction");
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
            _ when _text[at] == '.' =>
                SqliteBorderRules.ShellCommand.Refuse(script.PlaceOf(at), "commands of the sqlite3 shell are not SQL"),
            raw.SQLITE_INTERRUPT or raw.SQLITE_NOMEM or raw.SQLITE_FULL or raw.SQLITE_TOOBIG =>
                SqliteBorderRules.Work.Refuse(script.PlaceOf(at), "the statement takes more work or memory to read than a script may"),
            _ => SqliteBorderRules.Compiles.Refuse(place, $"SQLite cannot compile it: {replica.LastError}"),
        });
        return null;
    }

    private int? Disagreement(int at)
    {
        Refusals.Add(TextRules.Partition.Refuse(
            script.PlaceOf(at), "SQLite and our own tokens disagree about where the statement here ends"));
        return null;
    }
}
