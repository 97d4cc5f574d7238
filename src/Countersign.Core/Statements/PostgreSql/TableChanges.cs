namespace Countersign.Statements.PostgreSql;

/// <summary>
/// One ALTER TABLE may hold many changes; the strongest lock any of them needs is taken for all (chapter "ALTER TABLE"
/// of the documentation, unchanged from major 13 to 18 in what is used here).
/// </summary>
internal sealed class TableChanges(ObjectName table, string kind, StatementFacts facts)
{
    private readonly List<string?> _undo = [];

    internal string Lock { get; private set; } = LockMode.AccessShare;

    internal string WhyNot { get; private set; } = "the statement does not say what was there before";

    /// <summary>The changes that undo these, or null when one of them cannot be undone.</summary>
    internal string? Undo() =>
        _undo.Count == 0 || _undo.Contains(null) ? null : string.Join(", ", _undo.AsEnumerable().Reverse());

    internal void Read(Node change)
    {
        var before = _undo.Count;
        var name = change.Text("name");
        var definition = change["def"];
        Lock = LockMode.Stronger(Lock, change.Text("subtype") switch
        {
            "AT_AddColumn" => AddColumn(change, definition["ColumnDef"]),
            "AT_DropColumn" => DropColumn(change, name),
            "AT_AlterColumnType" => AlterType(name, definition["ColumnDef"]),
            "AT_ColumnDefault" => Default(name, definition),
            "AT_SetNotNull" => Scan($"sets {name} not null", "unless a valid CHECK proves it, every row is checked for nulls"),
            "AT_AddConstraint" => AddConstraint(definition["Constraint"]),
            "AT_ValidateConstraint" => Scan(
                $"validates {name}", "every row is checked against the constraint", LockMode.ShareUpdateExclusive),
            "AT_AttachPartition" => Attach(definition["PartitionCmd"]),
            "AT_DetachPartition" or "AT_DetachPartitionFinalize" => Detach(change.Text("subtype"), definition["PartitionCmd"]),
            var subtype => TableOptions.Read(subtype, change, table, kind, facts),
        });
        if (_undo.Count == before)
            _undo.Add(null);
    }

    private string AddColumn(Node change, Node column)
    {
        var name = column.Text("colname");
        facts.Alters(table, $"adds column {name} {TypeText.Of(column["typeName"])}");
        if (kind == "type")
            return LockMode.AccessShare;
        Constraints.AddColumn(column, table, facts);
        if (!change.Flag("missing_ok"))
            _undo.Add($"DROP COLUMN {Quoting.Quote(name)}");
        return LockMode.AccessExclusive;
    }

    private string DropColumn(Node change, string name)
    {
        facts.Alters(table, $"drops column {name}");
        facts.Add(new Effect.Drops(table, $"column {name} of"));
        facts.Add(new Effect.DestroysData(table, change.Text("behavior") == "DROP_CASCADE"
            ? $"drops column {name} and everything that depends on it"
            : $"drops column {name}"));
        WhyNot = $"the values of column {name} are gone";
        return LockMode.AccessExclusive;
    }

    /// <summary>
    /// Some changes of type only touch the catalogue (varchar to a longer varchar), but which ones depends on the
    /// type that is there, which the statement does not say.
    /// </summary>
    private string AlterType(string name, Node column)
    {
        facts.Alters(table, $"changes the type of {name} to {TypeText.Of(column["typeName"])}");
        if (kind == "type")
            return LockMode.AccessShare;
        facts.Add(new Effect.Rewrites(table, $"the type of {name} changes"));
        Queries.Walk(column["raw_default"], facts);
        WhyNot = $"the statement does not say which type {name} had";
        return LockMode.AccessExclusive;
    }

    private string Default(string name, Node expression)
    {
        facts.Alters(table, expression.Exists ? $"sets the default of {name}" : $"drops the default of {name}");
        Queries.WalkStored(expression, facts);
        return LockMode.AccessExclusive;
    }

    private string AddConstraint(Node constraint)
    {
        var mode = Constraints.Add(constraint, table, facts);
        if (constraint.TextOrNull("conname") is { } name)
            _undo.Add($"DROP CONSTRAINT {Quoting.Quote(name)}");
        else
            WhyNot = "the constraint has no name in the statement";
        return mode;
    }

    private string Scan(string what, string because, string mode = LockMode.AccessExclusive)
    {
        facts.Alters(table, what);
        facts.Add(new Effect.Scans(table, because));
        return mode;
    }

    private string Attach(Node partition)
    {
        var name = partition["name"].Relation;
        facts.Alters(table, $"attaches the {(kind == "index" ? "index" : "partition")} {name}");
        if (kind == "index")
            return LockMode.ShareUpdateExclusive;
        facts.Locks(name, LockMode.AccessExclusive);
        facts.Add(new Effect.Scans(name, "unless a valid CHECK proves it, every row is checked against the partition's bounds"));
        Queries.Walk(partition["bound"], facts);
        _undo.Add($"DETACH PARTITION {Quoting.Quote(name)}");
        return LockMode.ShareUpdateExclusive;
    }

    private string Detach(string subtype, Node partition)
    {
        var name = partition["name"].Relation;
        var isConcurrent = partition.Flag("concurrent");
        facts.Alters(table, $"detaches the partition {name}");
        facts.Locks(name, LockMode.AccessExclusive);
        WhyNot = "the statement does not say which bounds the partition had";
        if (isConcurrent)
            facts.RunsAlone("DETACH PARTITION … CONCURRENTLY");
        return isConcurrent || subtype == "AT_DetachPartitionFinalize" ? LockMode.ShareUpdateExclusive : LockMode.AccessExclusive;
    }
}
