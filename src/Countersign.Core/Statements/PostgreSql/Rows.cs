using static Countersign.Analysis.Rules.PostgreSqlReadingRules;

namespace Countersign.Statements.PostgreSql;

/// <summary>INSERT, UPDATE, DELETE, MERGE, TRUNCATE, COPY: what writes rows.</summary>
internal static class Rows
{
    internal static void Insert(Node body, StatementFacts facts) => Top("INSERT", "InsertStmt", body, facts);

    internal static void Update(Node body, StatementFacts facts) => Top("UPDATE", "UpdateStmt", body, facts);

    internal static void Delete(Node body, StatementFacts facts) => Top("DELETE", "DeleteStmt", body, facts);

    internal static void Merge(Node body, StatementFacts facts) => Top("MERGE", "MergeStmt", body, facts);

    private static void Top(string kind, string type, Node body, StatementFacts facts)
    {
        facts.Name(kind);
        Write(type, body, facts, []);
    }

    /// <summary>A write on its own or inside WITH.</summary>
    internal static void Write(string type, Node body, StatementFacts facts, ImmutableHashSet<string> ctes)
    {
        var table = body["relation"].Relation;
        facts.Touch(table);
        switch (type)
        {
            case { } when Catalogue(table, facts):
                break;
            case "InsertStmt":
                Inserts(body, table, facts);
                break;
            case "UpdateStmt":
                Updates(body, table, facts);
                break;
            case "DeleteStmt":
                facts.Add(new Effect.WritesRows(table, "delete"));
                facts.Add(new Effect.DestroysData(
                    table, IsEveryRow(body["whereClause"]) ? "deletes every row" : "deletes the rows that match"));
                break;
            default:
                Merges(body, table, facts);
                break;
        }

        facts.Locks(table, LockMode.RowExclusive);
        facts.CannotBeUndone("the rows as they were are not kept");
        var was = facts.IsQuery;
        facts.IsQuery = false; // The statement writes anyway; calls in it are reported as code.
        Queries.Walk(body.Json, facts, ctes);
        facts.IsQuery = was;
    }

    private static void Inserts(Node body, ObjectName table, StatementFacts facts)
    {
        facts.Add(new Effect.WritesRows(table, "insert"));
        if (body["onConflictClause"].Text("action") == "ONCONFLICT_UPDATE")
            facts.Add(new Effect.WritesRows(table, "update"));
    }

    private static void Updates(Node body, ObjectName table, StatementFacts facts)
    {
        facts.Add(new Effect.WritesRows(table, "update"));
        if (IsEveryRow(body["whereClause"]))
            facts.Add(new Effect.Rewrites(table, "UPDATE without WHERE writes every row anew"));
    }

    private static void Merges(Node body, ObjectName table, StatementFacts facts)
    {
        facts.Add(new Effect.WritesRows(table, "merge"));
        if (body.Items("mergeWhenClauses", "MergeWhenClause").Any(c => c.Text("commandType") == "CMD_DELETE"))
            facts.Add(new Effect.DestroysData(table, "deletes the rows that match"));
    }

    /// <summary>Missing, or a condition that is plainly true.</summary>
    internal static bool IsEveryRow(Node where)
    {
        if (!where.Exists || where.Constant == "true")
            return true;
        var equality = where["A_Expr"];
        return equality.Name("name").Name == "=" && equality["lexpr"].Constant is { } left && left == equality["rexpr"].Constant;
    }

    /// <summary>Tables of the server itself: a row in them is a setting, a role or a definition.</summary>
    private static bool Catalogue(ObjectName table, StatementFacts facts)
    {
        var isCatalogue = table.Schema is "pg_catalog" or "information_schema"
            || (table.Schema is null && table.Name.StartsWith("pg_", StringComparison.Ordinal));
        if (!isCatalogue)
            return false;
        if (table.Name == "pg_settings")
            facts.Object(Session, "writing to pg_settings changes settings like SET does",
                "use SET with one of the settings that may be changed");
        facts.Add(new Effect.Opaque($"writes to the server's own table {table}"));
        return true;
    }

    internal static void Truncate(Node body, StatementFacts facts)
    {
        facts.Name("TRUNCATE");
        var cascades = body.Text("behavior") == "DROP_CASCADE";
        foreach (var table in body.Items("relations", "RangeVar").Select(r => r.Relation))
        {
            facts.Touch(table);
            facts.Add(new Effect.DestroysData(table,
                cascades ? "removes every row, and every row of all tables that refer to it" : "removes every row"));
            facts.Locks(table, LockMode.AccessExclusive);
        }

        facts.CannotBeUndone("the rows are gone");
    }

    /// <summary>COPY speaks to a client or to the server's files and programs; neither is for a migration.</summary>
    internal static void Copy(Node body, StatementFacts facts)
    {
        facts.Name("COPY");
        if (!body.Has("filename"))
        {
            facts.Object(ClientLanguage, "COPY from or to the client needs a client that sends or takes the data",
                "write the rows as INSERT, or load them outside of migrations");
            return;
        }

        var what = body.Flag("is_program")
            ? $"runs the program `{body.Text("filename")}` on the server"
            : $"{(body.Flag("is_from") ? "reads" : "writes")} the file `{body.Text("filename")}` on the server";
        facts.Add(new Effect.RunsCode(what));
        facts.Add(new Effect.Opaque($"{what}, and what that does is not known"));
        if (body["relation"].Exists && body.Flag("is_from"))
        {
            facts.Add(new Effect.WritesRows(body["relation"].Relation, "insert"));
            facts.Locks(body["relation"].Relation, LockMode.RowExclusive);
        }
        else if (body["relation"].Exists)
            facts.Touch(body["relation"].Relation);

        Queries.Walk(body["query"], facts);
        Queries.Walk(body["whereClause"], facts);
        facts.CannotBeUndone("what a file or a program did is not kept");
    }
}
