using System.Security.Cryptography;
using System.Text;
using Countersign.Deployments;
using Countersign.Policy;
using Countersign.Rehearsals;
using Countersign.SignOffs;
using Countersign.Statements;
using Countersign.Targets.PostgreSql;
using FileMode = Countersign.Changes.FileMode;

namespace Countersign.IntegrationTests.PostgreSql;

/// <summary>A script as statements that are already apart, because these tests are about executing, not about reading.</summary>
internal sealed record TestScript(string Path, params string[] Statements)
{
    /// <summary>Whether the script asks for no transaction.</summary>
    internal bool Alone { get; init; }

    internal ScriptRole Role { get; init; } = ScriptRole.Versioned;

    /// <summary>What reading its statements is taken to have told.</summary>
    internal ImmutableArray<Effect> Effects { get; init; } = [];

    internal Script ToScript()
    {
        var text = (Alone ? Script.NoTransactionDirective + "\n" : "") + string.Concat(Statements.Select(s => s + ";\n"));
        return new(Path, FileMode.Regular, Role, Encoding.UTF8.GetBytes(text));
    }
}

internal static class TestPlans
{
    internal static ApprovedPlan Approved(TargetPolicy policy, params IEnumerable<TestScript> scripts)
    {
        var read = scripts.Select(s => (Test: s, Script: s.ToScript())).ToList();
        var statements = read.SelectMany(r => Read(r.Test, r.Script)).ToImmutableArray();
        var reading = new TargetReading(policy.Name, policy.Environment, policy.Dialect, PostgreSqlSession.ProfileOf(policy),
            [.. read.Select(r => r.Script)], statements);
        return new(PlanBuilding.Build([reading]), Digest.Of("policy"u8));
    }

    /// <summary>The same with what rehearsing it came to.</summary>
    internal static ApprovedPlan Rehearsed(this ApprovedPlan approved, TargetRehearsal rehearsal) =>
        new(approved.Plan, approved.Policy, ImmutableDictionary<TargetName, TargetRehearsal>.Empty.Add(rehearsal.Target, rehearsal));

    internal static ImmutableArray<UnitIntent> Intents(ApprovedPlan approved, long fence = 1) =>
        [.. ExecutionUnit.Of(approved.Plan.Targets[0]).Select(u => new UnitIntent(u, approved.Plan.Digest, NewToken(), fence))];

    internal static MarkerToken NewToken() => new(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)));

    /// <summary>Applies everything and returns all outcomes.</summary>
    internal static async Task<List<UnitOutcome>> Apply(
        this PostgreSqlTarget target, ApprovedPlan plan, ImmutableArray<UnitIntent>? intents = null)
    {
        var outcomes = new List<UnitOutcome>();
        await foreach (var outcome in target.Apply(plan, intents ?? Intents(plan), CancellationToken.None)) outcomes.Add(outcome);
        return outcomes;
    }

    internal static async Task<UnitOutcome> ApplyOne(this TestDatabase database, params string[] statements) =>
        Assert.Single(await database.Target().Apply(Approved(database.Policy, new TestScript("db/1.sql", statements))));

    private static IEnumerable<ReadStatement> Read(TestScript test, Script script)
    {
        var from = 0;
        foreach (var statement in test.Statements)
        {
            var bytes = Encoding.UTF8.GetBytes(statement);
            var at = script.Bytes.Span[from..].IndexOf(bytes) + from;
            from = at + bytes.Length;
            yield return new(script, new(at, bytes.Length), KindOf(statement), [], test.Effects, new Reversal.Irreversible("not read"), MustRunAlone(statement));
        }
    }

    private static string KindOf(string statement) => string.Join(' ', statement.Split((char[])[' ', '\n'], 3).Take(2)).ToUpperInvariant();

    private static bool MustRunAlone(string statement) =>
        statement.Contains("CONCURRENTLY", StringComparison.Ordinal) || statement.StartsWith("VACUUM", StringComparison.Ordinal)
        || statement.StartsWith("DROP DATABASE", StringComparison.Ordinal);
}
