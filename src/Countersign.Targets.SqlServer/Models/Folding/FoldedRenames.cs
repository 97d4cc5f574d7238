using Countersign.Targets.SqlServer.Meaning;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Countersign.Targets.SqlServer.Models.Folding;

/// <summary>sp_rename with plain texts.</summary>
internal static class FoldedRenames
{
    internal static void Take(GivenTexts given, TSqlStatement at, Fold fold)
    {
        var type = given.Text(2, "@objtype")?.ToUpperInvariant();
        if (given.Text(0, "@objname") is not { } name || given.Text(1, "@newname") is not { } to || (type is null && given.Has(2, "@objtype"))
            || Renames.Parts(name) is not { Count: > 0 } parts)
        {
            fold.Cannot(at, "sp_rename is not told by plain texts what to rename");
            return;
        }

        switch (type)
        {
            case "COLUMN" when parts.Count >= 2:
                Column(Item(parts[..^1]), parts[^1], to, at, fold);
                break;
            case "INDEX" when parts.Count >= 2:
                Index(Item(parts[..^1]), parts[^1], to, at, fold);
                break;
            case null or "OBJECT":
                Object(Item(parts), to, at, fold);
                break;
            default:
                fold.Cannot(at, $"sp_rename of {type} is not folded");
                break;
        }
    }

    private static ItemName Item(List<string> parts) => new(parts.Count > 1 ? parts[^2] : "dbo", parts[^1]);

    private static void Object(ItemName was, string to, TSqlStatement at, Fold fold)
    {
        var database = fold.Database;
        if (!database.HasObject(was)) fold.Cannot(at, $"no script before makes `{was}`");
        if (database.HasObject(was with { Name = to })) fold.Cannot(at, $"`{was with { Name = to }}` is there already");
        var holder = database.Tables.Values.FirstOrDefault(t => ItemName.Same(t.Name.Schema, was.Schema) && t.Constraints.Exists(c => c.Name is { } n && ItemName.Same(n, was.Name)));
        if (holder is null)
        {
            database.Move(was, was with { Name = to });
            return;
        }

        database.Tables[holder.Name] = holder with
        {
            Constraints = [.. holder.Constraints.Select(c => c.Name is { } n && ItemName.Same(n, was.Name) ? c with { Name = to } : c)],
        };
        database.Properties.Replace(p => p.RenamedChild(holder.Name, "CONSTRAINT", was.Name, to));
    }

    private static void Column(ItemName owner, string from, string to, TSqlStatement at, Fold fold)
    {
        if (!fold.Database.Tables.TryGetValue(owner, out var table) || table.Find(from) is not { } column)
        {
            fold.Cannot(at, $"no script before makes column `{from}` of `{owner}`");
            return;
        }

        if (table.Find(to) is not null) fold.Cannot(at, $"`{owner}` has a column `{to}` already");
        if (FoldedUses.UserOf(table, from, fold, keys: false) is { } user) fold.Cannot(at, $"{user} names column `{from}` in its text, so that the server would not rename it");
        if (fold.Database.Plain.Values.Any(p => p.Kind is "STATISTICS" or "TABLE INDEX" or "FULLTEXT INDEX" && p.Text.UsesItem(owner)))
            fold.Cannot(at, $"`{owner}` has statistics or indexes that are kept as text");
        fold.Database.Tables[owner] = table with
        {
            Columns = table.Columns.Replace(column, column with { Name = to }),
            Constraints = [.. table.Constraints.Select(c => c.Column is { } of && ItemName.Same(of, from) ? c with { Column = to } : c)],
        };
        fold.Database.Rewrite(t => t.RenamedColumn(owner, from, to));
        fold.Database.Rights.Replace(r => r.On.UsesItem(owner) && ItemName.Same(r.Columns, $" ({ItemName.Quote(from)})") ? r with { Columns = $" ({ItemName.Quote(to)})" } : r);
        fold.Database.Properties.Replace(p => p.RenamedChild(owner, "COLUMN", from, to));
    }

    private static void Index(ItemName owner, string from, string to, TSqlStatement at, Fold fold)
    {
        var database = fold.Database;
        var place = database.Indexes.FindIndex(i => i.Owner == owner && ItemName.Same(i.Name, from));
        if (place < 0)
        {
            if (database.HasObject(owner with { Name = from })) Object(owner with { Name = from }, to, at, fold); // the index of a key
            else fold.Cannot(at, $"no script before makes index `{from}` on `{owner}`");
            return;
        }

        var index = database.Indexes[place];
        var head = index.Head.Parts[0].Text!;
        database.Indexes[place] = index with
        {
            Name = to,
            Head = index.Head with { Parts = index.Head.Parts.SetItem(0, (head.Replace(ItemName.Quote(index.Name), ItemName.Quote(to), StringComparison.Ordinal), null)) },
        };
        database.Properties.Replace(p => p.RenamedChild(owner, "INDEX", from, to));
    }
}
