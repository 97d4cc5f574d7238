using Countersign.Changes;
using Countersign.Statements;

namespace Countersign.Bot.Store;

/// <summary>What the bot last wrote about a change request, so that it edits instead of adding, and writes nothing twice.</summary>
/// <param name="ForgeDeployments">What the forge was told, by environment.</param>
internal sealed record ChangeRecord(
    ChangeKey Change,
    CommentRecord? Comment,
    CheckRecord? Check,
    ImmutableSortedDictionary<string, ForgeDeploymentRecord> ForgeDeployments);

/// <summary>A deployment on the forge: its id there, and what was last said of it.</summary>
internal sealed record ForgeDeploymentRecord(long Id, string Said);

/// <summary>The bot's comment.</summary>
/// <param name="Id">
/// Null when a first write was begun and its answer never came: look for our own comment before writing another.
/// </param>
/// <param name="Digest">Of the Markdown last written.</param>
internal sealed record CommentRecord(long? Id, Digest Digest);

/// <summary>The check last written: on which commit, and the digest of what it said.</summary>
internal sealed record CheckRecord(CommitId Commit, Digest Digest);

/// <summary>Table `changes` and `forge_deployments`.</summary>
internal sealed class ChangeRecords(Database store)
{
    /// <summary>What is known; a record without anything when the change request is new.</summary>
    public async Task<ChangeRecord> Read(ChangeKey change, CancellationToken cancellation)
    {
        var key = new { Repository = change.Repository.Value, change.Number };
        var rows = await store.Query<ChangeRow>(
            "select comment_id, comment_digest, check_commit, check_digest from changes where repository = @Repository and number = @Number",
            key, cancellation);
        var deployments = await store.Query<DeploymentRow>(
            "select environment, forge_id, said from forge_deployments where repository = @Repository and number = @Number",
            key, cancellation);
        var row = rows.SingleOrDefault();
        return new(
            change,
            row?.CommentDigest is { } text ? new(row.CommentId, new(text)) : null,
            row?.CheckCommit is { } commit ? new(new(commit), new(row.CheckDigest!)) : null,
            deployments.ToImmutableSortedDictionary(d => d.Environment, d => new ForgeDeploymentRecord(d.ForgeId, d.Said)));
    }

    /// <summary>To be called before a first comment is sent, so that a lost answer is noticed, and so that only one run sends it.</summary>
    /// <param name="read">What was read before; it must still be so.</param>
    /// <returns>False when another run has begun or written a comment since: its lease must have run out, or ours.</returns>
    public async Task<bool> BeginComment(ChangeKey change, CommentRecord? read, Digest digest, CancellationToken cancellation) => await store.Execute(
        """
        insert into changes (repository, number, comment_digest) values (@Repository, @Number, @Digest)
        on conflict (repository, number) do update set comment_digest = excluded.comment_digest
        where changes.comment_id is null and coalesce(changes.comment_digest, '') = @Read
        """,
        new { Repository = change.Repository.Value, change.Number, Digest = digest.Hex, Read = read?.Digest.Hex ?? "" }, cancellation) == 1;

    /// <summary>To be called when the forge has the comment.</summary>
    public Task KeepComment(ChangeKey change, long id, Digest digest, CancellationToken cancellation) => store.Execute(
        """
        insert into changes (repository, number, comment_id, comment_digest) values (@Repository, @Number, @Id, @Digest)
        on conflict (repository, number) do update set comment_id = excluded.comment_id, comment_digest = excluded.comment_digest
        """,
        new { Repository = change.Repository.Value, change.Number, Id = id, Digest = digest.Hex }, cancellation);

    /// <summary>To be called when the forge has the check.</summary>
    public Task KeepCheck(ChangeKey change, CheckRecord check, CancellationToken cancellation) => store.Execute(
        """
        insert into changes (repository, number, check_commit, check_digest) values (@Repository, @Number, @Commit, @Digest)
        on conflict (repository, number) do update set check_commit = excluded.check_commit, check_digest = excluded.check_digest
        """,
        new { Repository = change.Repository.Value, change.Number, Commit = check.Commit.Hex, Digest = check.Digest.Hex },
        cancellation);

    /// <summary>To be called when the forge no longer shows the check as it was written, so that it is written again.</summary>
    public Task ForgetCheck(ChangeKey change, CancellationToken cancellation) => store.Execute(
        "update changes set check_commit = null, check_digest = null where repository = @Repository and number = @Number",
        new { Repository = change.Repository.Value, change.Number }, cancellation);

    /// <summary>To be called when the forge has a deployment.</summary>
    public Task KeepForgeDeployment(ChangeKey change, string environment, ForgeDeploymentRecord deployment, CancellationToken cancellation) =>
        store.Execute(
            """
            insert into forge_deployments (repository, number, environment, forge_id, said)
            values (@Repository, @Number, @Environment, @Id, @Said)
            on conflict (repository, number, environment) do update set forge_id = excluded.forge_id, said = excluded.said
            """,
            new { Repository = change.Repository.Value, change.Number, Environment = environment, deployment.Id, deployment.Said }, cancellation);

    /// <summary>To be called when a landed change request needs nothing more from us.</summary>
    public Task KeepSettled(ChangeKey change, CancellationToken cancellation) => store.Execute(
        """
        insert into changes (repository, number, is_settled) values (@Repository, @Number, 1)
        on conflict (repository, number) do update set is_settled = 1
        """,
        new { Repository = change.Repository.Value, change.Number }, cancellation);

    /// <summary>Numbers of the landed change requests that need nothing more.</summary>
    public async Task<ImmutableHashSet<int>> ReadSettled(RepositoryId repository, CancellationToken cancellation) =>
        [.. (await store.Query<long>("select number from changes where repository = @Repository and is_settled = 1",
            new { Repository = repository.Value }, cancellation)).Select(n => (int)n)];

    private sealed class ChangeRow
    {
        public long? CommentId { get; init; }
        public string? CommentDigest { get; init; }
        public string? CheckCommit { get; init; }
        public string? CheckDigest { get; init; }
    }

    private sealed class DeploymentRow
    {
        public required string Environment { get; init; }
        public long ForgeId { get; init; }
        public required string Said { get; init; }
    }
}
