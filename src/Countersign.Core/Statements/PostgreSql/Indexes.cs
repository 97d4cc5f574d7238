using static Countersign.Analysis.Rules.PostgreSqlReadingRules;

namespace Countersign.Statements.PostgreSql;

/// <summary>CREATE INDEX, REINDEX, and statistics objects.</summary>
internal static class Indexes
{
    internal static void Create(Node body, StatementFacts facts)
    {
        var table = body["relation"].Relation;
        var isConcurrent = body.Flag("concurrent");
        var name = body.TextOrNull("idxname") is { } given ? new ObjectName(table.Schema, given) : (ObjectName?)null;
        facts.Name("CREATE INDEX");
        if (name is { } index)
            facts.Creates(index, body.Flag("unique") ? "unique index" : "index");
        facts.Alters(table, name is null ? "adds an index" : $"adds index {name.Value.Name}");
        facts.Add(new Effect.Scans(table, "the index is built"));
        facts.Locks(table, isConcurrent ? LockMode.ShareUpdateExclusive : LockMode.Share);
        Queries.Walk(body.Items("indexParams"), facts);
        Queries.Walk(body["whereClause"], facts);
        if (isConcurrent)
            RunsAlone(name, facts);
        if (name is { } made)
            Tables.Undo(body.Flag("if_not_exists"), isConcurrent ? "INDEX CONCURRENTLY" : "INDEX", made, facts);
        else
            facts.CannotBeUndone("the index has no name in the statement");
    }

    /// <summary>After a crash an unnamed index cannot be found again, so nothing could tell whether it is whole.</summary>
    private static void RunsAlone(ObjectName? name, StatementFacts facts)
    {
        facts.RunsAlone("CREATE INDEX CONCURRENTLY");
        if (name is null)
            facts.Object(NamedIndex, "a crash could leave the index invalid, and without a name nobody could find it");
    }

    internal static void Reindex(Node body, StatementFacts facts)
    {
        var isConcurrent = body.Flag("concurrent") || Options.IsOn(body, "params", "concurrently");
        var what = body.Text("kind").Replace("REINDEX_OBJECT_", "", StringComparison.Ordinal).ToLowerInvariant();
        var name = body["relation"].Exists ? body["relation"].Relation : new ObjectName(null, body.Text("name"));
        facts.Name("REINDEX");
        facts.Alters(name, $"rebuilds {(what == "index" ? "the index" : $"all indexes of the {what}")}");
        facts.Add(new Effect.Rewrites(name, "indexes are built anew"));
        facts.Locks(name, (isConcurrent, what) switch
        {
            (true, _) => LockMode.ShareUpdateExclusive,
            (false, "index") => LockMode.AccessExclusive,
            _ => LockMode.Share,
        });
        if (isConcurrent)
            facts.RunsAlone("REINDEX CONCURRENTLY");
        else if (what is "schema" or "database" or "system")
            facts.RunsAlone($"REINDEX {what.ToUpperInvariant()}");
        facts.CannotBeUndone("a rebuilt index holds what it held before");
    }

    internal static void CreateStatistics(Node body, StatementFacts facts)
    {
        var name = body.Name("defnames");
        facts.Name("CREATE STATISTICS");
        facts.Creates(name, "statistics");
        foreach (var table in body.Items("relations", "RangeVar").Select(r => r.Relation))
            facts.Locks(table, LockMode.ShareUpdateExclusive);
        Queries.Walk(body.Items("exprs"), facts);
        if (name.Name.Length > 0)
            Tables.Undo(body.Flag("if_not_exists"), "STATISTICS", name, facts);
    }

    internal static void AlterStatistics(Node body, StatementFacts facts)
    {
        facts.Name("ALTER STATISTICS");
        facts.Alters(body.Name("defnames"), "changes the statistics target");
    }
}
