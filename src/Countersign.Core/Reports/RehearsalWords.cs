using System.Globalization;
using Countersign.Rehearsals;
using Countersign.SignOffs;
using Countersign.Statements;

namespace Countersign.Reports;

/// <summary>A sentence on how a target's part of a plan was rehearsed, for whoever relies on what the report says.</summary>
internal static class RehearsalWords
{
    internal static string Of(RehearsalOutcome? outcome, TargetPlan plan) => outcome switch
    {
        null => "",
        RehearsalOutcome.Unavailable no => $"Not rehearsed, so locks, scans and reversals are what reading tells: {no.Because}",
        RehearsalOutcome.InTarget => "Not rehearsed, since all of it is in the target already",
        RehearsalOutcome.Done done => Of(done.Rehearsal, plan),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string Of(TargetRehearsal rehearsal, TargetPlan plan)
    {
        var where = string.Create(CultureInfo.InvariantCulture,
            $"PostgreSQL {rehearsal.ServerMajor} with {rehearsal.Origin} ({Clauses.Quoted(rehearsal.Before.Short)})");
        var failed = Numbers(r => r is StatementRehearsal.Failed);
        var unseen = Numbers(r => r is StatementRehearsal.NotRun);
        var result = (failed, unseen) switch
        {
            ("", "") => $"Rehearsed on {where}",
            (_, "") => $"Rehearsed on {where}: {failed} failed",
            ("", _) => $"Rehearsed on {where}, without {unseen}",
            _ => $"Rehearsed on {where}: {failed} failed, and {unseen} did not run",
        };
        return string.Join("; ", [result, .. rehearsal.Notes.Take(5).Select(n => VisibleText.Cut(VisibleText.Line(n), 200))]);

        string Numbers(Func<StatementRehearsal, bool> which)
        {
            ImmutableArray<int> numbers = [.. plan.Statements.Zip(rehearsal.Statements).Where(s => which(s.Second)).Select(s => s.First.Number)];
            return numbers.IsEmpty ? "" : ShortfallSentences.Numbers(numbers, ShortfallSentences.BriefList);
        }
    }
}
