using Countersign.Policy;
using Countersign.Rehearsals;
using Countersign.Schemas;
using Countersign.Statements;
using Countersign.Targets.PostgreSql;
using Countersign.Targets.PostgreSql.Rehearsing;

namespace Countersign.IntegrationTests.PostgreSql.Rehearsing;

/// <summary>Rehearsals on throwaway servers of the major that the tests run on, with templates that the whole run shares.</summary>
internal static class Shadow
{
    private static readonly int Major = PostgreSqlBinaries.Find().Major;

    internal static RehearsalSettings Settings { get; } = new(Path.Combine(Public(), "s"), []);

    internal static TargetPolicy Policy { get; } = new(
        new TargetName("orders-prod"), "production", Dialect.PostgreSql, [], [], "orders-prod", DeployTrigger.OnMerge, null, Major, ["public"]);

    /// <summary>Runs <paramref name="given"/> and then the statements, one unit, read as a script is.</summary>
    internal static Task<TargetRehearsal> Rehearse(string[] given, params string[] statements) =>
        Rehearse(new PostgreSqlRehearsal(Settings, TimeProvider.System), given, PlanOf(new TestScript("db/1.sql", statements) { Alone = statements.Any(MustRunAlone) }));

    internal static async Task<TargetRehearsal> Rehearse(PostgreSqlRehearsal rehearsal, string[] given, TargetPlan plan) =>
        DoneOf(await rehearsal.Run(RequestOf(given, plan), TestContext.Current.CancellationToken));

    internal static RehearsalRequest RequestOf(string[] given, TargetPlan plan) => new(
        Policy, plan, null, "the scripts", Digest.Of("x"u8), "orders_apply", [new TestScript("db/0.sql", given).ToScript()], []);

    /// <summary>A plan as the product makes it: read by the parser, with effects.</summary>
    internal static TargetPlan PlanOf(params TestScript[] scripts)
    {
        ImmutableArray<Script> all = [.. scripts.Select(s => s.ToScript())];
        var reading = Assert.IsType<Reading.Complete>(new PostgreSqlReader().Read(new(Policy, [], all), TestContext.Current.CancellationToken));
        return PlanBuilding.Build([new(Policy.Name, Policy.Environment, Policy.Dialect, PostgreSqlSession.ProfileOf(Policy), all, reading.Statements)]).Targets[0];
    }

    internal static TargetRehearsal DoneOf(RehearsalOutcome outcome) => outcome switch
    {
        RehearsalOutcome.Done done => done.Rehearsal,
        RehearsalOutcome.Unavailable unavailable => throw new InvalidOperationException(unavailable.Because),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    internal static StatementRehearsal.Observed Seen(this TargetRehearsal rehearsal, int statement) =>
        Assert.IsType<StatementRehearsal.Observed>(rehearsal.Statements[statement]);

    /// <summary>Definitions with the sign of a diff, of everything but owners and grants, which follow from the rest.</summary>
    internal static ImmutableArray<string> Lines(this SchemaDifference difference) =>
    [
        .. difference.Objects.Where(d => (d.After ?? d.Before)!.Kind is not (SchemaObjectKind.Owner or SchemaObjectKind.Grant))
            .SelectMany(d => new[] { d.Before is { } b ? "- " + b.Definition : null, d.After is { } a ? "+ " + a.Definition : null }).OfType<string>(),
    ];

    private static bool MustRunAlone(string sql) => sql.Contains("CONCURRENTLY", StringComparison.Ordinal)
        || sql.StartsWith("DROP DATABASE", StringComparison.Ordinal) || sql.StartsWith("ALTER SYSTEM", StringComparison.Ordinal);

    private static string Public()
    {
        var directory = Directory.CreateTempSubdirectory("csr-").FullName;
        File.SetUnixFileMode(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        return directory;
    }
}
