using System.Text.Json.Serialization;
using Countersign.Bot.Configuration;

namespace Countersign.Bot.Workflows;

/// <summary>
/// Where people who are not in the change request hear of what must not go unnoticed: an address of the operator's that takes
/// `{"text": …}`, as the incoming webhooks of chat programs do. The address is a secret, because whoever has it can write there.
/// </summary>
internal sealed partial class AlertChannel(BotOptions options, ILogger<AlertChannel> log) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
    {
        Timeout = TimeSpan.FromSeconds(10),
    };

    /// <summary>Sends a text.</summary>
    /// <returns>False when there is no channel, or it did not answer that it has it.</returns>
    public async Task<bool> Send(string text, CancellationToken cancellation)
    {
        if (options.Alerts.Url is not { } address)
        {
            Log.NoChannel(log);
            return false;
        }

        try
        {
            using var answer = await _http.PostAsJsonAsync(address, new Alert(text), AlertJson.Default.Alert, cancellation);
            if (answer.IsSuccessStatusCode) return true;
            Log.Refused(log, (int)answer.StatusCode);
        }
        catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException && !cancellation.IsCancellationRequested)
        {
            Log.Unreachable(log, fault.GetType().Name); // its message would name the address
        }

        return false;
    }

    /// <summary>Closes connections.</summary>
    public void Dispose() => _http.Dispose();

    internal sealed record Alert(string Text);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "an alert was not sent: Alerts:Url is not set; overrides need it")]
        public static partial void NoChannel(ILogger log);

        [LoggerMessage(2, LogLevel.Warning, "an alert was not taken: the channel of Alerts:Url answered {Status}")]
        public static partial void Refused(ILogger log, int status);

        [LoggerMessage(3, LogLevel.Warning, "an alert was not sent: the channel of Alerts:Url cannot be reached ({Fault})")]
        public static partial void Unreachable(ILogger log, string fault);
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(AlertChannel.Alert))]
internal sealed partial class AlertJson : JsonSerializerContext;
