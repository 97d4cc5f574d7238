using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Countersign.Targets.SqlServer.Models.Folding;

/// <summary>Schemas, roles, users and who is in which role.</summary>
internal static class FoldedPrincipals
{
    private static readonly ImmutableArray<string> Fixed = ["dbo", "guest", "sys", "INFORMATION_SCHEMA"];

    internal static bool Take(TSqlStatement statement, Fold fold)
    {
        switch (statement)
        {
            case CreateSchemaStatement create:
                Schema(create, fold);
                return true;
            case DropSchemaStatement drop:
                FoldedDrops.Plain("SCHEMA", ItemName.Alone(drop.Schema.BaseIdentifier.Value), drop.IsIfExists, drop, fold);
                return true;
            case AlterSchemaStatement { ObjectKind: SecurityObjectKind.NotSpecified or SecurityObjectKind.Object } transfer:
                Transfer(transfer, fold);
                return true;
            case CreateRoleStatement create:
                Keep("ROLE", create.Name.Value, create.Owner is { } owner ? $" AUTHORIZATION {ItemName.Quote(owner.Value)}" : "", create, fold);
                return true;
            case AlterRoleStatement { Action: AddMemberAlterRoleAction add } alter:
                Join(alter.Name.Value, add.Member.Value, true, fold);
                return true;
            case AlterRoleStatement { Action: DropMemberAlterRoleAction drop } alter:
                Join(alter.Name.Value, drop.Member.Value, false, fold);
                return true;
            case DropRoleStatement drop:
                Drop("ROLE", drop.Name.Value, drop.IsIfExists, drop, fold);
                return true;
            case CreateUserStatement create:
                Keep("USER", create.Name.Value, fold.Slice(create.Name.StartOffset + create.Name.FragmentLength, create.StartOffset + create.FragmentLength).TrimEnd(';', ' ', '\r', '\n'), create, fold);
                return true;
            case DropUserStatement drop:
                Drop("USER", drop.Name.Value, drop.IsIfExists, drop, fold);
                return true;
            default:
                return false;
        }
    }

    internal static void Join(string role, string member, bool isIn, Fold fold)
    {
        var pair = (ItemName.Alone(role), ItemName.Alone(member));
        if (isIn) fold.Database.Members.Add(pair);
        else fold.Database.Members.Remove(pair);
    }

    /// <summary>Whether there is a schema, a user or a role of the name.</summary>
    internal static bool Has(string kind, string name, Fold fold) =>
        Fixed.Contains(name, StringComparer.OrdinalIgnoreCase) || fold.Database.Plain.ContainsKey((kind, ItemName.Alone(name)));

    private static void Schema(CreateSchemaStatement create, Fold fold)
    {
        var name = create.Name?.Value ?? create.Owner.Value;
        Keep("SCHEMA", name, create.Owner is { } owner ? $" AUTHORIZATION {ItemName.Quote(owner.Value)}" : "", create, fold);
        foreach (var inner in create.StatementList?.Statements ?? [])
            switch (inner)
            {
                case CreateTableStatement table:
                    FoldedTables.Create(table, name, fold);
                    break;
                case CreateViewStatement view:
                    FoldedModules.KeepIn(name, view, fold);
                    break;
                default:
                    fold.Cannot(inner, "a right inside of CREATE SCHEMA is not folded");
                    break;
            }
    }

    private static void Transfer(AlterSchemaStatement transfer, Fold fold)
    {
        var was = ItemName.Of(transfer.ObjectName);
        var to = was with { Schema = transfer.Name.Value };
        if (!fold.Database.HasObject(was)) fold.Cannot(transfer, $"no script before makes `{was}`");
        if (!Has("SCHEMA", to.Schema, fold)) fold.Cannot(transfer, $"no script before makes schema `{to.Schema}`");
        if (fold.Database.HasObject(to)) fold.Cannot(transfer, $"`{to}` is there already");
        fold.Database.Rights.RemoveAll(r => r.On.UsesItem(was)); // the server drops what was given on it
        fold.Database.Move(was, to);
    }

    private static void Keep(string kind, string name, string rest, TSqlFragment at, Fold fold)
    {
        var item = ItemName.Alone(name);
        if (Has(kind, name, fold)) fold.Cannot(at, $"{kind.ToLowerInvariant()} `{name}` is there already");
        fold.Database.Plain[(kind, item)] = new(kind, item, Template.Plain($"CREATE {kind} {ItemName.Quote(name)}{rest}"));
    }

    private static void Drop(string kind, string name, bool isIfExists, TSqlFragment at, Fold fold)
    {
        FoldedDrops.Plain(kind, ItemName.Alone(name), isIfExists, at, fold);
        fold.Database.Members.RemoveWhere(m => m.Member == ItemName.Alone(name) || (kind == "ROLE" && m.Role == ItemName.Alone(name)));
        fold.Database.Rights.RemoveAll(r => ItemName.Same(r.Principal, name));
    }
}
