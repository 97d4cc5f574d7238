using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Countersign.Statements;

namespace Countersign.Targets.SqlServer.Executing;

/// <summary>
/// The target's application lock. A transaction owns it, so the server keeps it until that transaction is really over, also when its
/// executor is long dead: waiting for the lock is waiting for orphans. What runs without a transaction is covered by its session.
/// </summary>
internal static class TargetLock
{
    /// <summary>The resource's name: hexadecimal digits and plain letters, so it needs no quoting.</summary>
    internal static string NameOf(TargetName target) =>
        "countersign " + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("countersign target " + target.Value)))[..32];

    /// <summary>Begins a transaction, takes the lock, and says what came of both.</summary>
    internal static string Begin(string name, TimeSpan patience) => Take(name, "Transaction", patience, "BEGIN TRANSACTION;\n", "CURRENT_TRANSACTION_ID()");

    /// <summary>For what the server refuses in a transaction. The lock goes with the session.</summary>
    internal static string BySession(string name, TimeSpan patience) => Take(name, "Session", patience, "", "0");

    internal const string RollBack = "IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION;";

    /// <summary>Not left to a database that lets commits be lost with the log's last block.</summary>
    internal const string Commit = "COMMIT TRANSACTION WITH (DELAYED_DURABILITY = OFF);";

    private static string Take(string name, string owner, TimeSpan patience, string before, string id) => string.Create(CultureInfo.InvariantCulture,
        $"""
        {before}DECLARE @lock int;
        EXECUTE @lock = sys.sp_getapplock @Resource = N'{name}', @LockMode = N'Exclusive', @LockOwner = N'{owner}', @LockTimeout = {(long)patience.TotalMilliseconds}, @DbPrincipal = N'public';
        SELECT @lock, {id};
        """);
}
