using Countersign.Targets;
using Countersign.Targets.PostgreSql;
using Countersign.Targets.Sqlite;

namespace Countersign.Bot.Workflows;

/// <summary>
/// The readers of this installation. SQL Server's is loaded by name: nothing but its own assembly knows Microsoft's parser, and an
/// installation without SQL Server targets need not ship it.
/// </summary>
internal static class StatementReaders
{
    private const string SqlServer = "Countersign.Targets.SqlServer.SqlServerReader, Countersign.Targets.SqlServer";

    /// <summary>One a dialect.</summary>
    public static ImmutableArray<IStatementReader> All() =>
        Optional(SqlServer) is { } sqlServer
            ? [new PostgreSqlReader(), new SqliteReader(), sqlServer]
            : [new PostgreSqlReader(), new SqliteReader()];

    /// <summary>Null when its assembly is not there. One that is there and cannot be loaded is a fault.</summary>
    internal static IStatementReader? Optional(string type) =>
        Type.GetType(type, throwOnError: false) is { } found ? (IStatementReader)Activator.CreateInstance(found)! : null;
}
