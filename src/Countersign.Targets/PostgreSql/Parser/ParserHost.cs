using Wasmtime;

namespace Countersign.Targets.PostgreSql.Parser;

/// <summary>
/// What a parser may ask of its host: memory, a place for its complaints, and C's setjmp/longjmp, which
/// PostgreSQL uses for errors and Emscripten builds from calls out of the module and back in.
/// Everything else (files, clocks, exit) throws.
/// </summary>
internal sealed class ParserHost(ParserNames names, long memoryBytes)
{
    private const int PageBytes = 1 << 16;
    private readonly Dictionary<uint, Function> _table = [];
    private Table _functions = null!;
    private Func<int> _stack = null!;
    private Action<int> _restoreStack = null!;
    private Action<int, int> _setThrew = null!;
    private bool _jumping;

    internal Memory Memory { get; private set; } = null!;

    /// <summary>The first thing that went wrong inside a call out of the module and back in.</summary>
    internal Exception? Fault { get; private set; }

    internal Instance Instantiate(Store store, Module code)
    {
        using var linker = new Linker(ParserModule.Engine);
        foreach (var import in code.Imports.OfType<FunctionImport>())
            linker.DefineFunction(
                import.ModuleName, import.Name, Provide(names.Imports[import.Name], import.Results),
                import.Parameters, import.Results);

        var instance = linker.Instantiate(store, code);
        Memory = instance.GetMemory(names.Exports["memory"])!;
        _functions = instance.GetTable(names.Exports["table"])!;
        _stack = instance.GetFunction<int>(names.Exports["emscripten_stack_get_current"])!;
        _restoreStack = instance.GetAction<int>(names.Exports["emscripten_stack_restore"])!;
        _setThrew = instance.GetAction<int, int>(names.Exports["setThrew"])!;
        return instance;
    }

    private Function.UntypedCallbackDelegate Provide(string import, IReadOnlyList<ValueKind> returns) => import switch
    {
        _ when import.StartsWith("invoke_", StringComparison.Ordinal) && returns.Contains(ValueKind.Int64) =>
            (_, arguments, results) => results[0] = (long)(Call(arguments) ?? 0L),
        _ when import.StartsWith("invoke_", StringComparison.Ordinal) && returns.Count > 0 =>
            (_, arguments, results) => results[0] = (int)(Call(arguments) ?? 0),
        _ when import.StartsWith("invoke_", StringComparison.Ordinal) =>
            (_, arguments, _) => Call(arguments),
        "emscripten_throw_longjmp" => (_, _, _) => Jump(),
        "emscripten_resize_heap" => (_, arguments, results) => results[0] = Grow((uint)arguments[0].AsInt32()) ? 1 : 0,
        "fd_write" => (_, arguments, results) => results[0] = Discard(arguments),
        _ => (_, _, _) => throw new ParserStopped(import),
    };

    /// <summary>Calls a function of the module that may longjmp; the setjmp is the module's caller of this.</summary>
    private object? Call(ReadOnlySpan<ValueBox> arguments)
    {
        var stack = _stack();
        try
        {
            return At((uint)arguments[0].AsInt32()).Invoke(arguments[1..]);
        }
        catch (Exception e)
        {
            if (!_jumping) // A trap, which ends the parse. Further out Wasmtime no longer says which.
            {
                Fault ??= e;
                throw;
            }

            _jumping = false;
            _restoreStack(stack);
            _setThrew(1, 0);
            return null;
        }
    }

    private Function At(uint index)
    {
        if (!_table.TryGetValue(index, out var function))
            _table[index] = function = (Function)_functions.GetElement(index)!;
        return function;
    }

    private void Jump()
    {
        _jumping = true;
        throw new ParserStopped("longjmp");
    }

    private bool Grow(uint bytes)
    {
        if (bytes > memoryBytes)
            return false;
        // A fifth more than asked for, as Emscripten's own host does, so that growing stays linear.
        var wanted = Math.Min(memoryBytes, Math.Max(bytes, Memory.GetLength() / 5 * 6));
        var pages = (wanted + PageBytes - 1) / PageBytes - Memory.GetSize();
        if (pages > 0)
            Memory.Grow(pages);
        return true;
    }

    /// <summary>WASI's fd_write, to nowhere: what a parser says comes back in its result.</summary>
    private int Discard(ReadOnlySpan<ValueBox> arguments)
    {
        var (vectors, count, written) = (arguments[1].AsInt32(), arguments[2].AsInt32(), arguments[3].AsInt32());
        var total = 0;
        for (var i = 0; i < count; i++)
            total += Memory.ReadInt32(vectors + 8 * i + 4);
        Memory.WriteInt32(written, total);
        return 0;
    }
}

/// <summary>The module asked for something that ends what it was doing. Never leaves this folder.</summary>
internal sealed class ParserStopped(string import) : Exception($"the parser called {import}")
{
    internal string Import { get; } = import;
}
