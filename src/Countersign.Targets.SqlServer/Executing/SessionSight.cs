using System.Globalization;

namespace Countersign.Targets.SqlServer.Executing;

/// <summary>
/// What the server says of a session: its settings, whose rights count, and its transaction. Asked when it starts and after every
/// batch. Functions and views of the server itself answer, which nothing that a migration makes can take the place of.
/// </summary>
internal sealed record SessionSight(
    string SessionId, int ServerMajor, string ServerVersion, bool IsWritable, string Login, string ActsAs, string User, string Database,
    int OpenTransactions, int TransactionState, string TransactionId, string LockMode, ImmutableSortedDictionary<string, string> Settings)
{
    /// <param name="lockName">Resource of the target's lock, without quotes in it.</param>
    internal static string Sql(string lockName) =>
        $"""
        SELECT @@SPID, CAST(SERVERPROPERTY('ProductMajorVersion') AS int), CAST(SERVERPROPERTY('ProductVersion') AS nvarchar(60)),
            CAST(DATABASEPROPERTYEX(DB_NAME(), 'Updateability') AS nvarchar(20)), ORIGINAL_LOGIN(), SUSER_SNAME(), USER_NAME(), DB_NAME(),
            @@TRANCOUNT, XACT_STATE(), CURRENT_TRANSACTION_ID(), APPLOCK_MODE(N'public', N'{lockName}', N'Transaction'),
            @@OPTIONS, @@LANGUAGE, @@DATEFIRST, s.date_format, s.transaction_isolation_level, SCHEMA_NAME(), d.compatibility_level
        FROM sys.dm_exec_sessions AS s CROSS JOIN sys.databases AS d WHERE s.session_id = @@SPID AND d.database_id = DB_ID()
        """;

    internal static SessionSight Of(ImmutableArray<string?> row)
    {
        var settings = SessionSettings.FromOptions(Number(row[12])).ToImmutableSortedDictionary(StringComparer.Ordinal)
            .Add("LANGUAGE", row[13] ?? "").Add("DATEFIRST", row[14] ?? "").Add("DATEFORMAT", row[15] ?? "")
            .Add("TRANSACTION ISOLATION LEVEL", SessionSettings.IsolationLevel(row[16] ?? "")).Add("DEFAULT_SCHEMA", row[17] ?? "")
            .Add(SqlServerSession.CompatibilityLevelName, row[18] ?? "");
        return new(row[0] ?? "", Number(row[1]), row[2] ?? "", row[3] == "READ_WRITE", row[4] ?? "", row[5] ?? "", row[6] ?? "", row[7] ?? "",
            Number(row[8]), Number(row[9]), row[10] ?? "", row[11] ?? "", settings);
    }

    private static int Number(string? text) => int.Parse(text ?? "0", CultureInfo.InvariantCulture);
}
