namespace Countersign.Statements.PostgreSql;

/// <summary>Statements that carry another one: EXPLAIN, PREPARE, EXECUTE, cursors.</summary>
internal static class Prepared
{
    /// <summary>
    /// With ANALYZE the statement runs. Without, it is only planned; but planning runs functions that call themselves
    /// immutable, whatever they do, so calls count all the same.
    /// </summary>
    internal static void Explain(Node body, StatementFacts facts)
    {
        facts.Name("EXPLAIN");
        var (type, query) = body["query"].Open();
        if (type is "SelectStmt" or "ExecuteStmt" || Options.IsOn(body, "options", "analyze"))
        {
            Families.Read(body["query"], facts);
            return;
        }

        if (query["relation"].Exists)
            facts.Touch(query["relation"].Relation);
        Queries.ReadOnly(query, facts);
        facts.CannotBeUndone("there is nothing to undo in a query");
    }

    internal static void Prepare(Node body, StatementFacts facts)
    {
        facts.Name("PREPARE");
        facts.Add(new Effect.ChangesSession($"prepares the statement {body.Text("name")}"));
        Families.Read(body["query"], facts);
        facts.CannotBeUndone("it ends with the session");
    }

    internal static void Execute(Node body, StatementFacts facts)
    {
        facts.Name("EXECUTE");
        facts.Add(new Effect.Opaque($"runs the prepared statement {body.Text("name")}, which stands elsewhere"));
        Queries.Walk(body.Items("params"), facts);
    }

    internal static void Deallocate(Node body, StatementFacts facts)
    {
        facts.Name("DEALLOCATE");
        facts.Add(new Effect.ChangesSession("forgets a prepared statement"));
    }

    internal static void DeclareCursor(Node body, StatementFacts facts)
    {
        facts.Name("DECLARE CURSOR");
        Queries.ReadOnly(body["query"], facts);
        facts.Add(new Effect.ChangesSession($"opens the cursor {body.Text("portalname")}"));
        facts.CannotBeUndone("it ends with the session");
    }

    internal static void Fetch(Node body, StatementFacts facts)
    {
        facts.Name(body.Flag("ismove") ? "MOVE" : "FETCH");
        facts.Add(new Effect.Opaque($"runs the query of the cursor {body.Text("portalname")}, which stands elsewhere"));
    }

    internal static void Close(Node body, StatementFacts facts)
    {
        facts.Name("CLOSE");
        facts.Add(new Effect.ChangesSession("closes a cursor"));
    }
}
