namespace Countersign.Targets.SqlServer.Models.Folding;

/// <summary>What a column is made of; a computed one has its expression in the place of a type.</summary>
/// <param name="Type">Its type, or `AS (…)` with everything that follows.</param>
/// <param name="Mentions">Columns that its expression names.</param>
internal sealed record FoldedColumn(string Name, string Type, ImmutableHashSet<string> Mentions)
{
    internal bool IsComputed { get; init; }

    internal string? Collation { get; init; }

    internal string? Identity { get; init; }

    /// <summary>Null when nothing says.</summary>
    internal bool? Nullable { get; init; }

    internal bool IsRowGuid { get; init; }

    /// <summary>SPARSE, MASKED, GENERATED, FILESTREAM, ENCRYPTED: before NULL in a definition; what ALTER COLUMN leaves of them is not known.</summary>
    internal string? Storage { get; init; }
}

/// <summary>What kind a constraint is of.</summary>
internal enum ConstraintKind
{
    PrimaryKey,
    Unique,
    ForeignKey,
    Check,
    Default,
    Other,
}

/// <summary>A constraint of a table.</summary>
/// <param name="Name">Null where the server makes one up.</param>
/// <param name="Body">As after `CONSTRAINT name`; of a default, without FOR.</param>
/// <param name="Mentions">Columns that an expression in it names, which no rename follows.</param>
internal sealed record FoldedConstraint(string? Name, ConstraintKind Kind, Template Body, ImmutableHashSet<string> Mentions)
{
    /// <summary>The column of a default.</summary>
    internal string? Column { get; init; }

    internal bool IsDisabled { get; init; }
}

/// <summary>A table.</summary>
/// <param name="Tail">What stands after the closing bracket.</param>
internal sealed record FoldedTable(ItemName Name, ImmutableList<FoldedColumn> Columns, ImmutableList<FoldedConstraint> Constraints, string Tail)
{
    /// <summary>Indexes written inside of the table, and its period.</summary>
    internal ImmutableList<(string Name, Template Body, ImmutableHashSet<string> Mentions)> Inline { get; init; } = [];

    /// <summary>What `ALTER TABLE … SET` and `ENABLE CHANGE_TRACKING` say, by what it is about.</summary>
    internal ImmutableSortedDictionary<string, string> Settings { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    internal FoldedColumn? Find(string column) => Columns.Find(c => ItemName.Same(c.Name, column));

    internal FoldedTable With(FoldedColumn column) => this with { Columns = Columns.SetItem(Columns.FindIndex(c => ItemName.Same(c.Name, column.Name)), column) };
}

/// <summary>An index with a statement of its own; statistics are kept likewise.</summary>
/// <param name="Head">Up to the options.</param>
/// <param name="Options">By name, as written.</param>
internal sealed record FoldedIndex(
    ItemName Owner, string Name, Template Head, ImmutableSortedDictionary<string, string> Options, string Tail, ImmutableHashSet<string> Mentions)
{
    internal bool IsDisabled { get; init; }

    internal bool IsClustered { get; init; }
}

/// <summary>A view, procedure, function or trigger: its text, which the server keeps.</summary>
/// <param name="Owner">The table or view of a trigger.</param>
internal sealed record FoldedModule(string Kind, ItemName Name, Template Text, ItemName? Owner)
{
    internal bool IsDisabled { get; init; }
}

/// <summary>Anything else that is made and dropped as a whole.</summary>
/// <param name="Kind">As after DROP: `TYPE`, `SYNONYM`, `ROLE`.</param>
internal sealed record FoldedPlain(string Kind, ItemName Name, Template Text);

/// <summary>Whether a principal may do something.</summary>
/// <param name="On">`OBJECT::[dbo].[t]`, or empty for the database.</param>
internal sealed record FoldedRight(string Verb, string Permission, Template On, string Columns, string Principal, string Option);

