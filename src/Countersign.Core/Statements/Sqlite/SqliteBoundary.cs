using Countersign.Analysis.Rules;

namespace Countersign.Statements.Sqlite;

/// <summary>A thing that no script may do, whoever signs it.</summary>
public sealed record SqliteViolation(Rule Rule, string Why);

/// <summary>
/// The border of what a migration may do to a SQLite file. SQLite has no logins, so this is the least-privilege role:
/// the reader refuses by it, and the executor enforces it inside SQLite, by the same function (INV-28, INV-29).
/// </summary>
public static class SqliteBoundary
{
    /// <summary>Tables of this prefix are ours: markers and the record of applied scripts.</summary>
    public const string OwnPrefix = "countersign_";

    private static readonly ImmutableHashSet<string> OutwardFunctions = ImmutableHashSet.Create(StringComparer.OrdinalIgnoreCase,
        "load_extension", "readfile", "writefile", "edit", "fts3_tokenizer");

    /// <summary>
    /// Why SQLite's compiler may not do this, or null when it may. <paramref name="vacuum"/> is true while a signed
    /// VACUUM runs, which SQLite does by attaching a nameless temporary file.
    /// </summary>
    public static SqliteViolation? Check(SqliteAction action, bool vacuum = false)
    {
        ArgumentNullException.ThrowIfNull(action);
        return action.Code switch
        {
            SqliteActionCode.Attach or SqliteActionCode.Detach when !(vacuum && string.IsNullOrEmpty(action.First)) =>
                Leaves("ATTACH and DETACH reach other files"),
            SqliteActionCode.Transaction or SqliteActionCode.Savepoint when !vacuum => Transaction,
            SqliteActionCode.Function when OutwardFunctions.Contains(action.Second ?? "") => Outward(action.Second!),
            SqliteActionCode.Pragma when SqlitePragma.Of(action.First!, action.Second) is SqlitePragma.Use.Refused =>
                Pragma(action),
            _ when IsTemporary(action) => Temporary,
            _ when !vacuum && Named(action).Any(IsOurs) => Ours,
            _ => null,
        };
    }

    /// <summary>
    /// Why the words of a statement may not be: what the compiler does not ask about (VACUUM INTO), or asks only when a
    /// trigger fires that the statement merely creates.
    /// </summary>
    public static SqliteViolation? Check(SqliteStatement statement)
    {
        ArgumentNullException.ThrowIfNull(statement);
        if (statement.Kind is "VACUUM" && statement.IndexAtTop(0, "INTO") > 0)
            return Leaves("VACUUM INTO writes another file");
        if (statement.Tokens.FirstOrDefault(t => t.Kind is SqliteTokenKind.Variable) is { Length: > 0 } variable)
            return new(SqliteBorderRules.Parameter, $"`{variable.Value}` is a parameter, and nothing would give it a value");
        var stores = statement.Kind is "CREATE TRIGGER" or "CREATE VIEW" or "CREATE VIRTUAL TABLE";
        foreach (var token in statement.Tokens.Where(t => t.CanName))
        {
            if (IsOurs(token.Value) && (stores || token.Kind is not SqliteTokenKind.Text)) return Ours;
            if (stores && OutwardFunctions.Contains(token.Value)) return Outward(token.Value);
        }

        return statement.Kind is "CREATE TABLE" or "ALTER TABLE" ? LeftInATable(statement.Tokens) : null;
    }

    /// <summary>
    /// A call in DEFAULT runs when somebody writes a row, and the compiler does not ask about it before. What is called stands inside
    /// the definition with a parenthesis after it; a table of such a name, too, but after REFERENCES.
    /// </summary>
    private static SqliteViolation? LeftInATable(ImmutableArray<SqliteToken> tokens)
    {
        var depth = 0;
        for (var i = 1; i < tokens.Length - 1; i++)
        {
            if (tokens[i].IsMark('(')) depth++;
            else if (tokens[i].IsMark(')')) depth--;
            else if (depth > 0 && tokens[i].CanName && OutwardFunctions.Contains(tokens[i].Value)
                && tokens[i + 1].IsMark('(') && !tokens[i - 1].Is("REFERENCES"))
                return Outward(tokens[i].Value);
        }

        return null;
    }

    /// <summary>What SQLite silently ignores inside a transaction, where it would seem to be done and is not.</summary>
    public static SqliteViolation? CheckInTransaction(SqliteAction action)
    {
        ArgumentNullException.ThrowIfNull(action);
        return action.Code is SqliteActionCode.Pragma
            && SqlitePragma.Of(action.First!, action.Second) is SqlitePragma.Use.SwitchesForeignKeysOff
            ? ForeignKeysTooLate
            : null;
    }

    private static bool IsOurs(string? name) => name?.StartsWith(OwnPrefix, StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>
    /// The names an action is about. Statistics and indexes may be rebuilt over all tables, ours too.
    /// </summary>
    private static IEnumerable<string?> Named(SqliteAction action) => action.Code switch
    {
        SqliteActionCode.AlterTable => [action.Second],
        SqliteActionCode.CreateIndex or SqliteActionCode.DropIndex or SqliteActionCode.CreateTrigger
            or SqliteActionCode.DropTrigger => [action.First, action.Second],
        SqliteActionCode.Analyze or SqliteActionCode.Reindex or SqliteActionCode.Pragma or SqliteActionCode.Function
            or SqliteActionCode.Select or SqliteActionCode.Recursive => [],
        _ => [action.First],
    };

    private static bool IsTemporary(SqliteAction action) => action.Code switch
    {
        SqliteActionCode.CreateTempIndex or SqliteActionCode.CreateTempTable or SqliteActionCode.CreateTempTrigger
            or SqliteActionCode.CreateTempView => true,
        SqliteActionCode.Insert or SqliteActionCode.Delete => action.Database is "temp",
        _ => false, // ALTER TABLE looks through the temporary schema whether there is one or not
    };

    private static SqliteViolation Leaves(string why) => new(SqliteBorderRules.OtherFiles, why);

    private static SqliteViolation Outward(string function) =>
        new(SqliteBorderRules.OutwardFunction, $"`{function}` reaches out of the file");

    private static SqliteViolation Pragma(SqliteAction action) => new(SqliteBorderRules.Pragma,
        $"pragma `{action.First}`{(action.Second is null ? "" : $" with `{action.Second}`")} is not on the list of pragmas "
        + "that a script may use");

    private static SqliteViolation ForeignKeysTooLate { get; } = new(SqliteBorderRules.ForeignKeysFirst,
        "`foreign_keys` is switched off where SQLite ignores it: only the first statement of a transactional script is sent "
        + "before its transaction");

    private static SqliteViolation Transaction { get; } =
        new(SqliteBorderRules.Transaction, "the transaction belongs to the executor");

    private static SqliteViolation Temporary { get; } =
        new(SqliteBorderRules.Temporary, "temporary objects shadow the names of real ones");

    private static SqliteViolation Ours { get; } =
        new(SqliteBorderRules.OwnRecords, $"names that begin with `{OwnPrefix}` are the executor's own records");
}
