using Countersign.Forges.GitHub.Webhooks;

namespace Countersign.BadInput.Webhooks;

/// <summary>What may come of a delivery. Closed.</summary>
public abstract record DeliveryExpectation
{
    private DeliveryExpectation() { }

    /// <summary>Exactly a reading of this kind.</summary>
    public sealed record Kind(Type Type) : DeliveryExpectation;

    /// <summary>The same as of the delivery that it was made from: what was changed is not read.</summary>
    public sealed record AsBefore(GitHubDelivery Reading) : DeliveryExpectation;

    /// <summary>No evidence any more, and no other repository or pull request than before: ignored, or a hint to the same one.</summary>
    public sealed record NoMoreThanAHint(GitHubDelivery Before) : DeliveryExpectation;

    /// <summary>Null when a reading is as expected; else what it is instead.</summary>
    public string? WhatIsWrong(GitHubDelivery reading) => this switch
    {
        Kind k => k.Type.IsInstanceOfType(reading) ? null : $"expected {k.Type.Name}, but it is {reading}",
        AsBefore b => b.Reading == reading ? null : $"expected {b.Reading}, but it is {reading}",
        NoMoreThanAHint h => IsHintAtMost(h.Before, reading) ? null : $"expected no more than a hint, but it is {reading}",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static bool IsHintAtMost(GitHubDelivery before, GitHubDelivery reading) => reading switch
    {
        GitHubDelivery.Ignored => true,
        GitHubDelivery.ChangeHint hint => before is GitHubDelivery.ReviewSubmitted review && hint.Repository == review.Change.Repository && hint.Number == review.Change.Number,
        GitHubDelivery.PushToBranch push => before is GitHubDelivery.PushToBranch was && push.Repository == was.Repository && push.Branch == was.Branch,
        _ => false,
    };
}

/// <summary>One delivery and what must come of reading it.</summary>
/// <param name="Name">How it is made.</param>
public sealed record DeliveryCase(string Name, string Event, ReadOnlyMemory<byte> Body, DeliveryExpectation Expected)
{
    /// <summary>Null when it is read as expected.</summary>
    public string? WhatIsWrong() => Expected.WhatIsWrong(GitHubDelivery.Read(Event, Body)) is { } wrong ? $"{Name}: {wrong}" : null;
}
