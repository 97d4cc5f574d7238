using Countersign.Bot.Configuration;
using Countersign.Bot.Jobs;
using Countersign.Bot.Store;
using Countersign.Bot.Workflows;
using Countersign.Forges;
using Countersign.Forges.Git;
using Countersign.Forges.GitHub;
using Countersign.Targets.PostgreSql.Rehearsing;

namespace Countersign.Bot.Hosting;

/// <summary>Workflows, the forge they speak to, and the readers of dialects.</summary>
internal static class WorkflowComposition
{
    private static readonly TimeSpan FetchTimeout = TimeSpan.FromMinutes(10);

    /// <summary>Adds all of it.</summary>
    public static void AddWorkflows(this IServiceCollection services, BotOptions options)
    {
        services.AddSingleton<IForge>(provider => new GitHubForge(ForgeOptions(options.GitHub), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new GitMirrors(
            new(Path.Combine(options.DataDirectory, "git", "github"), FetchTimeout), provider.GetRequiredService<TimeProvider>()));
        foreach (var reader in StatementReaders.All()) services.AddSingleton(reader);
        services.AddSingleton<NotedRecords>();
        services.AddSingleton<TargetConnections>();
        services.AddSingleton(provider => new PostgreSqlRehearsal(options.Rehearsal.ToSettings(options.DataDirectory, options.Roles), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<Rehearsing>();
        services.AddSingleton<Examining>();
        services.AddSingleton<LandedExamining>();
        services.AddSingleton<ChangeLoading>();
        services.AddSingleton<OpinionLoading>();
        services.AddSingleton<AlertChannel>();
        services.AddSingleton<Overrides>();
        services.AddSingleton<ChangeReporting>();
        services.AddSingleton<DeploymentReporting>();
        services.AddSingleton<CommandAnswering>();
        services.AddSingleton<DeployCommands>();
        services.AddSingleton<ChangeLedger>();
        services.AddSingleton<DriftWatching>();
        services.AddSingleton<ApplyTarget>();
        services.AddSingleton<ReviewChange>();
        services.AddSingleton<DeployChange>();
        services.AddSingleton<ProvenPlans>();
        services.AddSingleton<AdvanceChange>();
        services.AddSingleton<ExecuteChange>();
        services.AddSingleton<ReviewMergeGroup>();
        services.AddSingleton<Sweep>();
        services.AddSingleton(provider => new ChangeWorkflows(
            (key, cancellation) => provider.GetRequiredService<AdvanceChange>().Run(key, cancellation),
            (key, cancellation) => provider.GetRequiredService<ExecuteChange>().Run(key, cancellation),
            (group, cancellation) => provider.GetRequiredService<ReviewMergeGroup>().Run(group, cancellation),
            cancellation => provider.GetRequiredService<Sweep>().Run(cancellation)));
    }

    private static Forges.GitHub.GitHubOptions ForgeOptions(Configuration.GitHubOptions options) => new(
        options.BaseUrl,
        options.Mode == GitHubMode.App
            ? new GitHubCredentials.App(options.AppId!.Value, new Secret(options.PrivateKey!))
            : new GitHubCredentials.Token(new Secret(options.Token!)))
    {
        Repositories = [.. options.Repositories],
    };
}
