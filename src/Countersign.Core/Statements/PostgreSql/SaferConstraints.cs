using Countersign.Analysis.Rules;
using static Countersign.Analysis.Rules.PostgreSqlLockRules;

namespace Countersign.Statements.PostgreSql;

/// <summary>Safer forms of ALTER TABLE … SET NOT NULL and ADD CONSTRAINT, where that is all the statement does.</summary>
internal static class SaferConstraints
{
    internal const string Later = "\n\n-- and in a script after it:\n";

    internal static string? Of(Rule rule, Node body, StatementText text)
    {
        if (body.Items("cmds", "AlterTableCmd").ToArray() is not [var change] || body.Flag("missing_ok"))
            return null;
        var table = body["relation"].Relation;
        var constraint = change["def"]["Constraint"];
        if (rule == NotNullScans && change.Text("subtype") == "AT_SetNotNull")
            return NotNull(table, change.Text("name"));
        if (change.Text("subtype") != "AT_AddConstraint")
            return null;
        if (rule == ForeignKeyScans || rule == CheckScans)
            return NotValid(table, constraint, text);
        return rule == ConstraintBuildsIndex ? UsingIndex(table, constraint) : null;
    }

    private static string NotNull(ObjectName table, string column)
    {
        var alter = $"ALTER TABLE {Quoting.Quote(table)} ";
        var name = Quoting.Quote(SaferForms.Short($"{table.Name}_{column}_not_null"));
        return SaferForms.Apart
            + $"{alter}ADD CONSTRAINT {name} CHECK ({Quoting.Quote(column)} IS NOT NULL) NOT VALID;\n"
            + $"{alter}VALIDATE CONSTRAINT {name};\n"
            + $"{alter}ALTER COLUMN {Quoting.Quote(column)} SET NOT NULL;\n"
            + $"{alter}DROP CONSTRAINT {name};";
    }

    /// <summary>A constraint without a name gets one, so that it can be validated by it.</summary>
    private static string? NotValid(ObjectName table, Node constraint, StatementText text)
    {
        var columns = string.Join('_', constraint.Strings("fk_attrs"));
        var suffix = constraint.Text("contype") == "CONSTR_FOREIGN" ? "fkey" : "check";
        var given = constraint.TextOrNull("conname");
        var name = Quoting.Quote(given ?? SaferForms.Short($"{table.Name}_{(columns.Length > 0 ? columns + "_" : "")}{suffix}"));
        List<StatementText.Edit> edits = [new(text.End, text.End, " NOT VALID")];
        if (given is null)
        {
            if (text.IndexAt(constraint.Number("location")) is not (> 0 and var start))
                return null;
            edits.Add(text.After(start - 1, $" CONSTRAINT {name}"));
        }

        return text.With(edits) + Later + $"ALTER TABLE {Quoting.Quote(table)} VALIDATE CONSTRAINT {name};";
    }

    private static string? UsingIndex(ObjectName table, Node constraint)
    {
        var keys = constraint.Strings("keys").ToList();
        if (keys.Count == 0 || constraint.Has("including") || constraint.Has("options") || constraint.Flag("deferrable")
            || constraint.Flag("nulls_not_distinct") || constraint.Flag("without_overlaps") || constraint.Has("indexspace"))
            return null;
        var isKey = constraint.Text("contype") == "CONSTR_PRIMARY";
        var name = Quoting.Quote(constraint.TextOrNull("conname")
            ?? SaferForms.Short(isKey ? $"{table.Name}_pkey" : $"{table.Name}_{string.Join('_', keys)}_key"));
        return SaferForms.Apart
            + $"CREATE UNIQUE INDEX CONCURRENTLY {name} ON {Quoting.Quote(table)} ({string.Join(", ", keys.Select(Quoting.Quote))});\n"
            + $"ALTER TABLE {Quoting.Quote(table)} ADD CONSTRAINT {name} {(isKey ? "PRIMARY KEY" : "UNIQUE")} USING INDEX {name};";
    }
}
