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

        One process does everything, or each role has a process of its own, with the secrets of that role only:
          countersign serve --role web       holds the webhook's secret and the inbox
          countersign serve --role review    holds the forge's key; listens nowhere
          countersign serve --role execute   holds the targets' credentials and a forge key of its own; listens nowhere

        /healthz answers while the process lives, /readyz while it can do its work. Exit code 2: it could not start.
        """;

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var config = SharedOptions.Configuration();
        var role = new Option<string?>("--role")
        {
            Description = "What this process does, of `web`, `review` and `execute`, with commas; the configured roles, or all, unless given",
            HelpName = "ROLES",
        };
        var command = new DetailedCommand("serve", Summary, Details) { role, config };
        command.SetAction((parsed, cancellation) => Run(parsed.GetValue(config)?.FullName, parsed.GetValue(role), cancellation));
        return command;
    }

    private static async Task<int> Run(string? configuration, string? roles, CancellationToken cancellation)
    {
        var options = BotConfiguration.Load(configuration, roles);
        await using var app = BotHost.Build(options, builder =>
        {
            if (options.Roles.Works()) builder.Services.AddWorkflows(options);
        });
        await app.RunAsync(cancellation);
        return ExitCode.Done;
    }
}
