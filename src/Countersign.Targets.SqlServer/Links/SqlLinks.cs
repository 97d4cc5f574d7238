using System.Diagnostics;
using System.Text.Json;

namespace Countersign.Targets.SqlServer.Links;

/// <summary>
/// The process that holds connections, since SqlClient does not run without the cultures that the bot runs without. Commands are
/// carried out one after another. When the process is gone, so is every connection: that is a connection lost.
/// </summary>
internal sealed class LinkProcess : IAsyncDisposable
{
    private const long Heap = 512L << 20;

    private readonly SemaphoreSlim _turn = new(1);
    private Process? _process;
    private int _links;

    /// <summary>A number that no connection of the process has had.</summary>
    internal int NextLink() => Interlocked.Increment(ref _links);

    /// <summary>Carries out one command; never cancelled half way, since the answer may come after the commit.</summary>
    internal async Task<LinkReply> Carry(LinkCommand command)
    {
        await _turn.WaitAsync();
        try
        {
            _process ??= Start();
            await _process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(command));
            await _process.StandardInput.FlushAsync();
            return await _process.StandardOutput.ReadLineAsync() is { } line
                ? JsonSerializer.Deserialize<LinkReply>(line)!
                : Gone;
        }
        catch (IOException)
        {
            return Gone;
        }
        finally
        {
            _turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _turn.Dispose();
        if (_process is not { } process) return;
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private static LinkReply Gone => new([], -1, new(0, 20, 0, "", "", false), false);

    private static Process Start()
    {
        var process = Process.Start(ChildProcess.StartOf(Program.Links, Heap)) ?? throw new InvalidOperationException("the process that holds connections did not start");
        process.ErrorDataReceived += (_, _) => { }; // drained, so that it never waits to be read; it may hold anything
        process.BeginErrorReadLine();
        return process;
    }
}

/// <summary>The connections of one piece of work.</summary>
/// <param name="isOwn">Whether the process ends with the work.</param>
internal sealed class SqlLinks(LinkProcess process, bool isOwn) : IAsyncDisposable
{
    /// <summary>In a process of their own.</summary>
    internal static SqlLinks New() => new(new(), isOwn: true);

    /// <summary>Opens a connection. The caller disposes of the link, whatever the reply says.</summary>
    internal async Task<(SqlLink Link, LinkReply Reply)> Open(string connection)
    {
        var link = new SqlLink(process, process.NextLink());
        return (link, await process.Carry(new(link.Number, connection, null, false, [], 0, false)));
    }

    public ValueTask DisposeAsync() => isOwn ? process.DisposeAsync() : ValueTask.CompletedTask;
}

/// <summary>One connection of <see cref="SqlLinks"/>.</summary>
internal sealed class SqlLink(LinkProcess process, int number) : IAsyncDisposable
{
    internal int Number => number;

    /// <summary>False once a reply said that the connection is gone.</summary>
    internal bool IsOpen { get; private set; } = true;

    /// <summary>Sends a text as it is, in a batch of its own; its rows are not looked at.</summary>
    internal Task<LinkReply> Send(string text, TimeSpan patience) => Carry(text, false, [], patience, false);

    /// <summary>Sends a statement of ours. Without values it is a batch of its own, so that what it SETs stays set.</summary>
    internal Task<LinkReply> Ask(string text, params ReadOnlySpan<(string Name, object Value)> values) =>
        Carry(text, false, ValuesOf(values), TimeSpan.Zero, true);

    /// <summary>Calls a procedure of ours.</summary>
    internal Task<LinkReply> Call(string procedure, params ReadOnlySpan<(string Name, object Value)> values) =>
        Carry(procedure, true, ValuesOf(values), TimeSpan.Zero, false);

    public async ValueTask DisposeAsync() => await process.Carry(new(number, null, null, false, [], 0, false));

    private static ImmutableArray<LinkValue> ValuesOf(ReadOnlySpan<(string Name, object Value)> values)
    {
        var built = ImmutableArray.CreateBuilder<LinkValue>(values.Length);
        foreach (var (name, value) in values) built.Add(LinkValue.Of(name, value));
        return built.MoveToImmutable();
    }

    private async Task<LinkReply> Carry(string text, bool isProcedure, ImmutableArray<LinkValue> values, TimeSpan patience, bool wantsRows)
    {
        var reply = await process.Carry(new(number, null, text, isProcedure, values, (int)patience.TotalSeconds, wantsRows));
        IsOpen = reply.IsOpen;
        return reply;
    }
}
