namespace Countersign.Statements.PostgreSql;

/// <summary>ALTER TABLE and its relatives, which share one node: a list of changes to one object.</summary>
internal static class AlterTables
{
    internal static void Alter(Node body, StatementFacts facts)
    {
        var target = body["relation"].Relation;
        var type = body.Has("objtype") ? body.Text("objtype") : body.Text("relkind");
        var kind = ObjectWords.Of(type);
        facts.Name("ALTER " + kind.ToUpperInvariant());
        facts.Touch(target);

        var changes = new TableChanges(target, kind, facts);
        foreach (var change in body.Items("cmds", "AlterTableCmd"))
            changes.Read(change);
        if (type != "OBJECT_TYPE") // A composite type has no rows to keep others from.
            facts.Locks(target, changes.Lock);
        if (body.Flag("missing_ok"))
            facts.CannotBeUndone("IF EXISTS hides whether there was anything to change");
        else if (changes.Undo() is { } undo)
            facts.UndoneBy($"ALTER {kind.ToUpperInvariant()} {Quoting.Quote(target)} {undo};");
        else
            facts.CannotBeUndone(changes.WhyNot);
    }

    /// <summary>ALTER TABLE ALL IN TABLESPACE … SET TABLESPACE.</summary>
    internal static void MoveAll(Node body, StatementFacts facts)
    {
        var kind = ObjectWords.Of(body.Text("objtype"));
        var from = new ObjectName(null, body.Text("orig_tablespacename"));
        facts.Name($"ALTER {kind.ToUpperInvariant()} ALL IN TABLESPACE");
        facts.Alters(from, $"moves every {kind} to {body.Text("new_tablespacename")}");
        facts.Add(new Effect.Rewrites(from, "every file is copied to the other tablespace"));
        facts.Locks(from, LockMode.AccessExclusive);
    }
}
