using Countersign.Bot.Configuration;
using Countersign.Bot.Jobs;
using Hangfire;
using Hangfire.AspNetCore;
using Hangfire.InMemory;

namespace Countersign.Bot.Hosting;

/// <summary>
/// Jobs: Hangfire over memory, without a dashboard. The inbox and the table `work`, not Hangfire, know what is left to do.
/// </summary>
internal static class JobComposition
{
    /// <summary>Adds queues, jobs, their workers and the schedule.</summary>
    public static void AddJobs(this IServiceCollection services, BotOptions options)
    {
        // Hangfire keeps storage and activator in statics; ours belong to the container, so that two bots fit in a process.
        services.AddSingleton<JobActivator>(provider => new AspNetCoreJobActivator(provider.GetRequiredService<IServiceScopeFactory>()));
        services.AddSingleton<JobStorage>(provider =>
        {
            provider.GetRequiredService<IGlobalConfiguration>(); // the storage takes its logger when it is made
            return new InMemoryStorage();
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
}
