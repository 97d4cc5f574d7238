using System.Diagnostics;
using System.Globalization;
using Countersign.Ledger.V1;

namespace Countersign.Ledger;

/// <summary>An entry as a page for a person who audits and does not program. Lines are plain text, not encoded for any output.</summary>
public static class LedgerPage
{
    /// <summary>The lines of the page.</summary>
    public static ImmutableArray<string> Of(LedgerEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return
        [
            Text($"Entry {entry.Sequence}: {entry.Kind.Word()}, recorded {Time(entry.At)}"),
            "",
            .. Body(entry),
        ];
    }

    private static IEnumerable<string> Body(LedgerEntry entry) => entry.Body switch
    {
        PlanV1 b => Plan(b),
        SignOffV1 b => SignOff(b),
        VerdictV1 b => Verdict(b),
        MergeObservedV1 b => [.. Change(b.Change), $"Landed as: {b.Commit}", $"Base branch before: {b.BaseBefore}"],
        IntentV1 b => ["About to run:", .. Unit(b.Unit), "", .. Execution(b.Execution)],
        ResultV1 b => [.. Outcome(b.Outcome), "", .. Unit(b.Unit), "", .. Execution(b.Execution)],
        DriftV1 b => Drift(b),
        OverrideV1 b => [.. Change(b.Change), $"Plan: {b.Plan}", $"Policy: {b.Policy}", .. Override(b.Standing)],
        null => ["This kind is reserved; this version knows no more about it."],
        _ => throw new UnreachableException(),
    };

    private static IEnumerable<string> Plan(PlanV1 body) =>
    [
        .. Change(body.Change), $"Plan: {body.Plan}", $"Policy: {body.Policy}",
        .. body.Targets.SelectMany(t => (IEnumerable<string>)
            ["", $"On {t.Name} ({t.Environment}, {t.Dialect}):", .. t.Statements.SelectMany(Statement)]),
    ];

    private static IEnumerable<string> SignOff(SignOffV1 body) =>
    [
        .. Change(body.Change),
        Text($"Signed by: {Person(body.By)}, {Time(body.At)}, by {body.Source} {body.Id}"),
        .. body.Seen.Select(s => Text($"  q{s.Number} on {s.Target}: {(s.Signed ? "signed" : "seen, not signed")} ({s.Digest})")),
    ];

    private static IEnumerable<string> Verdict(VerdictV1 body) =>
    [
        .. Change(body.Change), $"Verdict: {body.Verdict}", $"Plan: {body.Plan ?? "none; the scripts could not be read"}",
        $"Policy: {body.Policy}", .. body.Reasons.Select(r => "  " + r),
        .. body.Judgement is { } judgement ? Judgement(judgement) : [],
    ];

    private static IEnumerable<string> Drift(DriftV1 body) =>
    [
        $"On {body.Target}, server {body.Identity}, somebody else had changed the schema:", .. body.Differences.Select(d => "  " + d),
        Text($"Accepted by: {body.By}, {Time(body.SaidAt)}"), $"Because: {body.Because}",
        $"Schema before: {body.Known}", $"Schema from here on: {body.Found}",
    ];

    private static IEnumerable<string> Change(ChangeV1 change) =>
    [
        Text($"Change: {change.RepositoryName}#{change.Number}, by {Person(change.Author)}, into {change.BaseRef}"),
        $"Reviewed commit: {change.Head}",
    ];

    private static IEnumerable<string> Execution(ExecutionV1 execution) =>
    [
        .. Change(execution.Change),
        $"Landed as: {execution.MergeCommit}",
        $"Written by: {People(execution.Contributors)}",
        $"Plan: {execution.Plan}",
        $"Policy: {execution.Policy}",
        $"Target: {execution.Target.Name} ({execution.Target.Dialect}), server {execution.Target.Identity}",
        .. execution.Target.Facts.Select(f => $"  {f.Key}: {f.Value}"),
        Text($"Run by: countersign {execution.Executor.Version}, process {execution.Executor.ProcessId} on {execution.Executor.Host} as {execution.Executor.OsUser}"),
        .. Judgement(execution.Judgement),
    ];

    private static IEnumerable<string> Judgement(JudgementV1 judgement) =>
    [
        "Sign-offs that were needed:",
        .. from statement in judgement.Statements
           from r in statement.Requirements
           select Text($"  q{statement.Number}, rule \"{r.Rule}\": {r.Count} of {string.Join(" or ", r.From)}; had {People(r.By)}"),
        .. judgement.Override is { } standing ? Override(standing) : [],
    ];

    private static IEnumerable<string> Override(OverrideStandingV1 standing) =>
    [
        Text($"Override asked for by: {Person(standing.AskedBy)}, {Time(standing.AskedAt)}, by comment {standing.CommentId}"),
        $"Because: {standing.Because}",
        Text($"Granted by: {People(standing.GrantedBy)}, of {standing.Needed} that it needs"),
        Text($"Holds until: {Time(standing.Expires)}; {(standing.InForce ? "in force" : "not in force")} when this was written"),
    ];

    private static IEnumerable<string> Unit(UnitV1 unit) =>
    [
        Text($"Script: {unit.Script.Path}, {(unit.Transaction ? "in one transaction" : "without a transaction")}, lock number {unit.Fence}"),
        .. unit.Statements.SelectMany(Statement),
    ];

    private static IEnumerable<string> Statement(StatementV1 statement) =>
    [
        Text($"  q{statement.Number} {statement.Kind}, bytes {statement.Offset} to {statement.Offset + statement.Length} of {statement.Path}, SHA-256 {statement.Sha256}"),
        .. statement.Effects.Select(e => "    " + e),
        statement.Irreversible is { } because ? "    cannot be undone: " + because : "    can be undone",
    ];

    private static IEnumerable<string> Outcome(OutcomeV1 outcome)
    {
        yield return "Outcome: " + outcome.Class switch
        {
            OutcomeV1.Committed => "done",
            OutcomeV1.AlreadyApplied => "was done earlier; nothing was sent",
            OutcomeV1.NotCommitted => "not done; nothing of it is in the target",
            OutcomeV1.Indeterminate => "not known; a person must find out",
            var other => other,
        };
        if (outcome.Because is { } because) yield return "Because: " + because;
        if (outcome.Code is { } code) yield return "Code: " + code;
        if (outcome.Milliseconds is { } time) yield return Text($"Took: {time:F0} ms");
        if (outcome.Rows is { } rows) yield return "Rows: " + string.Join(", ", rows.Select(r => r < 0 ? "not reported" : Text($"{r}")));
        foreach (var (name, value) in outcome.Evidence ?? ImmutableSortedDictionary<string, string>.Empty)
            yield return $"  {name}: {value}";
    }

    private static string People(ImmutableArray<PersonV1> people) =>
        people is [] ? "nobody" : string.Join(", ", people.Select(Person));

    private static string Person(PersonV1 person) => Text($"@{person.Login} (account {person.Id})");

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
