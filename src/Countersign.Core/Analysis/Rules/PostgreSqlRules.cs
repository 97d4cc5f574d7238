namespace Countersign.Analysis.Rules;

/// <summary>Remarks on PostgreSQL statements that may run but are likely to hurt.</summary>
public static class PostgreSqlRules
{
    /// <summary>All of them, in order of id.</summary>
    public static ImmutableArray<Rule> All { get; } =
    [
        .. PostgreSqlLockRules.All.Concat(PostgreSqlDataRules.All).Concat(PostgreSqlTypeRules.All).OrderBy(r => r.Id, StringComparer.Ordinal),
    ];
}
