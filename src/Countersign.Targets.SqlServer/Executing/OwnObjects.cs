using Countersign.Schemas;

namespace Countersign.Targets.SqlServer.Executing;

/// <summary>The marker schema is ours: that enrolling makes or mends it is nobody's change of the application's schema.</summary>
internal static class OwnObjects
{
    private const string Name = "countersign";

    internal static Schema Without(Schema schema) => new(schema.Objects.Where(o => !IsOurs(o)));

    private static bool IsOurs(SchemaObject found) =>
        found.Identity is Name or MarkerSchema.Owner or $"user {MarkerSchema.Owner}"
        || IsInSchema(found.Identity) || (found.Parent is { } parent && (parent == Name || IsInSchema(parent)))
        || (found.Kind == SchemaObjectKind.Grant && IsOnSchema(found.Definition));

    private static bool IsInSchema(string identity) => identity.StartsWith(Name + ".", StringComparison.Ordinal);

    /// <summary>Rights are written out in DacFx's own words, with brackets around names.</summary>
    private static bool IsOnSchema(string grant) =>
        grant.Contains($"ON SCHEMA::[{Name}]", StringComparison.Ordinal) || grant.Contains($"ON OBJECT::[{Name}].", StringComparison.Ordinal)
        || grant.Contains($"ON [{Name}].", StringComparison.Ordinal);
}
