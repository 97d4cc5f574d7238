using Countersign.Deployments;
using Countersign.Rehearsals;
using Countersign.Schemas;
using Countersign.Statements;
using Npgsql;

namespace Countersign.Targets.PostgreSql.Rehearsing;

/// <summary>Runs a plan statement by statement and keeps what was seen.</summary>
internal sealed class PlanRun(NpgsqlConnection superuser, NpgsqlConnection login, Watchdog watchdog, SchemaCapture? capture)
{
    internal sealed record Result(
        ImmutableArray<StatementRehearsal> Statements, SchemaDifference Difference, ImmutableArray<Digest> UnitsAfter, ImmutableArray<string> Notes);

    internal async Task<Result> Run(TargetPlan plan, CancellationToken cancellation)
    {
        var seen = ImmutableArray.CreateBuilder<StatementRehearsal>(plan.Statements.Length);
        var units = ImmutableArray.CreateBuilder<Digest>();
        var first = capture is null ? Schema.Empty : await capture(superuser, cancellation);
        var last = first;
        var snapshot = await CatalogueSnapshot.Read(superuser, cancellation);
        foreach (var unit in ExecutionUnit.Of(plan))
        {
            foreach (var statement in unit.Statements)
            {
                if (seen is [.., not StatementRehearsal.Observed])
                {
                    seen.Add(new StatementRehearsal.NotRun("an earlier statement of the plan failed"));
                    continue;
                }

                watchdog.Begin();
                var (rehearsal, after) = await new StatementRun(superuser, login, watchdog).Run(
                    statement, snapshot, startsUnit: statement == unit.Statements[0], cancellation);
                seen.Add(rehearsal);
                snapshot = after;
            }

            if (capture is null || seen is [.., not StatementRehearsal.Observed]) continue;
            last = await capture(superuser, cancellation);
            units.Add(last.Fingerprint);
        }

        ImmutableArray<string> notes = watchdog.Verdict is { } verdict ? [verdict.Message] : [];
        return new(seen.ToImmutable(), SchemaDifference.Between(first, last), units.ToImmutable(), notes);
    }
}
