using System.Text.Json;
using Countersign.Changes;
using Countersign.Deployments;
using Countersign.Statements;

namespace Countersign.Bot.Store;

/// <summary>Table `deployments` and `deployment_units`. One deployment a (change, target, merge commit, plan).</summary>
internal sealed class DeploymentRecords(Database store, TimeProvider clock)
{
    private const string Columns = "select id, repository, number, target, merge_commit, plan, state, because, queued_at from deployments";

    /// <summary>The deployment of this plan on this target; made, as queued, when there is none.</summary>
    public async Task<DeploymentRecord> Queue(
        ChangeKey change, TargetName target, CommitId mergeCommit, Digest plan, CancellationToken cancellation)
    {
        var key = new
        {
            Repository = change.Repository.Value,
            change.Number,
            Target = target.Value,
            Commit = mergeCommit.Hex,
            Plan = plan.Hex,
            Now = Stamp.Of(clock.GetUtcNow()),
        };
        await store.Execute(
            """
            insert into deployments (repository, number, target, merge_commit, plan, state, queued_at, changed_at)
            values (@Repository, @Number, @Target, @Commit, @Plan, 'queued', @Now, @Now)
            on conflict do nothing
            """,
            key, cancellation);
        return (await Read(
            "where repository = @Repository and number = @Number and target = @Target and merge_commit = @Commit and plan = @Plan",
            key, cancellation)).Single();
    }

    /// <summary>Whether the holder of this fence is the latest that works on the deployment; from now on no lower one is.</summary>
    public async Task<bool> TryHold(DeploymentId id, long fence, CancellationToken cancellation) => await store.Execute(
        "update deployments set fence = @Fence where id = @Id and fence <= @Fence", new { Id = id.Value, Fence = fence }, cancellation) == 1;

    /// <summary>
    /// Records the intents, with their tokens, and that applying begins. To be called before the ledger has them: what
    /// recovery finds here it can look for in the target and answer in the ledger.
    /// </summary>
    /// <returns>False when a later executor works on it: then nothing was recorded, and nothing may run.</returns>
    public Task<bool> KeepIntents(DeploymentId id, long fence, ImmutableArray<UnitIntent> intents, CancellationToken cancellation) =>
        store.Alone(async connection =>
        {
            if (await connection.Run(StateSql, StateOf(id, fence, DeploymentRecordState.Applying, null), cancellation) == 0) return false;
            await connection.Run(
                "insert into deployment_units (deployment, sequence, token, fence) values (@Id, @Sequence, @Token, @Fence) on conflict do nothing",
                intents.Select(i => new { Id = id.Value, i.Unit.Sequence, Token = i.Token.Hex, i.Fence }), cancellation);
            return true;
        }, cancellation);

    /// <summary>Records what became of one unit; what was found out once stands. To be called after the ledger has it.</summary>
    public Task KeepOutcome(DeploymentId id, UnitOutcome outcome, CancellationToken cancellation)
    {
        var (intent, word, because) = UnitOutcomeWords.Of(outcome);
        return store.Execute(
            """
            update deployment_units set outcome = @Word, because = @Because, statement = @Statement, code = @Code,
              may_retry = @MayRetry, milliseconds = @Milliseconds, evidence = @Evidence
            where deployment = @Id and sequence = @Sequence and token = @Token and (outcome is null or outcome = 'indeterminate')
            """,
            new
            {
                Id = id.Value,
                intent.Unit.Sequence,
                Token = intent.Token.Hex,
                Word = word,
                Because = because,
                Statement = (outcome as UnitOutcome.NotCommitted)?.FailedStatement,
                (outcome as UnitOutcome.NotCommitted)?.Code,
                MayRetry = outcome is UnitOutcome.NotCommitted { MayRetry: true } ? 1 : 0,
                Milliseconds = (long?)(outcome as UnitOutcome.Committed)?.Duration.TotalMilliseconds,
                Evidence = outcome is UnitOutcome.Indeterminate unknown ? JsonSerializer.Serialize(unknown.Evidence) : null,
            },
            cancellation);
    }

    /// <summary>Moves a deployment to another state, unless a later executor works on it: what that one found out counts.</summary>
    /// <param name="fence">Of the target's lock, as whoever says so held it.</param>
    /// <param name="because">For people; safe to show.</param>
    public Task KeepState(DeploymentId id, long fence, DeploymentRecordState state, string? because, CancellationToken cancellation) =>
        store.Execute(StateSql, StateOf(id, fence, state, because), cancellation);

    /// <summary>Queues a failed deployment again, because a person asked for it; others stay as they are.</summary>
    public async Task<DeploymentRecord> TryAgain(DeploymentId id, CancellationToken cancellation)
    {
        await store.Execute(
            "update deployments set state = 'queued', because = null, changed_at = @Now where id = @Id and state = 'failed'",
            new { Id = id.Value, Now = Stamp.Of(clock.GetUtcNow()) }, cancellation);
        return await Find(id, cancellation);
    }

    /// <summary>The deployment as it is now.</summary>
    public async Task<DeploymentRecord> Find(DeploymentId id, CancellationToken cancellation) =>
        (await Read("where id = @Id", new { Id = id.Value }, cancellation)).Single();

    /// <summary>Deployments of a change request, oldest first.</summary>
    public Task<ImmutableArray<DeploymentRecord>> ReadAll(ChangeKey change, CancellationToken cancellation) => Read(
        "where repository = @Repository and number = @Number",
        new { Repository = change.Repository.Value, change.Number }, cancellation);

    /// <summary>Queued and applying deployments of all change requests, oldest first: work to take up after a crash.</summary>
    public Task<ImmutableArray<DeploymentRecord>> ReadUnfinished(CancellationToken cancellation) =>
        Read("where state in ('queued', 'applying')", new { }, cancellation);

    /// <summary>The deployments that freeze a target until a person resolves them.</summary>
    public Task<ImmutableArray<DeploymentRecord>> ReadFrozen(
        RepositoryId repository, TargetName target, CancellationToken cancellation) => Read(
        "where state = 'frozen' and repository = @Repository and target = @Target",
        new { Repository = repository.Value, Target = target.Value }, cancellation);

    /// <summary>All deployments that wait for a person's word.</summary>
    public Task<ImmutableArray<DeploymentRecord>> ReadFrozen(CancellationToken cancellation) =>
        Read("where state = 'frozen'", new { }, cancellation);

    /// <summary>The deployment of this number; null when there is none.</summary>
    public async Task<DeploymentRecord?> TryFind(DeploymentId id, CancellationToken cancellation) =>
        (await Read("where id = @Id", new { Id = id.Value }, cancellation)).SingleOrDefault();

    /// <summary>
    /// Keeps a person's word on the indeterminate units of a frozen deployment. The deployment stays frozen until the workflow
    /// has written it to the ledger.
    /// </summary>
    /// <returns>How many units it is about; 0 when none is indeterminate, or each has a word already.</returns>
    public Task<int> Resolve(DeploymentId id, UnitResolution resolution, CancellationToken cancellation) => store.Execute(
        """
        update deployment_units set resolution = @Word
        where deployment = @Id and outcome = 'indeterminate' and resolution is null
          and exists (select 1 from deployments d where d.id = @Id and d.state = 'frozen')
        """,
        new { Id = id.Value, Word = JsonSerializer.Serialize(resolution, UnitResolutionJson.Default.UnitResolution) }, cancellation);

    private const string StateSql =
        "update deployments set state = @State, because = @Because, changed_at = @Now, fence = @Fence where id = @Id and fence <= @Fence";

    private object StateOf(DeploymentId id, long fence, DeploymentRecordState state, string? because) =>
        new { Id = id.Value, Fence = fence, State = state.ToString().ToLowerInvariant(), Because = because, Now = Stamp.Of(clock.GetUtcNow()) };

    private async Task<ImmutableArray<DeploymentRecord>> Read(string condition, object parameters, CancellationToken cancellation)
    {
        var rows = await store.Query<DeploymentRow>($"{Columns} {condition} order by id", parameters, cancellation);
        if (rows.IsEmpty) return [];
        var units = await store.Query<UnitRow>(
            $"""
            select deployment, sequence, token, fence, outcome, because, statement, code, may_retry, milliseconds, evidence, resolution from deployment_units
            where deployment in ({string.Join(',', rows.Select(r => r.Id))}) order by deployment, sequence, fence
            """,
            new { }, cancellation);
        var byDeployment = units.ToLookup(u => u.Deployment, u => u.ToRecord());
        return [.. rows.Select(r => r.ToRecord([.. byDeployment[r.Id]]))];
    }
}
