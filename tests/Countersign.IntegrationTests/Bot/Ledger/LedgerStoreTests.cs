using System.Data.Common;
using Countersign.Bot.Jobs;
using Countersign.Bot.Store;
using Countersign.Changes;
using Countersign.Deployments;
using Countersign.IntegrationTests.Bot.Store;
using Countersign.IntegrationTests.PostgreSql;
using Countersign.Ledger;
using Countersign.SignOffs;
using Countersign.Statements;
using Microsoft.Extensions.Logging;

namespace Countersign.IntegrationTests.Bot.Ledger;

public sealed class SqliteLedgerStoreTests() : LedgerStoreTests(null)
{
    [Fact]
    public async Task An_entry_is_not_replaced_either() =>
        await Refuses("insert or replace into entries (sequence, kind, envelope, leaf) values (0, 'plan', x'00', '')");
}

public sealed class PostgreSqlLedgerStoreTests(PostgreSqlServers servers) : LedgerStoreTests(servers)
{
    [Theory]
    [InlineData("insert into entries (sequence, kind, envelope, leaf) values (0, 'plan', '', '') on conflict (sequence) do update set kind = 'plan'")]
    [InlineData("truncate entries")]
    public async Task An_entry_is_not_replaced_either(string sql) => await Refuses(sql);
}

public abstract class LedgerStoreTests(PostgreSqlServers? servers) : StoreTests(servers, "Ledger")
{
    private static readonly CommitId Commit = new(new string('a', 40));

    private LedgerStore _ledger = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _ledger = new(Store.File, Store.Clock);
    }

    public override ValueTask DisposeAsync()
    {
        _ledger.Dispose();
        GC.SuppressFinalize(this);
        return base.DisposeAsync();
    }

    [Fact]
    public async Task Two_writers_of_one_ledger_take_turns_and_the_chain_never_forks()
    {
        using var other = new LedgerStore(Store.File, Store.Clock);
        await Task.WhenAll(Enumerable.Range(1, 200).Select(i => (i % 2 == 0 ? _ledger : other).Append(Merge(i), Merge(-i))));

        Assert.Equal(400, Assert.IsType<Verification.Intact>(Verification.Verify(_ledger.ReadAll())).Size);
    }

    [Fact]
    public async Task Facts_appended_at_the_same_time_form_one_chain()
    {
        await Task.WhenAll(Enumerable.Range(1, 300).Select(i => _ledger.Append(Merge(i), Merge(-i))));

        var intact = Assert.IsType<Verification.Intact>(Verification.Verify(_ledger.ReadAll()));
        Assert.Equal(600, intact.Size);
        foreach (var pair in _ledger.ReadAll().Select(e => string.Join('\n', LedgerPage.Of(LedgerEntry.Read(e.Span)))).Chunk(2))
            Assert.Equal(pair[0].Split('#')[1].Split(',')[0], pair[1].Split("#-")[1].Split(',')[0]);
    }

    [Fact]
    public async Task The_end_after_an_append_is_where_the_next_one_follows()
    {
        var first = await _ledger.Append(Merge(1));
        var second = await _ledger.Append(Merge(2), Merge(3));

        Assert.Equal(1, first.Size);
        Assert.Equal(3, second.Size);
        Assert.Equal(first.Last, LedgerEntry.Read(await _ledger.Read(1, default)).Previous);
        Assert.Null(await _ledger.Read(3, default));
    }

    [Fact]
    public async Task Facts_are_appended_all_or_none_and_a_fault_is_its_callers_alone()
    {
        var good = _ledger.Append(Merge(1));
        var bad = _ledger.Append(Merge(2), null!);
        var alsoGood = _ledger.Append(Merge(3));

        await good;
        await Assert.ThrowsAnyAsync<Exception>(() => bad);
        await alsoGood;

        Assert.Equal(2, Assert.IsType<Verification.Intact>(Verification.Verify(_ledger.ReadAll())).Size);
    }

    [Fact]
    public async Task What_a_crash_may_have_cut_off_is_recorded_again_without_being_doubled()
    {
        var (intended, indeterminate, came) = Unit();
        await _ledger.Append(intended, indeterminate);
        await _ledger.Append(intended, indeterminate);
        await _ledger.Append(intended, came);
        var end = await _ledger.Append(intended, came);

        Assert.Equal(3, end.Size);
        Assert.Empty(Assert.IsType<Verification.Intact>(Verification.Verify(_ledger.ReadAll())).Open);
    }

    [Theory]
    [InlineData("update entries set kind = 'plan' where sequence = 0")]
    [InlineData("delete from entries where sequence = 1")]
    [InlineData("insert into entries (sequence, kind, envelope, leaf) values (9, 'plan', '', '')")]
    public async Task What_is_in_the_table_stays_as_it_is(string sql) => await Refuses(sql);

    private protected async Task Refuses(string sql)
    {
        await _ledger.Append(Merge(1), Merge(2));
        await using var connection = Store.File.Open();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;

        await Assert.ThrowsAnyAsync<DbException>(() => command.ExecuteNonQueryAsync());
        Assert.IsType<Verification.Intact>(Verification.Verify(_ledger.ReadAll()));
    }

    [Fact]
    public async Task A_checkpoint_holds_for_the_ledger_as_it_was_and_as_it_grows()
    {
        Assert.Equal(0, (await _ledger.MakeCheckpoint("test", default)).Size);
        await _ledger.Append(Merge(1), Merge(2), Merge(3));
        var three = await _ledger.MakeCheckpoint("test", default);
        await _ledger.Append(Merge(4));
        var four = await _ledger.MakeCheckpoint("test", default);

        Assert.Equal(3, three.Size);
        Assert.IsType<Verification.Intact>(Verification.Verify(_ledger.ReadAll(), three, four));
        Assert.IsType<Verification.Broken>(Verification.Verify(_ledger.ReadAll(), three with { Root = four.Root }));
    }

    [Fact]
    public async Task The_log_gets_a_checkpoint_whenever_the_ledger_has_grown()
    {
        var log = new FakeLogger<LedgerAnchor>();
        var anchor = new LedgerAnchor(_ledger, new() { PublicUrl = new("https://countersign.example.org/") }, log);
        await anchor.Anchor(default);
        await _ledger.Append(Merge(1), Merge(2));
        await anchor.Anchor(default);
        await anchor.Anchor(default);

        var message = Assert.Single(log.Messages);
        var checkpoint = Checkpoint.Parse(message[(message.IndexOf('\n', StringComparison.Ordinal) + 1)..]);
        Assert.Equal("countersign.example.org/ledger", checkpoint!.Origin);
        Assert.IsType<Verification.Intact>(Verification.Verify(_ledger.ReadAll(), checkpoint));
    }

    [Fact]
    public async Task A_ledger_goes_through_a_file_byte_for_byte()
    {
        await _ledger.Append([.. Enumerable.Range(1, 500).Select(Merge)]);
        using var stream = new MemoryStream();
        LedgerFile.Write(stream, _ledger.ReadAll());
        stream.Position = 0;

        Assert.Equal(500, Assert.IsType<Verification.Intact>(Verification.Verify(LedgerFile.Read(stream))).Size);
        stream.Position = 0;
        Assert.Equal(
            _ledger.ReadAll().Select(e => Digest.Of(e.Span)).ToArray(), LedgerFile.Read(stream).Select(e => Digest.Of(e.Span)).ToArray());
    }

    private sealed class FakeLogger<T> : ILogger<T>
    {
        public List<string> Messages { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Messages.Add(formatter(state, exception));
    }

    private static LedgerFact Merge(int number) => new LedgerFact.MergeObserved(Change(number), Commit, Commit);

    private static ChangeRequest Change(int number) => new(
        new(new(7), number), "acme/shop", "title", new(new(9), "ana", false), Commit, new(7), "main", "main", Commit,
        new ChangeState.Merged(Commit), false);

    private static (LedgerFact Intended, LedgerFact Indeterminate, LedgerFact Came) Unit()
    {
        var script = new Script("db/1.sql", Countersign.Changes.FileMode.Regular, ScriptRole.Versioned, "drop table a"u8.ToArray());
        var plan = PlanBuilding.Build([new(
            new("orders"), "production", Dialect.Sqlite, new SessionProfile([]), [script],
            [new(script, new(0, 12), "DROP TABLE", [], [], new Reversal.Irreversible("test"))])]);
        var execution = new Execution(
            Change(1), new([], []), Commit, Commit, new ApprovedPlan(plan, plan.Digest), new Judgement([], []),
            new(ImmutableSortedDictionary<string, string>.Empty), ImmutableSortedDictionary<string, string>.Empty, new("1", null, "host", 1, "user"));
        var intent = new UnitIntent(ExecutionUnit.Of(plan.Targets[0])[0], plan.Digest, new(new string('0', 64)), 1);
        return (
            new LedgerFact.Intended(execution, intent),
            new LedgerFact.Came(execution, new UnitOutcome.Indeterminate(intent, "lost", ImmutableSortedDictionary<string, string>.Empty)),
            new LedgerFact.Came(execution, new UnitOutcome.AlreadyApplied(intent)));
    }
}
