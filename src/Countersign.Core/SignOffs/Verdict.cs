using Countersign.Changes;
using Countersign.Policy;
using Countersign.Rehearsals;
using Countersign.Statements;

namespace Countersign.SignOffs;

/// <summary>What judging came to. Closed.</summary>
public abstract record Verdict
{
    private Verdict() { }

    /// <summary>Nothing is missing. Holds the only thing that deploying accepts.</summary>
    public sealed record Clear(ApprovedPlan Plan, Judgement Judgement) : Verdict;

    /// <summary>May still become clear without a new commit, or with one.</summary>
    public sealed record Pending(ImmutableArray<Shortfall> Shortfalls, Judgement Judgement) : Verdict;

    /// <summary>Cannot become clear as it stands.</summary>
    public sealed record Refused(ImmutableArray<Refusal> Reasons, Judgement? Judgement) : Verdict;
}

/// <summary>How every statement stands and what became of every sign-off; the same facts for every verdict.</summary>
public sealed record Judgement(ImmutableArray<StatementStanding> Standings, ImmutableArray<SignOffAccount> SignOffs)
{
    /// <summary>How the override that somebody asked for stands; null when nobody asked for one of this plan.</summary>
    public OverrideStanding? Override { get; init; }
}

/// <summary>One statement's requirements and how far they are met.</summary>
public sealed record StatementStanding(Statement Statement, ImmutableArray<RequirementStanding> Requirements)
{
    /// <summary>True when nothing is missing.</summary>
    public bool IsMet => Requirements.All(r => r.Missing == 0);
}

/// <summary>One requirement of one statement.</summary>
/// <param name="Rule">The rule's name, or `default`.</param>
/// <param name="By">The people that count toward it, once each, earliest first.</param>
public sealed record RequirementStanding(string Rule, Requirement Requirement, ImmutableArray<Person> By)
{
    /// <summary>How many people are still missing.</summary>
    public int Missing => Math.Max(0, Requirement.Count - By.Length);
}

/// <summary>What became of one sign-off: which statements it counts for, and a sentence for all it does not.</summary>
/// <param name="CountsFor">Numbers of statements that it counts toward a requirement of.</param>
/// <param name="Remarks">Sentences such as `q2 changed after @ana signed q4`. Not encoded for any output.</param>
public sealed record SignOffAccount(
    SignOffSource Source, Person By, DateTimeOffset At, ImmutableArray<int> CountsFor, ImmutableArray<string> Remarks);

/// <summary>What must still happen. Closed; each case has a sentence for the person who must act.</summary>
public abstract record Shortfall
{
    private Shortfall() { }

    /// <summary>More people must sign these statements.</summary>
    /// <param name="Statements">Numbers with the same rule and the same people so far.</param>
    public sealed record SignOffsMissing(
        ImmutableArray<int> Statements, string Rule, Requirement Requirement, ImmutableArray<Person> By) : Shortfall;

    /// <summary>A reviewer asked for changes.</summary>
    public sealed record ChangesRequested(Objection Objection) : Shortfall;

    /// <summary>A commit's author or committer maps to no account, so nobody can be shown not to approve their own work (INV-18).</summary>
    public sealed record UnknownContributor(UnknownIdentity Identity) : Shortfall;

    /// <summary>Policy requires a rehearsal of this target, and there is none that came to its end.</summary>
    /// <param name="Because">Why; a clause that is safe to show.</param>
    public sealed record RehearsalMissing(TargetName Target, string Because) : Shortfall;

    /// <summary>Another change was applied on an override and nobody has given the sign-offs since that it went without (INV-21).</summary>
    public sealed record OverrideUnreviewed(UnreviewedOverride Override) : Shortfall;

    /// <summary>What is missing and who can supply it. Not encoded for any output.</summary>
    public string Sentence => ShortfallSentences.Of(this);
}

/// <summary>
/// Proof that a plan was countersigned. Deploying takes nothing else; only judging makes one; it is never stored,
/// so what is executed was judged in the same run of the same process.
/// </summary>
public sealed class ApprovedPlan
{
    internal ApprovedPlan(Plan plan, Digest policy, ImmutableDictionary<TargetName, TargetRehearsal>? rehearsals = null)
    {
        Rehearsals = rehearsals ?? ImmutableDictionary<TargetName, TargetRehearsal>.Empty;
        Plan = plan;
        Policy = policy;
    }

    /// <summary>What may run.</summary>
    public Plan Plan { get; }

    /// <summary>The digest of the policy it was judged by.</summary>
    public Digest Policy { get; }

    /// <summary>The override that stands in for what is missing; null when everything was signed.</summary>
    public OverrideStanding? Override { get; internal init; }

    /// <summary>What was seen of it before it was signed, which production is held to; by target, where it was rehearsed.</summary>
    public ImmutableDictionary<TargetName, TargetRehearsal> Rehearsals { get; }
}
