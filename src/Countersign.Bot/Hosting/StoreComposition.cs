using Countersign.Bot.Configuration;
using Countersign.Bot.Store;

namespace Countersign.Bot.Hosting;

/// <summary>
/// Inbox, store and ledger. A file each, because each has a writer of its own and SQLite allows one a file; or a schema each of one
/// PostgreSQL database.
/// </summary>
internal static class StoreComposition
{
    /// <summary>Adds the tables. Databases are made or upgraded when they are first asked for.</summary>
    public static void AddStore(this IServiceCollection services, BotOptions options)
    {
        services.AddSingleton(provider => new Inbox(Open(options, "Inbox", Clock(provider)), Clock(provider)));
        services.AddSingleton(provider => new LedgerStore(Open(options, "Ledger", Clock(provider)), Clock(provider)));
        services.AddSingleton(provider => Open(options, "Store", Clock(provider)));
        services.AddSingleton(provider => new WorkRecords(
            provider.GetRequiredService<Database>(), Clock(provider), options.Roles, options.Limits.Lease));
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
        services.AddSingleton<OverrideRecords>();
    }

    /// <summary>One of `Inbox`, `Store` and `Ledger`, at the schema of this version.</summary>
    public static Database Open(BotOptions options, string name, TimeProvider clock)
    {
        var database = Find(options, name);
        SchemaUpgrade.Run(database, SchemaFiles.Of(name), clock);
        return database;
    }

    private static Database Find(BotOptions options, string name)
    {
        if (options.Store.ConnectionString is { } connection) return new PostgreSqlSchema(connection, name);
        Directory.CreateDirectory(options.DataDirectory);
        return new SqliteFile(Path.Combine(options.DataDirectory, name.ToLowerInvariant() + ".db"));
    }

    private static TimeProvider Clock(IServiceProvider provider) => provider.GetRequiredService<TimeProvider>();
}
