using Countersign.Schemas;

namespace Countersign.Statements;

/// <summary>What one target contributes to a plan: its settings and what its reader found.</summary>
public sealed record TargetReading(
    TargetName Target,
    string Environment,
    Dialect Dialect,
    SessionProfile Session,
    ImmutableArray<Script> Scripts,
    ImmutableArray<ReadStatement> Statements)
{
    /// <summary>What it makes of the schema, where a model tells.</summary>
    public ModelledChange? Modelled { get; init; }
}

/// <summary>Turns readings into a plan: numbers, digests, chains.</summary>
public static class PlanBuilding
{
    /// <summary>Builds the plan. Targets keep the order of policy, so the same inputs give the same digest anywhere.</summary>
    public static Plan Build(IEnumerable<TargetReading> readings)
    {
        ArgumentNullException.ThrowIfNull(readings);
        var targets = ImmutableArray.CreateBuilder<TargetPlan>();
        var number = 0;
        foreach (var reading in readings.Where(r => r.Scripts.Length > 0))
        {
            targets.Add(Chain(reading, number));
            number += reading.Statements.Length;
        }

        return Plan.Of(targets.ToImmutable());
    }

    private static TargetPlan Chain(TargetReading reading, int before)
    {
        var chain = DigestRules.ChainStart(reading.Target);
        var statements = ImmutableArray.CreateBuilder<Statement>(reading.Statements.Length);
        foreach (var read in reading.Statements)
        {
            var digest = DigestRules.Statement(reading.Target, reading.Dialect, reading.Session.Digest, read.Bytes.Span);
            chain = DigestRules.Chain(chain, digest);
            statements.Add(new(before + statements.Count + 1, read, read.Script.PlaceOf(read.Span.Offset), digest, chain));
        }

        return new(reading.Target, reading.Environment, reading.Dialect, reading.Session, reading.Scripts,
            statements.DrainToImmutable())
        {
            Modelled = reading.Modelled,
        };
    }
}
