using Countersign.Analysis;
using Countersign.Analysis.Rules;

namespace Countersign.Statements.Sqlite;

/// <summary>
/// What the rules remark on a statement. Tables that the same change makes hurt nobody, so they are left alone.
/// </summary>
public static class SqliteFindings
{
    /// <summary>The findings of one statement.</summary>
    /// <param name="isNew">Whether a table was made by the change that the statement belongs to.</param>
    public static IEnumerable<Finding> Of(
        Script script, Span span, SqliteStatement statement, SqliteMeaning meaning, Func<string, bool> isNew)
    {
        ArgumentNullException.ThrowIfNull(script);
        ArgumentNullException.ThrowIfNull(meaning);
        return Remarks(statement, meaning, isNew).Select(r => r.Rule.Find(r.Severity, script, span, r.Message));
    }

    private static IEnumerable<(Rule Rule, Severity Severity, string Message)> Remarks(
        SqliteStatement statement, SqliteMeaning meaning, Func<string, bool> isNew) => meaning.Kind switch
        {
            "ALTER TABLE" => Alterations(statement).Where(_ => !isNew(statement.Subject().Name)),
            "CREATE INDEX" => meaning.Effects.OfType<Effect.Scans>().Where(s => !isNew(s.Object.Name)).Select(s =>
                (SqliteRules.IndexScans, Severity.Notice,
                    $"building the index reads all of `{s.Object}` while all writers of the file wait")),
            "UPDATE" or "DELETE" when SqliteRowChanges.TakesEveryRow(statement) => Target(meaning).Where(t => !isNew(t)).Select(t =>
                (SqliteRules.EveryRow, Severity.Warning,
                    $"every row of `{t}` is {(meaning.Kind is "UPDATE" ? "updated" : "deleted")}")),
            "DROP TABLE" => meaning.Effects.OfType<Effect.WritesRows>().Select(w =>
                (SqliteRules.DropCascades, Severity.Error,
                    $"dropping `{statement.Subject().Name}` also {w.Verb}s rows of `{w.Object}`, which refers to it")),
            "VACUUM" => [(SqliteRules.Vacuums, Severity.Notice, "the whole file is written again under an exclusive lock")],
            _ => meaning.Effects.OfType<Effect.WritesRows>().Where(w => w.Verb is "replace" && !isNew(w.Object.Name)).Select(w =>
                (SqliteRules.Replaces, Severity.Warning, $"rows of `{w.Object}` that conflict are deleted, not updated")),
        };

    private static IEnumerable<(Rule, Severity, string)> Alterations(SqliteStatement statement)
    {
        var (table, at) = statement.Subject();
        var verb = statement.Word(at);
        if (verb is "ADD" && statement.Word(at + 1) is not "CONSTRAINT" and not "CHECK" && RequiresValue(statement, at))
            yield return (SqliteRules.NotNullWithoutDefault, Severity.Error, $"this fails if `{table}` has a row");
        if (verb is "DROP" && statement.Word(at + 1) is not "CONSTRAINT")
            yield return (SqliteRules.DropsColumn, Severity.Warning,
                $"every row of `{table}` is written again, and the column's values are gone");
        if (verb is "RENAME")
            yield return (SqliteRules.Renames, Severity.Warning,
                statement.Word(at + 1) is "TO" ? $"`{table}` is gone by that name" : $"a column of `{table}` is gone by its name");
    }

    private static bool RequiresValue(SqliteStatement statement, int at)
    {
        var not = statement.IndexAtTop(at, "NOT");
        return not >= 0 && statement.Word(not + 1) is "NULL" && statement.IndexAtTop(at, "DEFAULT", "AS") < 0;
    }

    /// <summary>The statement's own table: the first whose rows it writes.</summary>
    private static IEnumerable<string> Target(SqliteMeaning meaning) =>
        meaning.Effects.OfType<Effect.WritesRows>().Take(1).Select(w => w.Object.Name);
}
