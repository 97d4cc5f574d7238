using Countersign.Bot.Configuration;
using Countersign.Bot.Jobs;
using Countersign.Bot.Store;
using Hangfire;
using Hangfire.AspNetCore;
using Hangfire.InMemory;
using Hangfire.PostgreSql;
using Hangfire.PostgreSql.Factories;

namespace Countersign.Bot.Hosting;

/// <summary>
/// Jobs: Hangfire without a dashboard, over memory, or over the PostgreSQL database that holds the store. The inbox and the table
/// `work`, not Hangfire, know what is left to do.
/// </summary>
internal static class JobComposition
{
    /// <summary>
    /// Counted from a job's last sign of life. What a killed process was at is found by its lease in the store; a job that appears
    /// again later finds nothing asked for.
    /// </summary>
    private static readonly TimeSpan Invisibility = TimeSpan.FromMinutes(1);

    /// <summary>Adds queues, jobs, their workers and the schedule.</summary>
    public static void AddJobs(this IServiceCollection services, BotOptions options)
    {
        // Hangfire keeps storage and activator in statics; ours belong to the container, so that two bots fit in a process.
        services.AddSingleton<JobActivator>(provider => new AspNetCoreJobActivator(provider.GetRequiredService<IServiceScopeFactory>()));
        services.AddSingleton<JobStorage>(provider =>
        {
            provider.GetRequiredService<IGlobalConfiguration>(); // the storage takes its logger when it is made
            return options.Store.ConnectionString is { } connection ? Shared(connection) : new InMemoryStorage();
        });
        services.AddHangfire(jobs => jobs
            .SetDataCompatibilityLevel(CompatibilityLevel.Version_180)
            .UseSimpleAssemblyNameTypeSerializer()
            .UseTypeResolver(JobTypes.Resolve));
        services.AddHostedService<WorkRecovery>();
        services.AddHangfireServer(server =>
        {
            server.WorkerCount = options.Limits.Workers;
            server.Queues = [.. new[] { BotRoles.Execute, BotRoles.Review }.Where(r => options.Roles.HasFlag(r)).Select(WorkQueue.QueueOf)];
        });
        services.AddSingleton<WorkQueue>();
        services.AddSingleton<LedgerAnchor>();
        services.AddTransient<WorkJob>();
        services.AddHostedService<WorkPolling>();
        if (options.Roles.HasFlag(BotRoles.Review)) services.AddHostedService<DeliveryReading>();
        services.AddHostedService<SweepSchedule>();
    }

    /// <summary>Long polling is off: jobs were seen to stay in the queue with it until the next one came.</summary>
    private static PostgreSqlStorage Shared(string connection)
    {
        var settings = PostgreSqlSchema.Parse(connection);
        settings.ApplicationName ??= "countersign jobs";
        var options = new PostgreSqlStorageOptions
        {
            SchemaName = PostgreSqlSchema.SchemaOf("Jobs"),
            UseSlidingInvisibilityTimeout = true,
            InvisibilityTimeout = Invisibility,
            EnableLongPolling = false,
            QueuePollInterval = TimeSpan.FromMilliseconds(250),
            DistributedLockTimeout = Invisibility,
            PrepareSchemaIfNecessary = true,
        };
        return new(new NpgsqlConnectionFactory(settings.ConnectionString, options), options);
    }
}
