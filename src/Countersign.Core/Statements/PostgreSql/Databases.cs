namespace Countersign.Statements.PostgreSql;

/// <summary>What belongs to the server rather than to one database.</summary>
internal static class Databases
{
    internal static void Create(Node body, StatementFacts facts)
    {
        var name = new ObjectName(null, body.Text("dbname"));
        facts.Name("CREATE DATABASE");
        facts.Creates(name, "database");
        facts.RunsAlone("CREATE DATABASE");
        facts.UndoneBy($"DROP DATABASE {Quoting.Quote(name)};");
    }

    internal static void Drop(Node body, StatementFacts facts)
    {
        var name = new ObjectName(null, body.Text("dbname"));
        facts.Name("DROP DATABASE");
        facts.Touch(name);
        facts.Add(new Effect.Drops(name, "database"));
        facts.Add(new Effect.DestroysData(name, "drops every table of the database"));
        facts.RunsAlone("DROP DATABASE");
        facts.CannotBeUndone("everything in the database is gone");
    }

    internal static void Alter(Node body, StatementFacts facts)
    {
        var options = body.Items("options", "DefElem").Select(o => o.Text("defname")).ToList();
        facts.Name("ALTER DATABASE");
        facts.Alters(new(null, body.Text("dbname")), options.Count == 0
            ? "takes the system's collation version as the recorded one"
            : $"changes {string.Join(", ", options)}");
        if (options.Contains("tablespace"))
            facts.RunsAlone("ALTER DATABASE … SET TABLESPACE");
    }

    internal static void AlterSystem(Node body, StatementFacts facts)
    {
        var setting = body["setstmt"].TextOrNull("name") ?? "every setting";
        facts.Name("ALTER SYSTEM");
        facts.Alters(new(null, "the server"), $"changes {setting} for all sessions of all databases");
        facts.Add(new Effect.ChangesSession($"changes {setting} of later sessions"));
        facts.RunsAlone("ALTER SYSTEM");
    }

    internal static void CreateTablespace(Node body, StatementFacts facts)
    {
        var name = new ObjectName(null, body.Text("tablespacename"));
        facts.Name("CREATE TABLESPACE");
        facts.Creates(name, "tablespace");
        facts.RunsAlone("CREATE TABLESPACE");
        facts.UndoneBy($"DROP TABLESPACE {Quoting.Quote(name)};");
    }

    internal static void DropTablespace(Node body, StatementFacts facts)
    {
        var name = new ObjectName(null, body.Text("tablespacename"));
        facts.Name("DROP TABLESPACE");
        facts.Touch(name);
        facts.Add(new Effect.Drops(name, "tablespace"));
        facts.RunsAlone("DROP TABLESPACE");
    }

    internal static void AlterTablespace(Node body, StatementFacts facts)
    {
        facts.Name("ALTER TABLESPACE");
        facts.Alters(new(null, body.Text("tablespacename")), "changes options");
    }
}
