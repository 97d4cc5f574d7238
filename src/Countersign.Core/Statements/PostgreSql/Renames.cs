namespace Countersign.Statements.PostgreSql;

/// <summary>RENAME, SET SCHEMA, OWNER TO and DEPENDS ON EXTENSION, which every kind of object has.</summary>
internal static class Renames
{
    internal static void Rename(Node body, StatementFacts facts)
    {
        var type = body.Text("renameType");
        var isPart = type is "OBJECT_COLUMN" or "OBJECT_ATTRIBUTE" or "OBJECT_TABCONSTRAINT" or "OBJECT_DOMCONSTRAINT";
        var owner = type switch
        {
            "OBJECT_TABCONSTRAINT" => "table",
            "OBJECT_DOMCONSTRAINT" => "domain",
            _ => ObjectWords.Of(isPart && body.Has("relationType") ? body.Text("relationType") : type),
        };
        var name = Subject(body);
        var (from, to) = (body.Text("subname"), body.Text("newname"));
        facts.Name("ALTER " + owner.ToUpperInvariant());
        facts.Alters(name, (isPart, from) switch
        {
            (true, _) => $"renames {(type == "OBJECT_COLUMN" ? "column" : ObjectWords.Of(type))} {from} to {to}",
            (false, "") => $"renames the {owner} to {to}",
            _ => $"renames {owner} {from} to {to}",
        });
        if (type == "OBJECT_ROLE")
            facts.Grants(name, $"renames the role to {to}");
        if (body["relation"].Exists)
            facts.Locks(name, type == "OBJECT_INDEX" ? LockMode.ShareUpdateExclusive : LockMode.AccessExclusive);
        Undo(body, type, owner, name, from, to, facts);
    }

    private static void Undo(Node body, string type, string owner, ObjectName name, string from, string to, StatementFacts facts)
    {
        if (body.Flag("missing_ok") || !body["relation"].Exists)
            return;
        var kind = owner.ToUpperInvariant();
        if (type == "OBJECT_COLUMN")
            facts.UndoneBy($"ALTER {kind} {Quoting.Quote(name)} RENAME COLUMN {Quoting.Quote(to)} TO {Quoting.Quote(from)};");
        else if (type == "OBJECT_TABCONSTRAINT")
            facts.UndoneBy($"ALTER {kind} {Quoting.Quote(name)} RENAME CONSTRAINT {Quoting.Quote(to)} TO {Quoting.Quote(from)};");
        else if (from.Length == 0)
            facts.UndoneBy($"ALTER {kind} {Quoting.Quote(name with { Name = to })} RENAME TO {Quoting.Quote(name.Name)};");
    }

    internal static void SetSchema(Node body, StatementFacts facts)
    {
        var word = ObjectWords.Of(body.Text("objectType"));
        var name = Subject(body);
        var schema = body.Text("newschema");
        facts.Name("ALTER " + word.ToUpperInvariant());
        facts.Alters(name, $"moves to schema {schema}");
        facts.Touch(new(schema, name.Name));
        if (body["relation"].Exists)
            facts.Locks(name, LockMode.AccessExclusive);
        if (body["relation"].Exists && name.Schema is { } from && !body.Flag("missing_ok"))
            facts.UndoneBy($"ALTER {word.ToUpperInvariant()} {Quoting.Quote(name with { Schema = schema })} "
                + $"SET SCHEMA {Quoting.Quote(from)};");
    }

    internal static void SetOwner(Node body, StatementFacts facts)
    {
        facts.Name("ALTER " + ObjectWords.Of(body.Text("objectType")).ToUpperInvariant());
        facts.Grants(Subject(body), $"changes the owner to {Roles.NameOf(body["newowner"])}");
    }

    internal static void DependOnExtension(Node body, StatementFacts facts)
    {
        facts.Name("ALTER " + ObjectWords.Of(body.Text("objectType")).ToUpperInvariant());
        facts.Alters(Subject(body), "changes which extension it is dropped with");
    }

    private static ObjectName Subject(Node body) =>
        body["relation"].Exists ? body["relation"].Relation
        : body["object"].Exists ? ObjectWords.NameOf(body["object"])
        : new(null, body.Text("subname"));
}
