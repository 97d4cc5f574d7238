using System.Globalization;
using Countersign.Statements;

namespace Countersign.Targets.SqlServer.Executing;

/// <summary>The profile as commands, and as the server shows it.</summary>
internal static class SessionSettings
{
    /// <summary>What every session starts with. LANGUAGE comes first: it sets the dates' settings too.</summary>
    internal static string SetText(SessionProfile profile, SqlServerLimits limits) => string.Join('\n',
        profile.Settings.Where(s => IsSet(s.Key)).OrderBy(s => s.Key == "LANGUAGE" ? 0 : 1).ThenBy(s => s.Key, StringComparer.Ordinal)
            .Select(s => $"SET {s.Key} {s.Value};")
            .Append("SET NOCOUNT OFF;")
            .Append("SET DEADLOCK_PRIORITY NORMAL;")
            .Append(string.Create(CultureInfo.InvariantCulture, $"SET LOCK_TIMEOUT {(long)limits.LockTimeout.TotalMilliseconds};")));

    /// <summary>Names whose value the server does not show, or shows otherwise than the profile says. ROWCOUNT can be set and not asked for.</summary>
    internal static IEnumerable<string> Wrong(SessionProfile profile, IReadOnlyDictionary<string, string> shown) => profile.Settings
        .Where(s => s.Key != "ROWCOUNT" && shown.GetValueOrDefault(s.Key) != s.Value).Select(s => s.Key);

    /// <summary>The bits of @@OPTIONS, by Microsoft's "Configure the user options server configuration option".</summary>
    internal static IEnumerable<KeyValuePair<string, string>> FromOptions(int options) => Bits.Select(b =>
        new KeyValuePair<string, string>(b.Name, (options & b.Bit) != 0 ? "ON" : "OFF"));

    /// <summary>Of sys.dm_exec_sessions.</summary>
    internal static string IsolationLevel(string number) => number switch
    {
        "1" => "READ UNCOMMITTED",
        "2" => "READ COMMITTED",
        "3" => "REPEATABLE READ",
        "4" => "SERIALIZABLE",
        "5" => "SNAPSHOT",
        _ => number,
    };

    private static readonly ImmutableArray<(string Name, int Bit)> Bits =
    [
        ("IMPLICIT_TRANSACTIONS", 2), ("CURSOR_CLOSE_ON_COMMIT", 4), ("ANSI_WARNINGS", 8), ("ANSI_PADDING", 16), ("ANSI_NULLS", 32),
        ("ARITHABORT", 64), ("QUOTED_IDENTIFIER", 256), ("ANSI_NULL_DFLT_ON", 1024), ("CONCAT_NULL_YIELDS_NULL", 4096),
        ("NUMERIC_ROUNDABORT", 8192), ("XACT_ABORT", 16384),
    ];

    private static bool IsSet(string name) => name is not (SqlServerSession.CompatibilityLevelName or "DEFAULT_SCHEMA");
}
