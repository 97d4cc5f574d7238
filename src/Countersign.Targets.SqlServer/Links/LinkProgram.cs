using System.Data;
using System.Globalization;
using System.Text.Json;
using Microsoft.Data.SqlClient;

namespace Countersign.Targets.SqlServer.Links;

/// <summary>
/// The process that holds connections: one command a line, one reply a line. It ends, and with it every connection, when the bot does.
/// </summary>
internal static class LinkProgram
{
    internal static int Run()
    {
        using var input = new StreamReader(Console.OpenStandardInput());
        using var output = new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true };
        var links = new Dictionary<int, SqlConnection>();
        while (input.ReadLine() is { } line)
        {
            var command = JsonSerializer.Deserialize<LinkCommand>(line)!;
            output.WriteLine(JsonSerializer.Serialize(Carry(command, links)));
        }

        foreach (var link in links.Values) link.Dispose();
        return 0;
    }

    private static LinkReply Carry(LinkCommand command, Dictionary<int, SqlConnection> links)
    {
        try
        {
            if (command.Connect is { } connect)
            {
                var opened = links[command.Link] = new(connect);
                opened.Open();
                return new([], -1, null, true);
            }

            if (command.Text is { } text) return Run(links[command.Link], text, command);
            if (links.Remove(command.Link, out var closed)) closed.Dispose();
            return new([], -1, null, false);
        }
        catch (Exception fault) when (fault is SqlException or InvalidOperationException or IOException)
        {
            return new([], -1, FaultOf(fault), links.GetValueOrDefault(command.Link)?.State == ConnectionState.Open);
        }
    }

    /// <summary>Reads every result to its end: an error behind the first one is still an error.</summary>
    private static LinkReply Run(SqlConnection link, string text, LinkCommand asked)
    {
        using var command = new SqlCommand(text, link)
        {
            CommandTimeout = asked.TimeoutSeconds,
            CommandType = asked.IsProcedure ? CommandType.StoredProcedure : CommandType.Text,
        };
        foreach (var value in asked.Values) command.Parameters.Add(ParameterOf(value));
        using var reader = command.ExecuteReader();
        var rows = ImmutableArray.CreateBuilder<ImmutableArray<string?>>();
        do
        {
            while (reader.Read())
                if (asked.WantsRows)
                    rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => TextOf(reader, i))]);
        }
        while (reader.NextResult());
        reader.Close();
        return new(rows.ToImmutable(), reader.RecordsAffected, null, link.State == ConnectionState.Open);
    }

    private static string? TextOf(SqlDataReader reader, int column) => reader.IsDBNull(column)
        ? null
        : Convert.ToString(reader.GetValue(column), CultureInfo.InvariantCulture);

    private static SqlParameter ParameterOf(LinkValue value) => value.Kind switch
    {
        LinkValueKind.Binary => new(value.Name, SqlDbType.Binary, 32) { Value = Convert.FromHexString(value.Value) },
        LinkValueKind.Number => new(value.Name, SqlDbType.BigInt) { Value = long.Parse(value.Value, CultureInfo.InvariantCulture) },
        _ => new(value.Name, SqlDbType.NVarChar, value.Value.Length > 4000 ? -1 : 4000) { Value = value.Value },
    };

    /// <summary>The first error is the cause; what follows it is what it led to.</summary>
    internal static LinkFault FaultOf(Exception fault) => fault is SqlException sql && sql.Errors.Count > 0
        ? new(sql.Errors[0].Number, sql.Errors.Cast<SqlError>().Max(e => e.Class), sql.Errors[0].LineNumber, sql.Errors[0].Procedure ?? "",
            IsServers(sql) ? sql.Errors[0].Message : "", IsServers(sql))
        : new(0, 20, 0, "", "", false);

    /// <summary>The driver's own errors have no positive number, or come of one of the system's.</summary>
    private static bool IsServers(SqlException fault) => fault.Errors[0].Number > 0 && fault.InnerException is null && fault.Errors[0].Class < 20;
}
