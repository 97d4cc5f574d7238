using System.Globalization;
using Countersign.IntegrationTests.PostgreSql;
using Countersign.Schemas;
using Countersign.Targets.PostgreSql;
using Countersign.Targets.PostgreSql.Catalogue;
using Countersign.Targets.PostgreSql.Copying;
using Countersign.Targets.PostgreSql.Rehearsing;

namespace Countersign.Benchmarks.Copies;

/// <summary>
/// Reads a schema of so many tables, each of 5 columns with a primary key, two indexes and a foreign key, and copies it into a
/// throwaway server, with the proof. Then a rehearsal's way to a server of its own: from nothing, and from the template.
/// </summary>
internal static class CopyBenchmark
{
    internal static async Task<int> Run(string[] arguments)
    {
        var tables = arguments is [var count, ..] ? int.Parse(count, CultureInfo.InvariantCulture) : 2000;
        var directory = Directory.CreateTempSubdirectory("csb-").FullName;
        File.SetUnixFileMode(directory, File.GetUnixFileMode(directory) | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        var cluster = new ShadowCluster(PostgreSqlBinaries.Find(), Path.Combine(directory, "s"));
        await using var source = ServerOf(await cluster.Clone("source", "shop", async (superuser, stop) =>
        {
            foreach (var chunk in Statements(tables).Chunk(200)) await superuser.Run(stop, chunk.Select(s => Commands.Of(s)));
            return new SchemaCopy.Complete();
        }, CancellationToken.None));
        await using var connection = await source.OpenSuperuser(CancellationToken.None);

        var schema = Schema.Empty;
        var reading = await Cost.Of(async () => schema = await CatalogueReading.Read(connection, CancellationToken.None));
        Console.WriteLine($"{tables} tables, {schema.Objects.Length} objects");
        Console.WriteLine($"read     {reading}");
        for (var turn = 1; turn <= 2; turn++)
            Console.WriteLine($"{(turn == 1 ? "cold" : "warm")}     {await Cost.Of(() => Clone(cluster, schema))}");
        Directory.Delete(directory, recursive: true);
        return 0;
    }

    private static async Task Clone(ShadowCluster cluster, Schema schema)
    {
        var copying = default(Cost);
        await using var server = ServerOf(await cluster.Clone("copy", SchemaCopying.DatabaseOf(schema), async (superuser, stop) =>
        {
            SchemaCopy copy = new SchemaCopy.Complete();
            copying = await Cost.Of(async () => copy = await SchemaCopying.Into(superuser, schema, stop));
            return copy;
        }, CancellationToken.None));
        if (copying != default) Console.WriteLine($"copy     {copying}");
    }

    private static ShadowServer ServerOf(ShadowClone clone) => clone switch
    {
        ShadowClone.Running(var server) => server,
        ShadowClone.Unfilled(var because) => throw new InvalidOperationException(because),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static IEnumerable<string> Statements(int tables) => Enumerable.Range(1, tables).SelectMany(i => (IEnumerable<string>)
    [
        $"CREATE TABLE public.t{i} (id bigint PRIMARY KEY, parent bigint REFERENCES public.t{Math.Max(1, i - 1)}, name text DEFAULT 'x' NOT NULL, total numeric(12,2), at timestamptz)",
        $"CREATE INDEX t{i}_name ON public.t{i} (name)",
        $"CREATE INDEX t{i}_at ON public.t{i} (at)",
    ]);
}
