using Countersign.IntegrationTests.Journeys;

namespace Countersign.IntegrationTests.Faults;

/// <summary>Everybody who opens, words, signs and merges changes in a world. Not for several threads.</summary>
internal sealed class People(Company company, Random random, Tally tally)
{
    private const int InFlight = 3;
    private readonly List<PlannedChange> _changes = [];

    /// <summary>In the order in which they were opened, and in which they are merged.</summary>
    public IReadOnlyList<PlannedChange> Changes => _changes;

    /// <summary>Whether all that was opened is applied.</summary>
    public bool AreDone => _changes.All(c => c.IsApplied);

    /// <summary>Whether something has landed and is not applied.</summary>
    public bool WaitForADeployment => _changes.Any(c => c is { IsOpen: false, IsApplied: false });

    /// <summary>Opens one more.</summary>
    public void Open() => _changes.Add(new(company, _changes.Count + 2, random));

    /// <summary>What they do when they look in now.</summary>
    /// <param name="mayOpen">False leaves it at what there is.</param>
    public void Act(bool mayOpen)
    {
        if (mayOpen && _changes.Count(c => !c.IsApplied) < InFlight) Open();
        foreach (var change in _changes)
            if (change.Act(isNext: _changes.TakeWhile(c => c != change).All(c => !c.IsOpen)) is { } done)
                tally.Add($"people: {done}");
    }
}
