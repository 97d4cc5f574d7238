using Countersign.Bot.Configuration;
using Countersign.Bot.Hosting;

namespace Countersign.Bot.Commands;

/// <summary>The bot's store, forge and connections for a command that runs beside it. Each is opened when it is asked for.</summary>
internal static class BotParts
{
    /// <summary>Reads the configuration and composes.</summary>
    /// <exception cref="ConfigurationRefusedException">When it cannot be used.</exception>
    public static ServiceProvider Open(FileInfo? configuration)
    {
        var options = BotConfiguration.Load(configuration?.FullName);
        var services = new ServiceCollection();
        services.AddSingleton(options);
        services.AddSingleton(TimeProvider.System);
        services.AddStore(options);
        services.AddWorkflows(options);
        return services.BuildServiceProvider();
    }
}
