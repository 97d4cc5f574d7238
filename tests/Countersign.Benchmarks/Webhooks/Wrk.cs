using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Countersign.Benchmarks.Webhooks;

/// <summary>What a load run came to.</summary>
/// <param name="Processor">Processor time of the server for one message: the number that a busy machine does not spoil.</param>
internal sealed record Measurement(double Rate, string P50, string P99, long Errors, long Messages, TimeSpan Processor)
{
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Rate,7:F0} a second, p50 {P50}, p99 {P99}, errors {Errors}, {Processor.TotalMicroseconds:F0} µs of processor a message");
}

/// <summary>One authentic body; each request has an id of its own.</summary>
internal sealed class SignedMessage
{
    public const string Secret = "benchmark-secret-of-enough-bytes";

    public SignedMessage(int size)
    {
        var start = """{"action":"opened","number":1,"repository":{"id":7,"name":"shop","full_name":"acme/shop","owner":{"login":"acme","id":1}},"sender":{"login":"ana","id":9},"filler":" """.TrimEnd();
        Body = start + new string('x', Math.Max(0, size - start.Length - 2)) + "\"}";
        Signature = "sha256=" + Convert.ToHexStringLower(
            HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes(Body)));
    }

    public string Body { get; }

    public string Signature { get; }
}

/// <summary>The load generator `wrk`; it takes little of the processors that the server needs.</summary>
internal static partial class Wrk
{
    public static async Task<Measurement> Run(ServerProcess server, SignedMessage message, int connections, int seconds)
    {
        var before = server.ProcessorTime;
        var script = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(script, Script(message));
            var output = await Output("wrk", "-t1", $"-c{connections}", $"-d{seconds}s", "--latency", "-s", script, server.Address.ToString());
            var messages = long.Parse(Count().Match(output).Groups[1].Value, CultureInfo.InvariantCulture);
            return new(
                double.Parse(Rate().Match(output).Groups[1].Value, CultureInfo.InvariantCulture),
                Percentile(output, "50%"), Percentile(output, "99%"),
                NonSuccess().Match(output) is { Success: true } m ? long.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture) : 0,
                messages, (server.ProcessorTime - before) / Math.Max(1, messages));
        }
        finally
        {
            File.Delete(script);
        }
    }

    private static string Script(SignedMessage message) => $$"""
        wrk.method = "POST"
        wrk.body = [[{{message.Body}}]]
        wrk.headers["Content-Type"] = "application/json"
        wrk.headers["User-Agent"] = "GitHub-Hookshot/benchmark"
        wrk.headers["X-GitHub-Event"] = "pull_request"
        wrk.headers["X-Hub-Signature-256"] = "{{message.Signature}}"
        local n = 0
        local run = os.time() .. "-" .. tostring({}):sub(8)
        request = function()
          n = n + 1
          wrk.headers["X-GitHub-Delivery"] = run .. "-" .. n
          return wrk.format()
        end
        """;

    private static async Task<string> Output(string command, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardOutput = true })
            ?? throw new InvalidOperationException($"`{command}` did not start; install the package {command}");
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{command} failed: {output}");
    }

    private static string Percentile(string output, string name) =>
        Regex.Match(output, name + @"\s+(\S+)", RegexOptions.NonBacktracking).Groups[1].Value;

    [GeneratedRegex(@"Requests/sec:\s+([\d.]+)", RegexOptions.NonBacktracking)]
    private static partial Regex Rate();

    [GeneratedRegex(@"(\d+) requests in", RegexOptions.NonBacktracking)]
    private static partial Regex Count();

    [GeneratedRegex(@"Non-2xx or 3xx responses: (\d+)", RegexOptions.NonBacktracking)]
    private static partial Regex NonSuccess();
}
