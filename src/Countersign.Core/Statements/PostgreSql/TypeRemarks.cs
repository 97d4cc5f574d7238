using Countersign.Analysis;
using Countersign.Analysis.Rules;
using static Countersign.Analysis.Rules.PostgreSqlTypeRules;

namespace Countersign.Statements.PostgreSql;

/// <summary>What is remarked on types, wherever a statement gives one to a column, and on statements about types.</summary>
internal static class TypeRemarks
{
    internal static IEnumerable<Remark> On(Node statement)
    {
        var (type, body) = statement.Open();
        return type switch
        {
            "CreateStmt" or "AlterTableStmt" => OnColumns(statement),
            "CreateEnumStmt" => [new(FixesValues, Severity.Notice, $"no value of `{body.Name("typeName")}` can be taken away later")],
            "AlterEnumStmt" when body.Has("newVal") && !body.Has("oldVal") && !body.Has("newValNeighbor") =>
                [new(AppendsValue, Severity.Notice, $"'{body.Text("newVal")}' sorts after every other value")],
            "CreateDomainStmt" when body.Items("constraints", "Constraint").Any(c => c.Text("contype") is "CONSTR_CHECK" or "CONSTR_NOTNULL") =>
                [new(DomainChecks, Severity.Notice, $"the constraint of `{body.Name("domainname")}` is hard to change later")],
            "AlterDomainStmt" when Proves(body) =>
                [new(DomainScans, Severity.Warning, $"every column of `{body.Name("typeName")}` is checked, in every table")],
            _ => [],
        };
    }

    /// <summary>The columns to which a statement gives a type.</summary>
    internal static IEnumerable<Node> Columns(Node statement)
    {
        var (type, body) = statement.Open();
        return type == "CreateStmt"
            ? body.Items("tableElts", "ColumnDef")
            : body.Items("cmds", "AlterTableCmd").Select(c => c["def"]["ColumnDef"]).Where(c => c["typeName"].Exists);
    }

    /// <summary>The rule about a column's type, if there is one.</summary>
    internal static Rule? RuleOf(Node type)
    {
        var name = type.Name("names");
        if (name.Schema is not (null or "pg_catalog"))
            return null;
        return name.Name switch
        {
            "serial" or "bigserial" or "smallserial" or "serial2" or "serial4" or "serial8" => PrefersIdentity,
            "bpchar" when type.Has("typmods") => PadsText,
            "varchar" when type.Has("typmods") => LimitsText,
            "timestamp" => LosesZone,
            "int2" or "int4" => RunsOut,
            "json" => ComparesNoJson,
            _ => null,
        };
    }

    /// <summary>One remark a rule, not one a column.</summary>
    private static IEnumerable<Remark> OnColumns(Node statement) =>
        from column in Columns(statement)
        let rule = RuleOf(column["typeName"])
        where rule is not null
        group column by rule into found
        select new Remark(found.Key, Severity.Notice, string.Join(", ", found.Select(Sentence)));

    /// <summary>ALTER COLUMN names the column outside of its definition.</summary>
    private static string Sentence(Node column) =>
        (column.TextOrNull("colname") is { } name ? $"`{name}` is " : "the column becomes ") + TypeText.Of(column["typeName"]);

    /// <summary>Letters up to major 17, words since 18.</summary>
    private static bool Proves(Node body) =>
        body.Text("subtype") is "O" or "AD_SetNotNull"
        || (body.Text("subtype") is "C" or "AD_AddConstraint" && !body["def"]["Constraint"].Flag("skip_validation"));
}
