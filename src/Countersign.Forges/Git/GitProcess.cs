using System.Diagnostics;
using System.Globalization;

namespace Countersign.Forges.Git;

/// <summary>
/// One run of the git executable with everything that could surprise us pinned (INV-34). Settings and the credential
/// travel in the environment of the child: never in arguments, on disk, or in messages (INV-35).
/// </summary>
internal sealed class GitProcess(string executable, TimeSpan timeout, TimeProvider time)
{
    private const int KeptErrorLength = 16_384;

    /// <summary>What a child inherits from us: how to find programs, trust roots, and the operator's proxy.</summary>
    private static readonly ImmutableArray<string> Inherited =
        ["PATH", "SSL_CERT_FILE", "SSL_CERT_DIR", "HTTPS_PROXY", "https_proxy", "NO_PROXY", "no_proxy"];

    private static readonly ImmutableArray<(string Key, string Value)> Pins =
    [
        ("core.hooksPath", "/dev/null"),
        ("core.fsmonitor", "false"),
        ("core.symlinks", "false"),
        ("credential.helper", ""),
        ("protocol.allow", "never"),
        ("protocol.https.allow", "always"),
        ("http.followRedirects", "false"),
        ("http.sslVerify", "true"),
        ("http.lowSpeedLimit", "1000"), // bytes a second
        ("http.lowSpeedTime", "30"), // seconds below it until the transfer is given up: the slow-drip fault
        ("transfer.fsckObjects", "true"),
        ("fetch.fsckObjects", "true"),
        // Old tools wrote names, times and modes that the check refuses today, in history that cannot be mended. None of them
        // changes which bytes a path has; an address that is missing maps to no account, and blocks as such.
        ("fetch.fsck.badTimezone", "warn"),
        ("fetch.fsck.badFilemode", "warn"),
        ("fetch.fsck.missingEmail", "warn"),
        ("fetch.fsck.missingSpaceBeforeDate", "warn"),
        ("fetch.fsck.missingTaggerEntry", "warn"),
        ("fetch.fsck.zeroPaddedFilemode", "warn"),
        ("fetch.recurseSubmodules", "false"),
        ("submodule.recurse", "false"),
        ("gc.autoDetach", "false"), // nothing outlives the process that we wait for
    ];

    /// <summary>Runs to the end. A cancelled or late run is killed with its children.</summary>
    /// <exception cref="ForgeUnavailableException">When git fails, is missing, or takes too long.</exception>
    internal async Task Run(
        IReadOnlyList<string> arguments, IReadOnlyList<(string Key, string Value)> settings, string input, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(timeout, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation, limit.Token);
        using var process = Start(arguments, [.. Pins, .. settings]);
        try
        {
            var errors = ReadErrors(process.StandardError, stop.Token);
            var output = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, stop.Token);
            await Feed(process, input, stop.Token);
            await Task.WhenAll(errors, output, process.WaitForExitAsync(stop.Token));
            if (process.ExitCode != 0)
                throw new ForgeUnavailableException(GitFaults.Explain(process.ExitCode, await errors));
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            throw new ForgeUnavailableException(
                string.Create(CultureInfo.InvariantCulture, $"git did not finish within {timeout.TotalSeconds:0} seconds and was stopped"));
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
                await process.WaitForExitAsync(CancellationToken.None); // the lease on the mirror may not be given back before
            }
        }
    }

    private Process Start(IReadOnlyList<string> arguments, ImmutableArray<(string Key, string Value)> settings)
    {
        var start = new ProcessStartInfo(executable, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        Confine(start.Environment, settings);
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception fault)
        {
            throw new ForgeUnavailableException("the `git` executable cannot be started; install git 2.38 or newer", fault);
        }
    }

    private static void Confine(IDictionary<string, string?> environment, ImmutableArray<(string Key, string Value)> settings)
    {
        var kept = Inherited.Where(environment.ContainsKey).Select(name => (name, environment[name])).ToArray();
        environment.Clear(); // GIT_TRACE_CURL would print the credential; GIT_DIR and its like would redirect us
        foreach (var (name, value) in kept) environment[name] = value;
        environment["LC_ALL"] = "C"; // messages are told apart by their English text
        environment["HOME"] = "/nonexistent"; // no .netrc, no .gitconfig
        environment["GIT_CONFIG_NOSYSTEM"] = "1";
        environment["GIT_CONFIG_GLOBAL"] = "/dev/null";
        environment["GIT_TERMINAL_PROMPT"] = "0";
        environment["GIT_NO_REPLACE_OBJECTS"] = "1";
        environment["GIT_LFS_SKIP_SMUDGE"] = "1";
        environment["GIT_CONFIG_COUNT"] = settings.Length.ToString(CultureInfo.InvariantCulture);
        for (var i = 0; i < settings.Length; i++)
        {
            environment[string.Create(CultureInfo.InvariantCulture, $"GIT_CONFIG_KEY_{i}")] = settings[i].Key;
            environment[string.Create(CultureInfo.InvariantCulture, $"GIT_CONFIG_VALUE_{i}")] = settings[i].Value;
        }
    }

    private static async Task Feed(Process process, string input, CancellationToken cancellation)
    {
        try
        {
            await process.StandardInput.WriteAsync(input.AsMemory(), cancellation);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // git ended before it read all: its exit code and its errors say why
        }
    }

    private static async Task<string> ReadErrors(StreamReader reader, CancellationToken cancellation)
    {
        var kept = new System.Text.StringBuilder();
        var buffer = new char[4096];
        for (int read; (read = await reader.ReadAsync(buffer, cancellation)) > 0;)
            kept.Append(buffer, 0, Math.Min(read, KeptErrorLength - kept.Length));
        return kept.ToString();
    }
}
