using Countersign.Bot.Configuration;
using Countersign.Bot.Jobs;
using Countersign.Bot.Store;
using Countersign.Bot.Webhooks;
using Microsoft.AspNetCore.Hosting.Server;

namespace Countersign.Bot.Hosting;

/// <summary>The composition root of `countersign serve`.</summary>
internal static class BotHost
{
    /// <summary>Builds the application; it listens once it is run, if its roles need that.</summary>
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
        builder.Services.AddStore(options);
        builder.Services.AddSingleton<ForgeReachability>();
        builder.Services.AddSingleton<DeliveryQueue>();
        if (options.Roles.HasFlag(BotRoles.Web)) builder.Services.AddWebhooks(options.GitHub);
        else Hide(builder, options.HealthSocket);
        if (options.Roles.Works()) builder.Services.AddJobs(options);
        builder.AddTelemetry(options.Telemetry);
        compose(builder);

        var app = builder.Build();
        if (options.Roles.HasFlag(BotRoles.Web)) app.MapGitHubWebhook();
        app.MapHealth();
        return app;
    }

    /// <summary>No port, whatever the environment says: only a socket in the file system, if one is wanted.</summary>
    private static void Hide(WebApplicationBuilder builder, string? socket)
    {
        if (socket is null)
        {
            builder.Services.AddSingleton<IServer, NoServer>();
            return;
        }

        File.Delete(socket); // of an earlier run; binding fails on one that is there
        builder.WebHost.ConfigureKestrel(server => server.ListenUnixSocket(socket)); // takes the place of all configured addresses
    }
}
