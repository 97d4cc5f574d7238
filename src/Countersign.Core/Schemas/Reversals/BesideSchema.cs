using Countersign.Rehearsals;

namespace Countersign.Schemas.Reversals;

/// <summary>Rights and roles that a statement changed and that no object of the schema's difference holds, so that no definition brings them back.</summary>
internal static class BesideSchema
{
    internal static IEnumerable<string> Of(Impact impact, SchemaDifference difference)
    {
        var kinds = difference.Objects.Select(d => (d.After ?? d.Before)!).ToList();
        return impact.Rights.Where(r => !IsHeld(r, kinds)).Select(r => $"no definition holds `{r}`");
    }

    private static bool IsHeld(string right, List<SchemaObject> changed) => right.Split(' ') switch
    {
        ["ALTER", "ROLE", _, "PASSWORD", ..] or ["ALTER", "SYSTEM", ..] => false,
        ["ALTER", "ROLE", ..] => Any(changed, SchemaObjectKind.Other),
        ["ALTER", "DEFAULT", ..] => Any(changed, SchemaObjectKind.DefaultPrivilege),
        ["CREATE", "ROLE", ..] => true, // see RoleReversals.MadeBeside
        ["ROLE", ..] or ["DROP", "ROLE", ..] => Any(changed, SchemaObjectKind.Role),
        ["GRANT" or "REVOKE", _, "ON", "DATABASE", ..] => changed.Any(o => o.Kind == SchemaObjectKind.Grant && o.Identity.Contains(" on database ", StringComparison.Ordinal)),
        ["GRANT" or "REVOKE", _, "ON", ..] => Any(changed, SchemaObjectKind.Grant),
        ["GRANT" or "REVOKE", ..] => Any(changed, SchemaObjectKind.Membership),
        _ => true,
    };

    private static bool Any(List<SchemaObject> changed, SchemaObjectKind kind) => changed.Any(o => o.Kind == kind);
}
