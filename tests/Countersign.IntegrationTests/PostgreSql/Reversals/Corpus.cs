using System.Runtime.CompilerServices;

namespace Countersign.IntegrationTests.PostgreSql.Reversals;

/// <summary>One statement of the corpus: what it needs first, and what is expected of its reversal.</summary>
/// <param name="Reason">Part of the reason why it is irreversible; null for what is reversible.</param>
/// <param name="MayBeUnread">True where the catalogue reading may miss the change; then nothing was seen that could be undone.</param>
internal sealed record CorpusCase(string Given, string Sql, string? Reason, bool MayBeUnread = false);

/// <summary>
/// Files of statements by family. Blocks are separated by empty lines; the first is the setup of all others. A block begins with
/// `-- reversible`, `-- reversible once it is read` or `-- irreversible: part of the reason`, then may say `-- given: SQL`, then is the statement.
/// </summary>
internal sealed record Corpus(string Setup, ImmutableArray<CorpusCase> Cases)
{
    private const string Because = "-- irreversible: ";
    private const string Given = "-- given: ";
    private const string MaybeUnread = "-- reversible once it is read";

    internal static string Folder { get; } = Path.Combine(Path.GetDirectoryName(Here())!, "corpus");

    internal static Corpus Read(string name)
    {
        var blocks = File.ReadAllText(Path.Combine(Folder, name)).Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return new(blocks[0], [.. blocks.Skip(1).Select(Case)]);
    }

    private static CorpusCase Case(string block)
    {
        var lines = block.Split('\n');
        var reason = lines[0].StartsWith(Because, StringComparison.Ordinal) ? lines[0][Because.Length..]
            : lines[0] is "-- reversible" or MaybeUnread ? null : throw new FormatException($"a block must begin with what is expected of it: {lines[0]}");
        var given = lines.Skip(1).Where(l => l.StartsWith(Given, StringComparison.Ordinal)).Select(l => l[Given.Length..]);
        return new(string.Join(";\n", given), string.Join('\n', lines.Skip(1).Where(l => !l.StartsWith(Given, StringComparison.Ordinal))), reason, lines[0] == MaybeUnread);
    }

    private static string Here([CallerFilePath] string path = "") => path;
}
