namespace Countersign.Statements.PostgreSql;

/// <summary>Publications and subscriptions carry rows to and from other servers.</summary>
internal static class Replication
{
    internal static void Publish(string kind, Node body, StatementFacts facts)
    {
        var name = new ObjectName(null, body.Text("pubname"));
        var isNew = kind == "CREATE PUBLICATION";
        facts.Name(kind);
        if (isNew)
            facts.Creates(name, "publication");
        else
            facts.Alters(name, "changes what is published");
        foreach (var table in Tables(body))
            facts.Grants(table, $"its rows are part of the publication {name}");
        if (body.Flag("for_all_tables"))
            facts.Grants(name, "the rows of every table are published");
        if (isNew)
            facts.UndoneBy($"DROP PUBLICATION {Quoting.Quote(name)};");
    }

    private static IEnumerable<ObjectName> Tables(Node body) =>
    [
        .. body.Items("tables", "RangeVar").Select(t => t.Relation), // up to major 14
        .. body.Items("pubobjects", "PublicationObjSpec").Select(o =>
            o["pubtable"].Exists ? o["pubtable"]["relation"].Relation : new ObjectName(null, o.Text("name"))),
    ];

    /// <summary>With a slot to create or drop on the other server, there is no way back into a transaction.</summary>
    internal static void Subscribe(string kind, Node body, StatementFacts facts)
    {
        var name = new ObjectName(null, body.Text("subname"));
        facts.Name(kind);
        facts.Alters(name, "changes which rows come in from another server");
        facts.Add(new Effect.RunsCode($"lets another server write rows here, by the subscription {name}"));
        facts.RunsAlone(kind);
    }
}
