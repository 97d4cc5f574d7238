using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Countersign.Bot.Configuration;
using Countersign.Bot.Hosting;
using Countersign.Bot.Jobs;
using Countersign.Changes;
using Countersign.Forges.GitHub.Webhooks;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Countersign.IntegrationTests.Bot;

/// <summary>The bot with its real inbox, jobs and HTTP endpoint; workflows are recorded instead of run.</summary>
internal sealed class RunningBot : IAsyncDisposable
{
    public const string Secret = "a secret of more than 16 bytes";
    public const string OldSecret = "the secret that is being retired";

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("countersign-bot-");
    private readonly WebApplication _app;

    private RunningBot(Func<ChangeKey, Task> review)
    {
        var options = new BotOptions
        {
            DataDirectory = _directory.FullName,
            SweepInterval = TimeSpan.FromMinutes(5),
            GitHub = { WebhookSecrets = { Secret, OldSecret } },
        };
        _app = BotHost.Build(options, builder => builder.Services
            .AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance) // Hangfire keeps it in a static, beyond the end of a bot
            .AddSingleton(new ChangeWorkflows(
                async (key, _) => { Reviewed.Enqueue(key); await review(key); return false; },
                (key, _) => { Deployed.Enqueue(key); return Task.CompletedTask; },
                (group, _) => { Groups.Enqueue(group); return Task.CompletedTask; },
                _ => { Interlocked.Increment(ref _sweeps); return Task.CompletedTask; })));
        _app.Urls.Add("http://127.0.0.1:0");
    }

    private int _sweeps;

    public ConcurrentQueue<ChangeKey> Reviewed { get; } = new();

    public ConcurrentQueue<ChangeKey> Deployed { get; } = new();

    public ConcurrentQueue<GitHubDelivery.MergeGroup> Groups { get; } = new();

    public int Sweeps => Volatile.Read(ref _sweeps);

    public HttpClient Http { get; private set; } = null!;

    public static async Task<RunningBot> Start(Func<ChangeKey, Task>? review = null)
    {
        var bot = new RunningBot(review ?? (_ => Task.CompletedTask));
        await bot._app.StartAsync();
        bot.Http = new HttpClient { BaseAddress = new(bot._app.Urls.Single()) };
        return bot;
    }

    public T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    public static string Sign(byte[] body, string secret = Secret) => SignWith(Encoding.UTF8.GetBytes(secret), body);

    public static string SignWith(byte[] key, byte[] body) =>
        "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(key, body));

    /// <summary>A message as GitHub sends it; the caller may then spoil it.</summary>
    public static HttpRequestMessage Message(string name, byte[] body, string? guid = null)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        var request = new HttpRequestMessage(HttpMethod.Post, "/webhooks/github") { Content = content };
        request.Headers.Add("X-GitHub-Event", name);
        request.Headers.Add("X-GitHub-Delivery", guid ?? Guid.NewGuid().ToString());
        request.Headers.Add("X-Hub-Signature-256", Sign(body));
        return request;
    }

    public async Task<HttpResponseMessage> Send(string name, string body, string? guid = null)
    {
        using var message = Message(name, Encoding.UTF8.GetBytes(body), guid);
        return await Http.SendAsync(message);
    }

    public async Task<long> CountRows()
    {
        await using var connection = new SqliteConnection($"Data Source={InboxPath}");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "select count(*) from deliveries";
        return (long)(await command.ExecuteScalarAsync())!;
    }

    public string InboxPath => Path.Combine(_directory.FullName, "inbox.db");

    /// <summary>Waits until every message in the inbox is completed.</summary>
    public async Task Settle()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while ((await Get<Countersign.Bot.Store.Inbox>().ReadUnfinished(int.MaxValue, patience.Token)).Length > 0
            || !await Get<WorkQueue>().IsIdle(patience.Token))
            await Task.Delay(20, patience.Token);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        SqliteConnection.ClearAllPools();
        _directory.Delete(recursive: true);
    }
}
