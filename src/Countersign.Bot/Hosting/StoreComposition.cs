using Countersign.Bot.Store;

namespace Countersign.Bot.Hosting;

/// <summary>Inbox, store and ledger: a file each, because each has a writer of its own and SQLite allows one a file.</summary>
internal static class StoreComposition
{
    /// <summary>Adds the tables. Databases are made or upgraded when they are first asked for.</summary>
    public static void AddStore(this IServiceCollection services, string directory)
    {
        services.AddSingleton(provider => new Inbox(Database(provider, directory, "Inbox"), Clock(provider)));
        services.AddSingleton(provider => new LedgerStore(Database(provider, directory, "Ledger"), Clock(provider)));
        services.AddSingleton(provider => Database(provider, directory, "Store"));
        services.AddSingleton<ChangeRecords>();
        services.AddSingleton<PlanRecords>();
        services.AddSingleton<ReviewEvidenceRecords>();
        services.AddSingleton<RevocationRecords>();
        services.AddSingleton<ContributorRecords>();
        services.AddSingleton<CommandRecords>();
        services.AddSingleton<DeploymentRecords>();
        services.AddSingleton<TargetLocks>();
        services.AddSingleton<RepositoryRecords>();
        services.AddSingleton<EnrolmentRecords>();
        services.AddSingleton<KnownSchemaRecords>();
        services.AddSingleton<RehearsalRecords>();
    }

    private static SqliteFile Database(IServiceProvider provider, string directory, string name)
    {
        Directory.CreateDirectory(directory);
        var file = new SqliteFile(Path.Combine(directory, name.ToLowerInvariant() + ".db"));
        SchemaUpgrade.Run(file, SchemaFiles.Of(name), Clock(provider));
        return file;
    }

    private static TimeProvider Clock(IServiceProvider provider) => provider.GetRequiredService<TimeProvider>();
}
