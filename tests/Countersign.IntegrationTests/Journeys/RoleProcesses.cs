using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Countersign.Bot.Configuration;

namespace Countersign.IntegrationTests.Journeys;

/// <summary>Processes of one role each, so many of each role as asked for.</summary>
internal sealed class RoleProcesses : IAsyncDisposable
{
    private readonly List<(BotRoles Role, BotProcess Process)> _processes = [];

    /// <summary>Starts web, review and execute; deliveries go to the first web process.</summary>
    /// <param name="replicas">Processes of the roles review and execute.</param>
    public static async Task<RoleProcesses> Start(Company company, int replicas = 1, params (string Key, string Value)[] settings)
    {
        var started = new RoleProcesses();
        var port = FreePort();
        company.DeliverTo(port);
        started.Add(company, BotRoles.Web, port, settings);
        await Listening(port);
        for (var i = 0; i < replicas; i++)
        {
            started.Add(company, BotRoles.Review, port, settings);
            started.Add(company, BotRoles.Execute, port, settings);
        }

        return started;
    }

    /// <summary>Processes of a role.</summary>
    public ImmutableArray<BotProcess> Of(BotRoles role) => [.. _processes.Where(p => p.Role == role).Select(p => p.Process)];

    /// <summary>TCP ports on which processes of a role listen.</summary>
    public ImmutableArray<int> PortsOf(BotRoles role) => [.. Of(role).SelectMany(p => PortsOf(p.Id))];

    public async ValueTask DisposeAsync()
    {
        foreach (var (_, process) in _processes) await process.DisposeAsync();
    }

    private void Add(Company company, BotRoles role, int port, (string Key, string Value)[] settings)
    {
        var environment = new Dictionary<string, string>(company.EnvironmentOf(role, port));
        foreach (var (key, value) in settings) environment["Countersign__" + key] = value;
        // Each has its own mirrors, as on a machine of its own; files of the store they must share.
        if (company.StoreConnection is not null) environment["Countersign__DataDirectory"] = Path.Combine(company.DataDirectory, $"{role}-{_processes.Count}");
        _processes.Add((role, BotProcess.Start(environment, "--role", role.Text())));
    }

    /// <summary>From the kernel's table of sockets, those that this process has open and listens on (state 0A).</summary>
    private static IEnumerable<int> PortsOf(int process)
    {
        var sockets = Directory.EnumerateFiles($"/proc/{process}/fd").Select(f => File.ResolveLinkTarget(f, false)?.Name ?? "")
            .Where(n => n.StartsWith("socket:[", StringComparison.Ordinal)).Select(n => n[8..^1]).ToHashSet();
        return from file in new[] { "tcp", "tcp6" }
               from line in File.ReadLines($"/proc/{process}/net/{file}").Skip(1)
               let fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)
               where fields[3] == "0A" && sockets.Contains(fields[9])
               select int.Parse(fields[1].Split(':')[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
    }

    private static async Task Listening(int port)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var http = new HttpClient();
        while (true)
        {
            try
            {
                using var answer = await http.GetAsync(new Uri($"http://127.0.0.1:{port}/healthz"), limit.Token);
                if (answer.IsSuccessStatusCode) return;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(50, limit.Token);
            }
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
