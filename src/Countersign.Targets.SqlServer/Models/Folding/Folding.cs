using System.Text;
using Countersign.Statements;
using FileMode = Countersign.Changes.FileMode;

namespace Countersign.Targets.SqlServer.Models.Folding;

/// <summary>What came of folding migrations into the schema that they leave. Closed.</summary>
internal abstract record Folding
{
    private Folding() { }

    /// <summary>CREATE statements of the final schema, and nothing that DacFx would ignore.</summary>
    internal sealed record Complete(string Text) : Folding
    {
        internal Script ToScript(string path) => new(path, FileMode.Regular, ScriptRole.Repeatable, Encoding.UTF8.GetBytes(Text));
    }

    /// <summary>What the migrations leave cannot be told from their text alone.</summary>
    internal sealed record Impossible(ImmutableArray<FoldingProblem> Problems) : Folding;
}

/// <summary>Why.</summary>
/// <param name="Because">A clause.</param>
internal sealed record FoldingProblem(Place Place, string Because)
{
    internal string Sentence => $"not folded, because {Because} at {Place}";
}
