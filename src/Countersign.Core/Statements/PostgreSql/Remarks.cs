using Countersign.Analysis;
using Countersign.Analysis.Rules;
using static Countersign.Analysis.Rules.PostgreSqlDataRules;
using static Countersign.Analysis.Rules.PostgreSqlLockRules;

namespace Countersign.Statements.PostgreSql;

/// <summary>What a rule says about one statement, before it has a place.</summary>
internal sealed record Remark(Rule Rule, Severity Severity, string Message)
{
    /// <summary>See <see cref="Finding.Instead"/>.</summary>
    internal string? Instead { get; init; }
}

/// <summary>
/// What the rules remark on a statement. Objects that the same script makes hurt nobody, so they are left alone.
/// </summary>
internal static class Remarks
{
    internal static IEnumerable<Remark> On(Node statement, ScriptSoFar above, StatementFacts facts, StatementText text) =>
        OnHarm(statement, above, facts)
            .Concat(ScriptRemarks.On(statement, above, facts))
            .Concat(TypeRemarks.On(statement))
            .Concat(text.LongNames().Select(n => new Remark(CutsName, Severity.Warning, $"the server cuts `{n}` after 63 bytes")))
            .Distinct()
            .Select(r => r with { Instead = SaferForms.Of(r.Rule, statement, text) });

    private static IEnumerable<Remark> OnHarm(Node statement, ScriptSoFar above, StatementFacts facts)
    {
        var (type, body) = statement.Open();
        return type switch
        {
            "AlterTableStmt" => TableRemarks.On(body, above, facts),
            "DropStmt" => OnDrop(body, above, facts),
            "RenameStmt" => OnRename(body, above),
            "AlterObjectSchemaStmt" => OnMove(body, above),
            "IndexStmt" => OnIndex(body, above),
            "ReindexStmt" => OnReindex(body, above),
            "TruncateStmt" => OnTruncate(body, above),
            "DropdbStmt" => [new(DropsDatabase, Severity.Error, $"the database `{body.Text("dbname")}` and all in it are gone")],
            "VacuumStmt" when Options.IsOn(body, "options", "full") && !body.Has("rels") => [Copies("every table")],
            "VacuumStmt" when Options.IsOn(body, "options", "full") =>
                Names(body.Items("rels", "VacuumRelation").Select(r => r["relation"]), above).Select(t => Copies($"`{t}`")),
            "ClusterStmt" when !body["relation"].Exists => [Copies("every clustered table")],
            "ClusterStmt" => Names([body["relation"]], above).Select(t => Copies($"`{t}`")),
            "SelectStmt" or "InsertStmt" or "UpdateStmt" or "DeleteStmt" or "MergeStmt" => OnWrite(type, body, above),
            _ => [],
        };
    }

    private static IEnumerable<Remark> OnTruncate(Node body, ScriptSoFar above)
    {
        var tables = Names(body.Items("relations", "RangeVar"), above).ToList();
        foreach (var table in tables)
            yield return new(Truncates, Severity.Error, $"every row of `{table}` is gone");
        if (tables.Count > 0 && body.Text("behavior") == "DROP_CASCADE")
            yield return new(TruncatesMore, Severity.Error, "every table that refers to these is emptied too, and the statement does not name it");
    }

    private static IEnumerable<ObjectName> Names(IEnumerable<Node> relations, ScriptSoFar above) =>
        relations.Select(r => r.Relation).Where(t => !above.IsNew(t));

    private static Remark Copies(string table) =>
        new(CopiesTable, Severity.Warning, $"{table} is written anew while nobody can read or write it");

    private static IEnumerable<Remark> OnDrop(Node body, ScriptSoFar above, StatementFacts facts)
    {
        var all = facts.Effects.OfType<Effect.Drops>().Select(d => d.Object).ToList();
        var names = all.Where(n => !above.IsNew(n));
        return body.Text("removeType") switch
        {
            "OBJECT_TABLE" => names.Select(n => new Remark(LosesData, Severity.Error, $"`{n}` and all its rows are gone")),
            "OBJECT_SCHEMA" when body.Text("behavior") == "DROP_CASCADE" =>
                all.Select(n => new Remark(LosesData, Severity.Error, $"every table in `{n}` and all their rows are gone")),
            "OBJECT_INDEX" when !body.Flag("concurrent") =>
                names.Select(n => new Remark(DropIndexBlocks, Severity.Warning, $"dropping `{n}` keeps everybody from its table")),
            _ => [],
        };
    }

    private static IEnumerable<Remark> OnRename(Node body, ScriptSoFar above)
    {
        var name = body["relation"].Relation;
        if (above.IsNew(name)) return [];
        return body.Text("renameType") switch
        {
            "OBJECT_TABLE" or "OBJECT_VIEW" or "OBJECT_MATVIEW" => [new(TakesName, Severity.Warning, $"`{name}` is gone by that name")],
            "OBJECT_COLUMN" => [new(TakesName, Severity.Warning, $"column `{body.Text("subname")}` of `{name}` is gone by that name")],
            _ => [],
        };
    }

    private static IEnumerable<Remark> OnMove(Node body, ScriptSoFar above) =>
        body.Text("objectType") is "OBJECT_TABLE" or "OBJECT_VIEW" or "OBJECT_MATVIEW"
            ? Names([body["relation"]], above).Select(t => new Remark(TakesName, Severity.Warning, $"`{t}` is gone from its schema"))
            : [];

    private static IEnumerable<Remark> OnIndex(Node body, ScriptSoFar above) => (body.Flag("concurrent"), body.Flag("if_not_exists")) switch
    {
        (true, true) => [new(HidesInvalid, Severity.Warning, "an invalid index of that name would be taken for this one")],
        (true, false) => [],
        _ => Names([body["relation"]], above)
            .Select(t => new Remark(IndexBlocksWrites, Severity.Warning, $"writes to `{t}` wait while the index is built")),
    };

    /// <summary>Indexes of the server's own catalogue cannot be rebuilt concurrently, so nothing is said of REINDEX SYSTEM.</summary>
    private static IEnumerable<Remark> OnReindex(Node body, ScriptSoFar above)
    {
        var kind = body.Text("kind");
        if (kind == "REINDEX_OBJECT_SYSTEM" || body.Flag("concurrent") || Options.IsOn(body, "params", "concurrently")) return [];
        var name = body["relation"].Exists ? body["relation"].Relation : new ObjectName(null, body.Text("name"));
        if (body["relation"].Exists && above.IsNew(name)) return [];
        var what = kind == "REINDEX_OBJECT_INDEX" ? $"`{name}` is" : $"the indexes of `{name}` are";
        return [new(ReindexBlocks, Severity.Warning, $"writes wait while {what} rebuilt")];
    }

    /// <summary>The statement itself and what WITH holds, which PostgreSQL lets write only at the top.</summary>
    private static IEnumerable<Remark> OnWrite(string type, Node body, ScriptSoFar above) =>
        body["withClause"].Items("ctes", "CommonTableExpr").Select(c => c["ctequery"].Open()).Append((type, body))
            .Where(w => w.Item1 is "UpdateStmt" or "DeleteStmt" && Rows.IsEveryRow(w.Item2["whereClause"]))
            .SelectMany(w => Names([w.Item2["relation"]], above).Select(t =>
                new Remark(EveryRow, Severity.Warning, $"every row of `{t}` is {(w.Item1 == "UpdateStmt" ? "updated" : "deleted")}")));
}
