using System.Text.Json;
using Countersign.Changes;
using Countersign.Deployments;
using Countersign.Statements;

namespace Countersign.Bot.Store;

/// <summary>Table `enrolments`: which server a target was when a person enrolled it; a precondition of execution.</summary>
internal sealed class EnrolmentRecords(Database store, TimeProvider clock)
{
    /// <summary>Enrols a target, or enrols it anew.</summary>
    public Task Keep(RepositoryId repository, TargetName target, TargetIdentity identity, CancellationToken cancellation) =>
        store.Execute(
            """
            insert into enrolments (repository, target, identity, enrolled_at) values (@Repository, @Target, @Identity, @Now)
            on conflict (repository, target) do update set identity = excluded.identity, enrolled_at = excluded.enrolled_at
            """,
            new
            {
                Repository = repository.Value,
                Target = target.Value,
                Identity = JsonSerializer.Serialize(identity.Parts),
                Now = Stamp.Of(clock.GetUtcNow()),
            },
            cancellation);

    /// <summary>The identity recorded at enrolment; null when the target was never enrolled.</summary>
    public async Task<TargetIdentity?> Find(RepositoryId repository, TargetName target, CancellationToken cancellation)
    {
        var rows = await store.Query<string>(
            "select identity from enrolments where repository = @Repository and target = @Target",
            new { Repository = repository.Value, Target = target.Value }, cancellation);
        return rows is [var json] ? new(JsonSerializer.Deserialize<ImmutableSortedDictionary<string, string>>(json)!) : null;
    }
}
