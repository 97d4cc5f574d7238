using Npgsql;

namespace Countersign.Targets.PostgreSql;

/// <summary>
/// The question asked after every statement: is this still our transaction, our role and our lexer? A wrong answer is an
/// error on the server, which skips everything sent behind it, the marker and COMMIT included (INV-28).
/// </summary>
/// <remarks>
/// Every name is qualified, so nothing a migration creates can answer in its place; the text is sent anew each time,
/// because a prepared statement could be replaced. Casting text to int is built in and cannot be.
/// A unit takes its transaction id before its first statement. One that is gone after a single statement was ended by it:
/// inside a transaction no routine may commit and go on (2D000), so nothing can have taken a new one.
/// </remarks>
internal static class Guard
{
    internal const string TransactionLost = "countersign: the transaction is no longer the one we began";
    internal const string RoleChanged = "countersign: the role is no longer the executing login";
    internal const string LexerChanged = "countersign: the session reads text differently than was signed";

    private const string Sql =
        $"""
        SELECT (CASE
        WHEN pg_catalog.pg_current_xact_id_if_assigned() IS NULL THEN '{TransactionLost}'
        WHEN NOT (SESSION_USER::pg_catalog.text OPERATOR(pg_catalog.=) $1 AND CURRENT_USER::pg_catalog.text OPERATOR(pg_catalog.=) $1 AND pg_catalog.current_setting('role') OPERATOR(pg_catalog.=) 'none') THEN '{RoleChanged}'
        WHEN NOT (pg_catalog.current_setting('standard_conforming_strings') OPERATOR(pg_catalog.=) 'on' AND pg_catalog.current_setting('client_encoding') OPERATOR(pg_catalog.=) 'UTF8') THEN '{LexerChanged}'
        ELSE '1' END)::pg_catalog.int4
        """;

    private const string SqlWithoutTransaction =
        $"""
        SELECT (CASE
        WHEN NOT (SESSION_USER::pg_catalog.text OPERATOR(pg_catalog.=) $1 AND CURRENT_USER::pg_catalog.text OPERATOR(pg_catalog.=) $1 AND pg_catalog.current_setting('role') OPERATOR(pg_catalog.=) 'none') THEN '{RoleChanged}'
        ELSE '1' END)::pg_catalog.int4
        """;

    /// <summary>After a statement of a transactional unit.</summary>
    internal static NpgsqlBatchCommand InTransaction(string login) => Commands.Of(Sql, login);

    /// <summary>After a statement that ran alone.</summary>
    internal static NpgsqlBatchCommand Alone(string login) => Commands.Of(SqlWithoutTransaction, login);

    /// <summary>Which of the guard's complaints this is; null when the error is of another kind.</summary>
    internal static string? ComplaintIn(PostgresException fault) =>
        new[] { TransactionLost, RoleChanged, LexerChanged }
            .FirstOrDefault(c => fault.MessageText.Contains(c, StringComparison.Ordinal));
}
