using System.Globalization;

namespace Countersign.Targets.PostgreSql.Rehearsing;

/// <summary>Watches a throwaway server from outside, because limits that a session sets for itself can be lifted by it, and kills it when it takes too much.</summary>
internal sealed class Watchdog : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private const long NoneYet = -1;
    private readonly ShadowServer _server;
    private readonly RehearsalSettings _settings;
    private readonly TimeProvider _time;
    private readonly long _start;
    private readonly CancellationTokenSource _end = new();
    private readonly Task _watching;
    private long _statement;

    internal Watchdog(ShadowServer server, RehearsalSettings settings, TimeProvider time)
    {
        (_server, _settings, _time, _start, _statement) = (server, settings, time, time.GetTimestamp(), NoneYet);
        _watching = Watch();
    }

    /// <summary>Why the server was killed, as <see cref="Rehearsals.StatementRehearsal.Failed"/> has it; null when it was not.</summary>
    internal (string Code, string Message)? Verdict { get; private set; }

    /// <summary>A statement's time begins anew; before the first, only the plan's counts.</summary>
    internal void Begin() => Interlocked.Exchange(ref _statement, _time.GetTimestamp());

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _end.Dispose();
    }

    private async Task Watch()
    {
        while (true)
        {
            await Task.Delay(Pause, _time, _end.Token);
            if (Judge() is not { } verdict) continue;
            Verdict = verdict;
            await _server.Kill();
            return;
        }
    }

    private (string, string)? Judge()
    {
        if (Interlocked.Read(ref _statement) is var begun and not NoneYet && _time.GetElapsedTime(begun) > _settings.StatementLimit)
            return ("time-limit", $"it ran for more than {Seconds(_settings.StatementLimit)} s on the copy and was stopped");
        if (_time.GetElapsedTime(_start) > _settings.PlanLimit)
            return ("time-limit", $"the plan ran for more than {Seconds(_settings.PlanLimit)} s on the copy and was stopped");
        if (DiskUse() > _settings.DiskLimit)
            return ("disk-limit", $"the copy grew beyond {_settings.DiskLimit >> 20} MiB and was stopped");
        return MemoryUse() > _settings.MemoryLimit
            ? ("memory-limit", $"the server took more than {_settings.MemoryLimit >> 20} MiB of memory and was stopped")
            : null;
    }

    private long DiskUse()
    {
        try
        {
            return new DirectoryInfo(_server.Room).EnumerateFiles("*", SearchOption.AllDirectories).Sum(f => f.Exists ? f.Length : 0);
        }
        catch (IOException)
        {
            return 0; // a file went while we looked; the next look is soon
        }
    }

    /// <summary>Of the children of the server's first process: they do the work.</summary>
    private long MemoryUse()
    {
        var parent = "PPid:\t" + _server.ProcessId.ToString(CultureInfo.InvariantCulture);
        var sum = 0L;
        foreach (var process in Directory.EnumerateDirectories("/proc").Where(d => char.IsAsciiDigit(Path.GetFileName(d)[0])))
            try
            {
                var lines = File.ReadAllLines(Path.Combine(process, "status"));
                if (lines.Contains(parent) && lines.FirstOrDefault(l => l.StartsWith("RssAnon:", StringComparison.Ordinal)) is { } line)
                    sum += 1024 * long.Parse(line.AsSpan(8, line.Length - 10).Trim(), CultureInfo.InvariantCulture);
            }
            catch (IOException)
            {
                // It has ended.
            }

        return sum;
    }

    private static string Seconds(TimeSpan span) => span.TotalSeconds.ToString(CultureInfo.InvariantCulture);
}
