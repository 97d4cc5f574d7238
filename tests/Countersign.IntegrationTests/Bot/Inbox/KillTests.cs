using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Countersign.IntegrationTests.Bot.Inbox;

/// <summary>The real process is killed while messages arrive: what was answered with 2xx must be in the file (K2, K3).</summary>
public sealed partial class KillTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("countersign-kill-");

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _directory.Delete(recursive: true);
    }

    [Fact]
    public async Task Every_accepted_message_survives_SIGKILL()
    {
        var accepted = new ConcurrentDictionary<string, string>();
        foreach (var enough in (int[])[40, 150, 400])
        {
            using var bot = Start();
            using var http = new HttpClient { BaseAddress = await AddressOf(bot) };
            var senders = Enumerable.Range(0, 16).Select(_ => SendUntilItDies(http, accepted)).ToArray();
            while (accepted.Count < enough && !bot.HasExited)
                await Task.Delay(5);
            bot.Kill(); // SIGKILL
            await Task.WhenAll(senders);
            await bot.WaitForExitAsync();
        }

        Assert.True(accepted.Count >= 400, $"only {accepted.Count} messages were accepted");
        Assert.Empty(accepted.Except(await Kept()));
    }

    private static async Task SendUntilItDies(HttpClient http, ConcurrentDictionary<string, string> accepted)
    {
        while (true)
        {
            var guid = Guid.NewGuid().ToString();
            var body = $$"""{"zen":"{{guid}}","filler":"{{new string('x', 4000)}}"}""";
            try
            {
                using var message = RunningBot.Message("ping", Encoding.UTF8.GetBytes(body), guid);
                using var answer = await http.SendAsync(message);
                if (answer.IsSuccessStatusCode) accepted[guid] = body;
            }
            catch (HttpRequestException)
            {
                return; // killed; this one was not answered
            }
        }
    }

    private async Task<Dictionary<string, string>> Kept()
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(_directory.FullName, "inbox.db")}");
        var rows = await connection.QueryAsync<(string Guid, byte[] Body)>("select delivery, body from deliveries join bodies using (id)");
        return rows.ToDictionary(r => r.Guid, r => Encoding.UTF8.GetString(r.Body));
    }

    private Process Start()
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "countersign"), ["serve"])
        {
            RedirectStandardOutput = true,
            WorkingDirectory = _directory.FullName,
            Environment =
            {
                ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
                ["Countersign__PublicUrl"] = "http://127.0.0.1/",
                ["Countersign__DataDirectory"] = _directory.FullName,
                ["Countersign__GitHub__Mode"] = "Token",
                ["Countersign__GitHub__BaseUrl"] = "http://127.0.0.1:9/",
                ["Countersign__GitHub__Token"] = "none",
                ["Countersign__GitHub__Repositories__0"] = "acme/shop",
                ["Countersign__GitHub__WebhookSecrets__0"] = RunningBot.Secret,
            },
        };
        return Process.Start(start)!;
    }

    private static async Task<Uri> AddressOf(Process bot)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (await bot.StandardOutput.ReadLineAsync(patience.Token) is { } line)
            if (Listening().Match(line) is { Success: true } found)
            {
                _ = bot.StandardOutput.ReadToEndAsync(CancellationToken.None); // or the pipe fills and the process waits
                return new(found.Value);
            }

        throw new InvalidOperationException("the bot ended before it listened");
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+", RegexOptions.NonBacktracking)]
    private static partial Regex Listening();
}
