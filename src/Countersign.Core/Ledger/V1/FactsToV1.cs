using System.Diagnostics;
using System.Text;
using Countersign.Changes;
using Countersign.SignOffs;
using Countersign.Statements;

namespace Countersign.Ledger.V1;

/// <summary>From facts to version 1 of their bodies.</summary>
internal static class FactsToV1
{
    internal static PredicateV1 Fill(PredicateV1 predicate, LedgerFact fact) => fact switch
    {
        LedgerFact.PlanMade f => predicate with { Plan = PlanOf(f) },
        LedgerFact.Signed f => predicate with { SignOff = SignOffOf(f) },
        LedgerFact.Judged f => predicate with { Verdict = VerdictOf(f) },
        LedgerFact.MergeObserved f => predicate with
        {
            MergeObserved = new(ChangeOf(f.Change), f.Commit.Hex, f.BaseBefore.Hex),
        },
        LedgerFact.Intended f => predicate with
        {
            Intent = new(ExecutionsToV1.Of(f.Execution, f.Intent.Unit.Target), ExecutionsToV1.UnitOf(f.Intent)),
        },
        LedgerFact.Came f => predicate with { Result = ExecutionsToV1.ResultOf(f) },
        LedgerFact.DriftAccepted f => predicate with
        {
            Drift = new(f.Target.Value, f.Identity.Text, f.Known.Hex, f.Found.Hex, f.Differences, f.By, f.Because, f.SaidAt.ToUniversalTime()),
        },
        LedgerFact.Overridden f => predicate with
        {
            Override = new(ChangeOf(f.Change), f.Plan.Digest.Hex, f.Policy.Hex, StandingOf(f.Standing)),
        },
        _ => throw new UnreachableException(),
    };

    internal static ChangeV1 ChangeOf(ChangeRequest change) => new(
        change.Key.Repository.Value, change.RepositoryName, change.Key.Number,
        Digest.Of(Encoding.UTF8.GetBytes(change.Title)).Hex, PersonOf(change.Author),
        change.Head.Hex, change.HeadRepository.Value, change.BaseRef, change.DefaultBranch, change.BaseTip.Hex);

    internal static PersonV1 PersonOf(Person person) => new(person.Id.Value, person.Login, person.IsBot);

    internal static ScriptV1 ScriptOf(Script script) => new(
        script.Path, script.Digest.Hex, Word(script.Mode), Word(script.Role), script.IsTransactional);

    internal static StatementV1 StatementOf(Statement statement) => new(
        statement.Number,
        statement.Source.Script.Path,
        statement.Source.Span.Offset,
        statement.Source.Span.Length,
        Digest.Of(statement.Source.Bytes.Span).Hex,
        statement.Digest.Hex,
        statement.Chain.Hex,
        statement.Source.Kind,
        [.. statement.Source.Effects.Select(e => e.Sentence)],
        [.. statement.Source.Objects.Select(o => o.ToString())],
        statement.Source.Reversal is Reversal.Irreversible(var because) ? because : null,
        statement.Impact?.Hex);

    internal static JudgementV1 JudgementOf(Judgement judgement) => new(
        [.. judgement.Standings.Select(s => new StandingV1(s.Statement.Number, [.. s.Requirements.Select(RequirementOf)]))],
        [.. judgement.SignOffs.Select(s => new SignOffAccountV1(
            Word(s.Source), s.Source.Id, PersonOf(s.By), s.At.ToUniversalTime(), s.CountsFor, s.Remarks))])
    {
        Override = judgement.Override is { } standing ? StandingOf(standing) : null,
    };

    private static OverrideStandingV1 StandingOf(OverrideStanding standing) => new(
        standing.Request.CommentId, PersonOf(standing.Request.By), standing.Request.At.ToUniversalTime(), standing.Request.Because,
        [.. standing.By.Select(PersonOf)], standing.Needed, standing.Expires.ToUniversalTime(), standing.IsInForce);

    private static RequirementV1 RequirementOf(RequirementStanding standing) => new(
        standing.Rule, standing.Requirement.Count, [.. standing.Requirement.From.Select(p => p.ToString())],
        [.. standing.By.Select(PersonOf)]);

    private static PlanV1 PlanOf(LedgerFact.PlanMade fact) => new(
        ChangeOf(fact.Change), fact.Plan.Digest.Hex, fact.Policy.Hex,
        [.. fact.Plan.Targets.Select(t => new PlannedTargetV1(
            t.Target.Value, t.Environment, t.Dialect.Word(), t.Session.Digest.Hex, t.ChainEnd.Hex,
            [.. t.Scripts.Select(ScriptOf)], [.. t.Statements.Select(StatementOf)]))]);

    private static SignOffV1 SignOffOf(LedgerFact.Signed fact) => new(
        ChangeOf(fact.Change), Word(fact.SignOff.Source), fact.SignOff.Source.Id, PersonOf(fact.SignOff.By),
        fact.SignOff.At.ToUniversalTime(),
        [.. fact.SignOff.Seen.Select(s => new SeenV1(s.Target.Value, s.Number, s.Statement.Hex, s.Chain.Hex, s.Signed) { Impact = s.Impact?.Hex })]);

    private static VerdictV1 VerdictOf(LedgerFact.Judged fact)
    {
        var (word, reasons, judgement) = fact.Verdict switch
        {
            Verdict.Clear v => ("clear", ImmutableArray<string>.Empty, v.Judgement),
            Verdict.Pending v => ("pending", [.. v.Shortfalls.Select(s => s.Sentence)], v.Judgement),
            Verdict.Refused v => ("refused", [.. v.Reasons.Select(r => r.Sentence)], v.Judgement),
            _ => throw new UnreachableException(),
        };
        return new(
            ChangeOf(fact.Change), fact.Policy.Hex, word, reasons, fact.Plan?.Digest.Hex,
            judgement is null ? null : JudgementOf(judgement));
    }

    private static string Word(SignOffSource source) => source switch
    {
        SignOffSource.Review => "review",
        SignOffSource.Command => "comment",
        _ => throw new UnreachableException(),
    };

    private static string Word(FileMode mode) => mode switch
    {
        FileMode.Regular => "100644",
        FileMode.Executable => "100755",
        _ => throw new UnreachableException(), // links and submodules are refused before a plan is made (INV-08)
    };

    private static string Word(ScriptRole role) => role switch
    {
        ScriptRole.Versioned => "versioned",
        ScriptRole.Repeatable => "repeatable",
        _ => throw new UnreachableException(),
    };
}
