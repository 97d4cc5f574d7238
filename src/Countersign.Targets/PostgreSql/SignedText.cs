using Countersign.Statements;
using Npgsql;

namespace Countersign.Targets.PostgreSql;

/// <summary>The text of a statement on its way to the server.</summary>
internal static class SignedText
{
    /// <summary>The driver takes text and sends UTF-8.</summary>
    internal static string Of(Statement statement) => SignedBytes.TextOf(statement);

    /// <summary>Rows that a statement reported; -1 when it reports none.</summary>
    internal static long RowsOf(NpgsqlBatchCommand command) => command.StatementType switch
    {
        StatementType.Insert or StatementType.Update or StatementType.Delete or StatementType.Merge or StatementType.Copy
            or StatementType.CreateTableAs or StatementType.Select or StatementType.Move or StatementType.Fetch => (long)command.Rows,
        _ => -1,
    };

    /// <summary>
    /// Statements that only the transaction's owner may send. The reader refuses them, and the guard would notice, but by
    /// then the first half would be permanent; so they are not sent at all (INV-28).
    /// </summary>
    internal static bool ControlsTransaction(Statement statement)
    {
        var words = statement.Text.Split((char[]?)null, 3, StringSplitOptions.RemoveEmptyEntries);
        return words is [var first, ..] && (first.ToUpperInvariant().TrimEnd(';') switch
        {
            "BEGIN" or "START" or "COMMIT" or "END" or "ROLLBACK" or "ABORT" => true,
            "PREPARE" => words is [_, var second, ..] && second.Equals("TRANSACTION", StringComparison.OrdinalIgnoreCase),
            _ => false,
        });
    }
}
