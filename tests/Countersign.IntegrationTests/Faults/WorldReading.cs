using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Countersign.Bot.Store;
using Countersign.IntegrationTests.Journeys;
using Countersign.IntegrationTests.PostgreSql;
using Countersign.Ledger;
using Countersign.Ledger.V1;
using Countersign.Sandbox.Checks;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Countersign.IntegrationTests.Faults;

/// <summary>Gathers what a world left, from the target, the ledger, the store, the forge and the logs.</summary>
internal static class WorldReading
{
    public static async Task<WorldState> Read(
        Company company, TestDatabase? database, IReadOnlyCollection<PlannedChange> changes, WireWatch watch, StringBuilder said)
    {
        await using var services = Services(company);
        var envelopes = services.GetRequiredService<LedgerStore>().ReadAll().ToList();
        var broken = Verification.Verify(envelopes) switch
        {
            Verification.Broken b => b.Why,
            Verification.Intact { Open: [_, ..] open } => $"entries {string.Join(", ", open)} have no result",
            _ => null,
        };
        var traces = changes.Any(c => c.IsApplied) ? await Rows(company, database, "select change, version, step from effect order by id") : [];
        return new(
            [.. traces.Select(r => new Trace(Number(r[0]), Number(r[1]), Number(r[2])))],
            [.. changes.Select(c => c.Word)],
            [.. envelopes.Select(e => LedgerEntry.Read(e.Span)).Select(Line).OfType<LedgerLine>()],
            await Markers(company, database),
            [.. changes.Select(c => ShownOf(company, c))],
            broken,
            [
                .. (await services.GetRequiredService<DeploymentRecords>().ReadUnfinished(CancellationToken.None)).Select(d => $"deployment {d.Id.Value} is {d.State}: {d.Because}"),
                .. (await services.GetRequiredService<DeploymentRecords>().ReadFrozen(CancellationToken.None)).Select(d => $"deployment {d.Id.Value} is frozen: {d.Because}"),
                .. changes.Where(c => !c.IsApplied).Select(c => $"change {c.Number} is {c.Pull.State} with check {company.CheckOf(c.Pull)}: {c.Pull.Comments.FirstOrDefault(x => x.Author == company.App.Bot)?.Body.Split('\n')[0]}"),
            ],
            [.. watch.Sent.Select(s => Convert.ToHexStringLower(SHA256.HashData(s)))],
            Outputs(company, envelopes, said),
            company.Canaries);
    }

    /// <summary>Judges what a world left, and counts what came of it.</summary>
    public static async Task<WorldReport> Report(
        FaultOptions options, Company company, TestDatabase? database, People people, WireWatch watch, StringBuilder said, Tally tally)
    {
        var state = await Read(company, database, people.Changes, watch, said);
        var violations = Oracle.Judge(state);
        tally.Add("changes applied", people.Changes.Count(c => c.IsApplied));
        tally.Add("changes not applied", people.Changes.Count(c => !c.IsApplied));
        tally.Add("units committed", state.Ledger.Count(l => l.Outcome == "committed"));
        tally.Add("units not committed, and sent again", state.Ledger.Count(l => l.Outcome == "not-committed"));
        tally.Add("units found applied already", state.Ledger.Count(l => l.Outcome == "already-applied"));
        tally.Add("units indeterminate", state.Ledger.Count(l => l.Outcome == "indeterminate"));
        tally.Add("violations", violations.Length);
        return new(options, tally, violations, state, violations.IsEmpty ? "" : Story(company, people.Changes, said));
    }

    /// <summary>True when nobody works on anything, so that reading finds one state and not two halves.</summary>
    public static async Task<bool> IsQuiet(Company company)
    {
        await using var services = Services(company);
        return await services.GetRequiredService<WorkRecords>().IsIdle(CancellationToken.None)
            && (await services.GetRequiredService<DeploymentRecords>().ReadUnfinished(CancellationToken.None)).IsEmpty;
    }

    /// <summary>What the bot and the forge said, for whoever looks for the cause of a violation.</summary>
    public static string Story(Company company, IReadOnlyCollection<PlannedChange> changes, StringBuilder said)
    {
        var story = new StringBuilder();
        foreach (var change in changes)
        {
            story.AppendLine(CultureInfo.InvariantCulture, $"== change {change.Number}, head {change.Pull.HeadSha}, merged as {change.Pull.MergeCommitSha}, {change.Word}");
            foreach (var comment in change.Pull.Comments) story.AppendLine(comment.Author.Login).AppendLine(comment.Body);
        }

        foreach (var check in company.Repository.CheckRuns)
            story.AppendLine(CultureInfo.InvariantCulture, $"== check {check.Id} on {check.HeadSha}: {check.Status} {check.Conclusion} {check.Title}");
        foreach (var entry in company.Forge.Journal.Writes) story.AppendLine(CultureInfo.InvariantCulture, $"{entry.Status} {entry.Method} {entry.Path} {entry.RequestBody}");
        lock (said) return story.Append(said).ToString();
    }

    public static ServiceProvider Services(Company company) =>
        new ServiceCollection().AddSingleton(TimeProvider.System).AddStoreForTests(company.DataDirectory, company.StoreConnection).BuildServiceProvider();

    /// <summary>What the checker looks at; null for other entries.</summary>
    internal static LedgerLine? Line(LedgerEntry entry) => entry.Body switch
    {
        IntentV1 i => new(entry.Sequence, i.Unit.TokenSha256, i.Unit.Transaction, entry.At, null, [.. i.Unit.Statements.Select(s => s.Sha256)]),
        ResultV1 r => new(entry.Sequence, r.Unit.TokenSha256, r.Unit.Transaction, entry.At, r.Outcome.Class, []),
        _ => null,
    };

    private static async Task<ImmutableArray<MarkerLine>> Markers(Company company, TestDatabase? database)
    {
        var rows = await Rows(company, database, database is null
            ? "select token, committed_at from countersign_marker"
            : "select encode(token, 'hex'), to_char(committed_at at time zone 'utc', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"') from countersign.marker");
        return
        [
            .. rows.Select(r => new MarkerLine(
                Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(r[0]))),
                DateTimeOffset.Parse(r[1], CultureInfo.InvariantCulture))),
        ];
    }

    private static Shown ShownOf(Company company, PlannedChange change)
    {
        var heads = company.Repository.CheckRuns.Where(c => c.Name == "countersign").GroupBy(c => c.HeadSha);
        var ours = heads.Where(h => h.Key == change.Pull.HeadSha);
        return new(
            change.Number,
            change.Pull.Comments.Count(c => c.Author == company.App.Bot && c.Body.StartsWith("### ", StringComparison.Ordinal)),
            [.. ours.Select(MostAtOnce)]);
    }

    /// <summary>
    /// The forge takes back no check that is over: after a failure, or where it told an old state in which a sign-off was still missing, a new
    /// one follows. One that follows for another reason stands beside the one before.
    /// </summary>
    private static int MostAtOnce(IEnumerable<CheckRun> checks)
    {
        var (most, now, before) = (0, 0, (CheckRun?)null);
        foreach (var check in checks)
        {
            var takesItsPlace = before is { Conclusion: "failure" } || (before is { Status: "completed" } && check.MadeAs != "completed");
            now = takesItsPlace ? 1 : now + 1;
            (most, before) = (Math.Max(most, now), check);
        }

        return most;
    }

    private static ImmutableDictionary<string, string> Outputs(Company company, List<ReadOnlyMemory<byte>> envelopes, StringBuilder said)
    {
        lock (said)
            return ImmutableDictionary<string, string>.Empty
                .Add("the log", said.ToString())
                .Add("the ledger", string.Concat(envelopes.Select(e => PayloadOf(e.Span))))
                .Add("requests to the forge", string.Concat(company.Forge.Journal.Entries.Select(e => e.Path + e.RequestBody)));
    }

    private static string PayloadOf(ReadOnlySpan<byte> envelope) => Encoding.UTF8.GetString(Envelope.Unwrap(envelope));

    private static async Task<List<string[]>> Rows(Company company, TestDatabase? database, string sql)
    {
        await using System.Data.Common.DbConnection connection = database is null
            ? new SqliteConnection($"Data Source={company.DatabasePath};Mode=ReadWrite;Pooling=False")
            : await database.Open();
        if (database is null) await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string[]>();
        while (await reader.ReadAsync())
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture)!)]);
        return rows;
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
