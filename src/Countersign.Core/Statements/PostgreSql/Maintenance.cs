namespace Countersign.Statements.PostgreSql;

/// <summary>LOCK, VACUUM, ANALYZE, CLUSTER, CHECKPOINT.</summary>
internal static class Maintenance
{
    internal static void Lock(Node body, StatementFacts facts)
    {
        facts.Name("LOCK TABLE");
        foreach (var table in body.Items("relations", "RangeVar"))
            facts.Locks(table.Relation, LockMode.Numbered(body.Number("mode")));
        facts.CannotBeUndone("a lock ends with the transaction");
    }

    internal static void Vacuum(Node body, StatementFacts facts)
    {
        var isVacuum = body.Flag("is_vacuumcmd");
        var isFull = isVacuum && Options.IsOn(body, "options", "full");
        facts.Name(isVacuum ? "VACUUM" : "ANALYZE");
        foreach (var table in Subjects(body))
        {
            facts.Touch(table);
            facts.Add(isFull
                ? new Effect.Rewrites(table, "VACUUM FULL copies the table")
                : new Effect.Scans(table, isVacuum ? "dead rows are looked for" : "rows are sampled for statistics"));
            facts.Locks(table, isFull ? LockMode.AccessExclusive : LockMode.ShareUpdateExclusive);
        }

        if (isVacuum)
            facts.RunsAlone("VACUUM");
        facts.CannotBeUndone("no row changes");
    }

    private static IEnumerable<ObjectName> Subjects(Node body) =>
        body.Items("rels", "VacuumRelation").Select(r => r["relation"].Relation).DefaultIfEmpty(new ObjectName(null, "every table"));

    internal static void Cluster(Node body, StatementFacts facts)
    {
        facts.Name("CLUSTER");
        var table = body["relation"].Exists ? body["relation"].Relation : new ObjectName(null, "every clustered table");
        facts.Touch(table);
        facts.Add(new Effect.Rewrites(table, "the table is copied in the order of an index"));
        facts.Locks(table, LockMode.AccessExclusive);
        if (!body["relation"].Exists)
            facts.RunsAlone("CLUSTER without a table");
        facts.CannotBeUndone("the order of the rows before is not kept");
    }

    internal static void Checkpoint(Node body, StatementFacts facts)
    {
        facts.Name("CHECKPOINT");
        facts.Alters(new(null, "the server"), "writes all changed pages to disk now");
    }
}
