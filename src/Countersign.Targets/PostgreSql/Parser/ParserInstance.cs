using System.Text;
using Wasmtime;

namespace Countersign.Targets.PostgreSql.Parser;

/// <summary>One parser with memory of its own. Used by one thread at a time; worthless after an abort.</summary>
internal sealed class ParserInstance : IDisposable
{
    /// <summary>
    /// Memory of WebAssembly never shrinks; an instance that grew beyond this is not kept. Each starts with
    /// 128 MB, nearly all of it untouched.
    /// </summary>
    private const long KeptBytes = 192L << 20;

    private readonly ParserLimits _limits;
    private readonly Store _store;
    private readonly ParserHost _host;
    private readonly Memory _memory;
    private readonly Func<int, int> _allocate;
    private readonly Action<int> _free;
    private readonly Func<int, int> _parse;
    private readonly Action<int> _freeResult;

    internal ParserInstance(ParserModule module, ParserLimits limits)
    {
        _limits = limits;
        _store = new Store(ParserModule.Engine);
        _store.SetLimits(limits.MemoryBytes, null, 1, 1, 1);
        StartClock();
        var exports = module.Names.Exports;
        _host = new ParserHost(module.Names, limits.MemoryBytes);
        var instance = _host.Instantiate(_store, module.Code);
        _memory = _host.Memory;
        _allocate = instance.GetFunction<int, int>(exports["malloc"])!;
        _free = instance.GetAction<int>(exports["free"])!;
        _parse = instance.GetFunction<int, int>(exports["wasm_parse_query_raw"])!;
        _freeResult = instance.GetAction<int>(exports["wasm_free_parse_result"])!;
        instance.GetAction(exports["initialise"])!();
    }

    /// <summary>Whether the next parse may use this instance.</summary>
    internal bool IsFit { get; private set; } = true;

    internal ParseOutcome Parse(ReadOnlySpan<byte> text)
    {
        StartClock();
        try
        {
            var outcome = Read(text);
            IsFit = outcome is not ParseOutcome.Aborted && _memory.GetLength() <= KeptBytes;
            return outcome;
        }
        catch (Exception e) when (e is WasmtimeException or ParserStopped)
        {
            IsFit = false;
            return new ParseOutcome.Aborted(Reason(_host.Fault ?? e));
        }
    }

    public void Dispose() => _store.Dispose();

    private void StartClock() =>
        _store.SetEpochDeadline((ulong)(_limits.Deadline / ParserModule.EpochLength) + 1);

    private ParseOutcome Read(ReadOnlySpan<byte> text)
    {
        var address = _allocate(text.Length + 1);
        if (address == 0)
            return new ParseOutcome.Aborted(AbortReason.TooLarge);
        var copy = _memory.GetSpan(address, text.Length + 1);
        text.CopyTo(copy);
        copy[^1] = 0;

        // struct { char *tree, *stderr; struct { char *message, *function, *file; int line, cursor; } *error; }
        var result = _parse(address);
        if (result == 0)
            return new ParseOutcome.Aborted(AbortReason.TooLarge);
        var (tree, error) = (_memory.ReadInt32(result), _memory.ReadInt32(result + 8));
        var outcome = error != 0
            ? Failure(String(_memory.ReadInt32(error)), _memory.ReadInt32(error + 16), text)
            : new ParseOutcome.Tree(String(tree).ToArray());
        _freeResult(result);
        _free(address);
        return outcome;
    }

    /// <summary>PostgreSQL reports its own limits as errors at a place; they say nothing about the text.</summary>
    /// <param name="cursor">Where, in characters from one; zero when PostgreSQL names no place.</param>
    private static ParseOutcome Failure(ReadOnlySpan<byte> utf8, int cursor, ReadOnlySpan<byte> text)
    {
        var message = Encoding.UTF8.GetString(utf8);
        if (message.StartsWith("memory exhausted", StringComparison.Ordinal)
            || message.StartsWith("stack depth limit", StringComparison.Ordinal))
            return new ParseOutcome.Aborted(AbortReason.TooDeep);
        if (message.StartsWith("out of memory", StringComparison.Ordinal)
            || message.StartsWith("invalid memory alloc", StringComparison.Ordinal))
            return new ParseOutcome.Aborted(AbortReason.TooLarge);
        return new ParseOutcome.SyntaxError(message, ByteOffset(text, cursor - 1));
    }

    private static int ByteOffset(ReadOnlySpan<byte> text, int characters)
    {
        var at = 0;
        while (characters-- > 0 && at < text.Length)
        {
            Rune.DecodeFromUtf8(text[at..], out _, out var length);
            at += length;
        }

        return at;
    }

    private ReadOnlySpan<byte> String(int address)
    {
        var rest = _memory.GetSpan((uint)address, (int)Math.Min(int.MaxValue, _memory.GetLength() - (uint)address));
        return rest[..rest.IndexOf((byte)0)];
    }

    private static AbortReason Reason(Exception e) => e switch
    {
        TrapException { Type: TrapCode.StackOverflow } => AbortReason.TooDeep,
        TrapException { Type: TrapCode.Interrupt } => AbortReason.OutOfTime,
        // Out of memory; PostgreSQL's parser exits for nothing else.
        ParserStopped { Import: "exit" or "proc_exit" } => AbortReason.TooLarge,
        { InnerException: { } inner } => Reason(inner),
        _ => AbortReason.Crashed,
    };
}
