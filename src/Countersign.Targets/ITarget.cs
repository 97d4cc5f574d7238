using Countersign.Deployments;
using Countersign.Schemas;
using Countersign.SignOffs;
using Countersign.Statements;

namespace Countersign.Targets;

/// <summary>
/// One production system. Expected troubles are values (<see cref="TargetState"/>, <see cref="UnitOutcome"/>); exceptions
/// are faults. Messages in values are safe to show: no connection string, no row of the target (INV-35).
/// </summary>
public interface ITarget
{
    /// <summary>Its name in policy.</summary>
    TargetName Name { get; }

    /// <summary>Reads identity, enrolment and applied scripts, by a connection that cannot write.</summary>
    Task<TargetState> ReadState(CancellationToken cancellation);

    /// <summary>Reads definitions and sizes, never a row, by a connection that cannot write.</summary>
    Task<SchemaReading> ReadSchema(CancellationToken cancellation);

    /// <summary>
    /// Runs units one after another on one fresh, unpooled connection and yields each outcome as soon as it is known; stops
    /// after the first that is not committed or already applied. The intents are in the ledger before this is called (INV-25).
    /// </summary>
    /// <param name="plan">Proof that the units may run; a unit that is not in it is a fault.</param>
    IAsyncEnumerable<UnitOutcome> Apply(ApprovedPlan plan, ImmutableArray<UnitIntent> intents, CancellationToken cancellation);

    /// <summary>
    /// Finds out what became of a unit whose outcome was never recorded, after waiting for whatever may still run it, and raises the
    /// fence above the intent's: an executor that was only slow cannot commit the unit after the answer (INV-27). Changes nothing else,
    /// except that what a probe can prove unfinished is cleared away (an invalid index).
    /// </summary>
    Task<UnitOutcome> Probe(UnitIntent intent, CancellationToken cancellation);

    /// <summary>Creates the marker schema and proves that the executing login is weak enough (INV-29).</summary>
    Task<Enrolment> Enrol(CancellationToken cancellation);

    /// <summary>Declares these scripts as history: recorded as applied, not run.</summary>
    Task Baseline(ImmutableArray<Script> scripts, CancellationToken cancellation);
}
