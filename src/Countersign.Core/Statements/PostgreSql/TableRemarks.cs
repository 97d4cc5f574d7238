using Countersign.Analysis;
using static Countersign.Analysis.Rules.PostgreSqlDataRules;
using static Countersign.Analysis.Rules.PostgreSqlLockRules;

namespace Countersign.Statements.PostgreSql;

/// <summary>What the rules remark on the changes of an ALTER TABLE.</summary>
internal static class TableRemarks
{
    internal static IEnumerable<Remark> On(Node body, ScriptSoFar above, StatementFacts facts)
    {
        var table = body["relation"].Relation;
        var type = body.Has("objtype") ? body.Text("objtype") : body.Text("relkind"); // Major 13 says relkind.
        return type != "OBJECT_TABLE" || above.IsNew(table)
            ? []
            : body.Items("cmds", "AlterTableCmd").SelectMany(c => OnChange(c, table, above, facts));
    }

    private static IEnumerable<Remark> OnChange(Node change, ObjectName table, ScriptSoFar above, StatementFacts facts)
    {
        var name = change.Text("name");
        return change.Text("subtype") switch
        {
            "AT_SetNotNull" when !above.IsProvenNotNull(table, name) => [NotNull(table, $"`{name}`")],
            "AT_DropColumn" => [new(LosesData, Severity.Error, $"column `{name}` of `{table}` and its values are gone")],
            "AT_AlterColumnType" =>
                [new(TypeRewrites, Severity.Warning, $"`{table}` is written anew unless `{name}` has a type that is stored alike")],
            "AT_DropNotNull" => [new(LetsBeNull, Severity.Warning, $"`{name}` of `{table}` may be null from now on")],
            "AT_ValidateConstraint" when above.IsUnproven(table, name) => [new(ValidatesUnderLock, Severity.Warning,
                $"every row of `{table}` is checked under the lock that adding `{name}` took")],
            "AT_AddColumn" => OnColumn(change["def"]["ColumnDef"], table, facts),
            "AT_AddConstraint" => OnConstraint(change["def"]["Constraint"], table),
            _ => [],
        };
    }

    private static Remark NotNull(ObjectName table, string what) =>
        new(NotNullScans, Severity.Warning, $"every row of `{table}` is read to see that {what} holds no null, while nobody can use the table");

    private static IEnumerable<Remark> OnColumn(Node column, ObjectName table, StatementFacts facts)
    {
        var constraints = column.Items("constraints", "Constraint").ToList();
        var types = constraints.Select(c => c.Text("contype")).ToHashSet();
        var rewrites = Constraints.RewriteReason(column, constraints, facts);
        var isFilled = rewrites is not null || types.Overlaps(["CONSTR_DEFAULT", "CONSTR_GENERATED"]);
        if (rewrites is not null)
            yield return new(AddColumnRewrites, Severity.Warning, $"`{table}` is written anew: {rewrites}");
        if (!isFilled && types.Overlaps(["CONSTR_NOTNULL", "CONSTR_PRIMARY"]))
            yield return new(NotNullWithoutDefault, Severity.Error, $"this fails if `{table}` has a row");
        foreach (var constraint in constraints)
            // With nothing but nulls in the column, no row has anything to look up.
            if (constraint.Text("contype") != "CONSTR_FOREIGN" || types.Contains("CONSTR_DEFAULT"))
                foreach (var remark in OnConstraint(constraint, table).Where(r => r.Rule != NotNullScans))
                    yield return remark;
    }

    private static IEnumerable<Remark> OnConstraint(Node constraint, ObjectName table)
    {
        var isTrusted = constraint.Flag("skip_validation");
        return constraint.Text("contype") switch
        {
            "CONSTR_FOREIGN" when !isTrusted =>
                [new(ForeignKeyScans, Severity.Warning, $"every row of `{table}` is checked while writes to it and to `{constraint["pktable"].Relation}` wait")],
            "CONSTR_CHECK" when !isTrusted =>
                [new(CheckScans, Severity.Warning, $"every row of `{table}` is checked while nobody can use the table")],
            "CONSTR_NOTNULL" when !isTrusted => [NotNull(table, "the column")],
            "CONSTR_EXCLUSION" => [new(ExclusionBuildsIndex, Severity.Warning, $"nobody can use `{table}` while the index is built")],
            "CONSTR_PRIMARY" when constraint.Has("indexname") => [new(KeyMayBeNull, Severity.Notice,
                $"unless the columns of `{constraint.Text("indexname")}` are NOT NULL already, every row of `{table}` is read while nobody can use it")],
            "CONSTR_UNIQUE" or "CONSTR_PRIMARY" when !constraint.Has("indexname") =>
                [new(ConstraintBuildsIndex, Severity.Warning, $"nobody can use `{table}` while the index is built")],
            _ => [],
        };
    }
}
