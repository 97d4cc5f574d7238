using Countersign.Changes;
using Countersign.SignOffs;
using Countersign.Statements;

namespace Countersign.Bot.Store;

/// <summary>A plan that was shown: what people could have signed at that commit.</summary>
/// <param name="BaseRef">The branch it would have landed on.</param>
/// <param name="Policy">Digest of the policy it was made by.</param>
/// <param name="Statements">None of them signed; a sign-off says which of them its author meant.</param>
/// <param name="RecordedAt">Before it was shown.</param>
internal sealed record PlanRecord(
    ChangeKey Change,
    CommitId Head,
    string BaseRef,
    Digest Plan,
    Digest Policy,
    ImmutableArray<SeenStatement> Statements,
    DateTimeOffset RecordedAt)
{
    /// <summary>The record of a plan that is about to be shown.</summary>
    public static PlanRecord Of(ChangeRequest change, Plan plan, Digest policy, DateTimeOffset now) => new(
        change.Key, change.Head, change.BaseRef, plan.Digest, policy,
        SignedPlan.Of(plan, change.Head, change.BaseRef, now).Statements, now);

    /// <summary>As sign-offs are bound to it.</summary>
    public SignedPlan ToSigned() => new(Plan, Head, BaseRef, RecordedAt, Statements);
}

/// <summary>Table `plans`. Records are added, never changed.</summary>
internal sealed class PlanRecords(SqliteFile store)
{
    private const string Columns = "select head, base_ref, digest, policy, statements, recorded_at from plans where repository = @Repository and number = @Number";

    /// <summary>Adds a plan; one that is there stays as it is, with its first time.</summary>
    public Task Keep(PlanRecord plan, CancellationToken cancellation) => store.Execute(
        """
        insert into plans (repository, number, head, base_ref, digest, policy, statements, recorded_at)
        values (@Repository, @Number, @Head, @BaseRef, @Plan, @Policy, @Statements, @At)
        on conflict do nothing
        """,
        new
        {
            Repository = plan.Change.Repository.Value,
            plan.Change.Number,
            Head = plan.Head.Hex,
            plan.BaseRef,
            Plan = plan.Plan.Hex,
            Policy = plan.Policy.Hex,
            Statements = PlanDocument.Write(plan.Statements),
            At = Stamp.Of(plan.RecordedAt),
        },
        cancellation);

    /// <summary>All plans of a change request, oldest first.</summary>
    public Task<ImmutableArray<PlanRecord>> ReadAll(ChangeKey change, CancellationToken cancellation) =>
        Query(change, "", "", cancellation);

    /// <summary>Plans made at this head, oldest first; more than one when policy or base moved meanwhile.</summary>
    public Task<ImmutableArray<PlanRecord>> FindByCommit(ChangeKey change, CommitId head, CancellationToken cancellation) =>
        Query(change, " and head = @Value", head.Hex, cancellation);

    /// <summary>Plans whose digest starts so, oldest first. A prefix shorter than people may name finds nothing (INV-20).</summary>
    public async Task<ImmutableArray<PlanRecord>> FindByDigest(ChangeKey change, string prefix, CancellationToken cancellation) =>
        prefix.Length is < Digest.ShortestPrefix or > Digest.HexLength || !prefix.All(char.IsAsciiHexDigitLower)
            ? []
            : await Query(change, " and substr(digest, 1, length(@Value)) = @Value", prefix, cancellation);

    private async Task<ImmutableArray<PlanRecord>> Query(
        ChangeKey change, string condition, string value, CancellationToken cancellation)
    {
        var rows = await store.Query<Row>(
            Columns + condition + " order by id",
            new { Repository = change.Repository.Value, change.Number, Value = value }, cancellation);
        return [.. rows.Select(r => new PlanRecord(
            change, new(r.Head), r.BaseRef, new(r.Digest), new(r.Policy), PlanDocument.Read(r.Statements), Stamp.Read(r.RecordedAt)))];
    }

    private sealed class Row
    {
        public required string Head { get; init; }
        public required string BaseRef { get; init; }
        public required string Digest { get; init; }
        public required string Policy { get; init; }
        public required string Statements { get; init; }
        public required string RecordedAt { get; init; }
    }
}
