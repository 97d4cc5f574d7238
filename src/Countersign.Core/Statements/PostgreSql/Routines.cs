namespace Countersign.Statements.PostgreSql;

/// <summary>Code: what installs it and what runs it. Its body is not read, so its effects are not known.</summary>
internal static class Routines
{
    internal static void Create(Node body, StatementFacts facts)
    {
        var word = body.Flag("is_procedure") ? "procedure" : "function";
        var name = body.Name("funcname");
        facts.Name("CREATE " + word.ToUpperInvariant());
        facts.Creates(name, word);
        if (body.Flag("replace"))
            facts.Alters(name, $"takes the place of the {word} that is there");
        facts.Add(new Effect.RunsCode(Option(body, "security") is "true" or "1"
            ? $"installs the {word} {name}, which runs with its owner's rights"
            : $"installs the {word} {name}"));
        facts.Add(new Effect.Opaque($"the body of the {word} is not read"));
        facts.CannotBeUndone(body.Flag("replace")
            ? $"the statement does not say what the {word} was before"
            : $"which {word} of that name it is depends on types that the server resolves");
    }

    private static string? Option(Node body, string name) =>
        body.Items("options", "DefElem").Where(o => o.Text("defname") == name).Select(o => o["arg"].Constant).LastOrDefault();

    internal static void Alter(Node body, StatementFacts facts)
    {
        var word = ObjectWords.Of(body.Text("objtype"));
        var name = body["func"].Name("objname");
        facts.Name("ALTER " + word.ToUpperInvariant());
        facts.Alters(name, $"changes how the {word} runs");
        facts.Add(new Effect.RunsCode($"changes how the {word} {name} runs"));
    }

    internal static void CreateTrigger(Node body, StatementFacts facts)
    {
        var table = body["relation"].Relation;
        var (trigger, function) = (body.Text("trigname"), body.Name("funcname"));
        facts.Name("CREATE TRIGGER");
        facts.Creates(new(table.Schema, trigger), "trigger");
        facts.Alters(table, $"runs {function} when its rows change");
        facts.Add(new Effect.RunsCode($"installs the trigger {trigger}, which calls {function}"));
        facts.Add(new Effect.Opaque($"what {function} does to later statements is not read"));
        facts.Locks(table, LockMode.ShareRowExclusive);
        Queries.WalkStored(body["whenClause"], facts);
        if (!body.Flag("replace"))
            facts.UndoneBy($"DROP TRIGGER {Quoting.Quote(trigger)} ON {Quoting.Quote(table)};");
    }

    internal static void CreateEventTrigger(Node body, StatementFacts facts)
    {
        var name = new ObjectName(null, body.Text("trigname"));
        facts.Name("CREATE EVENT TRIGGER");
        facts.Creates(name, "event trigger");
        facts.Add(new Effect.RunsCode($"installs the event trigger {name}, which calls {body.Name("funcname")}"));
        facts.Add(new Effect.Opaque($"what {body.Name("funcname")} does to later statements is not read"));
        facts.UndoneBy($"DROP EVENT TRIGGER {Quoting.Quote(name)};");
    }

    internal static void AlterEventTrigger(Node body, StatementFacts facts)
    {
        facts.Name("ALTER EVENT TRIGGER");
        facts.Alters(new(null, body.Text("trigname")), "changes when it runs");
        facts.Add(new Effect.RunsCode("changes which code runs for later statements"));
    }

    internal static void CreateRule(Node body, StatementFacts facts)
    {
        var table = body["relation"].Relation;
        facts.Name("CREATE RULE");
        facts.Alters(table, $"rewrites statements about it by rule {body.Text("rulename")}");
        facts.Add(new Effect.RunsCode($"installs the rule {body.Text("rulename")}, which replaces or adds statements"));
        facts.Add(new Effect.Opaque("what the rule does to later statements is not read"));
        facts.Locks(table, LockMode.AccessExclusive);
        if (!body.Flag("replace"))
            facts.UndoneBy($"DROP RULE {Quoting.Quote(body.Text("rulename"))} ON {Quoting.Quote(table)};");
    }

    internal static void Do(Node body, StatementFacts facts)
    {
        Runs("DO", "an anonymous block", facts);
        BlockBodies.Read(body, facts);
    }

    internal static void Call(Node body, StatementFacts facts)
    {
        facts.Touch(body["funccall"].Name("funcname"));
        Runs("CALL", $"the procedure {body["funccall"].Name("funcname")}", facts);
        Queries.Walk(body["funccall"].Items("args"), facts);
    }

    internal static void Load(Node body, StatementFacts facts) =>
        Runs("LOAD", $"the library `{body.Text("filename")}` inside the server", facts);

    internal static void Notify(Node body, StatementFacts facts)
    {
        facts.Name("NOTIFY");
        facts.Add(new Effect.RunsCode($"wakes whoever listens to {body.Text("conditionname")}"));
        facts.CannotBeUndone("a notification cannot be taken back");
    }

    /// <summary>Objects whose whole point is to attach functions: operators, casts, aggregates, languages …</summary>
    internal static void Attach(string verb, string word, ObjectName name, StatementFacts facts)
    {
        facts.Name($"{verb} {word.ToUpperInvariant()}");
        if (verb == "CREATE")
            facts.Creates(name, word);
        else
            facts.Alters(name, "changes the functions it stands for");
        facts.Add(new Effect.RunsCode($"attaches functions to the {word} {name}"));
        facts.Add(new Effect.Opaque("what the functions do to later statements is not read"));
    }

    private static void Runs(string kind, string what, StatementFacts facts)
    {
        facts.Name(kind);
        facts.Add(new Effect.RunsCode($"runs {what}"));
        facts.Add(new Effect.Opaque($"what {what} does is not read"));
        facts.CannotBeUndone("what the code did is not known");
    }
}
