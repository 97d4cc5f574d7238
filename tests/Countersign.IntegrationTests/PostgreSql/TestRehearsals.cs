using Countersign.Deployments;
using Countersign.Rehearsals;
using Countersign.Schemas;
using Countersign.SignOffs;
using Countersign.Statements;
using Countersign.Targets.PostgreSql.Catalogue;
using Countersign.Targets.PostgreSql.Observing;
using Npgsql;

namespace Countersign.IntegrationTests.PostgreSql;

/// <summary>
/// Rehearses in the target itself, in a transaction that is rolled back: exactly what its statements did at that moment. What
/// a test changes afterwards is what differs in production.
/// </summary>
internal static class TestRehearsals
{
    /// <param name="login">The executing login.</param>
    /// <param name="outside">Any other session of the database.</param>
    /// <param name="proves">Units whose schema is read; those that nobody compares may be left out, which takes less time.</param>
    internal static async Task<TargetRehearsal> Of(
        NpgsqlConnection login, NpgsqlConnection outside, int major, ApprovedPlan approved, Func<ExecutionUnit, bool> proves, params ImmutableArray<RelationSize> sizes)
    {
        var plan = approved.Plan.Targets[0];
        var before = (await CatalogueReading.Read(login, CancellationToken.None)).Fingerprint;
        await using var transaction = await login.BeginTransactionAsync();
        var counters = await ImpactReading.ReadBefore(login, CancellationToken.None);
        var seen = ImmutableArray.CreateBuilder<StatementRehearsal>();
        var after = ImmutableArray.CreateBuilder<Digest>();
        foreach (var unit in ExecutionUnit.Of(plan))
        {
            foreach (var statement in unit.Statements)
            {
                if (statement.Source.MustRunAlone)
                {
                    seen.Add(new StatementRehearsal.Observed(Impact.None, null));
                    continue;
                }

                await using var command = new NpgsqlCommand(statement.Text, login);
                await command.ExecuteNonQueryAsync();
                var sight = await ImpactReading.Read(login, counters, null, CancellationToken.None);
                var names = await CatalogueNames.Of(outside, sight.Unnamed, CancellationToken.None);
                seen.Add(new StatementRehearsal.Observed(sight.With(names).ToImpact(), null));
            }

            after.Add(proves(unit) ? (await CatalogueReading.ReadHere(login, CancellationToken.None)).Fingerprint : before);
        }

        await transaction.RollbackAsync();
        return new(plan.Target, "itself", major, before, SchemaDifference.None, seen.ToImmutable(), after.ToImmutable(), sizes, []);
    }
}
