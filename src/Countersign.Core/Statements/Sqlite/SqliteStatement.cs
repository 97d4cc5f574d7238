namespace Countersign.Statements.Sqlite;

/// <summary>One statement as the compiler of SQLite took it.</summary>
/// <param name="Tokens">Offsets count from the statement's first byte.</param>
/// <param name="Actions">What the compiler asked its authorizer while it compiled the statement, in order.</param>
/// <param name="IsReadOnly">`sqlite3_stmt_readonly`: true also for ATTACH and BEGIN, so it is no proof alone.</param>
/// <param name="Before">The schema that the statement was compiled against.</param>
public sealed record SqliteStatement(
    ImmutableArray<SqliteToken> Tokens, ImmutableArray<SqliteAction> Actions, bool IsReadOnly, SqliteSchema Before)
{
    private static readonly ImmutableArray<string> Adjectives = ["TEMP", "TEMPORARY", "UNIQUE"];

    private static readonly ImmutableArray<string> RowVerbs = ["SELECT", "VALUES", "INSERT", "REPLACE", "UPDATE", "DELETE"];

    /// <summary>
    /// The command in SQLite's words: `CREATE INDEX`, `DELETE`; what follows the common table expressions of a WITH.
    /// </summary>
    public string Kind => Word(0) switch
    {
        "CREATE" when CreatedKind() is "VIRTUAL" => "CREATE VIRTUAL TABLE",
        "CREATE" => "CREATE " + CreatedKind(),
        "DROP" or "ALTER" => $"{Word(0)} {Word(1)}",
        "WITH" => MainVerb() is var verb and >= 0 ? Word(verb) : "WITH",
        "VALUES" => "SELECT",
        var word => word,
    };

    /// <summary>The token of the main verb outside parentheses, after a WITH clause; -1 when there is none.</summary>
    internal int MainVerb() => IndexAtTop(0, RowVerbs);

    /// <summary>
    /// The first of <paramref name="words"/> outside all parentheses at or after <paramref name="from"/>, or -1.
    /// </summary>
    internal int IndexAtTop(int from, params IEnumerable<string> words)
    {
        var depth = 0;
        for (var i = from; i < Tokens.Length; i++)
        {
            if (Tokens[i].IsMark('(')) depth++;
            else if (Tokens[i].IsMark(')')) depth--;
            else if (depth == 0 && words.Any(Tokens[i].Is)) return i;
        }

        return -1;
    }

    /// <summary>The word at <paramref name="index"/> in upper case; empty when it is no bare word.</summary>
    internal string Word(int index) =>
        index >= 0 && index < Tokens.Length && Tokens[index].Kind is SqliteTokenKind.Word
            ? Tokens[index].Value.ToUpperInvariant()
            : "";

    /// <summary>The name of what a CREATE, DROP or ALTER is about, and the token after it.</summary>
    internal (string Name, int Next) Subject()
    {
        var at = 1;
        while (Adjectives.Contains(Word(at)) || Word(at) is "VIRTUAL") at++;
        at++; // TABLE, INDEX, VIEW, TRIGGER
        if (Word(at) is "IF" && Word(at + 1) is "NOT" or "EXISTS") at += Word(at + 1) is "NOT" ? 3 : 2;
        if (at + 2 < Tokens.Length && Tokens[at + 1].IsMark('.')) at += 2;
        return at < Tokens.Length ? (Tokens[at].Value, at + 1) : ("", at);
    }

    /// <summary>The first action of one of these kinds that the statement itself makes.</summary>
    internal SqliteAction? First(params IEnumerable<SqliteActionCode> codes) =>
        Actions.FirstOrDefault(a => a.Source is null && codes.Contains(a.Code));

    private string CreatedKind()
    {
        var at = 1;
        while (Adjectives.Contains(Word(at))) at++;
        return Word(at);
    }
}
