using System.Text.Json;

namespace Countersign.Statements.PostgreSql;

/// <summary>
/// Walks queries and expressions wherever they stand in a statement, and reports what is hidden in them: relations,
/// calls, writes in WITH, row locks. Only names of common table expressions that are in scope are taken for such.
/// </summary>
internal static class Queries
{
    private static readonly ImmutableHashSet<string> NoNames = ImmutableHashSet<string>.Empty;

    /// <summary>SELECT, VALUES and TABLE as a statement of its own.</summary>
    internal static void Select(Node body, StatementFacts facts)
    {
        facts.Name(body["intoClause"].Exists ? "SELECT INTO" : body.Has("valuesLists") ? "VALUES" : "SELECT");
        ReadOnly(body, facts);
        if (body["intoClause"]["rel"] is { Exists: true } made)
            facts.UndoneBy($"DROP TABLE {Quoting.Quote(made.Relation)};");
        else
            facts.CannotBeUndone("there is nothing to undo in a query");
    }

    /// <summary>Walks something that claims only to read; it gets that word only when nothing contradicts.</summary>
    internal static void ReadOnly(Node query, StatementFacts facts)
    {
        facts.IsQuery = true;
        var before = facts.Effects.Count;
        Walk(query, facts);
        facts.IsQuery = false;
        if (facts.Effects.Count == before)
            foreach (var name in facts.Objects.DefaultIfEmpty(new ObjectName(null, "constants")))
                facts.Add(new Effect.Reads(name));
        if (facts.LocksRows)
            foreach (var name in facts.Objects)
                facts.Locks(name, LockMode.RowShare);
    }

    /// <summary>Walks a query or an expression that is part of something else.</summary>
    internal static void Walk(Node node, StatementFacts facts) => Walk(node.Json, facts, NoNames);

    /// <summary>Walks an expression or a query that becomes part of a definition.</summary>
    internal static void WalkStored(Node node, StatementFacts facts)
    {
        var was = facts.IsStored;
        facts.IsStored = true;
        Walk(node, facts);
        facts.IsStored = was;
    }

    internal static void Walk(IEnumerable<Node> nodes, StatementFacts facts)
    {
        foreach (var node in nodes)
            Walk(node, facts);
    }

    internal static void Walk(JsonElement json, StatementFacts facts, ImmutableHashSet<string> ctes)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Array:
                foreach (var item in json.EnumerateArray())
                    Walk(item, facts, ctes);
                break;
            case JsonValueKind.Object:
                ctes = WithNames(new(json), facts, ctes);
                foreach (var property in json.EnumerateObject())
                    if (property.Value.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
                        Visit(property.Name, new(property.Value), facts, ctes);
                break;
        }
    }

    private static void Visit(string name, Node body, StatementFacts facts, ImmutableHashSet<string> ctes)
    {
        switch (name)
        {
            case "withClause": // Walked where its names come into scope.
                return;
            case "InsertStmt" or "UpdateStmt" or "DeleteStmt" or "MergeStmt":
                Rows.Write(name, body, facts, ctes);
                return;
            case "RangeVar" when body.Has("schemaname") || !ctes.Contains(body.Text("relname")):
                facts.Touch(body.Relation);
                break;
            case "FuncCall":
                Calls.Call(body.Name("funcname"), body, facts);
                break;
            case "A_Expr" or "SubLink" or "SortBy":
                Calls.Operator(body, facts);
                break;
            case "TypeCast":
                Calls.Cast(body["typeName"].Name("names"), facts);
                break;
            case "typeName" or "TypeName": // json_to_record(…) AS x(a type), XMLTABLE, JSON_TABLE …
                Calls.Cast(body.Name("names"), facts);
                return;
            case "RangeTableSample" when body.Name("method") is not { Schema: null or "pg_catalog", Name: "bernoulli" or "system" }:
                facts.UnknownCode($"samples by {body.Name("method")}");
                break;
            case "intoClause":
                facts.Creates(body["rel"].Relation, "table");
                break;
            case "lockingClause": // Its relations are named by alias.
                facts.LocksRows = true;
                return;
        }

        Walk(body.Json, facts, ctes);
    }

    /// <summary>Without RECURSIVE, a common table expression sees the ones before it and not itself.</summary>
    private static ImmutableHashSet<string> WithNames(Node query, StatementFacts facts, ImmutableHashSet<string> ctes)
    {
        var with = query["withClause"];
        if (!with.Exists)
            return ctes;
        if (with.Flag("recursive"))
            ctes = ctes.Union(with.Items("ctes", "CommonTableExpr").Select(c => c.Text("ctename")));
        foreach (var cte in with.Items("ctes", "CommonTableExpr"))
        {
            Walk(cte.Json, facts, ctes);
            ctes = ctes.Add(cte.Text("ctename"));
        }

        return ctes;
    }
}
