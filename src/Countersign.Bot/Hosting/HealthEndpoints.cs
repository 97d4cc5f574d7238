using System.Data.Common;
using Countersign.Bot.Configuration;
using Countersign.Bot.Jobs;
using Countersign.Bot.Store;

namespace Countersign.Bot.Hosting;

/// <summary>`/healthz`: the process answers. `/readyz`: it can do its work; what it cannot reach is named (INV-38).</summary>
internal static class HealthEndpoints
{
    /// <summary>Adds both.</summary>
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/healthz", () => TypedResults.Text("ok"));
        routes.MapGet("/readyz", Ready);
    }

    private static async Task<IResult> Ready(
        IServiceProvider parts, BotOptions options, ForgeReachability forge, CancellationToken cancellation)
    {
        var problems = new List<string>();
        try
        {
            if (options.Roles.HasFlag(BotRoles.Web)) await parts.GetRequiredService<Inbox>().ReadNew(cancellation);
            if (options.Roles.Works()) await parts.GetRequiredService<WorkQueue>().IsIdle(cancellation);
        }
        catch (StoreUnreachableException fault)
        {
            problems.Add(fault.Message);
        }
        catch (DbException fault)
        {
            problems.Add($"the store cannot be read (error {fault.SqlState ?? fault.ErrorCode.ToString(System.Globalization.CultureInfo.InvariantCulture)}); "
                + "check the store, or the data directory and its disk");
        }

        if (forge.Problem is { } problem) problems.Add(problem);
        return problems is []
            ? TypedResults.Text("ready")
            : TypedResults.Problem(string.Join("; ", problems), statusCode: StatusCodes.Status503ServiceUnavailable);
    }
}

/// <summary>Whether the forge answered when it was last asked. Written by whoever asks it, normally the sweep.</summary>
internal sealed class ForgeReachability
{
    /// <summary>A sentence that is safe to show; null when it answered, or was not asked yet.</summary>
    public string? Problem { get; private set; }

    /// <summary>It answered.</summary>
    public void Answered() => Problem = null;

    /// <summary>It did not.</summary>
    public void Failed(string because) => Problem = "the forge cannot be reached: " + because;
}
