using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Countersign.Targets.SqlServer.Models.Folding;

/// <summary>What is only made and dropped: types, sequences, synonyms, statistics and what few databases have.</summary>
internal static class FoldedPlainItems
{
    internal static bool Take(TSqlStatement statement, Fold fold)
    {
        if (Created(statement) is var (kind, name, called))
        {
            if (fold.Database.Plain.ContainsKey((kind, name)) || (kind is "SYNONYM" or "SEQUENCE" && fold.Database.HasObject(name)))
                fold.Cannot(statement, $"{kind.ToLowerInvariant()} `{name}` is there already");
            List<(int, int, NameUse)> holes = [];
            if (called is not null && name.Schema.Length > 0 && kind != "STATISTICS" && kind != "TABLE INDEX")
                holes.Add((called.StartOffset - statement.StartOffset, called.FragmentLength, new NameUse.Item(name)));
            if (OwnerOf(statement) is { } owner) holes.Add((owner.StartOffset - statement.StartOffset, owner.FragmentLength, new NameUse.Item(ItemName.Of(owner))));
            fold.Database.Plain[(kind, name)] = new(kind, name, Template.Of(fold.Of(statement), [.. holes.OrderBy(h => h.Item1)]));
            return true;
        }

        switch (statement)
        {
            case AlterSequenceStatement alter:
                Sequences.Alter(alter, fold);
                return true;
            case DropTypeStatement drop:
                FoldedDrops.Plain("TYPE", ItemName.Of(drop.Name), drop.IsIfExists, drop, fold);
                return true;
            case DropSynonymStatement or DropSequenceStatement:
                var objects = (DropObjectsStatement)statement;
                foreach (var dropped in objects.Objects)
                    FoldedDrops.Plain(statement is DropSynonymStatement ? "SYNONYM" : "SEQUENCE", ItemName.Of(dropped), objects.IsIfExists, dropped, fold);
                return true;
            case DropStatisticsStatement drop:
                foreach (var one in drop.Objects)
                    FoldedDrops.Plain("STATISTICS", new($"{one.SchemaIdentifier?.Value ?? "dbo"}.{one.BaseIdentifier.Value}", one.ChildIdentifier.Value), false, drop, fold);
                return true;
            case DropUnownedObjectStatement drop when Unowned(drop) is { } word:
                FoldedDrops.Plain(word, ItemName.Alone(drop.Name.Value), drop.IsIfExists, drop, fold);
                return true;
            case DropXmlSchemaCollectionStatement drop:
                FoldedDrops.Plain("XML SCHEMA COLLECTION", ItemName.Of(drop.Name), false, drop, fold);
                return true;
            default:
                return false;
        }
    }

    private static (string Kind, ItemName Name, TSqlFragment? Called)? Created(TSqlStatement statement) => statement switch
    {
        CreateSequenceStatement s => ("SEQUENCE", ItemName.Of(s.Name), s.Name),
        CreateSynonymStatement s => ("SYNONYM", ItemName.Of(s.Name), s.Name),
        CreateTypeStatement t => ("TYPE", ItemName.Of(t.Name), t.Name),
        CreateXmlSchemaCollectionStatement x => ("XML SCHEMA COLLECTION", ItemName.Of(x.Name), x.Name),
        CreateStatisticsStatement s => ("STATISTICS", new(ItemName.Of(s.OnName).ToString(), s.Name.Value), s.Name),
        CreateXmlIndexStatement or CreateSpatialIndexStatement or CreateSelectiveXmlIndexStatement => ("TABLE INDEX",
            new(ItemName.Of(OwnerOf(statement)!).ToString(), ((IndexStatement?)(statement as IndexStatement))?.Name.Value ?? ((CreateSpatialIndexStatement)statement).Name.Value), null),
        CreatePartitionFunctionStatement p => ("PARTITION FUNCTION", ItemName.Alone(p.Name.Value), p.Name),
        CreatePartitionSchemeStatement p => ("PARTITION SCHEME", ItemName.Alone(p.Name.Value), p.Name),
        CreateFullTextCatalogStatement c => ("FULLTEXT CATALOG", ItemName.Alone(c.Name.Value), c.Name),
        CreateFullTextIndexStatement f => ("FULLTEXT INDEX", new(ItemName.Of(f.OnName).ToString(), ""), null),
        CreateApplicationRoleStatement a => ("APPLICATION ROLE", ItemName.Alone(a.Name.Value), a.Name),
        _ => null,
    };

    private static SchemaObjectName? OwnerOf(TSqlStatement statement) => statement switch
    {
        CreateStatisticsStatement s => s.OnName,
        CreateXmlIndexStatement x => x.OnName,
        CreateSelectiveXmlIndexStatement x => x.OnName,
        CreateSpatialIndexStatement s => s.Object,
        CreateFullTextIndexStatement f => f.OnName,
        _ => null,
    };

    private static string? Unowned(DropUnownedObjectStatement drop) => drop switch
    {
        DropPartitionFunctionStatement => "PARTITION FUNCTION",
        DropPartitionSchemeStatement => "PARTITION SCHEME",
        DropFullTextCatalogStatement => "FULLTEXT CATALOG",
        DropApplicationRoleStatement => "APPLICATION ROLE",
        _ => null,
    };
}
