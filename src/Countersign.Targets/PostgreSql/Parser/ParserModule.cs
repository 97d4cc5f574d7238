using System.Collections.Concurrent;
using Wasmtime;

namespace Countersign.Targets.PostgreSql.Parser;

/// <summary>
/// The compiled parser of one server major. Compiled code is shared by all instances and threads; what an
/// instance does is confined to its own memory.
/// </summary>
internal sealed record ParserModule(Module Code, ParserNames Names)
{
    /// <summary>
    /// WebAssembly stack of one parse. More than 2 MiB aborts the process inside Wasmtime; the thread that
    /// runs it needs several times as much, because the host's own frames are on it too.
    /// </summary>
    private const int StackBytes = 2 << 20;

    /// <summary>How exactly a deadline is kept.</summary>
    internal static readonly TimeSpan EpochLength = TimeSpan.FromMilliseconds(50);

    /// <summary>One for the process, as Wasmtime asks for.</summary>
    internal static Engine Engine { get; } = new(new Config()
        .WithEpochInterruption(true)
        .WithMaximumStackSize(StackBytes));

    // Loops of WebAssembly compare the epoch with their deadline; somebody has to advance it.
    private static readonly Timer Epochs = new(_ => Engine.IncrementEpoch(), null, EpochLength, EpochLength);

    private static readonly ConcurrentDictionary<int, Lazy<ParserModule>> Loaded = new();

    internal static ParserModule For(int major) => Loaded.GetOrAdd(major, m => new(() => Load(m))).Value;

    private static ParserModule Load(int major)
    {
        GC.KeepAlive(Epochs);
        var names = ParserNames.Read(Resource($"pg{major}.json"));
        var wasm = Resource($"pg{major}.wasm");
        return new ParserModule(CompiledModules.InUserCache().Load($"pg{major}", wasm), names);
    }

    private static byte[] Resource(string name)
    {
        using var stream = typeof(ParserModule).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidDataException(
                $"`{name}` is not part of this build; rebuild Countersign.Targets with npm installed");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
