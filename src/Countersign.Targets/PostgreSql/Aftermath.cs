using Npgsql;

namespace Countersign.Targets.PostgreSql;

/// <summary>What the catalogue says of work that no transaction protected. Closed.</summary>
internal abstract record Aftermath
{
    private Aftermath() { }

    /// <summary>The effect is there, complete.</summary>
    internal sealed record Done(string How) : Aftermath;

    /// <summary>The effect is not there, and what was left of it has been cleared away.</summary>
    internal sealed record Undone(string How) : Aftermath;

    /// <summary>Nobody can tell from here.</summary>
    internal sealed record Unknown(string Why) : Aftermath;

    /// <summary>What is worth knowing before such work starts; kept with its intent.</summary>
    internal const string Absent = "absent";
    internal const string Present = "present";

    internal static async Task<string> Before(ConcurrentWork work, NpgsqlConnection connection, CancellationToken cancellation) => work switch
    {
        ConcurrentWork.CreatesIndex w => await IndexFacts.IsTaken(connection, w.Table, w.Name, cancellation) ? Present : Absent,
        ConcurrentWork.DropsIndex w => await IndexFacts.ByName(connection, w.Name, cancellation) is null ? Absent : Present,
        ConcurrentWork.Detaches w => await PartitionState(connection, w, cancellation) is null ? Absent : Present,
        _ => "",
    };

    /// <summary>Looks, and clears away what is provably unfinished. The lock is held, so nothing of it still runs.</summary>
    internal static async Task<Aftermath> Of(ConcurrentWork work, string before, NpgsqlConnection connection, CancellationToken cancellation) => work switch
    {
        ConcurrentWork.CreatesIndex w => await OfCreate(w, before, connection, cancellation),
        ConcurrentWork.DropsIndex when before == Absent => new Undone("there was no such index before"),
        ConcurrentWork.DropsIndex w => await IndexFacts.ByName(connection, w.Name, cancellation) is { } left
            ? new Undone($"the index {left.QualifiedName} is still there; dropping it again is safe")
            : new Done("the index is gone"),
        ConcurrentWork.Reindexes w => await OfReindex(w, connection, cancellation),
        ConcurrentWork.Detaches w => await OfDetach(w, before, connection, cancellation),
        ConcurrentWork.Repeatable => new Undone("running it again is harmless"),
        _ => new Unknown("no probe can tell whether this statement took effect"),
    };

    private static async Task<Aftermath> OfCreate(
        ConcurrentWork.CreatesIndex work, string before, NpgsqlConnection connection, CancellationToken cancellation)
    {
        if (before != Absent) return new Unknown($"the name {work.Name} was taken before the statement ran");
        switch (await IndexFacts.OnTable(connection, work.Table, work.Name, cancellation))
        {
            case null:
                return new Undone($"there is no index {work.Name}");
            case { IsValid: true } index:
                return new Done($"the index is valid: {index.Definition}");
            case var invalid:
                await invalid.Drop(connection, cancellation);
                return new Undone($"the index {invalid.QualifiedName} was left invalid and has been dropped");
        }
    }

    private static async Task<Aftermath> OfReindex(
        ConcurrentWork.Reindexes work, NpgsqlConnection connection, CancellationToken cancellation)
    {
        var leftovers = await IndexFacts.LeftBy(connection, work.Name, cancellation);
        foreach (var leftover in leftovers) await leftover.Drop(connection, cancellation);
        return new Undone(leftovers.IsEmpty
            ? "running it again is harmless"
            : $"{string.Join(", ", leftovers.Select(l => l.QualifiedName))} was left over and has been dropped");
    }

    private static async Task<Aftermath> OfDetach(
        ConcurrentWork.Detaches work, string before, NpgsqlConnection connection, CancellationToken cancellation)
    {
        if (before != Present) return new Undone("it was no partition before");
        switch (await PartitionState(connection, work, cancellation))
        {
            case null:
                return new Done("the partition is detached");
            case "false":
                return new Undone("the partition is still attached");
            default:
                // The server has already hidden the partition and refuses to start over; the only way is forward.
                await connection.Run(cancellation, Commands.Of($"ALTER TABLE {work.Parent} DETACH PARTITION {work.Child} FINALIZE"));
                return new Done("the detach was half way and has been finalized");
        }
    }

    private static async Task<string?> PartitionState(NpgsqlConnection connection, ConcurrentWork.Detaches work, CancellationToken cancellation) =>
        (await connection.Rows(
            """
            SELECT inhdetachpending::pg_catalog.text FROM pg_catalog.pg_inherits
            WHERE inhparent OPERATOR(pg_catalog.=) pg_catalog.to_regclass($1) AND inhrelid OPERATOR(pg_catalog.=) pg_catalog.to_regclass($2)
            """, [work.Parent, work.Child], cancellation)) is [var row] ? row[0] : null;
}
