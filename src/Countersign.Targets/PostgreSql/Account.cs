using Countersign.Deployments;

namespace Countersign.Targets.PostgreSql;

/// <summary>What comparing a unit with what was signed came to.</summary>
/// <param name="Excess">Clauses that say what was more.</param>
/// <param name="What">What was compared, in plain words.</param>
/// <param name="Refuses">Whether more is rolled back.</param>
internal sealed record Account(ImmutableArray<string> Excess, string What, bool Refuses)
{
    /// <summary>Name of the evidence that says what was compared.</summary>
    internal const string Compared = "held to what was signed";

    /// <summary>Name of the evidence that says what was more.</summary>
    internal const string More = "more than signed";

    /// <summary>Nothing was compared.</summary>
    internal static Account None { get; } = new([], "nothing", false);

    /// <summary>Of a transaction that is still open.</summary>
    internal static Account InTransaction(ImmutableArray<string> excess, bool withSchema, bool refuses) =>
        new(excess, withSchema ? "locks, rows and schema, before COMMIT" : "locks and rows, before COMMIT", refuses);

    /// <summary>Of a statement that ran outside a transaction.</summary>
    internal static Account AfterTheFact(ImmutableArray<string> excess) => new(excess, "schema, after it had run", false);

    internal bool IsRefused => Refuses && !Excess.IsEmpty;

    /// <summary>The whole story of a unit that was taken back, with what to do next.</summary>
    internal string SentenceOn(ExecutionUnit unit) =>
        $"{unit.Script.Path} ({Labels(unit)}) was rolled back before COMMIT, because it did more than was signed: {string.Join("; ", Excess)}. "
        + "Nothing of it is in the target. See what differs there from the rehearsal (a trigger, a function, rows that it branches on) and mend it, "
        + "then say `/countersign deploy`; or bring another script in a new change";

    /// <summary>A result says what it was held to, and in what it was more where policy only reports.</summary>
    internal UnitOutcome AddTo(UnitOutcome outcome)
    {
        if (this == None || outcome is not UnitOutcome.Committed committed) return outcome;
        var evidence = committed.Evidence.Add(Compared, What);
        return committed with { Evidence = Excess.IsEmpty ? evidence : evidence.Add(More, string.Join("; ", Excess)) };
    }

    private static string Labels(ExecutionUnit unit) => unit.Statements is [var only]
        ? only.Label
        : $"{unit.Statements[0].Label}–{unit.Statements[^1].Label}";
}
