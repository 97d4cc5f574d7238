namespace Countersign.SignOffs;

/// <summary>Finds the plan that a person named by the beginning of its digest.</summary>
internal sealed class NamedPlans(ImmutableArray<SignedPlan> plans)
{
    /// <summary>The plan with all statements that the command names; null with a sentence when there is no such one.</summary>
    internal SignedPlan? Find(Command.Approve command, out string? problem)
    {
        var found = plans.Where(p => p.Digest.Hex.StartsWith(command.DigestPrefix, StringComparison.Ordinal))
            .DistinctBy(p => p.Digest).ToImmutableArray();
        problem = found switch
        {
            [] => $"no plan of this change begins with `{command.DigestPrefix}`",
            [var plan] => Missing(command.Statements, plan),
            _ => $"several plans begin with `{command.DigestPrefix}`; name more digits",
        };
        return problem is null ? found[0] : null;
    }

    private static string? Missing(Chosen chosen, SignedPlan plan)
    {
        if (chosen is not Chosen.Some some) return null;
        var missing = some.Numbers.Except(plan.Statements.Select(s => s.Number)).ToImmutableArray();
        return missing.IsEmpty
            ? null
            : $"plan `{plan.Digest.Short}` has no {ShortfallSentences.Numbers(missing)}, so nothing was signed";
    }
}
