using Countersign.Deployments;
using Countersign.Rehearsals;
using Countersign.Schemas;
using Countersign.Statements;
using Npgsql;

namespace Countersign.Targets.PostgreSql.Rehearsing;

/// <summary>Runs a plan statement by statement and keeps what was seen.</summary>
internal sealed class PlanRun(NpgsqlConnection superuser, NpgsqlConnection login, Watchdog watchdog, FollowedSchema schema, Reversing reversing)
{
    private readonly ImmutableArray<StatementRehearsal>.Builder _seen = ImmutableArray.CreateBuilder<StatementRehearsal>();

    internal sealed record Result(ImmutableArray<StatementRehearsal> Statements, SchemaDifference Difference, ImmutableArray<Schema> UnitsAfter);

    internal async Task<Result> Run(TargetPlan plan, CancellationToken cancellation)
    {
        var units = ImmutableArray.CreateBuilder<Schema>();
        var first = schema.Now;
        var snapshot = await CatalogueSnapshot.Read(superuser, cancellation);
        foreach (var unit in ExecutionUnit.Of(plan))
        {
            foreach (var statement in unit.Statements)
                snapshot = await Run(statement, snapshot, startsUnit: statement == unit.Statements[0], cancellation);
            if (_seen is [.., StatementRehearsal.Observed]) units.Add(schema.Now);
        }

        return new(_seen.ToImmutable(), SchemaDifference.Between(first, schema.Now), units.ToImmutable());
    }

    private async Task<CatalogueSnapshot> Run(Statement statement, CatalogueSnapshot before, bool startsUnit, CancellationToken cancellation)
    {
        if (_seen is [.., not StatementRehearsal.Observed])
        {
            _seen.Add(new StatementRehearsal.NotRun("an earlier statement of the plan failed"));
            return before;
        }

        watchdog.Begin();
        switch (await new StatementRun(superuser, login, watchdog).Run(statement, before, startsUnit, cancellation))
        {
            case StatementSeen.Ran ran:
                var was = schema.Now;
                var difference = await schema.Follow(ran.Touched, cancellation);
                _seen.Add(new StatementRehearsal.Observed(ran.Impact, reversing(statement, difference, was, schema.Now, ran.Impact)));
                return ran.After;
            case StatementSeen.DidNotRun not:
                _seen.Add(not.Failure);
                return before;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }
}
