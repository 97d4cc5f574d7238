using System.Security.Cryptography;
using System.Text;
using Countersign.Deployments;
using Countersign.Statements;
using SQLitePCL;

namespace Countersign.Targets.Sqlite;

/// <summary>
/// Creates our tables and tries what a migration must not be able to do, by the same path that sends signed statements
/// (INV-29). The target is accepted last, and only when every attempt was refused.
/// </summary>
internal sealed class SqliteEnrolling(string path, TargetName target)
{
    private const string Trap =
        "CREATE TRIGGER probe_of_countersign_trap AFTER INSERT ON probe_of_countersign BEGIN "
        + "INSERT INTO countersign_script (path, digest, baseline, applied_at) VALUES ('x', 'x', 0, 'x'); END";

    private static readonly ImmutableArray<(string Name, string Attempt)> Attempts =
    [
        ("attach another file", "ATTACH 'countersign-probe.db' AS other"),
        ("detach a file", "DETACH main"),
        ("write a copy elsewhere", "VACUUM INTO 'countersign-probe.db'"),
        ("load an extension", "SELECT load_extension('countersign-probe')"),
        ("make the schema writable", "PRAGMA writable_schema = on"),
        ("trust the schema's functions", "PRAGMA trusted_schema = on"),
        ("change how the file is kept", "PRAGMA journal_mode = off"),
        ("begin a transaction", "BEGIN"),
        ("commit", "COMMIT"),
        ("roll back", "ROLLBACK"),
        ("set a savepoint", "SAVEPOINT probe"),
        ("shadow a name", "CREATE TEMP TABLE probe (a)"),
        ("read markers", "SELECT token FROM countersign_marker"),
        ("write a marker", "INSERT INTO countersign_marker DEFAULT VALUES"),
        ("delete markers", "DELETE FROM countersign_marker"),
        ("lower the fence", "UPDATE countersign_target SET fence = 0"),
        ("forge history", "DELETE FROM countersign_script"),
        ("drop a record", "DROP TABLE countersign_marker"),
        ("rename a record", "ALTER TABLE countersign_marker RENAME TO probe"),
        ("put a trigger on a record", "CREATE TRIGGER probe AFTER INSERT ON countersign_marker BEGIN SELECT 1; END"),
        ("forge history through a trigger that is there already", "INSERT INTO probe_of_countersign VALUES (1)"),
    ];

    internal Enrolment Run()
    {
        using var link = SqliteLink.Open(path, raw.SQLITE_OPEN_READWRITE);
        SqliteProfile.Set(link);
        link.Run("BEGIN IMMEDIATE");
        SqliteRecords.Create(link);
        link.Run(
            "INSERT INTO countersign_target (id, name, file_id) VALUES (1, ?, ?) "
            + "ON CONFLICT (id) DO UPDATE SET name = excluded.name, accepted = 0",
            values: [target.Value, RandomNumberGenerator.GetHexString(32, lowercase: true)]);
        link.Run("COMMIT");
        ImmutableArray<ProbeResult> probes = [.. Facts(link), .. Attempts.Select(a => Attempt(link, a.Name, a.Attempt))];
        var enrolment = new Enrolment(Identity(SqliteRecords.Enrolled(link)), probes);
        if (enrolment.IsAccepted) link.Run("UPDATE countersign_target SET accepted = 1");
        return enrolment;
    }

    /// <summary>The random id that enrolling gave the file: a file put in its place has another, or none.</summary>
    internal static TargetIdentity Identity(SqliteEnrolled? enrolled) =>
        new(ImmutableSortedDictionary<string, string>.Empty.Add("file id", enrolled?.FileId ?? "none"));

    private IEnumerable<ProbeResult> Facts(SqliteLink link)
    {
        var same = SqliteProfile.ReadBack(link).Digest == SqliteProfile.Session.Digest;
        yield return new("the session can be set", same, same ? "read back as set" : "settings read back differ from those set");
        var tampered = SqliteRecords.Tampering(link.Schema());
        yield return new("the records are ours alone", tampered.IsEmpty,
            tampered.IsEmpty ? "as they were made" : $"not as they were made: {string.Join(", ", tampered)}");
        if (OperatingSystem.IsWindows()) yield break;
        var open = File.GetUnixFileMode(path).HasFlag(UnixFileMode.OtherWrite);
        yield return new("only its owners can write the file", !open,
            open ? "every account of this machine can write it" : "not writable by others");
    }

    /// <summary>
    /// Inside a transaction that is rolled back, so that an attempt which succeeds leaves nothing behind. It passes
    /// only when the gate refused: a failure for another reason would prove nothing.
    /// </summary>
    private static ProbeResult Attempt(SqliteLink link, string name, string sql)
    {
        link.Run("BEGIN IMMEDIATE");
        try
        {
            link.Run("CREATE TABLE probe_of_countersign (a)");
            link.Run(Trap);
            var failure = new SignedStatement(link, Encoding.UTF8.GetBytes(sql)).Run();
            var refused = failure?.Code.StartsWith("SQ1", StringComparison.Ordinal) == true;
            return new($"a migration cannot {name}", refused,
                failure is null ? "it could" : $"{failure.Code}: {failure.Because}");
        }
        finally
        {
            if (!link.IsAutocommit) link.Run("ROLLBACK");
        }
    }
}
