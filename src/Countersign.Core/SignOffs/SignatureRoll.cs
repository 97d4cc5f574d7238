using Countersign.Changes;
using Countersign.Policy;
using Countersign.Statements;

namespace Countersign.SignOffs;

/// <summary>
/// Every sign-off held against every demand, in an order that does not depend on the order in which facts arrived.
/// </summary>
internal sealed class SignatureRoll
{
    private readonly JudgingFacts _facts;
    private readonly ImmutableArray<(SignOff SignOff, string? WhyNot)> _signOffs;
    private readonly ImmutableArray<(SignOff SignOff, Authority Authority)> _counting;

    internal SignatureRoll(JudgingFacts facts, Eligibility eligibility)
    {
        _facts = facts;
        _signOffs =
        [
            .. facts.SignOffs
                .OrderBy(s => s.At).ThenBy(s => s.Source is SignOffSource.Command).ThenBy(s => s.Source.Id)
                .Select(s => (s, eligibility.WhyNot(s))),
        ];
        _counting = [.. _signOffs.Where(s => s.WhyNot is null).Select(s => (s.SignOff, facts.Authorities[s.SignOff.By.Id]))];
    }

    /// <summary>The people who count toward a requirement of a statement, once each, earliest first.</summary>
    internal ImmutableArray<Person> Signers(Statement statement, Requirement requirement) =>
    [
        .. _counting
            .Where(c => c.SignOff.Covers(statement) && IsTrusted(c.Authority, requirement, statement))
            .Select(c => c.SignOff.By)
            .DistinctBy(p => p.Id),
    ];

    /// <summary>What became of every sign-off, in order of time.</summary>
    internal ImmutableArray<SignOffAccount> Accounts(ImmutableArray<Demands> demands)
    {
        var voids = new VoidRemarks(_facts.Plan);
        var covered = _counting.ToLookup(c => c.SignOff.By.Id, c => c.SignOff);
        var accounts = _signOffs.Select(s => s.WhyNot is null
            ? Account(s.SignOff, demands, voids, covered[s.SignOff.By.Id])
            : new SignOffAccount(s.SignOff.Source, s.SignOff.By, s.SignOff.At, [], [s.WhyNot]));
        var unbound = _facts.Unbound.Select(u => new SignOffAccount(u.Source, u.By, u.At, [], [u.Because]));
        return [.. accounts.Concat(unbound).OrderBy(a => a.At).ThenBy(a => a.Source is SignOffSource.Command).ThenBy(a => a.Source.Id)];
    }

    private SignOffAccount Account(
        SignOff signOff, ImmutableArray<Demands> demands, VoidRemarks voids, IEnumerable<SignOff> ofSamePerson)
    {
        var authority = _facts.Authorities[signOff.By.Id];
        var signed = demands.Where(d => signOff.Covers(d.Subject.Statement)).ToImmutableArray();
        var counts = signed
            .Where(d => d.Required.Any(r => IsTrusted(authority, r.Requirement, d.Subject.Statement)))
            .Select(d => d.Subject.Statement.Number).ToImmutableArray();
        var untrusted =
            from d in signed
            from r in d.Required
            where !IsTrusted(authority, r.Requirement, d.Subject.Statement)
            group d.Subject.Statement.Number by r.Rule into rule
            let principals = signed.SelectMany(d => d.Required).First(r => r.Rule == rule.Key).Requirement.From
            select $"{signOff.By.Handle} is not {string.Join(" or ", principals.Select(p => p.Phrase()))}, so their sign-off does not "
                + $"count for {ShortfallSentences.Numbers([.. rule.Distinct()])} by rule `{rule.Key}`";
        var renewed = Renewed(ofSamePerson);
        return new(signOff.Source, signOff.By, signOff.At, counts, [.. renewed ? [] : voids.Of(signOff), .. untrusted]);
    }

    /// <summary>True when the same person's sign-offs cover all there is now: an older, void one needs no explanation.</summary>
    private bool Renewed(IEnumerable<SignOff> signOffs)
    {
        var all = signOffs.ToImmutableArray();
        return _facts.Plan.Statements.All(s => all.Any(o => o.Covers(s)));
    }

    private bool IsTrusted(Authority authority, Requirement requirement, Statement statement)
    {
        foreach (var principal in requirement.From)
            if (principal.Includes(authority, principal is Principal.Codeowners ? _facts.Codeowners.OwnersOf(statement.Place.Path) : []))
                return true;
        return false;
    }
}
