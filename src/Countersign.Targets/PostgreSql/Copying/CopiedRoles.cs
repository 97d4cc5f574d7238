using Countersign.Schemas;

namespace Countersign.Targets.PostgreSql.Copying;

/// <summary>
/// Roles of a copy are those of the target, except that none is a superuser: a migration could become that one and leave the
/// throwaway server. None has a password, so that nobody can log in as one.
/// </summary>
internal static class CopiedRoles
{
    private const string Superuser = " SUPERUSER";

    /// <summary>As the copy makes it.</summary>
    internal static string Weakened(SchemaObject role)
    {
        var head = "CREATE ROLE " + role.Identity;
        return role.Definition.StartsWith(head + Superuser, StringComparison.Ordinal) ? head + role.Definition[(head.Length + Superuser.Length)..] : role.Definition;
    }

    /// <summary>
    /// What was read from a copy, in the words of the target: a role that the copy has only weakened counts as what it was. So a
    /// copy can be compared with the target, before a plan and after.
    /// </summary>
    internal static Schema AsInTarget(Schema copy, Schema target)
    {
        var weakened = target.Objects.Where(o => o.Kind == SchemaObjectKind.Role && Weakened(o) != o.Definition).ToDictionary(o => o.Identity);
        return weakened.Count == 0
            ? copy
            : new(copy.Objects.Select(o => o.Kind == SchemaObjectKind.Role && weakened.TryGetValue(o.Identity, out var was) && o.Definition == Weakened(was)
                ? o with { Definition = was.Definition }
                : o));
    }
}
