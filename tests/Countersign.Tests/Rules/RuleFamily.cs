using Countersign.Analysis.Rules;
using Countersign.Statements;
using Finding = Countersign.Analysis.Finding;

namespace Countersign.Tests.Rules;

/// <summary>Rules with a way to run their fixtures. To add a family, add it to <see cref="All"/> and its fixtures to Rules/ID/.</summary>
/// <param name="Run">Everything that a fixture's text raises.</param>
internal sealed record RuleFamily(string Name, ImmutableArray<Rule> Rules, Func<RuleFixture, IEnumerable<Raised>> Run)
{
    /// <summary>
    /// True when only a real server, or DacFx in a process of its own, can raise the rules. Their fixtures lie here all the same, for the pages; the integration tests
    /// run them.
    /// </summary>
    public bool NeedsServer { get; private init; }

    public static ImmutableArray<RuleFamily> All { get; } =
    [
        new("For every dialect", CountersignRules.All, CountersignFixtures.Run),
        new("For PostgreSQL: what no script may do", PostgreSqlReadingRules.All, PostgreSqlFixtures.Run),
        new("For PostgreSQL: what is likely to hurt", PostgreSqlRules.All, PostgreSqlFixtures.Run),
        new("For PostgreSQL: what a rehearsal shows", RehearsalRules.All, _ => []) { NeedsServer = true },
        new("For SQL Server: what no script may do", SqlServerReadingRules.All, SqlServerFixtures.Run),
        new("For SQL Server: what is likely to hurt", SqlServerRules.All, SqlServerFixtures.Run),
        new("For SQL Server: what a project's deployment shows", SqlServerProjectRules.All, _ => []) { NeedsServer = true },
        new("For SQLite: what no script may do", SqliteBorderRules.All, SqliteFixtures.Run),
        new("For SQLite: what is likely to hurt", SqliteRules.All, SqliteFixtures.Run),
    ];
}

/// <summary>A file that breaks a rule (`bad.*`) or keeps it (`good.*`).</summary>
internal sealed record RuleFixture(string Rule, string Name, byte[] Bytes)
{
    public bool IsBad => Name.StartsWith("bad", StringComparison.Ordinal);

    /// <summary>The fixtures of a rule, in order of name.</summary>
    public static ImmutableArray<RuleFixture> Of(Rule rule)
    {
        var folder = Fixtures.PathOf("Rules", rule.Id);
        if (!Directory.Exists(folder)) return [];
        return
        [
            .. Directory.GetFiles(folder).Order(StringComparer.Ordinal)
                .Select(f => new RuleFixture(rule.Id, Path.GetFileName(f), File.ReadAllBytes(f))),
        ];
    }
}

/// <summary>What a fixture raised.</summary>
internal sealed record Raised(string Rule, string Sentence)
{
    /// <summary>See <see cref="Finding.Instead"/>.</summary>
    public string? Instead { get; private init; }

    public static Raised Of(Refusal refusal) => new(refusal.Rule, $"{refusal.Place}: {refusal.Why}; {refusal.NextStep}");

    public static Raised Of(Finding finding) => new(finding.Rule, $"{finding.Place}: {finding.Message}; {finding.Advice}") { Instead = finding.Instead };
}