using System.Globalization;
using Countersign.Deployments;
using Countersign.Statements;
using Countersign.Statements.Sqlite;

namespace Countersign.Targets.Sqlite;

/// <summary>
/// Our own tables in the target's file. SQLite has no logins, so no right protects them: while a migration's statements
/// compile and run, the gate refuses whatever touches them (<see cref="SqliteBoundary"/>).
/// </summary>
internal static class SqliteRecords
{
    /// <summary>Each as SQLite keeps it in `sqlite_schema`, so that a changed table is noticed.</summary>
    internal static readonly ImmutableArray<SqliteObject> Tables =
    [
        Table("countersign_target",
            "(id INTEGER PRIMARY KEY CHECK (id = 1), name TEXT NOT NULL, file_id TEXT NOT NULL, "
            + "fence INTEGER NOT NULL DEFAULT 0, accepted INTEGER NOT NULL DEFAULT 0) STRICT"),
        Table("countersign_sent",
            "(token TEXT PRIMARY KEY, plan TEXT NOT NULL, sequence INTEGER NOT NULL, path TEXT NOT NULL, "
            + "fence INTEGER NOT NULL, sent_at TEXT NOT NULL) STRICT"),
        Table("countersign_script",
            "(id INTEGER PRIMARY KEY, path TEXT NOT NULL, digest TEXT NOT NULL, baseline INTEGER NOT NULL, "
            + "applied_at TEXT NOT NULL) STRICT"),
        Table("countersign_marker",
            "(token TEXT PRIMARY KEY, plan TEXT NOT NULL, sequence INTEGER NOT NULL, chain TEXT NOT NULL, path TEXT NOT NULL, "
            + "digest TEXT NOT NULL, part INTEGER NOT NULL, scripts INTEGER NOT NULL, fence INTEGER NOT NULL, "
            + "committed_at TEXT NOT NULL) STRICT"),
    ];

    /// <summary>Creates what is missing.</summary>
    internal static void Create(SqliteLink link)
    {
        var schema = link.Schema();
        foreach (var table in Tables.Where(t => schema.Find("table", t.Name) is null)) link.Run(table.Sql!);
    }

    /// <summary>What is not as we made it: a table, or a trigger or index that somebody put on one.</summary>
    internal static ImmutableArray<string> Tampering(SqliteSchema schema) =>
    [
        .. Tables.Where(t => schema.Find("table", t.Name)?.Sql != t.Sql).Select(t => $"table {t.Name}"),
        .. schema.Objects.Where(o => o.Type is "trigger" or "index" && o.Sql is not null && IsOurs(o.Table))
            .Select(o => $"{o.Type} {o.Name}"),
    ];

    /// <summary>The enrolment; null when the file has none.</summary>
    internal static SqliteEnrolled? Enrolled(SqliteLink link)
    {
        const string Exists = "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'countersign_target'";
        if (link.Number(Exists) == 0) return null;
        SqliteEnrolled? enrolled = null;
        link.Run("SELECT name, file_id, fence, accepted FROM countersign_target", row => enrolled = new(
            SqliteLink.Text(row, 0)!, SqliteLink.Text(row, 1)!,
            SQLitePCL.raw.sqlite3_column_int64(row, 2), SQLitePCL.raw.sqlite3_column_int64(row, 3) != 0));
        return enrolled;
    }

    /// <summary>Scripts in the order in which they were applied; of a path run more than once, all runs.</summary>
    internal static ImmutableArray<AppliedScript> Applied(SqliteLink link)
    {
        var applied = ImmutableArray.CreateBuilder<AppliedScript>();
        link.Run("SELECT path, digest, baseline FROM countersign_script ORDER BY id", row => applied.Add(new(
            SqliteLink.Text(row, 0)!, new(SqliteLink.Text(row, 1)!), SQLitePCL.raw.sqlite3_column_int64(row, 2) != 0)));
        return applied.ToImmutable();
    }

    /// <summary>The digest that the path was last applied with, or null.</summary>
    internal static string? LastDigest(SqliteLink link, string path)
    {
        string? digest = null;
        link.Run("SELECT digest FROM countersign_script WHERE path = ? ORDER BY id DESC LIMIT 1",
            row => digest = SqliteLink.Text(row, 0), path);
        return digest;
    }

    /// <summary>True when this part of the script is marked since the script was last applied as a whole.</summary>
    internal static bool IsMarked(SqliteLink link, Script script, int part) => link.Number(
        "SELECT count(*) FROM countersign_marker WHERE path = ? AND digest = ? AND part = ? "
        + "AND scripts = (SELECT count(*) FROM countersign_script AS s WHERE s.path = ?)",
        script.Path, script.Digest.Hex, (long)part, script.Path) > 0;

    /// <summary>When the unit with this token was committed, as recorded; null when it is not marked.</summary>
    internal static string? CommittedAt(SqliteLink link, MarkerToken token) =>
        Text(link, "SELECT committed_at FROM countersign_marker WHERE token = ?", token.Hex);

    /// <summary>True when a statement that cannot run in a transaction was announced under this token.</summary>
    internal static bool WasSent(SqliteLink link, MarkerToken token) =>
        Text(link, "SELECT sent_at FROM countersign_sent WHERE token = ?", token.Hex) is not null;

    internal static void RaiseFence(SqliteLink link, long fence) =>
        link.Run("UPDATE countersign_target SET fence = ?", values: fence);

    internal static void AddSent(SqliteLink link, UnitIntent intent, DateTimeOffset now) => link.Run(
        "INSERT INTO countersign_sent VALUES (?, ?, ?, ?, ?, ?)", null,
        intent.Token.Hex, intent.Plan.Hex, (long)intent.Unit.Sequence, intent.Unit.Script.Path, intent.Fence, Text(now));

    internal static void AddScript(SqliteLink link, Script script, bool baseline, DateTimeOffset now) => link.Run(
        "INSERT INTO countersign_script (path, digest, baseline, applied_at) VALUES (?, ?, ?, ?)", null,
        script.Path, script.Digest.Hex, baseline ? 1L : 0L, Text(now));

    /// <summary>
    /// The marker, last in its transaction (INV-26). <paramref name="scripts"/>: how often the path was applied before.
    /// </summary>
    internal static void AddMarker(SqliteLink link, UnitIntent intent, int part, long scripts, DateTimeOffset now) => link.Run(
        "INSERT INTO countersign_marker VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", null,
        intent.Token.Hex, intent.Plan.Hex, (long)intent.Unit.Sequence, intent.Unit.Chain.Hex, intent.Unit.Script.Path,
        intent.Unit.Script.Digest.Hex, (long)part, scripts, intent.Fence, Text(now));

    internal static long TimesApplied(SqliteLink link, string path) =>
        link.Number("SELECT count(*) FROM countersign_script WHERE path = ?", path);

    private static string? Text(SqliteLink link, string sql, string value)
    {
        string? text = null;
        link.Run(sql, row => text = SqliteLink.Text(row, 0), value);
        return text;
    }

    private static string Text(DateTimeOffset now) => now.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture);

    private static SqliteObject Table(string name, string rest) => new("table", name, name, $"CREATE TABLE {name} {rest}");

    private static bool IsOurs(string table) => Tables.Any(t => t.Name.Equals(table, StringComparison.OrdinalIgnoreCase));
}

/// <summary>What enrolling left in the file.</summary>
internal sealed record SqliteEnrolled(string Name, string FileId, long Fence, bool IsAccepted);
