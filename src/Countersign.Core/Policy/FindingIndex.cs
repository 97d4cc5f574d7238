using Countersign.Analysis;
using Countersign.Statements;

namespace Countersign.Policy;

/// <summary>
/// Finds the findings of a statement: those in its script that lie before its end and after the end of the one before
/// it. A finding in a gap thus belongs to the statement that it stands above, and one after the last to the last: text
/// that deceives in a comment deceives about the statement next to it.
/// </summary>
internal sealed class FindingIndex(ImmutableArray<Finding> findings)
{
    private readonly ILookup<string, Finding> _byPath = findings.ToLookup(f => f.Path, StringComparer.Ordinal);

    /// <summary>The ids of the findings on each statement of a target.</summary>
    internal Func<Statement, ImmutableHashSet<string>> Of(TargetPlan target)
    {
        var found = new Dictionary<int, HashSet<string>>();
        foreach (var script in target.Statements.GroupBy(s => s.Source.Script.Path).Where(g => _byPath.Contains(g.Key)))
        {
            var statements = script.ToImmutableArray();
            var ends = statements.Select(s => s.Source.Span.End).ToImmutableArray();
            foreach (var finding in _byPath[script.Key])
            {
                var at = ends.BinarySearch(finding.Span.Offset + 1); // the first statement that ends after the finding starts
                var index = Math.Min(at < 0 ? ~at : at, statements.Length - 1);
                if (!found.TryGetValue(statements[index].Number, out var ids))
                    found[statements[index].Number] = ids = new(StringComparer.Ordinal);
                ids.Add(finding.Rule);
            }
        }

        return s => found.TryGetValue(s.Number, out var ids) ? [.. ids] : [];
    }
}
