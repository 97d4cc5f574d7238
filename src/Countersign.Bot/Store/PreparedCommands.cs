using System.Data.Common;

namespace Countersign.Bot.Store;

/// <summary>Commands that are prepared once and run often, with values in the order of their parameters.</summary>
internal static class PreparedCommands
{
    /// <summary>A prepared command with these parameters, in the order in which the SQL first names each.</summary>
    public static DbCommand Prepared(this Database database, DbConnection connection, string sql, params ReadOnlySpan<string> parameters) =>
        database.Prepare(connection, sql, parameters);

    /// <summary>The command with these values.</summary>
    public static DbCommand With(this DbCommand command, params ReadOnlySpan<object> values)
    {
        for (var i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i];
        return command;
    }
}
