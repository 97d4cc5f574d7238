using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Countersign.Targets.SqlServer.Models.Folding;

/// <summary>GRANT, DENY and REVOKE: one entry a permission and principal.</summary>
internal static class FoldedRights
{
    internal static bool Take(TSqlStatement statement, Fold fold)
    {
        switch (statement)
        {
            case GrantStatement grant:
                foreach (var right in Of("GRANT", grant, grant.WithGrantOption ? " WITH GRANT OPTION" : "", fold)) Put(right, grant, fold);
                return true;
            case DenyStatement deny:
                foreach (var right in Of("DENY", deny, deny.CascadeOption ? " CASCADE" : "", fold)) Put(right with { Option = "" }, deny, fold);
                return true;
            case RevokeStatement revoke:
                foreach (var right in Of("", revoke, "", fold)) Revoke(right, revoke, fold);
                return true;
            default:
                return false;
        }
    }

    private static IEnumerable<FoldedRight> Of(string verb, SecurityStatement statement, string option, Fold fold)
    {
        if (statement.AsClause is not null) fold.Cannot(statement, "a right given AS somebody else is not folded");
        var on = On(statement.SecurityTargetObject, fold);
        foreach (var permission in statement.Permissions)
            foreach (var principal in statement.Principals)
            {
                var columns = permission.Columns.Count > 0 ? permission.Columns : statement.SecurityTargetObject?.Columns ?? [];
                foreach (var column in columns.Select(c => $" ({ItemName.Quote(c.Value)})").DefaultIfEmpty(""))
                    yield return new(verb, string.Join(' ', permission.Identifiers.Select(i => i.Value.ToUpperInvariant())), on, column,
                        principal.Identifier?.Value ?? "public", option);
            }
    }

    private static Template On(SecurityTargetObject? target, Fold fold)
    {
        if (target is null) return Template.Plain("");
        var parts = target.ObjectName.MultiPartIdentifier.Identifiers.Select(i => i.Value).ToList();
        var kind = target.ObjectKind == SecurityObjectKind.NotSpecified ? SecurityObjectKind.Object : target.ObjectKind;
        var name = kind is SecurityObjectKind.Object or SecurityObjectKind.Type or SecurityObjectKind.XmlSchemaCollection
            ? new ItemName(parts.Count > 1 ? parts[^2] : "dbo", parts[^1])
            : ItemName.Alone(parts[^1]);
        if (kind == SecurityObjectKind.Object && !fold.Database.HasObject(name)) fold.Cannot(target, $"no script before makes `{name}`");
        return Template.Join(Template.Plain($"{Word(kind)}::"), Template.Of(name));
    }

    /// <summary>`XmlSchemaCollection` is `XML SCHEMA COLLECTION`.</summary>
    private static string Word(SecurityObjectKind kind) =>
        string.Concat(kind.ToString().Select((c, i) => i > 0 && char.IsUpper(c) ? $" {c}" : c.ToString())).ToUpperInvariant();

    private static void Put(FoldedRight right, TSqlFragment at, Fold fold)
    {
        var rights = fold.Database.Rights;
        CheckColumns(right, at, fold);
        var old = rights.Find(r => IsSame(r, right));
        if (old is { Verb: "GRANT", Option.Length: > 0 } && right.Verb == "GRANT") return; // a second GRANT takes no grant option away
        if (old is not null) rights.Remove(old);
        rights.Add(right);
    }

    private static void Revoke(FoldedRight right, RevokeStatement at, Fold fold)
    {
        CheckColumns(right, at, fold);
        var rights = fold.Database.Rights;
        if (right.Permission.StartsWith("ALL", StringComparison.Ordinal)) fold.Cannot(at, "REVOKE ALL is not folded");
        if (at.GrantOptionFor) rights.Replace(r => IsSame(r, right) ? r with { Option = "" } : r);
        else rights.RemoveAll(r => IsSame(r, right));
    }

    /// <summary>How rights on columns and on their table replace each other is not folded.</summary>
    private static void CheckColumns(FoldedRight right, TSqlFragment at, Fold fold)
    {
        if (fold.Database.Rights.Exists(r => r.Permission == right.Permission && r.On.Text == right.On.Text
                && ItemName.Same(r.Principal, right.Principal) && (r.Columns.Length > 0) != (right.Columns.Length > 0)))
            fold.Cannot(at, "a right on a table meets one on its columns, which is not folded");
    }

    private static bool IsSame(FoldedRight a, FoldedRight b) => a.Permission == b.Permission && ItemName.Same(a.On.Text, b.On.Text)
        && ItemName.Same(a.Columns, b.Columns) && ItemName.Same(a.Principal, b.Principal);
}
