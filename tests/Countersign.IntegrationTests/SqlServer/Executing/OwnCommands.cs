using Countersign.Targets.SqlServer.Executing;

namespace Countersign.IntegrationTests.SqlServer.Executing;

/// <summary>The executor's own batches, told from signed ones by their whole text.</summary>
internal static class OwnCommands
{
    internal static string Lock { get; } = TargetLock.NameOf(PretendServer.Policy.Name);

    private static readonly ImmutableHashSet<string> Texts =
    [
        SessionSight.Sql(Lock), SessionSettings.SetText(Targets.SqlServer.SqlServerSession.ProfileOf(PretendServer.Policy), new SqlServerLimits()),
        TargetLock.Begin(Lock, new SqlServerLimits().OrphanPatience), TargetLock.BySession(Lock, new SqlServerLimits().OrphanPatience), TargetLock.RollBack,
        TargetLock.Commit, "BEGIN TRANSACTION;", TargetRecord.NowSql, SchemaSight.MaySeeSql, .. MarkerSchema.Create, .. RightsProbes.General.Select(p => p.Against),
        .. RightsProbes.OnMarkers.Select(p => p.Against), RightsProbes.OwnerSql, .. MarkerSchema.GrantsTo("app", "verifier"), .. AttemptProbes.Texts,
    ];

    internal static bool IsOurs(string text) => Texts.Contains(text);
}
