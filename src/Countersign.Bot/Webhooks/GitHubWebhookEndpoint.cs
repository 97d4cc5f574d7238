using System.Text;
using Countersign.Bot.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Octokit.Webhooks;

namespace Countersign.Bot.Webhooks;

/// <summary>
/// `POST /webhooks/github`. Authenticates the raw bytes, hands the message to Octokit's receiver, and answers 202 once
/// it is on disk. Octokit's own endpoint is not used: it takes one secret, re-encodes the body before it checks it,
/// and answers 400 and 500 where 401, 415 and 2xx are due (docs/decisions).
/// </summary>
internal static partial class GitHubWebhookEndpoint
{
    /// <summary>The path.</summary>
    public const string Path = "/webhooks/github";

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Adds the endpoint.</summary>
    public static void MapGitHubWebhook(this IEndpointRouteBuilder routes) => routes
        .MapPost(Path, Receive)
        .WithMetadata(new DisableRequestSizeLimitAttribute()) // RequestBody has its own, which answers instead of hanging up
        .WithName("github webhook");

    private static async Task<IResult> Receive(
        HttpRequest request, WebhookSignature signature, WebhookEventProcessor receiver, ILoggerFactory logging)
    {
        var log = logging.CreateLogger(typeof(GitHubWebhookEndpoint));
        if (WebhookSignature.Parse(request.Headers[WebhookSignature.Header]) is not { } claimed)
            return Forged(log);
        if (await RequestBody.Receive(request, request.HttpContext.RequestAborted) is not { } body)
            return Refusal(StatusCodes.Status413PayloadTooLarge, "the body is larger than 25 MB, which GitHub does not send");
        if (!signature.Matches(body, claimed))
            return Forged(log);
        if (WhatIsWrongWith(request) is { } problem)
            return problem;

        try
        {
            await receiver.ProcessWebhookAsync(request.Headers, Strict.GetString(body), request.HttpContext.RequestAborted);
            return TypedResults.Accepted((string?)null);
        }
        catch (DecoderFallbackException)
        {
            return Refusal(StatusCodes.Status400BadRequest, "the body is not UTF-8, so it cannot be JSON");
        }
        catch (StoreBusyException busy)
        {
            Log.Busy(log);
            return Refusal(StatusCodes.Status503ServiceUnavailable, busy.Message);
        }
    }

    /// <summary>Asked after authentication, so that a stranger learns nothing from the answers.</summary>
    private static ProblemHttpResult? WhatIsWrongWith(HttpRequest request)
    {
        if (!request.HasJsonContentType())
            return Refusal(StatusCodes.Status415UnsupportedMediaType, "the content type must be application/json; set it in the webhook's settings");
        foreach (var header in (ReadOnlySpan<string>)["X-GitHub-Event", "X-GitHub-Delivery"])
            if (request.Headers[header] is not [{ Length: > 0 and <= 100 }])
                return Refusal(StatusCodes.Status400BadRequest, $"the header {header} is missing, doubled or too long");
        return null;
    }

    private static ProblemHttpResult Forged(ILogger log)
    {
        Log.Forged(log);
        return Refusal(StatusCodes.Status401Unauthorized, "the signature is missing or wrong; compare the webhook's secret with ours");
    }

    private static ProblemHttpResult Refusal(int status, string detail) => TypedResults.Problem(detail, statusCode: status);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "a webhook message without a valid signature was refused")]
        public static partial void Forged(ILogger log);

        [LoggerMessage(2, LogLevel.Error, "webhook messages arrive faster than the disk can keep them; answered 503")]
        public static partial void Busy(ILogger log);
    }
}
