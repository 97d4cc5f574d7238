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

    internal static string Key(string verb, string name) => $"{verb} {name}";

    /// <summary>What EXECUTE or FETCH of it runs, or null when the statement carries nothing.</summary>
    internal static (string Key, StatementFacts Facts)? Carried(Node statement, ServerFacts server)
    {
        var (type, body) = statement.Open();
        var facts = new StatementFacts(server);
        switch (type)
        {
            case "PrepareStmt":
                Families.Read(body["query"], facts);
                foreach (var parameter in body.Items("argtypes", "TypeName").Select(t => t.Name("names")).Where(t => !KnownTypes.IsBuiltIn(t)))
                    facts.UnknownCode($"casts to {parameter}");
                return (Key("EXECUTE", body.Text("name")), facts);
            case "DeclareCursorStmt":
                Queries.ReadOnly(body["query"], facts);
                return (Key("FETCH", body.Text("portalname")), facts);
            default:
                return null;
        }
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
        facts.IsQuery = true;
        Queries.Walk(body.Items("params"), facts);
        facts.IsQuery = false;
        if (facts.Carried.TryGetValue(Key("EXECUTE", body.Text("name")), out var prepared))
            facts.Run(prepared);
        else
            facts.Add(new Effect.Opaque($"runs the prepared statement {body.Text("name")}, which stands elsewhere"));
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
        if (facts.Carried.TryGetValue(Key("FETCH", body.Text("portalname")), out var cursor))
            facts.Run(cursor);
        else
            facts.Add(new Effect.Opaque($"runs the query of the cursor {body.Text("portalname")}, which stands elsewhere"));
    }

    internal static void Close(Node body, StatementFacts facts)
    {
        facts.Name("CLOSE");
        facts.Add(new Effect.ChangesSession("closes a cursor"));
    }
}
