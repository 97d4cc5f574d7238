using Countersign.Bot.Configuration;
using Countersign.Bot.Jobs;
using Countersign.Bot.Store;
using Countersign.Bot.Webhooks;

namespace Countersign.Bot.Hosting;

/// <summary>The composition root of `countersign serve`.</summary>
internal static class BotHost
{
    /// <summary>Builds the application; it listens once it is run.</summary>
    /// <param name="compose">
    /// Adds what is above store, inbox and jobs: the workflows (<see cref="ChangeWorkflows"/>), forges and targets.
    /// </param>
    /// <exception cref="SchemaRefusedException">When a database is not one of this version.</exception>
    public static WebApplication Build(BotOptions options, Action<WebApplicationBuilder> compose)
    {
        // Our configuration is read once; a watch on the working directory would wake up for every write of a database there.
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = ["--hostBuilder:reloadConfigOnChange=false"] });
        builder.WebHost.ConfigureKestrel(server => server.AddServerHeader = false);
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddProblemDetails();
        builder.Services.AddStore(options.DataDirectory);
        builder.Services.AddWebhooks(options.GitHub);
        builder.Services.AddJobs(options.Limits);
        builder.AddTelemetry(options.Telemetry);
        compose(builder);

        var app = builder.Build();
        app.MapGitHubWebhook();
        app.MapHealth();
        return app;
    }
}
