using Countersign.Schemas;
using Countersign.Targets.PostgreSql.Catalogue;
using Npgsql;

namespace Countersign.Targets.PostgreSql.Rehearsing;

/// <summary>Reads the copy's schema without what is the rehearsal's own in it, so that it compares with the target's.</summary>
internal static class CopySchema
{
    internal static async Task<Schema> Read(NpgsqlConnection connection, CancellationToken cancellation) =>
        WithoutOurs(await CatalogueReading.Read(connection, cancellation));

    /// <summary>In the open transaction; only a part when <paramref name="selection"/> is given.</summary>
    internal static async Task<Schema> ReadHere(NpgsqlConnection connection, CatalogueSelection? selection, CancellationToken cancellation) =>
        WithoutOurs(await CatalogueReading.ReadHere(connection, selection, cancellation));

    private static Schema WithoutOurs(Schema schema) =>
        schema.Objects.Any(IsOurs) ? new(schema.Objects.Where(o => !IsOurs(o))) : schema;

    /// <summary>The event log with its triggers, the superuser who owns them, and the role that seeds.</summary>
    private static bool IsOurs(SchemaObject o)
    {
        var name = o.Parent ?? o.Identity;
        return name is ShadowServer.Superuser or Seeding.Role || o.Identity.EndsWith(" to " + Seeding.Role, StringComparison.Ordinal)
            || (name.StartsWith(EventLog.Schema, StringComparison.Ordinal)
                && (name.Length == EventLog.Schema.Length || name[EventLog.Schema.Length] is '.' or '_'));
    }
}
