using System.CommandLine;
using Countersign.Bot.Configuration;
using Countersign.Bot.Hosting;

namespace Countersign.Bot.Commands;

/// <summary>`countersign serve`: receives webhooks, reviews, deploys.</summary>
internal static class ServeCommand
{
    private const string Summary = "Run the bot: receive webhooks, review change requests, apply what was signed.";

    private const string Details = """
        Reads appsettings.json of the working directory, then --config, then environment variables; the last one wins.
        appsettings.example.json explains every setting. The address to listen on is ASP.NET Core's `--urls` setting:
          ASPNETCORE_URLS=http://127.0.0.1:8080 countersign serve

        /healthz answers while the process lives, /readyz while it can do its work. Exit code 2: it could not start.
        """;

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var config = SharedOptions.Configuration();
        var command = new DetailedCommand("serve", Summary, Details) { config };
        command.SetAction((parsed, cancellation) => Run(parsed.GetValue(config)?.FullName, cancellation));
        return command;
    }

    private static async Task<int> Run(string? configuration, CancellationToken cancellation)
    {
        var options = BotConfiguration.Load(configuration);
        await using var app = BotHost.Build(options, builder => builder.Services.AddWorkflows(options));
        await app.RunAsync(cancellation);
        return ExitCode.Done;
    }
}
