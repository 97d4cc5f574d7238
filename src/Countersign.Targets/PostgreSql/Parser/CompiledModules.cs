using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Wasmtime;

namespace Countersign.Targets.PostgreSql.Parser;

/// <summary>
/// Compiling a parser takes seconds, reading compiled code takes milliseconds. Compiled code is executable
/// and is not checked when it runs, so it is kept only where nobody but this user can write, and never
/// shipped. Whatever is wrong with the cache, the answer is to compile.
/// </summary>
/// <param name="directory">Where compiled code is kept; made with permissions 0700 when missing.</param>
internal sealed class CompiledModules(string directory)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>`$XDG_CACHE_HOME/countersign`, else the platform's folder for local application data.</summary>
    internal static CompiledModules InUserCache()
    {
        var cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
        if (string.IsNullOrEmpty(cache))
            cache = Environment.GetFolderPath(
                Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return new CompiledModules(Path.Combine(cache, "countersign", "parsers"));
    }

    internal Module Load(string name, byte[] wasm)
    {
        if (!IsOurs())
            return Module.FromBytes(ParserModule.Engine, name, wasm);
        var file = Path.Combine(directory, $"{name}-{Key(wasm)}.cwasm");
        if (Read(file, name) is { } cached)
            return cached;
        var module = Module.FromBytes(ParserModule.Engine, name, wasm);
        Write(file, module.Serialize());
        return module;
    }

    /// <summary>Code fits one Wasmtime, one instruction set and one module.</summary>
    private static string Key(byte[] wasm)
    {
        var facts = $"{typeof(Module).Assembly.GetName().Version} {RuntimeInformation.RuntimeIdentifier} {CpuModel.Features()} "
            + Convert.ToHexStringLower(SHA256.HashData(wasm));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(facts)).AsSpan(0, 16));
    }

    private bool IsOurs()
    {
        try
        {
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(directory);
                return true;
            }
            var found = Directory.CreateDirectory(directory, OwnerOnly);
            return found.LinkTarget is null && found.UnixFileMode == OwnerOnly;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return false; // No home, or a read-only one: containers. Compiling still works.
        }
    }

    private static Module? Read(string file, string name)
    {
        try
        {
            var bytes = File.ReadAllBytes(file).AsSpan();
            if (bytes.Length <= SHA256.HashSizeInBytes)
                return null;
            var code = bytes[SHA256.HashSizeInBytes..];
            if (!bytes[..SHA256.HashSizeInBytes].SequenceEqual(SHA256.HashData(code)))
                return null;
            return Module.Deserialize(ParserModule.Engine, name, code);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or WasmtimeException)
        {
            return null; // Not there yet, or from another Wasmtime or processor.
        }
    }

    private static void Write(string file, byte[] code)
    {
        var draft = $"{file}.{Guid.NewGuid():N}";
        try
        {
            using (var stream = File.Create(draft))
            {
                stream.Write(SHA256.HashData(code));
                stream.Write(code);
            }
            File.Move(draft, file, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return; // A full disk costs the next start its seconds, not this one its answer.
        }
    }
}
