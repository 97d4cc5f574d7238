using Microsoft.Data.Sqlite;

namespace Countersign.Bot.Store;

/// <summary>Commands that are prepared once and run often, with values in the order of their parameters.</summary>
internal static class PreparedCommands
{
    /// <summary>A prepared command with these parameters.</summary>
    public static SqliteCommand Prepared(this SqliteConnection connection, string sql, params ReadOnlySpan<string> parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var parameter in parameters)
            command.Parameters.Add(new SqliteParameter { ParameterName = "@" + parameter });
        command.Prepare();
        return command;
    }

    /// <summary>The command with these values.</summary>
    public static SqliteCommand With(this SqliteCommand command, params ReadOnlySpan<object> values)
    {
        for (var i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i];
        return command;
    }
}
