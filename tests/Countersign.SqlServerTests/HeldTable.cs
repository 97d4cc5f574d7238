using System.Globalization;
using Microsoft.Data.SqlClient;

namespace Countersign.SqlServerTests;

/// <summary>A table that a session of the test's own holds, so that a batch which writes to it waits for as long as the test wants.</summary>
internal sealed class HeldTable : IAsyncDisposable
{
    /// <summary>A batch that waits.</summary>
    internal const string Batch = "INSERT INTO dbo.held (a) VALUES (1);";

    private readonly SqlConnection _holder;

    private HeldTable(SqlConnection holder) => _holder = holder;

    internal static async Task<HeldTable> In(RealDatabase database)
    {
        await database.Run("CREATE TABLE dbo.held (a int NOT NULL);");
        var held = new HeldTable(await database.Open());
        await held.Ask("BEGIN TRANSACTION; SELECT COUNT(*) FROM dbo.held WITH (TABLOCKX, HOLDLOCK);");
        return held;
    }

    /// <summary>The session that waits for the table, as soon as there is one. The server does the looking.</summary>
    internal async Task<int> Waiting() => int.Parse((await Ask("""
        DECLARE @waits int;
        WHILE @waits IS NULL
        BEGIN
            SELECT @waits = MIN(session_id) FROM sys.dm_os_waiting_tasks WHERE blocking_session_id = @@SPID AND wait_type LIKE 'LCK%';
            IF @waits IS NULL WAITFOR DELAY '00:00:00.020';
        END
        SELECT @waits;
        """))!, CultureInfo.InvariantCulture);

    internal Task Release() => Ask("IF @@TRANCOUNT > 0 COMMIT TRANSACTION;");

    public ValueTask DisposeAsync() => _holder.DisposeAsync();

    private async Task<string?> Ask(string sql)
    {
        await using var command = new SqlCommand(sql, _holder);
        return Convert.ToString(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }
}
