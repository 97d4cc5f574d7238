namespace Countersign.IntegrationTests.Faults;

/// <summary>A row that a migration left in the target. Nothing there keeps a second one out, so that running twice shows.</summary>
/// <param name="Change">Which change left it.</param>
/// <param name="Version">Which wording of the change: it is written anew when people change their minds.</param>
/// <param name="Step">Which statement of it, from 1.</param>
internal sealed record Trace(int Change, int Version, int Step);

/// <summary>What people did to a change.</summary>
/// <param name="Signed">The wordings that somebody signed.</param>
/// <param name="Landed">The wording that landed; null while it has not.</param>
/// <param name="Steps">How many traces each wording leaves.</param>
internal sealed record PersonsWord(int Change, ImmutableHashSet<int> Signed, int? Landed, int Steps);

/// <summary>An intent or a result of the ledger.</summary>
/// <param name="Token">Digest of the unit's token.</param>
/// <param name="Outcome">Null for an intent.</param>
internal sealed record LedgerLine(long Sequence, string Token, bool IsTransactional, DateTimeOffset At, string? Outcome, ImmutableArray<string> StatementDigests);

/// <summary>A marker in the target.</summary>
/// <param name="Token">Digest of its token.</param>
internal sealed record MarkerLine(string Token, DateTimeOffset At);

/// <summary>What a change shows on the forge.</summary>
/// <param name="Reports">Reports of the bot among its comments.</param>
/// <param name="ChecksByHead">
/// How many checks of ours stood beside each other on its head. One that only takes the place of another that was over does not count.
/// </param>
internal sealed record Shown(int Change, int Reports, ImmutableArray<int> ChecksByHead);

/// <summary>Everything that is left when a world has settled, as the checker reads it. Plain, so that a test can doctor it.</summary>
/// <param name="Broken">Why the ledger does not verify; null when it does.</param>
/// <param name="Unended">Deployments that are neither done nor refused, in words.</param>
/// <param name="Sent">Digests of the statements that left a trace and were seen on the wire; empty where there is no wire.</param>
/// <param name="Said">Everything that left the process, by where.</param>
internal sealed record WorldState(
    ImmutableArray<Trace> Traces,
    ImmutableArray<PersonsWord> People,
    ImmutableArray<LedgerLine> Ledger,
    ImmutableArray<MarkerLine> Markers,
    ImmutableArray<Shown> Forge,
    string? Broken,
    ImmutableArray<string> Unended,
    ImmutableArray<string> Sent,
    ImmutableDictionary<string, string> Said,
    ImmutableArray<string> Canaries);
