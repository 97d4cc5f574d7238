using Countersign.Bot.Configuration;
using Countersign.Bot.Hosting;
using Countersign.Bot.Store;

namespace Countersign.Bot.Commands;

/// <summary>`countersign serve`: receives webhooks, reviews, deploys.</summary>
internal static class ServeCommand
{
    /// <summary>Exit code when it could not start.</summary>
    public const int CouldNotStart = 2;

    /// <summary>Runs until it is told to stop.</summary>
    /// <param name="configuration">A configuration file besides appsettings.json; null for none.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> Run(string? configuration)
    {
        try
        {
            var options = BotConfiguration.Load(configuration);
            await using var app = BotHost.Build(options, builder => builder.Services.AddWorkflows(options));
            await app.RunAsync();
            return 0;
        }
        catch (Exception refused) when (refused is ConfigurationRefusedException or SchemaRefusedException)
        {
            await Console.Error.WriteLineAsync("countersign cannot start: " + refused.Message);
            return CouldNotStart;
        }
    }
}
