using System.Text;
using Countersign.Analysis;
using Countersign.Changes;
using Countersign.Policy;
using Countersign.SignOffs;
using Countersign.Statements;
using Countersign.Targets.PostgreSql;
using FileMode = Countersign.Changes.FileMode;

namespace Countersign.Benchmarks.Readings;

/// <summary>What a review does with text that it has: policy, statements, plan with all its digests, verdict.</summary>
internal static class TextJudging
{
    /// <summary>Its rules look at effects, objects and paths, so that judging is not for nothing.</summary>
    public const string Policy = """
        version: 1
        targets:
          - { name: shop-prod, environment: production, dialect: postgresql, server_version: 17, scripts: ["db/*.sql"], connection: shop-prod }
        rules:
          - name: destroying needs two DBAs
            when: { effects: [destroys-data, drops, rewrites] }
            require: { count: 2, from: [team:dba] }
          - name: rights need security
            when: { effects: [grants, runs-code, opaque] }
            require: { count: 1, from: [team:security] }
          - name: orders have owners
            when: { objects: ["*.orders_*"] }
            require: { count: 1, from: [user:ana, team:orders] }
        default:
          require: { count: 1, from: [role:write] }
        """;

    private static readonly Contributors Nobody = new([], []);

    /// <summary>Reads and judges one script.</summary>
    public static Verdict Judge(byte[] text)
    {
        var policy = ((PolicyParse.Valid)PolicyReading.Read(Encoding.UTF8.GetBytes(Policy))).Policy;
        var target = policy.Targets[0];
        var script = new Script("db/0001.sql", FileMode.Regular, ScriptRole.Versioned, text);
        var reader = new PostgreSqlReader();
        var reading = reader.Read(new(target, [], [script]), CancellationToken.None) switch
        {
            Reading.Complete complete => complete,
            Reading.Refused refused => throw new InvalidOperationException(refused.Refusals[0].Sentence),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        var plan = PlanBuilding.Build(
            [new(target.Name, target.Environment, target.Dialect, reader.SessionOf(target), [script], reading.Statements)]);
        return Judge(plan, reading.Findings, policy, Codeowners.None);
    }

    /// <summary>Judges a plan that nobody signed.</summary>
    public static Verdict Judge(Plan plan, ImmutableArray<Finding> findings, PolicyFile policy, Codeowners owners) =>
        Judging.Judge(new(plan, findings, policy, owners, Nobody, [], [], [], ImmutableDictionary<UserId, Authority>.Empty));
}
