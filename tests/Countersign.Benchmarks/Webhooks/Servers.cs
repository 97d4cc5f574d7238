using System.Diagnostics;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Countersign.Benchmarks.Webhooks;

/// <summary>A directory of its own, gone afterwards.</summary>
internal sealed class WorkDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("countersign-benchmark-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

/// <summary>A server as a process of its own.</summary>
internal sealed class ServerProcess(Process process, Uri address) : IDisposable
{
    public Uri Address { get; } = address;

    /// <summary>Processor time that it has used so far.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <summary>Memory that it holds now.</summary>
    public long ResidentBytes
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64;
        }
    }

    public static async Task<ServerProcess> Start(ProcessStartInfo start, int port)
    {
        start.RedirectStandardOutput = true;
        var process = Process.Start(start) ?? throw new InvalidOperationException($"`{start.FileName}` did not start");
        _ = process.StandardOutput.ReadToEndAsync();
        for (var patience = Stopwatch.StartNew(); patience.Elapsed < TimeSpan.FromSeconds(60); await Task.Delay(50))
        {
            using var probe = new TcpClient();
            try
            {
                await probe.ConnectAsync("127.0.0.1", port);
                return new(process, new Uri($"http://127.0.0.1:{port}/webhooks/github"));
            }
            catch (SocketException)
            {
                if (process.HasExited) throw new InvalidOperationException($"`{start.FileName}` ended with {process.ExitCode}");
            }
        }

        throw new TimeoutException($"`{start.FileName}` does not listen");
    }

    public void Dispose()
    {
        process.Kill();
        process.WaitForExit();
        process.Dispose();
    }
}

/// <summary>The bot as it is shipped.</summary>
internal static class CountersignServer
{
    private const int Port = 47101;

    public static Task<ServerProcess> Start(string directory) => ServerProcess.Start(
        new(Path.Combine(AppContext.BaseDirectory, "countersign"), ["serve"])
        {
            WorkingDirectory = directory,
            Environment =
            {
                ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{Port}",
                ["Countersign__PublicUrl"] = "http://127.0.0.1/",
                ["Countersign__DataDirectory"] = Path.Combine(directory, "data"),
                ["Countersign__GitHub__Mode"] = "Token",
                ["Countersign__GitHub__BaseUrl"] = "http://127.0.0.1:9/",
                ["Countersign__GitHub__Token"] = "none",
                ["Countersign__GitHub__Repositories__0"] = "acme/shop",
                ["Countersign__GitHub__WebhookSecrets__0"] = SignedMessage.Secret,
            },
        },
        Port);
}

/// <summary>Probot with a handler that does nothing.</summary>
internal static class ProbotServer
{
    private const int Port = 47102;

    private const string App = """
        import { createServer } from "node:http";
        import { createNodeMiddleware, Probot } from "probot";
        const probot = new Probot({ appId: 1, privateKey: process.env.KEY, secret: process.env.SECRET, logLevel: "fatal" });
        const middleware = await createNodeMiddleware((app) => { app.on("pull_request", () => {}); }, { probot, webhooksPath: "/webhooks/github" });
        createServer((request, response) => middleware(request, response)).listen(Number(process.env.PORT), "127.0.0.1");
        """;

    public static async Task<ServerProcess> Start(string directory)
    {
        if (!Directory.Exists(Path.Combine(directory, "node_modules")))
        {
            await File.WriteAllTextAsync(Path.Combine(directory, "app.mjs"), App);
            using var install = Process.Start(new ProcessStartInfo("npm", ["install", "--silent", "--no-audit", "probot@14.3.2"]) { WorkingDirectory = directory })!;
            await install.WaitForExitAsync();
        }

        using var key = RSA.Create(2048);
        return await ServerProcess.Start(
            new("node", ["app.mjs"])
            {
                WorkingDirectory = directory,
                Environment =
                {
                    ["KEY"] = key.ExportPkcs8PrivateKeyPem(), ["SECRET"] = SignedMessage.Secret, ["PORT"] = $"{Port}", ["NODE_ENV"] = "production",
                },
            },
            Port);
    }
}
