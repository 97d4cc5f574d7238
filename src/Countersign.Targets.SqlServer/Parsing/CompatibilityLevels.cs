using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Countersign.Targets.SqlServer.Parsing;

/// <summary>Which grammar a database's compatibility level stands for. QUOTED_IDENTIFIER is always on (<see cref="SqlServerSession"/>).</summary>
internal static class CompatibilityLevels
{
    /// <summary>SQL Server 2022.</summary>
    internal const int Usual = 160;

    internal static TSqlParser ParserOf(int level) => level switch
    {
        100 => new TSql100Parser(true),
        110 => new TSql110Parser(true),
        120 => new TSql120Parser(true),
        130 => new TSql130Parser(true),
        140 => new TSql140Parser(true),
        150 => new TSql150Parser(true),
        160 => new TSql160Parser(true),
        170 => new TSql170Parser(true),
        _ => throw new ArgumentOutOfRangeException(nameof(level), level, "policy lets no other level through"),
    };
}
