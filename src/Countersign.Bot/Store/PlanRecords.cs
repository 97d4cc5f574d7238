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
internal sealed class PlanRecords(Database store)
{
    /// <summary>Adds a plan, unless it is what was shown last of this commit: that stays as it is, with its time.</summary>
    public Task Keep(PlanRecord plan, CancellationToken cancellation) => store.Execute(
        """
        insert into plans (repository, number, head, base_ref, digest, policy, statements, recorded_at)
        select @Repository, @Number, @Head, @BaseRef, @Plan, @Policy, @Statements, @At
        where not exists (
          select 1 from (
            select digest, policy from plans
            where repository = @Repository and number = @Number and head = @Head and base_ref = @BaseRef order by id desc limit 1) as latest
          where digest = @Plan and policy = @Policy)
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
    public async Task<ImmutableArray<PlanRecord>> ReadAll(ChangeKey change, CancellationToken cancellation)
    {
        var rows = await store.Query<Row>(
            """
            select head, base_ref, digest, policy, statements, recorded_at from plans
            where repository = @Repository and number = @Number order by id
            """,
            new { Repository = change.Repository.Value, change.Number }, cancellation);
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
