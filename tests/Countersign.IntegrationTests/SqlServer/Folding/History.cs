using System.Text;
using Countersign.Statements;
using FileMode = Countersign.Changes.FileMode;

namespace Countersign.IntegrationTests.SqlServer.Folding;

/// <summary>Migrations, and the schema that they leave as somebody else wrote it.</summary>
/// <param name="Scripts">In order.</param>
/// <param name="Final">CREATE statements.</param>
internal sealed record History(string Name, ImmutableArray<string> Scripts, string Final)
{
    private const string Start = "-- history: ";

    internal ImmutableArray<Script> ToScripts() =>
        [.. Scripts.Select((s, i) => new Script($"{i + 1:D4}.sql", FileMode.Regular, ScriptRole.Versioned, Encoding.UTF8.GetBytes(s)))];

    /// <summary>All that are written by hand.</summary>
    internal static ImmutableArray<History> Written() =>
    [
        .. Directory.EnumerateFiles(Path.Combine(Folder(), "Histories"), "*.sql").Order(StringComparer.Ordinal).SelectMany(f =>
            File.ReadAllText(f).Split(Start, StringSplitOptions.RemoveEmptyEntries).Where(h => h.Trim().Length > 0).Select(Parse)),
    ];

    private static History Parse(string text)
    {
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        var parts = text[end..].Split("-- final:\n");
        return new(text[..end].Trim(), [.. parts[0].Split("-- next:\n")], parts[1]);
    }

    private static string Folder([System.Runtime.CompilerServices.CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
