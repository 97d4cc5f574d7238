namespace Countersign.Statements.PostgreSql;

/// <summary>Foreign data: code and credentials that reach other servers.</summary>
internal static class Foreign
{
    internal static void Wrapper(string kind, Node body, StatementFacts facts)
    {
        var name = new ObjectName(null, body.Text("fdwname"));
        facts.Name(kind);
        facts.Alters(name, "changes the foreign data wrapper");
        facts.Add(new Effect.RunsCode($"attaches functions to the foreign data wrapper {name}"));
    }

    internal static void Server(string kind, Node body, StatementFacts facts)
    {
        var name = new ObjectName(null, body.Text("servername"));
        facts.Name(kind);
        if (kind == "CREATE SERVER")
        {
            facts.Creates(name, "server");
            Tables.Undo(body.Flag("if_not_exists"), "SERVER", name, facts);
        }

        facts.Grants(name, "changes where foreign tables reach");
    }

    internal static void UserMapping(string kind, Node body, StatementFacts facts)
    {
        facts.Name(kind);
        facts.Grants(new(null, body.Text("servername")), $"changes the credentials that {Roles.NameOf(body["user"])} uses there");
    }

    internal static void Import(Node body, StatementFacts facts)
    {
        facts.Name("IMPORT FOREIGN SCHEMA");
        facts.Touch(new(null, body.Text("local_schema")));
        facts.Add(new Effect.Opaque($"makes the foreign tables that the server {body.Text("server_name")} tells it to"));
    }
}
