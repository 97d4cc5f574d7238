using System.Globalization;
using Countersign.Rehearsals;
using Countersign.Statements;

namespace Countersign.Deployments;

/// <summary>
/// What was signed of a unit, to hold what its transaction did against before it commits (design, section 8): what its
/// statements were seen to do, and what reading them says. A branch that did not run in the rehearsal was still shown.
/// </summary>
public sealed class Enforcement
{
    private readonly RelationNames _names;
    private readonly Tolerance _tolerance;
    private readonly SignedLocks _locks;
    private readonly SignedRows _rows;

    private Enforcement(RelationNames names, Tolerance tolerance, SignedLocks locks, SignedRows rows, Digest? schemaAfter)
    {
        (_names, _tolerance, _locks, _rows) = (names, tolerance, locks, rows);
        SchemaAfter = schemaAfter;
    }

    /// <summary>
    /// The schema's fingerprint that the unit must leave. Null when it need not be read: no statement is opaque or runs code,
    /// or no fingerprint was proved for this unit.
    /// </summary>
    public Digest? SchemaAfter { get; }

    /// <summary>
    /// What was signed of one unit. Null when one of its statements was not seen in the rehearsal: then nothing is known that
    /// production could be held to, and whether that is enough is for policy to say.
    /// </summary>
    /// <exception cref="ArgumentException">When the rehearsal is of another plan, or the unit is not in the plan.</exception>
    public static Enforcement? Of(TargetPlan plan, ExecutionUnit unit, TargetRehearsal rehearsal, RelationTies ties, Tolerance tolerance)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(unit);
        ArgumentNullException.ThrowIfNull(rehearsal);
        ArgumentNullException.ThrowIfNull(ties);
        ArgumentNullException.ThrowIfNull(tolerance);
        if (rehearsal.Statements.Length != plan.Statements.Length)
            throw new ArgumentException("the rehearsal is of another plan", nameof(rehearsal));
        var first = plan.Statements.IndexOf(plan.Statements.FirstOrDefault(s => s.Chain == unit.Statements[0].Chain)!);
        if (first < 0) throw new ArgumentException("the unit is not in the plan", nameof(unit));
        var impacts = rehearsal.Statements.Skip(first).Take(unit.Statements.Length)
            .OfType<StatementRehearsal.Observed>().Select(o => o.Impact).ToImmutableArray();
        if (impacts.Length != unit.Statements.Length) return null;
        var names = RelationNames.Of(plan.Session);
        ImmutableArray<Effect> read = [.. unit.Statements.SelectMany(s => s.Source.Effects)];
        Digest? after = read.Any(e => e is Effect.Opaque or Effect.RunsCode) && unit.Sequence < rehearsal.UnitsAfter.Length
            ? rehearsal.UnitsAfter[unit.Sequence]
            : null;
        return new(names, tolerance, SignedLocks.Of(names, impacts, read, ties.ForeignKeys),
            SignedRows.Of(names, impacts, read, rehearsal.Sizes, ties.Above, tolerance), after);
    }

    /// <summary>Clauses that say what is more than was signed; none when all of it was. Not encoded for any output.</summary>
    /// <param name="observed">Read in the unit's own transaction, behind its last statement.</param>
    /// <param name="schemaNow">Read there, too; null when <see cref="SchemaAfter"/> is.</param>
    /// <exception cref="ArgumentException">When the schema had to be read and was not.</exception>
    public ImmutableArray<string> Excess(Impact observed, Digest? schemaNow)
    {
        ArgumentNullException.ThrowIfNull(observed);
        if (SchemaAfter is not null && schemaNow is null)
            throw new ArgumentException("the schema that the unit leaves was not read", nameof(schemaNow));
        return
        [
            .. _tolerance.ComparesLocks ? Locks(observed) : [],
            .. observed.Rows.SelectMany(r => _rows.Excess(r, _names.Short(r.Relation))),
            .. SchemaAfter is { } signed && schemaNow != signed
                ? [string.Create(CultureInfo.InvariantCulture, $"it leaves another schema ({schemaNow}) than was rehearsed ({signed})")]
                : ImmutableArray<string>.Empty,
        ];
    }

    private IEnumerable<string> Locks(Impact observed) =>
        from held in observed.Locks
        let relation = _names.Short(held.Relation)
        group held.Strength by (held.Relation, relation) into modes
        from clause in _locks.Excess(modes.Key.Relation, modes.Key.relation, [.. modes])
        select clause;
}
