namespace Countersign.Statements.PostgreSql;

/// <summary>CREATE TABLE in all its forms.</summary>
internal static class Tables
{
    internal static void Create(Node body, StatementFacts facts)
    {
        var table = body["relation"].Relation;
        var isTemporary = body["relation"].Text("relpersistence") == "t";
        facts.Name("CREATE TABLE");
        Create(body, table, isTemporary ? "temporary table" : "table", "TABLE", facts);
    }

    internal static void CreateForeign(Node body, StatementFacts facts)
    {
        facts.Name("CREATE FOREIGN TABLE");
        Create(body["base"], body["base"]["relation"].Relation, "foreign table", "FOREIGN TABLE", facts);
        facts.Add(new Effect.RunsCode($"reads and writes through the server {body.Text("servername")} from now on"));
    }

    private static void Create(Node body, ObjectName table, string what, string kind, StatementFacts facts)
    {
        facts.Creates(table, what);
        foreach (var element in body.Items("tableElts"))
            switch (element.Open())
            {
                case ("ColumnDef", var column):
                    foreach (var constraint in column.Items("constraints", "Constraint"))
                        Constraints.Install(constraint, table, isStored: true, facts);
                    break;
                case ("Constraint", var constraint):
                    Constraints.Install(constraint, table, isStored: true, facts);
                    break;
                case ("TableLikeClause", var like):
                    facts.Touch(like["relation"].Relation);
                    break;
            }

        foreach (var parent in body.Items("inhRelations", "RangeVar").Select(r => r.Relation))
            if (body["partbound"].Exists)
            {
                facts.Alters(parent, $"adds the partition {table}");
                facts.Locks(parent, LockMode.AccessExclusive);
            }
            else
                facts.Locks(parent, LockMode.ShareUpdateExclusive);

        Queries.WalkStored(body["partspec"], facts);
        Queries.Walk(body["partbound"], facts);
        Undo(body.Flag("if_not_exists"), kind, table, facts);
    }

    /// <summary>CREATE TABLE … AS and CREATE MATERIALIZED VIEW run their query at once.</summary>
    internal static void CreateAs(Node body, StatementFacts facts)
    {
        var name = body["into"]["rel"].Relation;
        var isView = (body.Has("objtype") ? body.Text("objtype") : body.Text("relkind")) == "OBJECT_MATVIEW";
        facts.Name(isView ? "CREATE MATERIALIZED VIEW" : "CREATE TABLE AS");
        facts.Creates(name, isView ? "materialized view" : "table");
        if (body["query"].Has("ExecuteStmt"))
            facts.Add(new Effect.Opaque("runs a prepared statement"));
        Queries.Walk(body["query"], facts);
        if (!body["into"].Flag("skipData"))
            foreach (var source in facts.Objects.Where(o => o != name))
                facts.Add(new Effect.Scans(source, "the query reads it for the new rows"));
        Undo(body.Flag("if_not_exists"), isView ? "MATERIALIZED VIEW" : "TABLE", name, facts);
    }

    internal static void Undo(bool mayHaveExisted, string kind, ObjectName name, StatementFacts facts)
    {
        if (mayHaveExisted)
            facts.CannotBeUndone("IF NOT EXISTS hides whether the statement made it");
        else
            facts.UndoneBy($"DROP {kind} {Quoting.Quote(name)};");
    }
}
