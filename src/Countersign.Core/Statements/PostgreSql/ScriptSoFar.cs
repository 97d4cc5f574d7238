namespace Countersign.Statements.PostgreSql;

/// <summary>
/// What the statements above made, so that a remark is not about something that nobody else can be using yet. Changes as
/// the script is read, from top to bottom.
/// </summary>
internal sealed class ScriptSoFar(Script script, ServerFacts server)
{
    /// <summary>The name that stands for the session's own schema of temporary tables, which is looked into first.</summary>
    private const string Temporary = "pg_temp";

    private readonly HashSet<ObjectName> _made = [];
    private readonly Dictionary<(ObjectName Table, string Constraint), string> _unproven = [];
    private readonly HashSet<(ObjectName Table, string Column)> _proven = [];
    private readonly HashSet<(ObjectName Table, string Constraint)> _notValid = [];
    private readonly HashSet<ObjectName> _altered = [];
    private readonly List<ObjectName> _held = [];

    private readonly Dictionary<string, StatementFacts> _carried = new(StringComparer.Ordinal);

    /// <summary>See <see cref="StatementFacts.Carried"/>.</summary>
    internal IReadOnlyDictionary<string, StatementFacts> Carried => _carried;

    /// <summary>Tables that everybody is kept from until the script commits, in the order in which they were locked.</summary>
    internal IReadOnlyList<ObjectName> Held => _held;

    /// <summary>Whether a statement above altered the table in the same transaction.</summary>
    internal bool IsAltered(ObjectName table) => _altered.Contains(Found(table));

    /// <summary>Whether a statement above locked it against everybody.</summary>
    internal bool IsHeld(ObjectName table) => _held.Exists(h => Found(h) == Found(table));

    /// <summary>Whether the constraint was added NOT VALID in the same transaction.</summary>
    internal bool IsUnproven(ObjectName table, string constraint) => script.IsTransactional && _notValid.Contains((Resolved(table), constraint));

    /// <summary>Whether a statement above made the object, for certain.</summary>
    internal bool IsNew(ObjectName name) => _made.Contains(Found(name));

    /// <summary>
    /// Whether a statement above proved that a column holds no null. Within one transaction that is no help: the lock
    /// which adding the CHECK took is still held while it is validated.
    /// </summary>
    internal bool IsProvenNotNull(ObjectName table, string column) =>
        !script.IsTransactional && _proven.Contains((Resolved(table), column));

    /// <summary>Takes a statement into account, after it was remarked on.</summary>
    internal void Add(Node statement, StatementFacts facts)
    {
        var (type, body) = statement.Open();
        if (Prepared.Carried(statement, server) is { } carried)
            _carried[carried.Key] = carried.Facts;
        if (type is "DeallocateStmt" or "ClosePortalStmt" or "DiscardStmt") // What is run after that is not known.
            _carried.Clear();
        if (script.IsTransactional)
            Hold(type, body, facts);
        if (type == "DropStmt")
            foreach (var dropped in facts.Effects.OfType<Effect.Drops>())
                _made.Remove(Found(dropped.Object));
        if (type == "RenameStmt" && body.Text("renameType") is "OBJECT_TABLE" or "OBJECT_INDEX"
            && Found(body["relation"].Relation) is var old && _made.Remove(old))
            _made.Add(old with { Name = body.Text("newname") });
        if (type == "AlterTableStmt")
            foreach (var change in body.Items("cmds", "AlterTableCmd"))
                Prove(Resolved(body["relation"].Relation), change);
        var mayBeOlder = body.Flag("if_not_exists") || body.Flag("replace") || type == "DoStmt"; // A block may stop short of it.
        if (!mayBeOlder && body.Text("oncommit") != "ONCOMMIT_DROP") // What a commit drops may be gone again.
            foreach (var made in facts.Effects.OfType<Effect.Creates>().Where(c => SharesNamesOfTables(c.What)))
                _made.Add(made.What == "temporary table" ? made.Object with { Schema = Temporary } : Resolved(made.Object));
    }

    /// <summary>Locks of a transaction end with it; what is new is locked against nobody.</summary>
    private void Hold(string type, Node body, StatementFacts facts)
    {
        foreach (var locked in facts.Effects.OfType<Effect.Locks>().Where(l => l.Mode == LockMode.AccessExclusive && !IsNew(l.Object)))
            if (!IsHeld(locked.Object))
                _held.Add(locked.Object);
        if (type == "AlterTableStmt" && !IsNew(body["relation"].Relation))
            _altered.Add(Found(body["relation"].Relation));
    }

    /// <summary>A function may be called like a table that is there; an index may not.</summary>
    private static bool SharesNamesOfTables(string what) => what is "table" or "temporary table" or "foreign table"
        or "materialized view" or "view" or "index" or "unique index";

    private void Prove(ObjectName table, Node change)
    {
        var constraint = change["def"]["Constraint"];
        if (change.Text("subtype") == "AT_AddConstraint" && constraint.Flag("skip_validation"))
            _notValid.Add((table, constraint.Text("conname")));
        if (change.Text("subtype") == "AT_AddConstraint" && constraint.Text("contype") == "CONSTR_CHECK" && NotNullColumn(constraint) is { } column)
            _unproven[(table, constraint.Text("conname"))] = column;
        if (change.Text("subtype") == "AT_ValidateConstraint" && _unproven.TryGetValue((table, change.Text("name")), out var validated))
            _proven.Add((table, validated));
    }

    /// <summary>The column of `CHECK (column IS NOT NULL)`.</summary>
    private static string? NotNullColumn(Node constraint)
    {
        var test = constraint["raw_expr"]["NullTest"];
        return test.Text("nulltesttype") == "IS_NOT_NULL" && test["arg"]["ColumnRef"].Strings("fields").ToArray() is [var column] ? column : null;
    }

    /// <summary>A temporary table hides every other of its name.</summary>
    private ObjectName Found(ObjectName name) =>
        name.Schema is null && name with { Schema = Temporary } is var temporary && _made.Contains(temporary) ? temporary : Resolved(name);

    /// <summary>With one schema on the search path, a name without a schema can only mean that one.</summary>
    private ObjectName Resolved(ObjectName name) =>
        name.Schema is null && server.SearchPath is [var only] ? name with { Schema = only } : name;
}
