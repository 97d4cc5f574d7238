using System.Text;
using Countersign.Bot.Store;
using Countersign.IntegrationTests.Journeys;
using Countersign.IntegrationTests.PostgreSql;
using Microsoft.Extensions.DependencyInjection;

namespace Countersign.IntegrationTests.Faults;

/// <summary>Who is at what while a world does not come to its end: for whoever looks for the cause.</summary>
internal static class Standstill
{
    private const string Work =
        """
        select 'work ' || subject || ': asked ' || asked || ', scheduled ' || scheduled || ', running ' || running || ', failures ' || attempts
          || coalesce(', not before ' || retry_at, '') || coalesce(', by ' || holder || ' until ' || until, '') from work
        union all
        select 'lock ' || target || ', fence ' || fence || coalesce(', by ' || holder || ' until ' || until, '') from target_locks
        """;

    private const string Sessions =
        """
        select coalesce(string_agg(line, E'\n'), 'no session') from (
          select 'session ' || pid || ' of ' || usename || ', ' || coalesce(state, '') || ', waits for ' || coalesce(wait_event, 'nothing') || ', since '
            || state_change || ': ' || left(query, 200) as line
          from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
          union all
          select 'lock of ' || pid || ', ' || locktype || ', ' || mode || ', granted ' || granted
          from pg_locks where locktype in ('advisory', 'transactionid') or not granted) _
        """;

    public static async Task<string> Describe(Company company, TestDatabase? database)
    {
        await using var services = WorldReading.Services(company);
        var lines = new StringBuilder().AppendLine("== who is at what");
        foreach (var line in await services.GetRequiredService<Database>().Query<string>(Work, new { }, CancellationToken.None)) lines.AppendLine(line);
        if (database is not null) lines.AppendLine(await database.Scalar(Sessions));
        return lines.ToString();
    }
}
