using Countersign.Deployments;
using Countersign.Policy;
using Countersign.Targets.PostgreSql.Catalogue;
using Countersign.Targets.PostgreSql.Observing;
using Npgsql;

namespace Countersign.Targets.PostgreSql;

/// <summary>One unit that is held to what was signed of it.</summary>
internal sealed class HeldUnit(Enforcement signed, EnforcementMode mode)
{
    /// <summary>Looks at the open transaction, in the session that ran the unit and behind its last statement.</summary>
    /// <param name="outside">Another session: it still knows the names of what the unit has dropped.</param>
    internal async Task<Account> Look(NpgsqlConnection session, NpgsqlConnection outside, RowCounters before)
    {
        var sight = await ImpactReading.Read(session, before, own: null, CancellationToken.None);
        var names = await CatalogueNames.Of(outside, sight.Unnamed, CancellationToken.None);
        var schema = signed.SchemaAfter is null ? null : await CatalogueReading.ReadHere(session, CancellationToken.None);
        var excess = signed.Excess(sight.With(names).ToImpact(), schema?.Fingerprint);
        return Account.InTransaction(excess, schema is not null, mode == EnforcementMode.On);
    }
}
