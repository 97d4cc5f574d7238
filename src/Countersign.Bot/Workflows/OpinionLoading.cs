using Countersign.Bot.Store;
using Countersign.Changes;
using Countersign.Forges;
using Countersign.Policy;
using Countersign.SignOffs;

namespace Countersign.Bot.Workflows;

/// <summary>What people said about a plan and what the forge says of them, read at decision time (INV-17, INV-19).</summary>
internal sealed record Opinions(BoundOpinions Bound, Contributors Contributors, ImmutableDictionary<UserId, Authority> Authorities)
{
    /// <summary>What was said about overrides.</summary>
    public OverrideFacts Overrides { get; init; } = OverrideFacts.None;

    /// <summary>The facts for judging by one policy.</summary>
    public JudgingFacts For(Examination.Complete examined, PolicyFile policy) => new(
        examined.Plan, examined.Findings, policy, examined.Codeowners, Contributors,
        Bound.SignOffs, Bound.Unbound, Bound.Objections, Authorities)
    {
        Outcomes = examined.Outcomes,
        Overrides = Overrides,
    };
}

/// <summary>Loads <see cref="Opinions"/>.</summary>
internal sealed class OpinionLoading(
    IForge forge, PlanRecords plans, ReviewEvidenceRecords evidence, RevocationRecords revocations, ContributorRecords pushers,
    ProvenPlans proven, Overrides overrides)
{
    /// <summary>Reads what was signed, by whom, and what each of them may do now.</summary>
    /// <param name="policies">All policies that will judge; the teams of all of them are asked for.</param>
    /// <param name="baseBefore">The base branch as it was before the change landed; null while it has not.</param>
    public async Task<Opinions> Load(
        LoadedChange loaded, Examination.Complete examined, IEnumerable<PolicyFile> policies, CommitId? baseBefore, CancellationToken cancellation)
    {
        var (facts, key) = (loaded.Facts, loaded.Change.Key);
        var current = SignedPlan.Of(examined.Plan, loaded.Change.Head, loaded.Change.BaseRef, DateTimeOffset.MaxValue);
        var heard = await revocations.Keep(key, HeardRevocations.In(facts.Comments), cancellation);
        var remembered = new BindingFacts(
            facts.Reviews, HeardRevocations.Restore(facts.Comments, heard), await evidence.Read(key, cancellation), facts.ForcePushes,
            [.. (await plans.ReadAll(key, cancellation)).Select(p => p.ToSigned())], current);
        var bound = Binding.Bind(remembered);
        if (await proven.Read(loaded, examined, baseBefore, current, cancellation) is { } own)
            bound = bound.AsFarAs(Binding.Bind(remembered with { Evidence = [], Plans = own }));
        var pushed = await pushers.Read(key, cancellation);
        var contributors = facts.Contributors with { People = [.. facts.Contributors.People.Concat(pushed).DistinctBy(p => p.Id)] };
        var paths = examined.Plan.Targets.SelectMany(t => t.Scripts).Select(s => s.Path).Distinct().ToImmutableArray();
        var teams = policies.SelectMany(p => AskedTeams.Of(p, examined.Codeowners, paths))
            .ToImmutableHashSet(StringComparer.OrdinalIgnoreCase);
        var overriding = await overrides.Load(loaded, cancellation);
        var people = bound.SignOffs.Select(s => s.By).Concat(bound.Objections.Select(o => o.By)).Concat(overriding.Acts.People);
        return new(bound, contributors, await Ask(loaded.Repository, people, teams, cancellation)) { Overrides = overriding };
    }

    private async Task<ImmutableDictionary<UserId, Authority>> Ask(
        RepositoryRef repository, IEnumerable<Person> people, ImmutableHashSet<string> teams, CancellationToken cancellation)
    {
        var authorities = ImmutableDictionary.CreateBuilder<UserId, Authority>();
        foreach (var person in people.Where(p => !p.IsBot).DistinctBy(p => p.Id))
            authorities[person.Id] = await forge.ReadAuthority(repository, person, teams, cancellation);
        return authorities.ToImmutable();
    }
}
