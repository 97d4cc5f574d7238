using System.Data.Common;

namespace Countersign.Bot.Store;

/// <summary>Commands that are prepared once and run often, with values in the order of their parameters.</summary>
internal static class PreparedCommands
{
    /// <summary>A prepared command with these parameters.</summary>
    public static DbCommand Prepared(this Database database, DbConnection connection, string sql, params ReadOnlySpan<string> parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var name in parameters)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = "@" + name;
            command.Parameters.Add(parameter);
        }

        database.Prepare(command);
        return command;
    }

    /// <summary>The command with these values.</summary>
    public static DbCommand With(this DbCommand command, params ReadOnlySpan<object> values)
    {
        for (var i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i];
        return command;
    }
}
