using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Countersign.Targets.SqlServer.Models.Folding;

/// <summary>CREATE, ALTER and DROP INDEX.</summary>
internal static class FoldedIndexes
{
    /// <summary>How an index is built, which nothing keeps.</summary>
    private static readonly HashSet<IndexOptionKind> OfBuilding =
    [
        IndexOptionKind.DropExisting, IndexOptionKind.Online, IndexOptionKind.SortInTempDB, IndexOptionKind.MaxDop, IndexOptionKind.Resumable,
        IndexOptionKind.MaxDuration, IndexOptionKind.WaitAtLowPriority,
    ];

    internal static bool IsKept(IndexOption option) => !OfBuilding.Contains(option.OptionKind);

    internal static bool Take(TSqlStatement statement, Fold fold)
    {
        switch (statement)
        {
            case CreateIndexStatement create:
                Create(create, fold);
                return true;
            case CreateColumnStoreIndexStatement create:
                Create(create, fold);
                return true;
            case AlterIndexStatement alter:
                Alter(alter, fold);
                return true;
            case DropIndexStatement drop:
                foreach (var clause in drop.DropIndexClauses) Drop(clause, drop.IsIfExists, fold);
                return true;
            default:
                return false;
        }
    }

    internal static Template Columns(ItemName table, IEnumerable<ColumnWithSortOrder> columns) => Template.List(columns.Select(c => Template.Join(
        Template.Column(table, c.Column.MultiPartIdentifier.Identifiers[^1].Value),
        Template.Plain(c.SortOrder switch { SortOrder.Ascending => " ASC", SortOrder.Descending => " DESC", _ => "" }))));

    internal static Template Columns(ItemName table, IEnumerable<ColumnReferenceExpression> columns) =>
        Template.List(columns.Select(c => Template.Column(table, c.MultiPartIdentifier.Identifiers[^1].Value)));

    private static void Create(CreateIndexStatement create, Fold fold)
    {
        if (FoldedTables.IsTemporary(create.OnName)) return;
        var owner = ItemName.Of(create.OnName);
        var kind = create.Clustered switch { true => "CLUSTERED ", false => "NONCLUSTERED ", null => "" };
        var head = Template.Join(
            Template.Plain($"CREATE {(create.Unique ? "UNIQUE " : "")}{kind}INDEX {ItemName.Quote(create.Name.Value)} ON "), Template.Of(owner),
            Template.Plain(" ("), Columns(owner, create.Columns), Template.Plain(")"), Included(owner, create), Where(create.FilterPredicate, fold));
        Add(new(owner, create.Name.Value, head, Options(create.IndexOptions, fold), Tail(create.OnFileGroupOrPartitionScheme, create.FileStreamOn, fold),
            Mentions.Of(create.FilterPredicate))
        { IsClustered = create.Clustered == true }, create.IndexOptions, create, fold);
    }

    private static void Create(CreateColumnStoreIndexStatement create, Fold fold)
    {
        if (FoldedTables.IsTemporary(create.OnName)) return;
        var owner = ItemName.Of(create.OnName);
        var kind = create.Clustered == true ? "CLUSTERED" : "NONCLUSTERED";
        var columns = create.Columns.Count == 0 ? Template.Plain("") : Template.Join(Template.Plain(" ("), Columns(owner, create.Columns), Template.Plain(")"));
        if (create.OrderedColumns.Count > 0) fold.Cannot(create, "an ordered columnstore index is not folded");
        var head = Template.Join(
            Template.Plain($"CREATE {kind} COLUMNSTORE INDEX {ItemName.Quote(create.Name.Value)} ON "), Template.Of(owner), columns, Where(create.FilterPredicate, fold));
        Add(new(owner, create.Name.Value, head, Options(create.IndexOptions, fold), Tail(create.OnFileGroupOrPartitionScheme, null, fold),
            Mentions.Of(create.FilterPredicate))
        { IsClustered = create.Clustered == true }, create.IndexOptions, create, fold);
    }

    private static void Add(FoldedIndex index, IList<IndexOption> options, TSqlStatement at, Fold fold)
    {
        if (!fold.Database.Tables.ContainsKey(index.Owner) && !fold.Database.Modules.ContainsKey(index.Owner))
            fold.Cannot(at, $"no script before makes `{index.Owner}`");
        var isReplacing = options.OfType<IndexStateOption>().Any(o => o is { OptionKind: IndexOptionKind.DropExisting, OptionState: OptionState.On });
        var old = fold.Database.Indexes.Find(i => i.Owner == index.Owner && ItemName.Same(i.Name, index.Name));
        if ((old is null) == isReplacing)
            fold.Cannot(at, isReplacing ? $"no script before makes index `{index.Name}` on `{index.Owner}` that this one replaces" : $"index `{index.Name}` on `{index.Owner}` is there already");
        if (old is not null) fold.Database.Indexes.Remove(old);
        fold.Database.Indexes.Add(index);
    }

    private static void Alter(AlterIndexStatement alter, Fold fold)
    {
        var owner = ItemName.Of(alter.OnName);
        if (alter.AlterIndexType is AlterIndexType.Reorganize || FoldedTables.IsTemporary(alter.OnName)) return;
        if (alter.AlterIndexType is not (AlterIndexType.Rebuild or AlterIndexType.Disable or AlterIndexType.Set) || alter.Partition is { All: false, Number: not null }
            || (alter.All && alter.AlterIndexType != AlterIndexType.Rebuild))
        {
            fold.Cannot(alter, $"ALTER INDEX {alter.AlterIndexType} is not folded here");
            return;
        }

        bool IsMeant(string? name) => alter.All || (name is not null && ItemName.Same(name, alter.Name.Value));
        var known = false;
        for (var i = 0; i < fold.Database.Indexes.Count; i++)
            if (fold.Database.Indexes[i] is var index && index.Owner == owner && IsMeant(index.Name))
                (fold.Database.Indexes[i], known) = (Altered(index, alter, fold), true);
        if (fold.Database.Tables.TryGetValue(owner, out var table) && table.Constraints.Exists(c => IsKey(c) && IsMeant(c.Name)))
        {
            known = true;
            if (alter.IndexOptions.Any(IsKept)) fold.Cannot(alter, "options of the index of a key are not folded");
            fold.Database.Tables[owner] = table with
            {
                Constraints = [.. table.Constraints.Select(c => IsKey(c) && IsMeant(c.Name) ? Altered(c, alter, fold) : c)],
            };
        }

        if (!known && !alter.All) fold.Cannot(alter, $"no script before makes index `{alter.Name.Value}` on `{owner}`");
    }

    private static bool IsKey(FoldedConstraint constraint) => constraint.Kind is ConstraintKind.PrimaryKey or ConstraintKind.Unique;

    private static FoldedConstraint Altered(FoldedConstraint key, AlterIndexStatement alter, Fold fold)
    {
        if (alter.AlterIndexType == AlterIndexType.Disable && !key.Body.Text.Contains("NONCLUSTERED", StringComparison.Ordinal))
            fold.Cannot(alter, "what else stops working when the clustered index of a key is disabled is not folded");
        return alter.AlterIndexType switch
        {
            AlterIndexType.Disable => key with { IsDisabled = true },
            AlterIndexType.Rebuild => key with { IsDisabled = false },
            _ => key,
        };
    }

    private static FoldedIndex Altered(FoldedIndex index, AlterIndexStatement alter, Fold fold)
    {
        if (alter.AlterIndexType == AlterIndexType.Disable && index.IsClustered)
            fold.Cannot(alter, "what else stops working when a clustered index is disabled is not folded");
        var options = Options(alter.IndexOptions, fold);
        return index with
        {
            Options = index.Options.SetItems(options),
            IsDisabled = alter.AlterIndexType switch { AlterIndexType.Disable => true, AlterIndexType.Rebuild => false, _ => index.IsDisabled },
        };
    }

    private static void Drop(DropIndexClauseBase clause, bool isIfExists, Fold fold)
    {
        var (owner, name) = clause switch
        {
            DropIndexClause { Object: { } on, Index: { } index } => (ItemName.Of(on), index.Value),
            BackwardsCompatibleDropIndexClause { Index: { } index } => (new(index.SchemaIdentifier?.Value ?? "dbo", index.BaseIdentifier.Value), index.ChildIdentifier.Value),
            _ => (default, ""),
        };
        if (owner.Name is null || owner.Name is ['#', ..]) return;
        if (fold.Database.Plain.Remove(("TABLE INDEX", new(owner.ToString(), name)))) return;
        if (fold.Database.Tables.TryGetValue(owner, out var table) && table.Inline.Find(i => ItemName.Same(i.Name, name)) is { Name: not null } inline)
            fold.Database.Tables[owner] = table with { Inline = table.Inline.Remove(inline) };
        else if (fold.Database.Indexes.RemoveAll(i => i.Owner == owner && ItemName.Same(i.Name, name)) == 0 && !isIfExists)
            fold.Cannot(clause, $"no script before makes index `{name}` on `{owner}`");
        fold.Database.Properties.RemoveAll(p => p.IsOfChild(owner, "INDEX", name));
    }

    private static Template Included(ItemName owner, CreateIndexStatement create) => create.IncludeColumns.Count == 0
        ? Template.Plain("")
        : Template.Join(Template.Plain(" INCLUDE ("), Columns(owner, create.IncludeColumns), Template.Plain(")"));

    private static Template Where(BooleanExpression? filter, Fold fold) => Template.Plain(filter is null ? "" : $" WHERE {fold.Of(filter)}");

    private static string Tail(FileGroupOrPartitionScheme? place, IdentifierOrValueExpression? stream, Fold fold) =>
        $"{FoldedElements.On(place, fold)}{(stream is null ? "" : $" FILESTREAM_ON {fold.Of(stream)}")}";

    private static ImmutableSortedDictionary<string, string> Options(IList<IndexOption> options, Fold fold) =>
        ImmutableSortedDictionary<string, string>.Empty.SetItems(options.Where(IsKept).Select(o => KeyValuePair.Create(o.OptionKind.ToString(), fold.Of(o))));
}
