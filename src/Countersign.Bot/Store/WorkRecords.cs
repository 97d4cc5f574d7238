using Countersign.Bot.Configuration;

namespace Countersign.Bot.Store;

/// <summary>A run that has begun: nobody else works on its subject until it ends or its lease runs out.</summary>
/// <param name="Holder">The process and the run.</param>
/// <param name="Attempts">Failures in a row before this run.</param>
internal sealed record WorkTurn(string Subject, BotRoles Role, string Holder, int Attempts);

/// <summary>A job to be queued.</summary>
internal readonly record struct WorkToSchedule(string Subject, BotRoles Role);

/// <summary>
/// Table `work`: coalesces wake-ups and serialises runs over all processes. However many wake-ups come, one job is queued and one run
/// follows; never two at once for one subject, whatever its role, because a review that is late must not overwrite what the
/// deployment reported. Statements decide by themselves what they change, so that processes need no lock to agree.
/// </summary>
/// <param name="reachable">
/// Roles whose processes see the jobs that this one queues. With jobs in memory those are its own; the others find what is asked of
/// them by looking.
/// </param>
/// <param name="patience">A queued job that nobody has begun after so long counts as lost, and another one is queued.</param>
internal sealed class WorkRecords(Database store, TimeProvider clock, BotRoles reachable, TimeSpan patience)
{
    /// <summary>Not held by a living process.</summary>
    private const string IsFree = "(running = 0 or until <= @Now)";

    /// <summary>What is asked for, and what a process was at when it died.</summary>
    private const string IsWanted = "((asked | case when running <> 0 and until <= @Now then running else 0 end) & @Role) <> 0";

    private const string IsUnscheduled = "((scheduled & @Role) = 0 or scheduled_until <= @Now)";

    private const string ScheduleSql =
        $"""
        update work set scheduled = case when scheduled_until <= @Now then @Role else scheduled | @Role end, scheduled_until = @Until
        where subject = @Subject and {IsFree} and {IsUnscheduled} and {IsWanted}
        """;

    /// <summary>Asks for work on each of these. At once, also when an earlier run failed and waits for its next attempt.</summary>
    /// <returns>Those for which a job must be queued; for the others there is one, or the run that is under way sees to it.</returns>
    public Task<ImmutableArray<WorkToSchedule>> Ask(
        ImmutableArray<(string Subject, BotRoles Roles)> asked, CancellationToken cancellation) => store.Alone(async connection =>
    {
        var jobs = ImmutableArray.CreateBuilder<WorkToSchedule>();
        foreach (var (subject, roles) in asked)
        {
            await connection.Run(
                """
                insert into work (subject, asked) values (@Subject, @Roles)
                on conflict (subject) do update set asked = work.asked | @Roles, retry_at = null, attempts = 0
                """,
                new { Subject = subject, Roles = (long)roles }, cancellation);
            foreach (var role in Each(roles))
                if (await connection.Run(ScheduleSql, ForJob(subject, role), cancellation) == 1)
                    jobs.Add(new(subject, role));
        }

        return jobs.ToImmutable();
    }, cancellation);

    /// <summary>Takes what is asked for, and the subject's lease.</summary>
    /// <returns>Null when nothing is asked for, or somebody else is at it: the end of their run sees to it.</returns>
    public Task<WorkTurn?> Begin(string subject, BotRoles role, TimeSpan lease, CancellationToken cancellation)
    {
        var holder = Holder.New();
        return store.Alone(async connection =>
        {
            var now = clock.GetUtcNow(); // not before the transaction, which may have been waited for: the lease would be over at its start
            var parameters = new
            {
                Subject = subject,
                Role = (long)role,
                Others = (long)(BotRoles.All & ~role),
                Holder = holder,
                Now = Stamp.Of(now),
                Until = Stamp.Of(now + lease),
            };
            var begun = await connection.Read<long>(
                $"""
                update work set asked = (asked | running) & @Others, scheduled = scheduled & @Others, retry_at = null,
                  running = @Role, holder = @Holder, until = @Until
                where subject = @Subject and {IsFree} and {IsWanted}
                returning attempts
                """,
                parameters, cancellation);
            if (begun.ToImmutableArray() is [var attempts]) return new WorkTurn(subject, role, holder, (int)attempts);
            await connection.Run("update work set scheduled = scheduled & @Others where subject = @Subject", parameters, cancellation);
            return null;
        }, cancellation);
    }

    /// <summary>Prolongs the lease.</summary>
    /// <returns>False when it was lost to another process.</returns>
    public async Task<bool> Renew(WorkTurn turn, TimeSpan lease, CancellationToken cancellation) => await store.Execute(
        "update work set until = @Until where subject = @Subject and holder = @Holder",
        new { turn.Subject, turn.Holder, Until = Stamp.Of(clock.GetUtcNow() + lease) }, cancellation) == 1;

    /// <summary>Ends a run that did what it took.</summary>
    /// <returns>What was asked for meanwhile, for which a job must be queued.</returns>
    public Task<ImmutableArray<WorkToSchedule>> Succeed(WorkTurn turn) => End(turn, "attempts = 0", new { turn.Subject, turn.Holder });

    /// <summary>Ends a run that failed: what it took is asked for still.</summary>
    /// <param name="retryAfter">Null for at once, by whoever comes first.</param>
    public Task<ImmutableArray<WorkToSchedule>> Fail(WorkTurn turn, TimeSpan? retryAfter) => End(
        turn,
        // What was asked for meanwhile does not wait for the retry.
        "attempts = attempts + 1, retry_at = case when asked = 0 then @RetryAt else null end, asked = asked | @Role",
        new
        {
            turn.Subject,
            turn.Holder,
            Role = (long)turn.Role,
            RetryAt = retryAfter is { } wait ? Stamp.Of(clock.GetUtcNow() + wait) : null,
        });

    /// <summary>What is asked for and has no job, because a retry is due, a process died or a job was lost.</summary>
    /// <returns>Those for which a job must be queued; each is given to one caller only.</returns>
    public async Task<ImmutableArray<WorkToSchedule>> TakeDue(BotRoles role, CancellationToken cancellation)
    {
        var subjects = await store.Query<string>(
            $"select subject from work where {IsFree} and {IsUnscheduled} and {IsWanted} and (retry_at is null or retry_at <= @Now)",
            new { Role = (long)role, Now = Stamp.Of(clock.GetUtcNow()) }, cancellation);
        var due = ImmutableArray.CreateBuilder<WorkToSchedule>();
        foreach (var subject in subjects)
            if (await store.Execute(ScheduleSql, ForJob(subject, role), cancellation) == 1)
                due.Add(new(subject, role));
        return due.ToImmutable();
    }

    /// <summary>Frees what processes of this machine held when they died.</summary>
    /// <param name="lost">Roles whose jobs were in the memory of a process, and are gone with it.</param>
    public async Task Recover(BotRoles lost, CancellationToken cancellation)
    {
        var now = Stamp.Of(clock.GetUtcNow());
        foreach (var holder in await store.Query<string>("select holder from work where running <> 0", new { }, cancellation))
            if (Holder.IsKnownDead(holder))
                await store.Execute("update work set until = @Now where holder = @Holder", new { Now = now, Holder = holder }, cancellation);
        if (lost != BotRoles.None)
            await store.Execute("update work set scheduled = scheduled & @Others", new { Others = (long)(BotRoles.All & ~lost) }, cancellation);
    }

    /// <summary>True when nothing is asked for or under way.</summary>
    public async Task<bool> IsIdle(CancellationToken cancellation) =>
        (await store.Query<long>("select count(*) from work where asked <> 0 or running <> 0", new { }, cancellation)).Single() == 0;

    /// <summary>Not cancellable: otherwise the subject would wait for the lease to run out.</summary>
    private Task<ImmutableArray<WorkToSchedule>> End(WorkTurn turn, string change, object parameters) => store.Alone(async connection =>
    {
        var asked = await connection.Read<long>(
            $"update work set running = 0, holder = null, until = null, {change} where subject = @Subject and holder = @Holder returning asked",
            parameters, CancellationToken.None);
        await connection.Run(
            "delete from work where subject = @Subject and asked = 0 and running = 0", new { turn.Subject }, CancellationToken.None);
        var jobs = ImmutableArray.CreateBuilder<WorkToSchedule>();
        foreach (var role in asked.SelectMany(a => Each((BotRoles)a)))
            if (await connection.Run(ScheduleSql + " and retry_at is null", ForJob(turn.Subject, role), CancellationToken.None) == 1)
                jobs.Add(new(turn.Subject, role));
        return jobs.ToImmutable();
    }, CancellationToken.None);

    private object ForJob(string subject, BotRoles role)
    {
        var now = clock.GetUtcNow();
        return new { Subject = subject, Role = (long)role, Now = Stamp.Of(now), Until = Stamp.Of(now + patience) };
    }

    private IEnumerable<BotRoles> Each(BotRoles roles) =>
        new[] { BotRoles.Review, BotRoles.Execute }.Where(r => (roles & reachable).HasFlag(r));
}
