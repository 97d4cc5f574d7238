using Countersign.Changes;
using Countersign.Policy;

namespace Countersign.SignOffs;

/// <summary>Decides whether a person's sign-off can count at all, before any requirement is looked at (INV-18, INV-19).</summary>
internal sealed class Eligibility(JudgingFacts facts)
{
    private readonly ImmutableHashSet<UserId> _contributors = [.. facts.Contributors.People.Select(p => p.Id)];
    private readonly ILookup<UserId, Objection> _objections = facts.Objections.ToLookup(o => o.By.Id);

    /// <summary>Why it cannot, as a sentence; null when it can.</summary>
    internal string? WhyNot(SignOff signOff) => WhyNot(signOff.By, signOff.At);

    /// <summary>Why what this person said at this time cannot count, as a sentence; null when it can.</summary>
    internal string? WhyNot(Person by, DateTimeOffset at)
    {
        var who = by.Handle;
        if (by.IsBot) return $"{who} is a bot, and bots never count (INV-18)";
        if (_contributors.Contains(by.Id))
            return $"{who} wrote part of this change (INV-18), so their sign-off does not count";
        if (!facts.Authorities.TryGetValue(by.Id, out var authority))
            return $"what {who} may do could not be read from the forge (INV-19), so their sign-off does not count";
        if (authority.Person.IsBot) return $"{who} is a bot, and bots never count (INV-18)";
        if (authority.Role == RepositoryRole.None)
            return $"{who} has no access to the repository any more (INV-19), so their sign-off does not count";
        return _objections[by.Id].Any(o => o.At >= at)
            ? $"{who} asked for changes after this sign-off, so it no longer counts"
            : null;
    }

    /// <summary>Objections that hold the change back: of people who may write, or of whom nobody knows what they may do.</summary>
    internal IEnumerable<Objection> Standing() => facts.Objections
        .Where(o => !facts.Authorities.TryGetValue(o.By.Id, out var a) || a.Role >= RepositoryRole.Write)
        .OrderBy(o => o.At).ThenBy(o => o.ReviewId);
}
