using Countersign.Analysis;
using Countersign.Changes;
using Countersign.Policy;
using Countersign.Statements;

namespace Countersign.SignOffs;

/// <summary>Everything that judging depends on, read at decision time (INV-17, INV-19).</summary>
/// <param name="Authorities">By account; a person who is not in it never counts.</param>
public sealed record JudgingFacts(
    Plan Plan,
    ImmutableArray<Finding> Findings,
    PolicyFile Policy,
    Codeowners Codeowners,
    Contributors Contributors,
    ImmutableArray<SignOff> SignOffs,
    ImmutableArray<UnboundSignOff> Unbound,
    ImmutableArray<Objection> Objections,
    ImmutableDictionary<UserId, Authority> Authorities);
