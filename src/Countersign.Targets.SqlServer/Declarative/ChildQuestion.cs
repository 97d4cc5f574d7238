using Countersign.Targets.SqlServer.Models;

namespace Countersign.Targets.SqlServer.Declarative;

/// <summary>What the child process is asked; exactly one of these.</summary>
internal sealed record ChildQuestion(ProjectQuestion? Project, SchemasQuestion? Schemas);

/// <summary>What it answers, to the one that was asked.</summary>
internal sealed record ChildAnswer(ProjectAnswer? Project, SchemasAnswer? Schemas);

/// <summary>What came of asking. Closed.</summary>
internal abstract record ChildOutcome
{
    private ChildOutcome() { }

    /// <summary>It answered.</summary>
    internal sealed record Answered(ChildAnswer Answer) : ChildOutcome;

    /// <summary>It did not; a clause on it, and what to do.</summary>
    internal sealed record Failed(string Because, string NextStep) : ChildOutcome;
}
