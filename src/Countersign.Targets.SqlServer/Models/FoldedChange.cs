using Countersign.Schemas;
using Countersign.Targets.SqlServer.Declarative;
using Countersign.Targets.SqlServer.Models.Folding;
using Countersign.Targets.SqlServer.Parsing;

namespace Countersign.Targets.SqlServer.Models;

/// <summary>
/// What migrations make of the schema: those on the base are folded, and those with the change, and DacFx compares the two. Where they
/// cannot be folded, the reason is the answer.
/// </summary>
internal sealed class FoldedChange(ProjectAnswers answers, TimeSpan patience)
{
    private const string Project = "folded/folded.sqlproj";
    private const string Text = "folded/schema.sql";

    internal ModelledChange Of(ReadingRequest request, int level, CancellationToken cancellation)
    {
        var folded = DeepThread.Run(
            () => new Pair(Fold.Of(request.History, level), Fold.Of([.. request.History, .. request.Scripts], level)), patience, cancellation);
        return folded switch
        {
            null => new ModelledChange.Unknown("the scripts were not folded in time"),
            { After: Folding.Folding.Impossible no } => Unknown(no),
            { Before: Folding.Folding.Impossible no } => Unknown(no),
            { Before: Folding.Folding.Complete before, After: Folding.Folding.Complete after } => Compare(before, after, level, cancellation),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private ModelledChange Compare(Folding.Folding.Complete before, Folding.Folding.Complete after, int level, CancellationToken cancellation)
    {
        var answer = answers.Get(new(level, Project, Sources(before), Sources(after)), 6 * patience, cancellation);
        return answer.Refusals.IsEmpty
            ? answer.Modelled()
            : new ModelledChange.Unknown($"what the scripts fold into makes no model: {answer.Refusals[0].Why}");
    }

    private static ImmutableArray<ProjectSource> Sources(Folding.Folding.Complete folded) =>
    [
        new(Project, "<Project Sdk=\"Microsoft.Build.Sql\"/>"u8.ToArray()), new(Text, folded.ToScript(Text).Bytes.ToArray()),
    ];

    private static ModelledChange.Unknown Unknown(Folding.Folding.Impossible no)
    {
        var first = no.Problems[0].Sentence;
        return new(no.Problems.Length == 1 ? first : $"{first}; and {no.Problems.Length - 1} more");
    }

    private sealed record Pair(Folding.Folding Before, Folding.Folding After);
}
