namespace Countersign.Schemas.Reversals;

/// <summary>Publications, servers, settings of roles and databases, and which column owns a sequence.</summary>
internal static class OtherReversals
{
    internal static IEnumerable<Undo> Of(ObjectDifference change, ReversalContext context)
    {
        if ((change.Before ?? change.After!) is { Parent: not null } owned && SequenceReversals.OwnedBy(owned.Definition) is not null)
            return SequenceReversals.OfOwner(change, context);
        var isSetting = (change.Before ?? change.After!).Definition.StartsWith("ALTER ", StringComparison.Ordinal);
        if (!isSetting) return PlainReversals.Of(change, context);
        if (change.Before is { } before) return [new Undo.Step(Phase.Grant, before, before.Definition)];
        return Reset(change.After!.Definition) is { } sql ? [new Undo.Step(Phase.Revoke, change.After, sql)] : [new Undo.Lost($"{change.After.Definition} has no opposite")];
    }

    /// <summary>`ALTER ROLE app IN DATABASE shop SET work_mem TO '1MB'`.</summary>
    private static string? Reset(string definition)
    {
        var tokens = SqlTokens.Of(definition);
        var set = Array.FindIndex([.. tokens], t => t.Is("SET"));
        return set < 0 || set + 1 >= tokens.Length ? null : $"{definition[..tokens[set].Start]}RESET {tokens[set + 1].Text}";
    }
}
