namespace Countersign.Analysis.Rules;

/// <summary>Remarks on T-SQL that may run but is likely to hurt.</summary>
public static class SqlServerRules
{
    /// <summary>All of them, in order of id.</summary>
    public static ImmutableArray<Rule> All { get; } =
        [.. SqlServerLockRules.All, .. SqlServerDataRules.All, .. SqlServerRightRules.All, .. SqlServerHabitRules.All];
}
