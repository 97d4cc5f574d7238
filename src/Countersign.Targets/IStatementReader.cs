using Countersign.Policy;
using Countersign.Statements;

namespace Countersign.Targets;

/// <summary>What a reader is given: the target, its scripts on the base branch, and the scripts that would run.</summary>
/// <param name="History">Scripts already on the base branch, in the order in which they ran; context, never part of the plan.</param>
/// <param name="Scripts">Scripts of the change, in the order in which they would run; of a target with a project, all of its files at the head.</param>
public sealed record ReadingRequest(TargetPolicy Target, ImmutableArray<Script> History, ImmutableArray<Script> Scripts)
{
    /// <summary>Whether what it makes of the schema is wanted, which costs a model of the base and one of the head.</summary>
    public bool WantsModel { get; init; }
}

/// <summary>Reads one dialect by its real parser. Needs no connection; hostile text costs one reading, never the process (INV-37).</summary>
public interface IStatementReader
{
    /// <summary>The dialect it reads.</summary>
    Dialect Dialect { get; }

    /// <summary>The session that the text is read for; part of every statement's digest (INV-14).</summary>
    SessionProfile SessionOf(TargetPolicy target);

    /// <summary>Reads all scripts of the request.</summary>
    Reading Read(ReadingRequest request, CancellationToken cancellation);
}
