using Countersign.Rehearsals;
using Countersign.Statements;

namespace Countersign.Deployments;

/// <summary>How the relations of a rehearsed schema belong together. Worked out once a plan: a schema can have thousands.</summary>
public sealed class RelationTies
{
    private RelationTies(ILookup<ObjectName, ObjectName> foreignKeys, ILookup<ObjectName, ObjectName> above) =>
        (ForeignKeys, Above) = (foreignKeys, above);

    /// <summary>Relations that a foreign key ties together, in both directions.</summary>
    internal ILookup<ObjectName, ObjectName> ForeignKeys { get; }

    /// <summary>The tables that a partition is a part of.</summary>
    internal ILookup<ObjectName, ObjectName> Above { get; }

    /// <summary>From the schema that the plan was rehearsed on, and what the plan adds to it.</summary>
    public static RelationTies Of(TargetPlan plan, TargetRehearsal rehearsal)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(rehearsal);
        var names = RelationNames.Of(plan.Session);
        return new(Deployments.ForeignKeys.Of(names, rehearsal), Partitions.Of(names, rehearsal));
    }
}
