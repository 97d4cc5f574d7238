using Countersign.Schemas;
using Countersign.Statements;

namespace Countersign.Rehearsals;

/// <summary>What came of rehearsing one statement. Closed.</summary>
public abstract record StatementRehearsal
{
    private StatementRehearsal() { }

    /// <summary>It ran, and this was seen.</summary>
    /// <param name="Reversal">What undoes it, from the catalogue before; null when reading the statement tells as much.</param>
    public sealed record Observed(Impact Impact, Reversal? Reversal) : StatementRehearsal
    {
        /// <summary>
        /// A clause on what came of trying the statements that should undo it, e.g. `fails: …`; null when they restored what was
        /// before, or there were none to try.
        /// </summary>
        public string? ReversalProblem { get; init; }
    }

    /// <summary>The server refused it or it was stopped; later statements of the plan are <see cref="NotRun"/>.</summary>
    /// <param name="Code">SQLSTATE, or a word of ours: `time-limit`, `disk-limit`, `memory-limit`, `server-lost`.</param>
    /// <param name="Message">The server's own; it may quote the script, never production's rows, which are not there.</param>
    public sealed record Failed(string Code, string Message) : StatementRehearsal;

    /// <summary>It did not run; why, in plain words.</summary>
    public sealed record NotRun(string Because) : StatementRehearsal;
}

/// <summary>What came of rehearsing a target's part of a plan on a copy of its schema.</summary>
/// <param name="Origin">Where the copy's schema is from, in plain words: `the schema of orders-prod`, `the 12 scripts on main`.</param>
/// <param name="ServerMajor">Major of the server that rehearsed.</param>
/// <param name="Before">Fingerprint of the schema that it was planned on: production's, not the copy's.</param>
/// <param name="Difference">What the whole plan changes.</param>
/// <param name="Statements">One for every statement of the plan, in order.</param>
/// <param name="UnitsAfter">Fingerprint after every execution unit, in order; empty from the first unit that was not proved.</param>
/// <param name="Sizes">Of the relations that the plan touches, by production's catalogue.</param>
/// <param name="Notes">Where the copy is not quite like production, in sentences.</param>
public sealed record TargetRehearsal(
    TargetName Target,
    string Origin,
    int ServerMajor,
    Digest Before,
    SchemaDifference Difference,
    ImmutableArray<StatementRehearsal> Statements,
    ImmutableArray<Digest> UnitsAfter,
    ImmutableArray<RelationSize> Sizes,
    ImmutableArray<string> Notes)
{
    /// <summary>The schema that it was planned on, so that a difference can be named; null where only the fingerprint is known.</summary>
    public Schema? PlannedOn { get; init; }
}

/// <summary>Whether a target's part of a plan was rehearsed. Closed.</summary>
public abstract record RehearsalOutcome
{
    private RehearsalOutcome() { }

    /// <summary>It was.</summary>
    public sealed record Done(TargetRehearsal Rehearsal) : RehearsalOutcome;

    /// <summary>There is nothing to rehearse: the target has all of it already.</summary>
    public sealed record InTarget(TargetName Target) : RehearsalOutcome;

    /// <summary>It was not, and why; safe to show.</summary>
    public sealed record Unavailable(TargetName Target, string Because) : RehearsalOutcome;
}
