using Countersign.Schemas;

namespace Countersign.Targets.PostgreSql.Copying;

/// <summary>Owners, then what everybody may do by default and here may not, then grants.</summary>
internal static class CopiedRights
{
    /// <summary>Words of what everybody may use from the beginning ("Privileges", table 5.2).</summary>
    private static readonly ImmutableArray<string> OpenByDefault = ["function ", "procedure ", "aggregate ", "type ", "domain ", "database "];

    internal static IEnumerable<CopyStep> Of(ILookup<SchemaObjectKind, SchemaObject> by)
    {
        var open = by[SchemaObjectKind.Grant].Where(g => g.Definition.EndsWith(" TO PUBLIC", StringComparison.Ordinal)).Select(g => g.Parent).ToHashSet();
        foreach (var owner in by[SchemaObjectKind.Owner]) yield return new(owner, owner.Definition);
        foreach (var owner in by[SchemaObjectKind.Owner].Where(o => IsOpenByDefault(o) && (!open.Contains(o.Parent) || WordOf(o) == "DATABASE")))
            yield return new(owner, $"REVOKE ALL ON {WordOf(owner)} {owner.Parent} FROM PUBLIC");
        foreach (var grant in by[SchemaObjectKind.Grant]) yield return new(grant, grant.Definition);
        foreach (var later in by[SchemaObjectKind.DefaultPrivilege]) yield return new(later, later.Definition);
    }

    private static bool IsOpenByDefault(SchemaObject owner) => OpenByDefault.Any(w => owner.Identity.StartsWith(w, StringComparison.Ordinal));

    private static string WordOf(SchemaObject owner)
    {
        var word = owner.Identity[..^(owner.Parent!.Length + 1)].ToUpperInvariant();
        return word == "AGGREGATE" ? "FUNCTION" : word;
    }
}
