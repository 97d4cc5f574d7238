using Countersign.Bot.Workflows;
using Countersign.Changes;
using Countersign.Policy;
using Countersign.Reports;
using Countersign.Schemas;
using Countersign.SignOffs;
using Countersign.Statements;
using Countersign.Targets.PostgreSql.Rehearsing;

namespace Countersign.Bot.Commands;

/// <summary>A change of a clone as a person names it.</summary>
/// <param name="Given">For a base that has no policy.</param>
internal sealed record LocalChange(string Repository, string Base, string Head, GivenPolicy? Given);

/// <summary>A policy from a file, and how the person called the file.</summary>
internal sealed record GivenPolicy(PolicyFile Policy, string Name);

/// <summary>Reviews a change of a clone. Nobody can sign here, so it is judged without sign-offs.</summary>
/// <param name="rehearsal">Where changes are tried; null reads them only.</param>
internal sealed class LocalReview(Examining examining, PostgreSqlRehearsal? rehearsal)
{
    /// <summary>Who runs the plan on the copy: a login that may create what is not the server's own.</summary>
    private const string Login = "migrations";

    private static readonly Contributors Nobody = new([], []);

    /// <summary>Reads and judges it.</summary>
    public async Task<ReviewReport> Run(LocalChange change, CancellationToken cancellation)
    {
        // Load.
        using var git = LocalClone.OpenWhole(change.Repository);
        var onto = git.CommitOf(change.Base, "--base");
        var head = git.CommitOf(change.Head, "--head");
        var (examination, note) = git.MergeBase(onto, head) is { } from
            ? Examine(new(git, onto, from, head), change, cancellation)
            : (Examination.Refused.NoCommonHistory(change.Base), null);

        if (examination is Examination.Complete read) examination = await Rehearse(read, change.Base, cancellation);

        // Decide.
        var subject = new Subject.Range(change.Base, head);
        return examination switch
        {
            Examination.Refused r => new(subject, null, [], new Verdict.Refused(r.Reasons, null), Notes(r.Notes, note), []),
            Examination.Complete c => new(subject, c.Plan, c.Findings, Judge(c), Notes(c.Notes, note), []) { Rehearsals = c.Outcomes },
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    /// <summary>
    /// On what the scripts of the base build in an empty database. There is no production here, so nothing is known of its size.
    /// </summary>
    private async Task<Examination.Complete> Rehearse(Examination.Complete read, string onto, CancellationToken cancellation)
    {
        if (rehearsal is null) return read;
        var outcomes = read.Outcomes.ToBuilder();
        foreach (var plan in read.Plan.Targets.Where(t => t.Dialect == Dialect.PostgreSql))
        {
            var history = read.Histories.GetValueOrDefault(plan.Target, []);
            var origin = history.Length == 1 ? $"the script on {onto}" : $"the {history.Length} scripts on {onto}";
            outcomes[plan.Target] = await rehearsal.Run(
                new(read.Policy.Targets.Single(t => t.Name == plan.Target), plan, null, origin, Schema.Empty.Fingerprint, Login, history, []), cancellation);
        }

        return read.With(outcomes.ToImmutable());
    }

    private (Examination Examination, string? Note) Examine(ExaminationRange range, LocalChange change, CancellationToken cancellation)
    {
        var examination = examining.Examine(range, cancellation);
        return (examination, change.Given) switch
        {
            (Examination.Ungoverned, { } given) => (
                examining.ExamineBy(given.Policy, range, cancellation), $"judged by `{given.Name}`, since `{change.Base}` has no policy"),
            (Examination.Ungoverned, null) => (FirstPolicy(range, change), "this change brings the first policy; it governs what comes after it"),
            (_, { } given) => (examination, $"judged by the policy of `{change.Base}`; `{given.Name}` was not needed"),
            _ => (examination, null),
        };
    }

    /// <summary>Nothing is governed yet; there is something to say only when the change itself brings a policy.</summary>
    private static Examination.Complete FirstPolicy(ExaminationRange range, LocalChange change) =>
        Examining.ReadPolicy(range.Git, range.To) is PolicyParse.Valid first
            ? new(first.Policy, Codeowners.None, Plan.Of([]), [], [])
            : throw new CannotRunException(
                $"`{change.Base}` has no `{PolicyFile.Path}`, so nothing says which files are scripts and who must sign them; "
                + "commit one there, or name one with `--policy FILE`");

    private static Verdict Judge(Examination.Complete examined) => Judging.Judge(new(
        examined.Plan, examined.Findings, examined.Policy, examined.Codeowners, Nobody, [], [], [],
        ImmutableDictionary<UserId, Authority>.Empty));

    private static ImmutableArray<string> Notes(ImmutableArray<string> notes, string? note) => note is null ? notes : [note, .. notes];
}
