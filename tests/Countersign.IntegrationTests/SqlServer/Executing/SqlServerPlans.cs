using System.Security.Cryptography;
using System.Text;
using Countersign.Deployments;
using Countersign.Policy;
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

    internal static TargetPolicy Policy { get; } = Assert.IsType<PolicyParse.Valid>(PolicyReading.Read("""
        version: 1
        targets:
          - name: shop-mssql
            environment: production
            dialect: sqlserver
            scripts: ["db/*.sql"]
            connection: shop-mssql
        default:
          require: { count: 1, from: [role:write] }

        """u8.ToArray())).Policy.Targets[0];

    internal static ApprovedPlan Approved(params IEnumerable<(string Path, string Sql)> scripts) => Approved(Policy, scripts);

    internal static ApprovedPlan Approved(TargetPolicy policy, params IEnumerable<(string Path, string Sql)> scripts)
    {
        ImmutableArray<Script> files = [.. scripts.Select(s => new Script(s.Path, FileMode.Regular, ScriptRole.Versioned, Encoding.UTF8.GetBytes(s.Sql)))];
        var read = new SqlServerReader().Read(new(policy, [], files), CancellationToken.None);
        Assert.True(read is Reading.Complete, string.Join("\n", (read as Reading.Refused)?.Refusals.Select(r => r.ToString()) ?? []));
        return new(PlanBuilding.Build([new(policy.Name, "production", Dialect.SqlServer, SqlServerSession.ProfileOf(policy),
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
