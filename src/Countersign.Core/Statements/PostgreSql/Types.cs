namespace Countersign.Statements.PostgreSql;

/// <summary>Types, domains and what CREATE makes from a list of definitions.</summary>
internal static class Types
{
    internal static void CreateEnum(Node body, StatementFacts facts) => Create(body.Name("typeName"), "enum type", facts);

    internal static void CreateRange(Node body, StatementFacts facts)
    {
        Create(body.Name("typeName"), "range type", facts);
        Functions(body, "params", facts);
    }

    internal static void CreateComposite(Node body, StatementFacts facts) => Create(body["typevar"].Relation, "composite type", facts);

    private static void Create(ObjectName name, string what, StatementFacts facts)
    {
        facts.Name("CREATE TYPE");
        facts.Creates(name, what);
        facts.UndoneBy($"DROP TYPE {Quoting.Quote(name)};");
    }

    internal static void AlterEnum(Node body, StatementFacts facts)
    {
        var name = body.Name("typeName");
        facts.Name("ALTER TYPE");
        if (body.TextOrNull("oldVal") is { } old)
        {
            facts.Alters(name, $"renames value '{old}' to '{body.Text("newVal")}'");
            facts.UndoneBy($"ALTER TYPE {Quoting.Quote(name)} RENAME VALUE '{Escape(body.Text("newVal"))}' TO '{Escape(old)}';");
        }
        else
        {
            facts.Alters(name, $"adds value '{body.Text("newVal")}'");
            facts.CannotBeUndone("PostgreSQL cannot take a value away from an enum type");
        }
    }

    internal static void AlterType(Node body, StatementFacts facts)
    {
        facts.Name("ALTER TYPE");
        facts.Alters(body.Name("typeName"), "changes properties of the type");
        Functions(body, "options", facts);
    }

    internal static void CreateDomain(Node body, StatementFacts facts)
    {
        var name = body.Name("domainname");
        facts.Name("CREATE DOMAIN");
        facts.Creates(name, "domain");
        foreach (var constraint in body.Items("constraints", "Constraint"))
            Queries.WalkStored(constraint["raw_expr"], facts);
        facts.UndoneBy($"DROP DOMAIN {Quoting.Quote(name)};");
    }

    /// <summary>A domain's constraint is proven in every column of that domain, in every table.</summary>
    internal static void AlterDomain(Node body, StatementFacts facts)
    {
        var name = body.Name("typeName");
        var constraint = body["def"]["Constraint"];
        facts.Name("ALTER DOMAIN");
        // Letters up to major 17, words since 18.
        switch (body.Text("subtype"))
        {
            case "T" or "AD_AlterDefault":
                facts.Alters(name, "changes the default");
                Queries.WalkStored(body["def"], facts);
                break;
            case "N" or "AD_DropNotNull":
                facts.Alters(name, "lets it be null");
                break;
            case "X" or "AD_DropConstraint":
                facts.Alters(name, $"drops constraint {body.Text("name")}");
                break;
            default:
                facts.Alters(name, $"adds or validates a constraint {constraint.Text("conname")}{body.Text("name")}".TrimEnd());
                facts.IsStored = constraint.Flag("skip_validation");
                if (!facts.IsStored)
                    facts.Add(new Effect.Scans(name, "every column of the domain is checked, in every table"));
                Queries.Walk(constraint["raw_expr"], facts);
                facts.IsStored = false;
                break;
        }
    }

    /// <summary>CREATE TYPE, AGGREGATE, OPERATOR, COLLATION and TEXT SEARCH share one node.</summary>
    internal static void Define(Node body, StatementFacts facts)
    {
        var word = ObjectWords.Of(body.Text("kind"));
        var name = body.Name("defnames");
        if (body.Text("kind") is "OBJECT_COLLATION" or "OBJECT_TSCONFIGURATION" or "OBJECT_TSDICTIONARY")
        {
            facts.Name("CREATE " + word.ToUpperInvariant());
            facts.Creates(name, word);
            Tables.Undo(body.Flag("if_not_exists"), word.ToUpperInvariant(), name, facts);
        }
        else
            Routines.Attach("CREATE", word, name, facts);
    }

    internal static void AlterCollation(Node body, StatementFacts facts)
    {
        facts.Name("ALTER COLLATION");
        facts.Alters(body.Name("collname"), "takes the system's version of the collation as the recorded one");
    }

    internal static void AlterTextSearch(string kind, string field, Node body, StatementFacts facts)
    {
        facts.Name("ALTER TEXT SEARCH " + kind);
        facts.Alters(body.Name(field), "changes how text is split and normalised");
    }

    /// <summary>Definitions that name functions make the server call them later.</summary>
    private static void Functions(Node body, string field, StatementFacts facts)
    {
        foreach (var option in body.Items(field, "DefElem"))
            if (option["arg"]["TypeName"] is { Exists: true } function
                && option.Text("defname") is not ("subtype" or "collation" or "multirange_type_name" or "storage") and var role)
                facts.Add(new Effect.RunsCode($"attaches the function {function.Name("names")} as {role}"));
    }

    private static string Escape(string text) => text.Replace("'", "''", StringComparison.Ordinal);
}
