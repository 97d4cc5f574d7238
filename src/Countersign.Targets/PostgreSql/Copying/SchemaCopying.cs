using Countersign.Schemas;
using Countersign.Targets.PostgreSql.Catalogue;
using Npgsql;

namespace Countersign.Targets.PostgreSql.Copying;

/// <summary>
/// Makes a schema in an empty database of a throwaway server, from nothing but what was read of it, and proves the copy by
/// reading it in the same way. Rows, positions of sequences, passwords and superusers are not copied.
/// </summary>
internal static class SchemaCopying
{
    private const int Shown = 5;

    /// <summary>What the copy's database must be called: like the target's, if the schema tells.</summary>
    internal static string DatabaseOf(Schema? schema) =>
        schema?.Objects.FirstOrDefault(o => o.Kind == SchemaObjectKind.Owner && o.Identity.StartsWith("database ", StringComparison.Ordinal)) is { Parent: { } name }
            ? name[0] == '"' ? name[1..^1].Replace("\"\"", "\"", StringComparison.Ordinal) : name
            : "rehearsal";

    /// <summary>The database must be empty and its server of the target's major; no other session may use it meanwhile.</summary>
    internal static async Task<SchemaCopy> Into(NpgsqlConnection superuser, Schema schema, CancellationToken cancellation)
    {
        if (CopiedExtensions.Obstacle(schema, await superuser.Rows(CopiedExtensions.AvailableSql, [], cancellation)) is { } obstacle)
            return new SchemaCopy.Unlike(obstacle);
        var run = new CopyRun(superuser);
        await run.Prepare(cancellation);
        var failed = (await run.Run(CopyScript.Of(schema), cancellation)).Where(f => f.Step.Required).ToImmutableArray();
        return await Proved(superuser, schema, failed, cancellation);
    }

    private static async Task<SchemaCopy> Proved(
        NpgsqlConnection superuser, Schema schema, ImmutableArray<FailedStep> failed, CancellationToken cancellation)
    {
        var copy = CopiedRoles.AsInTarget(await CatalogueReading.Read(superuser, cancellation), schema);
        if (copy.Fingerprint == schema.Fingerprint) return new SchemaCopy.Complete();
        var differing = SchemaDifference.ByName(schema, copy).Objects.Select(d => (d.Before ?? d.After)!).ToList();
        var more = differing.Count > Shown ? $" and {differing.Count - Shown} more" : "";
        var what = differing.Count == 0 ? "the order of columns" : string.Join(", ", differing.Take(Shown).Select(Named)) + more;
        var cause = failed.FirstOrDefault(f => differing.Contains(f.Step.About)) ?? failed.FirstOrDefault();
        var why = cause is null ? "" : $"; {Named(cause.Step.About)} could not be made: {cause.Message}";
        return new SchemaCopy.Unlike($"the copy differs from the target in {what}{why}. Nothing is rehearsed on a copy that is not the target's; please report what could not be copied");
    }

    private static string Named(SchemaObject o) => $"{o.Kind.ToString().ToLowerInvariant()} `{o.Identity}`";
}
