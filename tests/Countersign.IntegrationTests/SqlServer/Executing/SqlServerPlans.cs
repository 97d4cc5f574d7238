using System.Security.Cryptography;
using System.Text;
using Countersign.Deployments;
using Countersign.SignOffs;
using Countersign.Statements;
using Countersign.Targets.SqlServer;
using Countersign.Targets.SqlServer.Executing;
using FileMode = Countersign.Changes.FileMode;

namespace Countersign.IntegrationTests.SqlServer.Executing;

/// <summary>Approved plans, read by the reader that ships.</summary>
internal static class SqlServerPlans
{
    internal const string Alone = Script.NoTransactionDirective + "\n";

    internal static ApprovedPlan Approved(params IEnumerable<(string Path, string Sql)> scripts)
    {
        ImmutableArray<Script> files = [.. scripts.Select(s => new Script(s.Path, FileMode.Regular, ScriptRole.Versioned, Encoding.UTF8.GetBytes(s.Sql)))];
        var read = new SqlServerReader().Read(new(PretendServer.Policy, [], files), CancellationToken.None);
        Assert.True(read is Reading.Complete, string.Join("\n", (read as Reading.Refused)?.Refusals.Select(r => r.ToString()) ?? []));
        return new(PlanBuilding.Build([new(PretendServer.Policy.Name, "production", Dialect.SqlServer, SqlServerSession.ProfileOf(PretendServer.Policy),
            files, ((Reading.Complete)read).Statements)]), Digest.Of("policy"u8));
    }

    internal static ImmutableArray<UnitIntent> Intents(ApprovedPlan approved, long fence = 1) =>
        [.. ExecutionUnit.Of(approved.Plan.Targets[0]).Select(u => new UnitIntent(u, approved.Plan.Digest, NewToken(), fence))];

    internal static MarkerToken NewToken() => new(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)));

    internal static async Task<List<UnitOutcome>> Apply(this SqlServerTarget target, ApprovedPlan plan, ImmutableArray<UnitIntent>? intents = null)
    {
        var outcomes = new List<UnitOutcome>();
        await foreach (var outcome in target.Apply(plan, intents ?? Intents(plan), CancellationToken.None)) outcomes.Add(outcome);
        return outcomes;
    }
}
