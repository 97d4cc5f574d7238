using System.Data.Common;
using Countersign.Targets.Faults;
using Dapper;

namespace Countersign.Bot.Store;

/// <summary>
/// Brings a database to the schema of this executable in one transaction, so that after a crash it is the old one or
/// the new one. Refuses a database that other files made: then nobody knows what is in it.
/// </summary>
/// <remarks>
/// Files only add tables, indexes and columns that may be null: processes of the version before go on working with the database
/// while those of this version start, one after the other.
/// </remarks>
internal static class SchemaUpgrade
{
    /// <summary>Applies what is missing. A login that may not make tables is enough when nothing is.</summary>
    /// <exception cref="SchemaRefusedException">When the database was made by files that are not ours.</exception>
    public static void Run(Database database, ImmutableArray<SchemaFile> files, TimeProvider clock)
    {
        using var connection = database.Open();
        if (database.HasTable(connection, "schema_files") && Check(database, files, Applied(connection)) == files.Length) return;
        try
        {
            foreach (var sql in database.Beginning(isAlone: true)) connection.Execute(sql); // replicas that start together take turns
            database.Create(connection);
            connection.Execute(database.Translate(Own));
            foreach (var file in files.Skip(Check(database, files, Applied(connection))))
            {
                Apply(database, connection, file, clock.GetUtcNow());
                Failpoint.Reached(CrashPoint.K26);
            }

            connection.Execute("commit transaction");
        }
        catch when (database.IsInTransaction(connection))
        {
            connection.Execute("rollback transaction");
            throw;
        }
    }

    private static SchemaFile Own { get; } = new(0, "schema_files",
        "create table if not exists schema_files (number integer primary key, name text not null, digest text not null, applied_at text not null) strict");

    private static AppliedRow[] Applied(DbConnection connection) =>
        connection.Query<AppliedRow>("select number, name, digest from schema_files order by number").ToArray();

    private static void Apply(Database database, DbConnection connection, SchemaFile file, DateTimeOffset now)
    {
        connection.Execute(database.Translate(file));
        using var insert = database.Prepared(
            connection, "insert into schema_files (number, name, digest, applied_at) values (@Number, @Name, @Digest, @At)",
            "Number", "Name", "Digest", "At");
        insert.With(file.Number, file.Name, file.Digest.Hex, Stamp.Of(now)).ExecuteNonQuery();
    }

    /// <summary>How many of the files the database has; they are ours.</summary>
    private static int Check(Database database, ImmutableArray<SchemaFile> files, AppliedRow[] applied)
    {
        if (applied.Length > files.Length)
            throw new SchemaRefusedException(
                $"`{database.Name}` was made by a newer version (`{applied[^1].Name}`); start that version, or restore a backup");
        foreach (var (row, file) in applied.Zip(files))
            if (row.Number != file.Number || row.Digest != file.Digest.Hex)
                throw new SchemaRefusedException(
                    $"`{database.Name}` was made by another `{row.Name}` (digest `{row.Digest[..12]}`) than this version's " +
                    $"`{file.Name}` (`{file.Digest.Short}`); start the version that made it, or restore a backup");
        return applied.Length;
    }

    private sealed record AppliedRow(long Number, string Name, string Digest);
}

/// <summary>A database that this version must not touch. The message says which and what to do.</summary>
internal sealed class SchemaRefusedException(string message) : Exception(message);
