namespace Countersign.Statements.PostgreSql;

/// <summary>Schemas, sequences, extensions, comments.</summary>
internal static class Schemas
{
    /// <summary>CREATE SCHEMA can hold whole statements; each counts as if it stood alone.</summary>
    internal static void Create(Node body, StatementFacts facts)
    {
        var owner = body["authrole"].Exists ? Roles.NameOf(body["authrole"]) : null;
        var schema = new ObjectName(null, body.TextOrNull("schemaname") ?? owner ?? "");
        facts.Name("CREATE SCHEMA");
        facts.Creates(schema, "schema");
        if (owner is not null)
            facts.Grants(schema, $"makes {owner} its owner");
        Tables.Undo(body.Flag("if_not_exists"), "SCHEMA", schema, facts);
        foreach (var element in body.Items("schemaElts"))
        {
            var inner = new StatementFacts(facts.Server);
            Families.Read(element, inner);
            facts.Include(inner, schema.Name);
        }
    }

    internal static void CreateSequence(Node body, StatementFacts facts)
    {
        var sequence = body["sequence"].Relation;
        facts.Name("CREATE SEQUENCE");
        facts.Creates(sequence, "sequence");
        OwnedBy(body, sequence, facts);
        Tables.Undo(body.Flag("if_not_exists"), "SEQUENCE", sequence, facts);
    }

    internal static void AlterSequence(Node body, StatementFacts facts)
    {
        var sequence = body["sequence"].Relation;
        facts.Name("ALTER SEQUENCE");
        var options = body.Items("options", "DefElem").Select(o => o.Text("defname").Replace('_', ' '));
        facts.Alters(sequence, "changes " + string.Join(", ", options));
        facts.Locks(sequence, LockMode.ShareRowExclusive);
        OwnedBy(body, sequence, facts);
    }

    private static void OwnedBy(Node body, ObjectName sequence, StatementFacts facts)
    {
        foreach (var option in body.Items("options", "DefElem").Where(o => o.Text("defname") == "owned_by"))
            if (option["arg"]["List"].Strings("items").ToArray() is [.. var table, var column] && table.Length > 0)
                facts.Alters(Node.NameOf(table), $"column {column} takes {sequence} along when it is dropped");
    }

    internal static void CreateExtension(Node body, StatementFacts facts)
    {
        var name = new ObjectName(null, body.Text("extname"));
        facts.Name("CREATE EXTENSION");
        facts.Creates(name, "extension");
        facts.Add(new Effect.RunsCode($"runs the installation script of the extension {name}"));
        facts.Add(new Effect.Opaque("what the extension's script does is not read"));
        Tables.Undo(body.Flag("if_not_exists"), "EXTENSION", name, facts);
    }

    internal static void AlterExtension(Node body, StatementFacts facts)
    {
        var name = new ObjectName(null, body.Text("extname"));
        facts.Name("ALTER EXTENSION");
        facts.Alters(name, "changes the extension");
        facts.Add(new Effect.RunsCode($"may run a script of the extension {name}"));
        facts.Add(new Effect.Opaque("what the extension's script does is not read"));
    }

    internal static void Comment(Node body, StatementFacts facts)
    {
        var type = body.Text("objtype");
        facts.Name("COMMENT");
        string[] parts = type is "OBJECT_COLUMN" or "OBJECT_TABCONSTRAINT" or "OBJECT_TRIGGER" or "OBJECT_RULE" or "OBJECT_POLICY"
            ? [.. body["object"]["List"].Strings("items")]
            : [];
        if (type is "OBJECT_TABLE" or "OBJECT_VIEW" or "OBJECT_MATVIEW" or "OBJECT_INDEX" or "OBJECT_SEQUENCE" or "OBJECT_FOREIGN_TABLE")
            facts.Locks(ObjectWords.NameOf(body["object"]), LockMode.ShareUpdateExclusive);
        if (parts.Length > 1)
        {
            var table = Node.NameOf(parts.AsSpan(0, parts.Length - 1));
            facts.Alters(table, $"changes the comment on {ObjectWords.Of(type)} {parts[^1]}");
            facts.Locks(table, LockMode.ShareUpdateExclusive);
        }
        else
            facts.Alters(ObjectWords.NameOf(body["object"]), $"changes the comment on the {ObjectWords.Of(type)}");
    }
}
