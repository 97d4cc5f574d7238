using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Countersign.Targets.PostgreSql;

/// <summary>
/// Npgsql splits a text of several statements by a lexer of its own unless it is told not to before any of its types
/// loads. Told so, the server refuses such a text with 42601 (INV-12).
/// </summary>
internal static class NpgsqlSwitches
{
    internal const string SqlRewriting = "Npgsql.EnableSqlRewriting";

    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "The driver reads the switch once, when its first type loads.")]
    internal static void TurnSqlRewritingOff() => AppContext.SetSwitch(SqlRewriting, false);
}
