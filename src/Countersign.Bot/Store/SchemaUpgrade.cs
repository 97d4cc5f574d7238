using Dapper;
using Microsoft.Data.Sqlite;

namespace Countersign.Bot.Store;

/// <summary>
/// Brings a database to the schema of this executable in one transaction, so that after a crash it is the old one or
/// the new one. Refuses a database that other files made: then nobody knows what is in it.
/// </summary>
internal static class SchemaUpgrade
{
    /// <summary>Applies what is missing.</summary>
    /// <exception cref="SchemaRefusedException">When the database was made by files that are not ours.</exception>
    public static void Run(SqliteFile database, ImmutableArray<SchemaFile> files, TimeProvider clock)
    {
        using var connection = database.Open();
        using var transaction = connection.BeginTransaction();
        connection.Execute(
            "create table if not exists schema_files (number integer primary key, name text not null, digest text not null, applied_at text not null) strict");
        var applied = connection.Query<AppliedRow>("select number, name, digest from schema_files order by number").ToList();
        Check(database, files, applied);
        foreach (var file in files.Skip(applied.Count))
            Apply(connection, file, clock.GetUtcNow());
        transaction.Commit();
    }

    private static void Apply(SqliteConnection connection, SchemaFile file, DateTimeOffset now)
    {
        connection.Execute(file.Sql);
        connection.Execute(
            "insert into schema_files (number, name, digest, applied_at) values (@Number, @Name, @Digest, @At)",
            new { file.Number, file.Name, Digest = file.Digest.Hex, At = Stamp.Of(now) });
    }

    private static void Check(SqliteFile database, ImmutableArray<SchemaFile> files, List<AppliedRow> applied)
    {
        if (applied.Count > files.Length)
            throw new SchemaRefusedException(
                $"`{database.Path}` was made by a newer version (`{applied[^1].Name}`); start that version, or restore a backup");
        foreach (var (row, file) in applied.Zip(files))
            if (row.Number != file.Number || row.Digest != file.Digest.Hex)
                throw new SchemaRefusedException(
                    $"`{database.Path}` was made by another `{row.Name}` (digest `{row.Digest[..12]}`) than this version's " +
                    $"`{file.Name}` (`{file.Digest.Short}`); start the version that made it, or restore a backup");
    }

    private sealed record AppliedRow(long Number, string Name, string Digest);
}

/// <summary>A database that this version must not touch. The message says which and what to do.</summary>
internal sealed class SchemaRefusedException(string message) : Exception(message);
