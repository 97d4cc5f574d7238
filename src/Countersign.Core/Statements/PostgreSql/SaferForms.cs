using Countersign.Analysis.Rules;
using static Countersign.Analysis.Rules.PostgreSqlDataRules;
using static Countersign.Analysis.Rules.PostgreSqlLockRules;

namespace Countersign.Statements.PostgreSql;

/// <summary>
/// SQL that does what a statement wants with less harm, made from its own text; null wherever that would take a guess.
/// </summary>
internal static class SaferForms
{
    internal const string Apart = Script.NoTransactionDirective + "\n";

    internal static string? Of(Rule rule, Node statement, StatementText text)
    {
        var (type, body) = statement.Open();
        if (PostgreSqlTypeRules.All.Contains(rule))
            return SaferTypes.Of(rule, statement, text);
        if (rule == IndexBlocksWrites)
            return Index(body, text);
        if (rule == DropIndexBlocks)
            return Drops(body);
        if (rule == ReindexBlocks && text.IndexOf("INDEX", "TABLE", "SCHEMA", "DATABASE") is > 0 and var what && !body.Has("params"))
            return Apart + text.With(text.After(what, " CONCURRENTLY"));
        if (rule == HidesInvalid && text.IndexOf("IF") is > 0 and var word)
            return Apart + text.With(text.Replace(word, word + 3, Written(text, word + 3)));
        if (rule == TruncatesMore && text.IndexOf("CASCADE") is > 0 and var cascade)
            return text.With(text.Replace(cascade - 1, cascade, Written(text, cascade - 1)));
        return type == "AlterTableStmt" ? SaferConstraints.Of(rule, body, text) : null;
    }

    /// <summary>A token as it was written.</summary>
    internal static string Written(StatementText text, int token) => text.Original(text.Tokens[token]);

    /// <summary>Without a name nobody could find the index again after a crash, so it gets one.</summary>
    private static string? Index(Node body, StatementText text)
    {
        if (text.IndexOf("INDEX") is not (> 0 and var word))
            return null;
        var columns = body.Items("indexParams", "IndexElem").Select(e => e.Text("name")).ToList();
        if (!body.Has("idxname") && columns.Contains(""))
            return null;
        var name = body.Has("idxname") ? "" : " " + Quoting.Quote(Short($"{body["relation"].Text("relname")}_{string.Join('_', columns)}_idx"));
        return Apart + text.With(text.After(word, " CONCURRENTLY" + name));
    }

    /// <summary>CONCURRENTLY takes one index at a time, and no CASCADE.</summary>
    private static string? Drops(Node body) => body.Text("behavior") == "DROP_CASCADE"
        ? null
        : Apart + string.Join('\n', body.Items("objects").Select(o =>
            $"DROP INDEX CONCURRENTLY {(body.Flag("missing_ok") ? "IF EXISTS " : "")}{Quoting.Quote(ObjectWords.NameOf(o))};"));

    /// <summary>Names that the server would not cut.</summary>
    internal static string Short(string name)
    {
        while (System.Text.Encoding.UTF8.GetByteCount(name) > 63)
            name = name[..^1];
        return name;
    }
}
