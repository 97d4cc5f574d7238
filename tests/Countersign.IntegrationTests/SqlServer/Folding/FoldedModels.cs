using System.Text;
using Countersign.Targets.SqlServer.Declarative;
using Countersign.Targets.SqlServer.Models;
using Countersign.Targets.SqlServer.Parsing;
using Fold = Countersign.Targets.SqlServer.Models.Folding.Fold;

namespace Countersign.IntegrationTests.SqlServer.Folding;

/// <summary>Builds models of many schemas in one child process.</summary>
internal static class FoldedModels
{
    internal static Countersign.Targets.SqlServer.Models.Folding.Folding Of(History history) =>
        DeepThread.Run(() => Fold.Of(history.ToScripts(), 160), TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken)!;

    /// <summary>The folded text; fails the test when there is none.</summary>
    internal static string TextOf(History history) => Of(history) switch
    {
        Countersign.Targets.SqlServer.Models.Folding.Folding.Complete complete => complete.Text,
        Countersign.Targets.SqlServer.Models.Folding.Folding.Impossible no => throw new InvalidOperationException(
            $"{history.Name}: {string.Join('\n', no.Problems.Select(p => p.Sentence))}\n{string.Join("\nGO\n", history.Scripts)}"),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    internal static ImmutableArray<SchemaAnswer> Read(IEnumerable<string> texts)
    {
        var question = new SchemasQuestion(160, [.. texts.Select(t => new SchemaSource([new("schema.sql", Encoding.UTF8.GetBytes(t))], []))]);
        var outcome = ProjectChild.Ask(new ChildQuestion(null, question), TimeSpan.FromMinutes(3), TestContext.Current.CancellationToken);
        return Assert.IsType<ChildOutcome.Answered>(outcome).Answer.Schemas!.Schemas;
    }

    /// <summary>All that a model says, the order of columns included, so that a failure shows what differs.</summary>
    internal static string Shown(SchemaAnswer answer) => string.Join('\n', (string[])
    [
        .. answer.Problems.Select(p => $"PROBLEM {p}"),
        .. answer.Schema.Objects.Select(o => $"{o.Kind} {o.Identity} :: {o.Definition}"),
        .. answer.ColumnOrder,
    ]);
}
