namespace Countersign.Schemas.Reversals;

/// <summary>Functions, procedures and aggregates: replaced where the signature stayed, else dropped and created.</summary>
internal static class RoutineReversals
{
    internal static IEnumerable<Undo> Of(ObjectDifference change, ReversalContext context)
    {
        if (change is not { Before: { } before, After: { } after } || IsAggregate(before) || HeadOf(before.Definition) != HeadOf(after.Definition))
            return PlainReversals.Of(change, context);
        var sql = before.Definition.StartsWith("CREATE OR REPLACE ", StringComparison.Ordinal)
            ? before.Definition
            : string.Concat("CREATE OR REPLACE ", before.Definition.AsSpan("CREATE ".Length));
        return [new Undo.Step(Phase.Build, before, sql)];
    }

    /// <summary>Name, arguments with names and defaults, and result: what CREATE OR REPLACE may not change freely.</summary>
    internal static string HeadOf(string definition)
    {
        var language = SqlTokens.Of(definition).FirstOrDefault(t => t.Is("LANGUAGE")).Start;
        return (language > 0 ? definition[..language] : definition).TrimEnd();
    }

    private static bool IsAggregate(SchemaObject o) => Targets.Of(o)!.StartsWith("AGGREGATE", StringComparison.Ordinal);
}
