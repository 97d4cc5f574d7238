using System.Text;
using Countersign.Statements;
using Npgsql;

namespace Countersign.IntegrationTests.BadInput;

/// <summary>How many statements a server's own grammar finds in a text.</summary>
internal enum Found
{
    /// <summary>It refuses the text.</summary>
    Refused,

    /// <summary>Nothing but blanks.</summary>
    None,

    /// <summary>Exactly one.</summary>
    One,

    /// <summary>More than one.</summary>
    Many,
}

/// <summary>
/// Asks a real server where statements end, without running any. In a transaction that has failed, Parse of the extended protocol
/// reads the text by the raw grammar, refuses more than one statement, and then refuses the one for the failed transaction
/// (`exec_parse_message` in PostgreSQL's postgres.c), before it looks up a single name.
/// </summary>
internal sealed class ServerSplit : IAsyncDisposable
{
    private const string FailedTransaction = "25P02";

    private readonly NpgsqlConnection _connection;

    private ServerSplit(NpgsqlConnection connection) => _connection = connection;

    internal static async Task<ServerSplit> Open(string connectionString)
    {
        var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        var split = new ServerSplit(connection);
        await split.Prepare("BEGIN", execute: true);
        await split.Prepare("SELECT 1 / 0", execute: true);
        return split;
    }

    internal async Task<Found> Ask(string text) => text.Length == 0 ? Found.None : await Prepare(text, execute: false) switch
    {
        null => EndsTransaction(text) ? Found.One : Found.None,
        { SqlState: FailedTransaction } => Found.One,
        { MessageText: var message } when message.Contains("multiple commands", StringComparison.Ordinal) => Found.Many,
        _ => Found.Refused,
    };

    /// <summary>
    /// Null when what we call one statement is one for the server, and what we call a gap is none; else what differs. A text that we refuse
    /// differs from nothing.
    /// </summary>
    internal async Task<string?> WhatDiffers(ReadOnlyMemory<byte> script, Reading reading)
    {
        if (reading is not Reading.Complete complete) return null;
        var end = StrictText.StartOf(script.Span);
        var expected = complete.Statements.Length switch { 0 => Found.None, 1 => Found.One, _ => Found.Many };
        if (await Ask(Text(script, end, script.Length)) is var whole && whole != expected)
            return $"we find {complete.Statements.Length} statements, the server {whole}";
        foreach (var span in complete.Statements.Select(s => s.Span))
        {
            if (await Ask(Text(script, end, span.Offset)) is not Found.None and var gap) return $"the gap at byte {end} is {gap} to the server";
            if (await Ask(Text(script, span.Offset, span.End)) is not Found.One and var found) return $"the statement at byte {span.Offset} is {found} to the server";
            end = span.End;
        }

        return null;
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    /// <summary>COMMIT and ROLLBACK are let through in a failed transaction; nothing of it is run here.</summary>
    private static bool EndsTransaction(string text) => text.Any(char.IsLetter)
        && !Countersign.BadInput.Sql.NaiveGap.Is(Dialect.PostgreSql, Encoding.UTF8.GetBytes(text));

    private static string Text(ReadOnlyMemory<byte> script, int start, int end) => Encoding.UTF8.GetString(script.Span[start..end]);

    private async Task<PostgresException?> Prepare(string text, bool execute)
    {
        await using var batch = new NpgsqlBatch(_connection) { BatchCommands = { new(text) } };
        try
        {
            if (execute) await batch.ExecuteNonQueryAsync();
            else await batch.PrepareAsync();
            return null;
        }
        catch (PostgresException refused)
        {
            return refused;
        }
    }
}
