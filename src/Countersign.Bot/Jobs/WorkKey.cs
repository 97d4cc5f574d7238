using System.Globalization;
using Countersign.Bot.Store;
using Countersign.Changes;

namespace Countersign.Bot.Jobs;

/// <summary>What is worked on one at a time. Its text is all that a job carries (INV-36). Closed.</summary>
internal abstract record WorkKey
{
    private WorkKey() { }

    /// <summary>A change request.</summary>
    public sealed record Change(ChangeKey Key) : WorkKey;

    /// <summary>The merge group that a message announced.</summary>
    public sealed record Group(DeliveryId Delivery) : WorkKey;

    /// <summary>All change requests.</summary>
    public sealed record Sweep : WorkKey;

    /// <summary>`change/REPOSITORY/NUMBER`, `group/DELIVERY` or `sweep`.</summary>
    public sealed override string ToString() => this switch
    {
        Change c => string.Create(CultureInfo.InvariantCulture, $"change/{c.Key.Repository.Value}/{c.Key.Number}"),
        Group g => string.Create(CultureInfo.InvariantCulture, $"group/{g.Delivery.Value}"),
        Sweep => "sweep",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>The key with this text.</summary>
    /// <exception cref="FormatException">When no key has it: the job was not made by us.</exception>
    public static WorkKey Parse(string text) => text.Split('/') switch
    {
        ["change", var repository, var number] => new Change(new(new(Long(repository)), checked((int)Long(number)))),
        ["group", var delivery] => new Group(new(Long(delivery))),
        ["sweep"] => new Sweep(),
        _ => throw new FormatException($"`{text}` names no work of ours"),
    };

    private static long Long(string text) => long.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
