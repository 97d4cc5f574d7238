using System.IO.Compression;
using Countersign.Bot.Store;
using Countersign.Changes;
using Countersign.Deployments;
using Countersign.IntegrationTests.PostgreSql;
using Countersign.Rehearsals;
using Countersign.Schemas;
using Countersign.SignOffs;
using Countersign.Statements;

namespace Countersign.IntegrationTests.Bot.Store;

public sealed class SqliteRecordsTests() : RecordsTests(null);

public sealed class PostgreSqlRecordsTests(PostgreSqlServers servers) : RecordsTests(servers);

public abstract class RecordsTests(PostgreSqlServers? servers) : StoreTests(servers)
{
    private static readonly ChangeKey Change = new(new(7), 12);
    private static readonly CommitId Head = new(new string('a', 40));
    private static readonly TargetName Target = new("orders-prod");
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task An_unknown_change_has_an_empty_record()
    {
        var record = await new ChangeRecords(Store.File).Read(Change, None);

        Assert.Equal(Change, record.Change);
        Assert.Null(record.Comment);
        Assert.Null(record.Check);
        Assert.Empty(record.ForgeDeployments);
    }

    [Fact]
    public async Task A_comment_that_was_begun_has_no_id_until_the_forge_answered()
    {
        var changes = new ChangeRecords(Store.File);

        Assert.True(await changes.BeginComment(Change, null, DigestOf("one"), None));
        Assert.Equal(new CommentRecord(null, DigestOf("one")), (await changes.Read(Change, None)).Comment);

        await changes.KeepComment(Change, 55, DigestOf("one"), None);
        Assert.False(await changes.BeginComment(Change, null, DigestOf("two"), None));
        Assert.Equal(new CommentRecord(55, DigestOf("one")), (await changes.Read(Change, None)).Comment);
    }

    [Fact]
    public async Task Of_two_runs_that_would_write_the_first_comment_one_may()
    {
        var changes = new ChangeRecords(Store.File);

        Assert.True(await changes.BeginComment(Change, null, DigestOf("one"), None));
        Assert.False(await changes.BeginComment(Change, null, DigestOf("two"), None));

        var begun = (await changes.Read(Change, None)).Comment; // its answer never came
        Assert.True(await changes.BeginComment(Change, begun, DigestOf("three"), None));
        Assert.False(await changes.BeginComment(Change, begun, DigestOf("four"), None));
    }

    [Fact]
    public async Task Check_and_deployments_are_kept_beside_the_comment()
    {
        var changes = new ChangeRecords(Store.File);
        await changes.KeepComment(Change, 55, DigestOf("one"), None);
        await changes.KeepCheck(Change, new(Head, DigestOf("check")), None);
        await changes.KeepForgeDeployment(Change, "production", new(90, "queued"), None);
        await changes.KeepForgeDeployment(Change, "production", new(91, "queued"), None);

        var record = await changes.Read(Change, None);

        Assert.Equal(55, record.Comment?.Id);
        Assert.Equal(new CheckRecord(Head, DigestOf("check")), record.Check);
        Assert.Equal(91, record.ForgeDeployments["production"].Id);
    }

    [Fact]
    public async Task A_plan_keeps_the_time_at_which_it_was_first_shown()
    {
        var plans = new PlanRecords(Store.File);
        var plan = PlanAt(Head, "plan");
        await plans.Keep(plan, None);
        await plans.Keep(plan with { RecordedAt = plan.RecordedAt.AddDays(1) }, None);

        var found = Assert.Single(await plans.ReadAll(Change, None));
        Assert.Equal(plan.RecordedAt, found.RecordedAt);
        Assert.Equal<IEnumerable<SeenStatement>>(plan.Statements, found.Statements);
        Assert.Empty(await plans.ReadAll(Change with { Number = 13 }, None));
    }

    [Fact]
    public async Task A_plan_that_is_shown_again_after_another_one_is_a_record_of_its_own()
    {
        var plans = new PlanRecords(Store.File);
        var (first, second) = (PlanAt(Head, "plan"), PlanAt(Head, "another"));
        foreach (var plan in new[] { first, second, second, first }) await plans.Keep(plan, None);

        Assert.Equal([first.Plan, second.Plan, first.Plan], (await plans.ReadAll(Change, None)).Select(p => p.Plan));
    }

    [Fact]
    public void A_plan_that_was_kept_before_rehearsals_can_still_be_read()
    {
        var chain = DigestOf("chain").Hex;
        var old = $$"""{"version":1,"statements":[{"target":"orders-prod","number":1,"statement":"{{chain}}","chain":"{{chain}}"}]}""";

        var read = Assert.Single(PlanDocument.Read(old));

        Assert.Equal((null, null), (read.Impact, read.RunsAlone));
        Assert.Throws<InvalidDataException>(() => PlanDocument.Read(old.Replace("\"version\":1", "\"version\":3", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_rehearsal_comes_back_as_it_was_kept_and_from_another_version_not_at_all()
    {
        var name = new ObjectName("shop", "orders");
        var column = new SchemaObject(SchemaObjectKind.Column, "shop.orders.id", "id integer", "shop.orders", new(1259, 7, 1));
        var rehearsal = new TargetRehearsal(
            Target, "the schema of orders-prod", 15, DigestOf("before"), new([new(column, column with { Definition = "id bigint" }), new(null, column)]),
            [
                new StatementRehearsal.Observed(new([new(name, LockStrength.AccessExclusive)], [new(name, 1, 2, 3)], [name], [new(name, "its type changed")],
                    [new(ObjectVerb.Alters, "column", "shop.orders.id")], ["GRANT x"], ["setting y"], [name], true), new Reversal.By("ALTER …")),
                new StatementRehearsal.Observed(Impact.None, new Reversal.Irreversible("gone")),
                new StatementRehearsal.Failed("42P01", "no such table"),
                new StatementRehearsal.NotRun("an earlier one failed"),
            ],
            [DigestOf("after")], [new(name, 5, 6, 7)], ["a note"]);

        var bytes = RehearsalDocument.Write(rehearsal);

        Assert.Equivalent(rehearsal, RehearsalDocument.Read(Target, bytes), strict: true);
        using var unpacked = new StreamReader(new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress));
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
            gzip.Write(System.Text.Encoding.UTF8.GetBytes(unpacked.ReadToEnd().Replace("\"version\":1", "\"version\":2", StringComparison.Ordinal)));
        Assert.Null(RehearsalDocument.Read(Target, packed.ToArray()));
    }

    [Fact]
    public async Task The_first_evidence_of_a_review_stands()
    {
        var evidence = new ReviewEvidenceRecords(Store.File);
        var first = new ReviewEvidence(5, Head, "main", Store.Clock.GetUtcNow());
        await evidence.Keep(Change, first, None);
        await evidence.Keep(Change, first with { Commit = new(new string('b', 40)) }, None);

        Assert.Equal(first, Assert.Single(await evidence.Read(Change, None)));
    }

    [Fact]
    public async Task A_command_is_answered_once()
    {
        var commands = new CommandRecords(Store.File);

        Assert.True(await commands.KeepAnswered(Change, 9, None));
        Assert.False(await commands.KeepAnswered(Change, 9, None));
        Assert.Equal([9L], await commands.ReadAnswered(Change, None));
    }

    [Fact]
    public async Task A_deployment_goes_from_queued_over_intents_to_done()
    {
        var deployments = new DeploymentRecords(Store.File, Store.Clock);
        var queued = await deployments.Queue(Change, Target, Head, DigestOf("plan"), None);
        Assert.Equal(queued.Id, (await deployments.Queue(Change, Target, Head, DigestOf("plan"), None)).Id);

        var intent = Intent(0);
        await deployments.KeepIntents(queued.Id, 7, [intent], None);
        var applying = Assert.Single(await deployments.ReadUnfinished(None));
        Assert.Equal(DeploymentRecordState.Applying, applying.State);
        Assert.True(Assert.Single(applying.Units).IsUnknown);

        await deployments.KeepOutcome(queued.Id, new UnitOutcome.AlreadyApplied(intent), None);
        await deployments.KeepState(queued.Id, 7, DeploymentRecordState.Done, null, None);
        Assert.Empty(await deployments.ReadUnfinished(None));
        var done = Assert.Single(await deployments.ReadAll(Change, None));
        Assert.Equal("already-applied", Assert.Single(done.Units).Outcome);
    }

    [Fact]
    public async Task The_evidence_of_an_indeterminate_unit_is_kept_until_it_is_resolved()
    {
        var deployments = new DeploymentRecords(Store.File, Store.Clock);
        var queued = await deployments.Queue(Change, Target, Head, DigestOf("plan"), None);
        var intent = Intent(0);
        await deployments.KeepIntents(queued.Id, 7, [intent], None);

        var evidence = ImmutableSortedDictionary<string, string>.Empty.Add("transaction", "712");
        await deployments.KeepOutcome(queued.Id, new UnitOutcome.Indeterminate(intent, "no answer", evidence), None);
        var unknown = Assert.Single((await deployments.Find(queued.Id, None)).Units);
        Assert.Equal(evidence, unknown.Evidence);
        Assert.True(unknown.IsUnknown);

        await deployments.KeepOutcome(queued.Id, new UnitOutcome.AlreadyApplied(intent), None);
        Assert.False(Assert.Single((await deployments.Find(queued.Id, None)).Units).IsUnknown);
    }

    [Fact]
    public async Task An_indeterminate_deployment_freezes_its_target_only()
    {
        var deployments = new DeploymentRecords(Store.File, Store.Clock);
        var queued = await deployments.Queue(Change, Target, Head, DigestOf("plan"), None);
        await deployments.KeepState(queued.Id, 7, DeploymentRecordState.Frozen, "connection lost at commit", None);

        Assert.Equal("connection lost at commit", Assert.Single(await deployments.ReadFrozen(Change.Repository, Target, None)).Because);
        Assert.Empty(await deployments.ReadFrozen(Change.Repository, new("billing"), None));
    }

    [Fact]
    public async Task A_target_lock_goes_to_the_next_only_after_its_lease_and_with_a_higher_fence()
    {
        var locks = new TargetLocks(Store.File, Store.Clock);
        var lease = TimeSpan.FromMinutes(1);
        var first = await locks.TryTake("orders", "a", Change, lease, None);
        Assert.NotNull(first);
        Assert.Null(await locks.TryTake("orders", "b", Change, lease, None));
        Assert.NotNull(await locks.TryTake("billing", "b", Change, lease, None));

        Store.Clock.Advance(lease);
        var second = await locks.TryTake("orders", "b", Change, lease, None);
        Assert.True(second!.Fence > first.Fence);
        Assert.Null(await locks.Renew(first, lease, None));

        await locks.Release(first, None);
        Assert.Null(await locks.TryTake("orders", "c", Change, lease, None));
        await locks.Release(second, None);
        Assert.True((await locks.TryTake("orders", "c", Change, lease, None))!.Fence > second.Fence);
    }

    [Fact]
    [Invariant(4)]
    public async Task A_renamed_repository_is_suspended_until_it_is_enrolled_anew()
    {
        var repositories = new RepositoryRecords(Store.File, Store.Clock);
        Assert.True((await repositories.Observe(new(1), "acme/shop", 3, None)).IsEnrolled);
        Assert.True((await repositories.Observe(new(1), "Acme/Shop", 3, None)).IsEnrolled);

        Assert.Contains("renamed", (await repositories.Observe(new(1), "acme/store", 3, None)).Suspended!, StringComparison.Ordinal);

        await repositories.Enrol(new(1), "acme/store", None);
        Assert.True((await repositories.Observe(new(1), "acme/store", 3, None)).IsEnrolled);
    }

    [Fact]
    [Invariant(4)]
    public async Task A_repository_that_takes_over_a_name_is_suspended_and_so_is_the_one_that_lost_it()
    {
        var repositories = new RepositoryRecords(Store.File, Store.Clock);
        await repositories.Observe(new(1), "acme/shop", 3, None);

        Assert.False((await repositories.Observe(new(2), "acme/shop", 3, None)).IsEnrolled);
        Assert.False((await repositories.Find(new(1), None))!.IsEnrolled);
    }

    [Fact]
    public async Task An_enrolled_target_keeps_its_identity()
    {
        var enrolments = new EnrolmentRecords(Store.File, Store.Clock);
        Assert.Null(await enrolments.Find(new(1), Target, None));
        var identity = new TargetIdentity(ImmutableSortedDictionary<string, string>.Empty.Add("file id", "x"));

        await enrolments.Keep(new(1), Target, identity, None);

        Assert.Equal(identity.Text, (await enrolments.Find(new(1), Target, None))?.Text);
    }

    [Fact]
    public async Task An_override_is_announced_used_and_looked_at_and_each_request_for_itself()
    {
        var overrides = new OverrideRecords(Store.File);
        Assert.Empty(await overrides.ReadAnnounced(Change, None));
        var first = Store.Clock.GetUtcNow();
        await overrides.KeepAnnounced(Change, 31, DigestOf("plan"), first, None);
        await overrides.KeepAnnounced(Change, 31, DigestOf("plan"), first, None); // a crash came in between
        await overrides.KeepAnnounced(Change, 32, DigestOf("plan"), first, None);
        Assert.Equal([31, 32], (await overrides.ReadAnnounced(Change, None)).Order());
        Assert.Empty(await overrides.ReadUnreviewed(Change.Repository, None)); // nothing ran on it

        await overrides.KeepUsed(Change, 31, first, None);
        await overrides.KeepUsed(Change, 31, first.AddMinutes(5), None);
        Assert.True(await overrides.IsUsed(Change, 31, None));
        Assert.False(await overrides.IsUsed(Change, 32, None));
        Assert.Equal([new(Change, first)], await overrides.ReadUnreviewed(Change.Repository, None));

        await overrides.KeepReviewed(Change, first.AddHours(1), None);
        Assert.Empty(await overrides.ReadUnreviewed(Change.Repository, None));
    }

    private static Digest DigestOf(string text) => Digest.Of(System.Text.Encoding.UTF8.GetBytes(text));

    private PlanRecord PlanAt(CommitId head, string plan) => new(
        Change, head, "main", DigestOf(plan), DigestOf("policy"),
        [new(Target, 1, DigestOf("statement"), DigestOf("chain"), Signed: false)], Store.Clock.GetUtcNow());

    private static UnitIntent Intent(int sequence) => new(
        new(sequence, Target, new("db/1.sql", Countersign.Changes.FileMode.Regular, ScriptRole.Versioned, "select 1"u8.ToArray()), true, []),
        DigestOf("plan"), new(new string('0', 64)), 1);
}
