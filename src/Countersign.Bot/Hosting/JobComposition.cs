using Countersign.Bot.Configuration;
using Countersign.Bot.Jobs;
using Hangfire;
using Hangfire.AspNetCore;
using Hangfire.InMemory;

namespace Countersign.Bot.Hosting;

/// <summary>Jobs: Hangfire over memory, without a dashboard. The inbox, not Hangfire, knows what is left to do.</summary>
internal static class JobComposition
{
    /// <summary>Adds queues, jobs, their workers and the schedule.</summary>
    public static void AddJobs(this IServiceCollection services, LimitOptions limits)
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
        services.AddHangfireServer(server => server.WorkerCount = limits.Workers);
        services.AddSingleton<DeliveryQueue>();
        services.AddSingleton<WorkQueue>();
        services.AddSingleton<LedgerAnchor>();
        services.AddTransient<WorkJob>();
        services.AddHostedService<DeliveryReading>();
        services.AddHostedService<SweepSchedule>();
    }
}
