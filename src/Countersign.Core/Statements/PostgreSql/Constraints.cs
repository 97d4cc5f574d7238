namespace Countersign.Statements.PostgreSql;

/// <summary>Constraints and defaults, where they are declared and what declaring them costs.</summary>
internal static class Constraints
{
    /// <summary>In CREATE TABLE: nothing to check yet, but a foreign key locks the table it refers to.</summary>
    /// <param name="isStored">False when the constraint's expression runs at once, on the rows that are there.</param>
    internal static void Install(Node constraint, ObjectName table, bool isStored, StatementFacts facts)
    {
        var parent = constraint["pktable"];
        if (parent.Exists && parent.Relation != table)
            facts.Locks(parent.Relation, LockMode.ShareRowExclusive);
        facts.IsStored = isStored;
        Queries.Walk(constraint["raw_expr"], facts);
        Queries.Walk(constraint["where_clause"], facts);
        Queries.Walk(constraint.Items("exclusions"), facts);
        facts.IsStored = false;
    }

    /// <summary>In ALTER TABLE ADD: also what is read to prove it, and the lock meanwhile.</summary>
    /// <returns>The lock on the table itself.</returns>
    internal static string Add(Node constraint, ObjectName table, StatementFacts facts)
    {
        Install(constraint, table, constraint.Flag("skip_validation"), facts);
        var name = constraint.TextOrNull("conname");
        facts.Alters(table, $"adds {Word(constraint)}{(name is null ? "" : $" {name}")}");
        if (constraint["pktable"].Exists)
            facts.Locks(constraint["pktable"].Relation, LockMode.ShareRowExclusive);
        if (Proof(constraint) is { } because)
            facts.Add(new Effect.Scans(table, because));
        return constraint.Text("contype") == "CONSTR_FOREIGN" ? LockMode.ShareRowExclusive : LockMode.AccessExclusive;
    }

    private static string Word(Node constraint) => constraint.Text("contype") switch
    {
        "CONSTR_PRIMARY" => "primary key",
        "CONSTR_UNIQUE" => "unique constraint",
        "CONSTR_CHECK" => "check constraint",
        "CONSTR_FOREIGN" => "foreign key",
        "CONSTR_EXCLUSION" => "exclusion constraint",
        "CONSTR_NOTNULL" => "not null constraint",
        _ => "constraint",
    };

    private static string? Proof(Node constraint)
    {
        if (constraint.Flag("skip_validation"))
            return null;
        return constraint.Text("contype") switch
        {
            "CONSTR_PRIMARY" when constraint.Has("indexname") => "the columns of the key must be proven not null",
            "CONSTR_UNIQUE" when constraint.Has("indexname") => null,
            "CONSTR_PRIMARY" or "CONSTR_UNIQUE" or "CONSTR_EXCLUSION" => "its index is built",
            "CONSTR_FOREIGN" => "every row is checked against the foreign key",
            _ => "every row is checked against the constraint",
        };
    }

    /// <summary>ALTER TABLE ADD COLUMN.</summary>
    internal static void AddColumn(Node column, ObjectName table, StatementFacts facts)
    {
        var constraints = column.Items("constraints", "Constraint").ToList();
        var hasDefault = constraints.Any(c => c.Text("contype") == "CONSTR_DEFAULT");
        if (RewriteReason(column, constraints, facts) is { } because)
            facts.Add(new Effect.Rewrites(table, because));
        foreach (var constraint in constraints)
        {
            Install(constraint, table, isStored: false, facts);
            var reads = constraint.Text("contype") switch
            {
                "CONSTR_NOTNULL" when !hasDefault && !IsFilled(constraints) => "every row is checked for the missing value",
                "CONSTR_CHECK" when !constraint.Flag("skip_validation") => "every row is checked against the constraint",
                // With nothing but nulls in it, there is nothing to look up.
                "CONSTR_FOREIGN" when hasDefault => "every row is checked against the foreign key",
                "CONSTR_PRIMARY" or "CONSTR_UNIQUE" => "its index is built",
                _ => null,
            };
            if (reads is not null)
                facts.Add(new Effect.Scans(table, reads));
        }
    }

    private static bool IsFilled(List<Node> constraints) =>
        constraints.Any(c => c.Text("contype") is "CONSTR_IDENTITY" or "CONSTR_GENERATED");

    /// <summary>A default that is the same for all rows is stored once, since major 11; others are written to each.</summary>
    internal static string? RewriteReason(Node column, List<Node> constraints, StatementFacts facts)
    {
        if (column["typeName"].Name("names").Name is "serial" or "bigserial" or "smallserial" or "serial2" or "serial4" or "serial8")
            return "each row gets the next value of a new sequence";
        foreach (var constraint in constraints)
            switch (constraint.Text("contype"))
            {
                case "CONSTR_IDENTITY":
                    return "each row gets an identity value";
                case "CONSTR_GENERATED" when constraint.Text("generated_kind") != "v":
                    return "the generated column is computed for each row";
                case "CONSTR_DEFAULT" when Calls.IsVolatile(constraint["raw_expr"], facts):
                    return "the default may differ from row to row";
            }

        return null;
    }
}
