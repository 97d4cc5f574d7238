using Countersign.Deployments;
using Countersign.Rehearsals;
using Countersign.Schemas;
using Countersign.Statements;
using Npgsql;

namespace Countersign.Targets.PostgreSql.Rehearsing;

/// <summary>Runs a plan statement by statement and keeps what was seen.</summary>
internal sealed class PlanRun(
    NpgsqlConnection superuser, NpgsqlConnection login, Watchdog watchdog, MadeUpRows rows, FollowedSchema schema, Reversals reversals)
{
    private readonly ImmutableArray<StatementRehearsal>.Builder _seen = ImmutableArray.CreateBuilder<StatementRehearsal>();
    private readonly List<string> _notes = [];
    private CatalogueSnapshot _snapshot = null!;

    internal sealed record Result(
        ImmutableArray<StatementRehearsal> Statements, SchemaDifference Difference, ImmutableArray<Schema> UnitsAfter, ImmutableArray<string> Notes);

    internal async Task<Result> Run(TargetPlan plan, CancellationToken cancellation)
    {
        var units = ImmutableArray.CreateBuilder<Schema>();
        var first = schema.Now;
        _snapshot = await CatalogueSnapshot.Read(superuser, cancellation);
        foreach (var unit in ExecutionUnit.Of(plan))
        {
            foreach (var statement in unit.Statements)
                _seen.Add(_seen is [.., not StatementRehearsal.Observed]
                    ? new StatementRehearsal.NotRun("an earlier statement of the plan failed")
                    : await Run(statement, startsUnit: statement == unit.Statements[0], cancellation));
            if (_seen is [.., StatementRehearsal.Observed]) units.Add(schema.Now);
        }

        return new(_seen.ToImmutable(), SchemaDifference.Between(first, schema.Now), units.ToImmutable(), [.. _notes, .. reversals.Notes]);
    }

    private async Task<StatementRehearsal> Run(Statement statement, bool startsUnit, CancellationToken cancellation)
    {
        var run = new StatementRun(superuser, login, watchdog);
        var seen = await run.Run(statement, _snapshot, startsUnit, cancellation);
        if (seen is StatementSeen.DidNotRun(var failure) && !statement.Source.MustRunAlone && MadeUpRows.MayBeToBlame(failure.Code))
            return await WithoutMadeUpRows(run, statement, startsUnit, failure, cancellation);
        return seen is StatementSeen.Ran ran ? await Look(statement, ran, cancellation) : ((StatementSeen.DidNotRun)seen).Failure;
    }

    private async Task<StatementRehearsal> WithoutMadeUpRows(
        StatementRun run, Statement statement, bool startsUnit, StatementRehearsal.Failed failure, CancellationToken cancellation)
    {
        if (!await rows.Remove(cancellation)) return failure;
        if (await run.Run(statement, _snapshot, startsUnit, cancellation) is not StatementSeen.Ran ran) return failure;
        var observed = await Look(statement, ran, cancellation);
        _notes.Add($"{statement.Label} fails on the rows that were made up for the copy ({failure.Code}: {failure.Message}); it was rehearsed without them.");
        await rows.Seed(cancellation);
        _snapshot = await CatalogueSnapshot.Read(superuser, cancellation);
        return observed;
    }

    private async Task<StatementRehearsal.Observed> Look(Statement statement, StatementSeen.Ran ran, CancellationToken cancellation)
    {
        var before = schema.Now;
        var difference = await schema.Follow(ran.Touched, cancellation);
        _snapshot = ran.After;
        rows.Keep(ran.Impact);
        watchdog.Begin();
        return await reversals.Of(statement, ran, new(difference, before, schema.Now), cancellation);
    }
}
